"""Somebody who is missing (hilang) or has left without notice (pergi), and who comes back."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent, Resident
from foundation.access.roles import Actor

from .homes import Home, family_found
from .households import (
    Household,
    family_leave,
    household_lock,
    not_before_birth,
    resident_lock,
    resident_lock_any,
)
from .recording import Facts, Recording, recording

STATUS = {LifeEvent.Kind.LOST: code_lists.MISSING, LifeEvent.Kind.LEFT: code_lists.AWAY}


@transaction.atomic
def absence_record(
    resident_id: UUID | str,
    actor: Actor,
    facts: Facts,
    kind: LifeEvent.Kind,
    *,
    new_head_id: UUID | str | None = None,
) -> LifeEvent:
    """Records that a resident is LOST or has LEFT; where the head is gone, `new_head_id` follows.

    Who may: clerk and secretary of the village. Locks the family. Raises Http404, EventRefused.
    """
    resident, household = resident_lock(resident_id, actor)
    not_before_birth(facts.happened_on, resident)
    with recording(kind, resident, actor, facts) as entry:
        entry.change(resident, status=STATUS[kind])
        if household is not None:
            family_leave(entry, household, [resident], new_head_id, closed_on=facts.happened_on)
    return entry.event


@transaction.atomic
def return_record(resident_id: UUID | str, actor: Actor, facts: Facts) -> LifeEvent:
    """Records that somebody who was missing or gone is back: in the old family, which opens again where it closed.

    As absence_record. EventRefused for anybody who was not away.
    """
    resident = resident_lock_any(resident_id, actor)
    if resident.status not in STATUS.values():
        raise EventRefused(_("%(name)s tidak tercatat hilang atau pergi.") % {"name": resident.name})
    household = household_lock(resident.family_id, actor) if resident.family_id else None
    with recording(LifeEvent.Kind.RETURN, resident, actor, facts) as entry:
        _come_home(entry, resident, household, actor)
    return entry.event


def _come_home(entry: Recording, resident: Resident, household: Household | None, actor: Actor) -> None:
    if household is None:
        family = family_found(entry, Home(area_code=resident.area_code), actor)
        entry.change(
            resident, status=code_lists.ALIVE, family_id=family.pk, relation=code_lists.HEAD_OF_FAMILY
        )
        entry.change(family, head_id=resident.pk)
        entry.event.family_after = family
        return
    family = household.family
    if not household.members:
        entry.change(family, closed_on=None)
        entry.change(resident, status=code_lists.ALIVE, relation=code_lists.HEAD_OF_FAMILY)
        entry.change(family, head_id=resident.pk)
        return
    relation = resident.relation
    if relation == code_lists.HEAD_OF_FAMILY:
        # Somebody else heads the family since; a correction tells what the returned one is to them.
        relation = code_lists.OTHER_RELATIVE
    entry.change(resident, status=code_lists.ALIVE, relation=relation, area_code=family.area_code)


@transaction.atomic
def family_join_record(
    family_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    joiner_ids: list[str],
    target_id: UUID | str,
    relation: int,
    new_head_id: UUID | str | None = None,
) -> LifeEvent:
    """Moves members of a family into another one of the same village (gabung KK), as `relation` to its head.

    Where the head goes and others stay, `new_head_id` heads them. Who may: clerk and secretary. Locks both families in
    one order. Raises Http404, EventRefused.
    """
    if str(family_id) == str(target_id):
        raise EventRefused(_("Pilih KK lain daripada KK ini."), "number")
    locked = {str(pk): household_lock(pk, actor) for pk in sorted((str(family_id), str(target_id)))}
    household, target = locked[str(family_id)], locked[str(target_id)]
    if target.family.closed_on is not None or target.family.village_id != household.family.village_id:
        raise Http404
    if relation == code_lists.HEAD_OF_FAMILY:
        raise EventRefused(_("Keluarga itu sudah mempunyai kepala keluarga."), "relation")
    joiners = [household.member(pk, "joiners") for pk in dict.fromkeys(joiner_ids)]
    if not joiners:
        raise EventRefused(_("Pilih siapa yang bergabung."), "joiners")
    names = [person.name for person in joiners]
    with recording(LifeEvent.Kind.FAMILY_JOIN, joiners[0], actor, facts, people=names) as entry:
        family = target.family
        for person in joiners:
            entry.change(person, family_id=family.pk, area_code=family.area_code, relation=relation)
        family_leave(entry, household, joiners, new_head_id, closed_on=facts.happened_on)
        entry.event.family_after = family
    return entry.event
