"""Death (kematian): the record stays, the family goes on under a living head or is closed."""

from uuid import UUID

from django.db import transaction

from citizens import code_lists
from citizens.models import LifeEvent
from citizens.relations import spouse_in
from foundation.access.roles import Actor

from .households import family_leave, not_before_birth, resident_lock
from .recording import Facts, recording


@transaction.atomic
def death_record(
    resident_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    place: str = "",
    cause: str = "",
    new_head_id: UUID | str | None = None,
) -> LifeEvent:
    """Records a death. The spouse in the KK is widowed; where the head died, `new_head_id` follows.

    Who may: clerk and secretary of the village. Locks the family. Raises Http404; EventRefused for somebody who does
    not live there, a day before birth, or a family left without a head.
    """
    resident, household = resident_lock(resident_id, actor)
    not_before_birth(facts.happened_on, resident)
    spouse = spouse_in(resident, household.members) if household else None
    with recording(LifeEvent.Kind.DEATH, resident, actor, facts, place=place, cause=cause) as entry:
        entry.change(resident, status=code_lists.DEAD)
        if spouse is not None:
            entry.change(spouse, marital_status=code_lists.WIDOWED)
        if household is not None:
            family_leave(entry, household, [resident], new_head_id, closed_on=facts.happened_on)
    return entry.event
