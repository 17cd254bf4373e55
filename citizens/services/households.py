"""A family with its living members under lock, and what happens to it when somebody leaves or another heads it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import Family, Resident
from citizens.relations import relation_to
from foundation.access.guard import get_reachable
from foundation.access.roles import Actor

from .recording import CLERKS, Recording


@dataclass
class Household:
    """A family and its living members, head first, all locked."""

    family: Family
    members: list[Resident]

    def member(self, resident_id: UUID | str | None, field: str) -> Resident:
        """The living member with this id; EventRefused, blaming the field, for anybody else."""
        found = next((m for m in self.members if str(m.pk) == str(resident_id)), None)
        if found is None:
            raise EventRefused(_("Pilih anggota keluarga yang masih tercatat di KK ini."), field)
        return found

    def without(self, people: Iterable[Resident]) -> list[Resident]:
        """The members but these."""
        gone = {person.pk for person in people}
        return [member for member in self.members if member.pk not in gone]


def household_lock(family_id: UUID | str, actor: Actor) -> Household:
    """Locks a family of the clerk's village and its living members; Http404 out of reach."""
    family = get_reachable(Family.objects.select_for_update(of=("self",)), actor, family_id, *CLERKS)
    members = Resident.objects.filter(family_id=family.pk, status=code_lists.ALIVE)
    locked = members.select_for_update(of=("self",)).order_by("id")
    return Household(family, sorted(locked, key=lambda m: (m.relation, m.birth_date, m.pk)))


def resident_lock(resident_id: UUID | str, actor: Actor) -> tuple[Resident, Household | None]:
    """Locks a living resident of the clerk's village, with the family, which is locked first.

    Raises Http404 out of reach, EventRefused for somebody who does not live in the village any more.
    """
    family_id = get_reachable(Resident.objects.all(), actor, resident_id, *CLERKS).family_id
    household = household_lock(family_id, actor) if family_id else None
    rows = Resident.objects.select_for_update(of=("self",))
    resident = get_reachable(rows, actor, resident_id, *CLERKS)
    if resident.family_id != family_id:
        raise EventRefused(_("Data warga ini baru saja berubah. Muat ulang halamannya, lalu ulangi."))
    must_live_here(resident)
    if household is None:
        return resident, None
    return household.member(resident.pk, ""), household


def resident_lock_any(resident_id: UUID | str, actor: Actor) -> Resident:
    """Locks a resident of the clerk's village whatever the status; Http404 out of reach."""
    rows = Resident.objects.select_for_update(of=("self",))
    resident = get_reachable(rows, actor, resident_id, *CLERKS)
    if resident.merged_into_id is not None:
        raise Http404
    return resident


def must_live_here(resident: Resident) -> None:
    """EventRefused unless the resident is alive and lives in the village."""
    if resident.status != code_lists.ALIVE:
        status = code_lists.STATUS.label(resident.status).lower()
        raise EventRefused(
            _("%(name)s tercatat %(status)s, jadi peristiwa ini tidak dapat dicatat.")
            % {"name": resident.name, "status": status}
        )


def not_before_birth(day: date, *people: Resident) -> None:
    """EventRefused for a day before somebody concerned was born."""
    if any(day < person.birth_date for person in people):
        raise EventRefused(_("Tanggal peristiwa lebih awal daripada tanggal lahirnya."), "happened_on")


def family_leave(
    entry: Recording,
    household: Household,
    leaving: Collection[Resident],
    new_head_id: UUID | str | None,
    *,
    closed_on: date,
) -> None:
    """Puts a family in order whose leaving members' rows are changed already.

    Without living members it is closed. Where the head left, `new_head_id` heads those who stay; EventRefused when
    nobody is named.
    """
    family, staying = household.family, household.without(leaving)
    if not staying:
        entry.change(family, head_id=None, closed_on=closed_on)
        return
    if family.head_id not in {person.pk for person in leaving}:
        return
    if not new_head_id:
        raise EventRefused(_("Pilih kepala keluarga yang baru."), "new_head")
    appoint_head(entry, family, staying, Household(family, staying).member(new_head_id, "new_head"))


def appoint_head(entry: Recording, family: Family, members: Iterable[Resident], head: Resident) -> None:
    """Makes a member the head; everybody's relation is told anew. The former head's row is first, if still a member."""
    others = [member for member in members if member.pk != head.pk]
    relations = {member.pk: relation_to(head, member) for member in others}
    for member in others:
        entry.change(member, relation=relations[member.pk])
    entry.change(head, relation=code_lists.HEAD_OF_FAMILY)
    entry.change(family, head_id=head.pk)
