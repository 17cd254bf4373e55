"""Change of the family's head (ganti kepala keluarga)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens.errors import EventRefused
from citizens.models import LifeEvent
from foundation.access.roles import Actor

from .households import appoint_head, household_lock
from .recording import Facts, recording


@transaction.atomic
def head_change_record(
    family_id: UUID | str, actor: Actor, facts: Facts, *, new_head_id: UUID | str | None
) -> LifeEvent:
    """Makes another living member the head; everybody's relation is told anew from there.

    Who may: clerk and secretary. Locks the family. Raises Http404, EventRefused.
    """
    household = household_lock(family_id, actor)
    head = household.member(new_head_id, "new_head")
    if household.family.head_id == head.pk:
        raise EventRefused(_("Ia sudah tercatat sebagai kepala keluarga."), "new_head")
    with recording(LifeEvent.Kind.HEAD_CHANGE, head, actor, facts) as entry:
        appoint_head(entry, household.family, household.members, head)
    return entry.event
