"""Split of a family (pisah KK): some members go on as a family of their own."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent
from citizens.relations import relation_to
from foundation.access.roles import Actor

from .homes import Home, family_found
from .households import family_leave, household_lock
from .recording import Facts, recording


@transaction.atomic
def family_split_record(
    family_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    leaver_ids: Collection[UUID | str],
    head_id: UUID | str | None,
    home: Home,
    new_head_id: UUID | str | None = None,
) -> LifeEvent:
    """Moves members into a new family of the same village under `head_id`; the rest may need a new head.

    Who may: clerk and secretary. Locks the family. Raises Http404, EventRefused.
    """
    household = household_lock(family_id, actor)
    leavers = [household.member(pk, "leavers") for pk in dict.fromkeys(map(str, leaver_ids))]
    head = household.member(head_id, "head")
    if head not in leavers:
        raise EventRefused(_("Kepala keluarga baru harus termasuk yang pisah."), "head")
    staying = household.without(leavers)
    if not staying:
        raise EventRefused(_("Pisah KK menyisakan paling sedikit satu anggota di KK lama."), "leavers")
    relations = {leaver.pk: relation_to(head, leaver) for leaver in leavers}
    names = [leaver.name for leaver in leavers]
    with recording(LifeEvent.Kind.FAMILY_SPLIT, head, actor, facts, people=names) as entry:
        family = family_found(entry, home, actor)
        for leaver in leavers:
            relation = code_lists.HEAD_OF_FAMILY if leaver.pk == head.pk else relations[leaver.pk]
            entry.change(leaver, family_id=family.pk, area_code=family.area_code, relation=relation)
        # The old family first: nobody heads two.
        family_leave(entry, household, leavers, new_head_id, closed_on=facts.happened_on)
        entry.change(family, head_id=head.pk)
        entry.event.family_after = family
    return entry.event
