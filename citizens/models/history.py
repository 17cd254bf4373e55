"""What a row was before each change: kept by triggers, whoever changes it and by whatever way.

The old row is kept at each update and deletion, nothing at an insert: so loading a whole regency by COPY costs
nothing, and what a record was on a day is its first old row after that day, or else the present one.
"""

import pghistory
from django.db import models

from .register import Family, Resident

_NOT_KEPT = ["created_at", "updated_at"]


def _old_rows() -> tuple[pghistory.Tracker, ...]:
    # A tracker learns its model's fields, so each model has its own.
    return pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent()


class ResidentHistory(
    pghistory.create_event_model(  # type: ignore[misc]
        Resident,
        *_old_rows(),
        exclude=_NOT_KEPT,
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
    )
):
    """A resident's former record, with who changed it and why in `pgh_context` (user, name, reason, event)."""

    class Meta:
        indexes = [models.Index(fields=["pgh_obj", "pgh_created_at"], name="resident_history_by_day")]


class FamilyHistory(
    pghistory.create_event_model(  # type: ignore[misc]
        Family,
        *_old_rows(),
        exclude=_NOT_KEPT,
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
    )
):
    """A family's former record."""

    class Meta:
        indexes = [models.Index(fields=["pgh_obj", "pgh_created_at"], name="family_history_by_day")]
