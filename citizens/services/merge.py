"""Merging two records of one person: one is kept, the other becomes a tombstone that points to it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent, Resident
from foundation.access.roles import Actor

from .households import family_leave, household_lock, resident_lock_any
from .recording import Facts, recording

FILLED_IN = (
    "birth_certificate",
    "marriage_certificate",
    "married_on",
    "divorce_certificate",
    "divorced_on",
    "current_education",
    "id_card",
    "insurance",
    "father_name",
    "father_nik",
    "mother_name",
    "mother_nik",
    "resident_since",
)
"""What the kept record takes from the other where it knows nothing itself. Phone and e-mail are not among them: they
open the door for whoever holds them."""


@transaction.atomic
def residents_merge(
    kept_id: UUID | str,
    dropped_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    new_head_id: UUID | str | None = None,
) -> LifeEvent:
    """Keeps one of two records of the same person in a village; what refers to the other one stays with it.

    The dropped record leaves its family, its NIK goes to the kept one if that has none. Who may: clerk and secretary.
    Locks the dropped one's family and both records. Raises Http404, EventRefused.
    """
    if str(kept_id) == str(dropped_id):
        raise EventRefused(_("Pilih dua data yang berbeda."))
    kept, dropped = _locked_pair(kept_id, dropped_id, actor)
    household = household_lock(dropped.family_id, actor) if dropped.family_id else None
    values = {name: getattr(dropped, name) for name in FILLED_IN if not getattr(kept, name)}
    values = {name: value for name, value in values.items() if value}
    number = dropped.nik
    with recording(
        LifeEvent.Kind.MERGE, kept, actor, facts, dropped=str(dropped.pk), dropped_name=dropped.name
    ) as entry:
        entry.change(dropped, status=code_lists.INVALID, merged_into_id=kept.pk, nik=None, family_id=None)
        if household is not None:
            family_leave(entry, household, [dropped], new_head_id, closed_on=facts.happened_on)
        if not kept.nik:
            values["nik"] = number
        entry.change(kept, **values)
    return entry.event


def _locked_pair(kept_id: UUID | str, dropped_id: UUID | str, actor: Actor) -> tuple[Resident, Resident]:
    # In the order of their ids, so that two clerks who merge the same pair do not wait for each other.
    first, second = sorted(map(str, (kept_id, dropped_id)))
    rows = {pk: resident_lock_any(pk, actor) for pk in (first, second)}
    kept, dropped = rows[str(kept_id)], rows[str(dropped_id)]
    if kept.village_id != dropped.village_id:
        raise EventRefused(_("Hanya data di desa yang sama yang dapat digabungkan."))
    return kept, dropped
