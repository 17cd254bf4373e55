"""What pages show of imports: batches of a village, and the rows of one as its preview lists them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from citizens.models import ImportBatch, ImportRow
from citizens.nik import mask
from foundation.access.guard import get_reachable, reachable
from foundation.access.roles import Actor, Role

from .columns import BY_KEY, label_of

IMPORTERS = (Role.OPERATOR, Role.SECRETARY)
ROWS_SHOWN = 50
LATEST = 20
WORKING = frozenset({ImportBatch.State.READING, ImportBatch.State.APPLYING, ImportBatch.State.UNDOING})


def visible_batches(actor: Actor) -> QuerySet[ImportBatch]:
    """The imports of the actor's village, the latest first."""
    return reachable(ImportBatch.objects.order_by("-created_at"), actor, *IMPORTERS)


def visible_batch(actor: Actor, batch_id: UUID | str) -> ImportBatch:
    """The import with this id; Http404 alike for one out of reach and one that does not exist."""
    return get_reachable(ImportBatch.objects.all(), actor, batch_id, *IMPORTERS)


def shown_rows(batch: ImportBatch, outcome: str) -> list[dict[str, Any]]:
    """The first rows of an outcome: number, name, NIK masked, differences and reasons in words."""
    rows = ImportRow.objects.filter(batch=batch, outcome=outcome).order_by("number")[:ROWS_SHOWN]
    return [
        {
            "number": row.number,
            "name": row.name or "–",
            "nik": mask(row.nik),
            "differences": [*_differences(row.changes), *_differences(row.family_changes)],
            "reasons": row.reasons,
            "notes": row.notes,
        }
        for row in rows
    ]


def _differences(changes: dict[str, list[Any]]) -> list[dict[str, str]]:
    """Old and new value of each changed cell. A new KK number stands for the family that it names."""
    return [
        {"column": _label(key), "old": _shown(key, old), "new": _shown(key, new)}
        for key, (old, new) in changes.items()
        if old is not None or key == "family_id"
    ]


def _label(key: str) -> str:
    return {"area_code": _("Dusun, RW, RT"), "family_id": _("Keluarga")}.get(key) or label_of(key)


def _shown(key: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if key == "family_id":
        return _("KK lain")
    if key == "nik":
        return mask(value)
    column = BY_KEY.get(key)
    if column is not None and column.codes is not None and value in column.codes.codes:
        return column.codes.label(value)
    return str(value)
