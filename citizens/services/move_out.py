"""Moving out (pindah keluar): to another village of the regency, which takes the record over, or away."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import EventProposal, LifeEvent, Resident
from foundation.access.reach import elevated
from foundation.access.roles import Actor
from villages.models import Region

from .households import family_leave, household_lock, not_before_birth
from .recording import Facts, recording


@dataclass(frozen=True)
class Destination:
    """Where to: a village of the regency by its code, or an address elsewhere in words."""

    text: str = ""
    village_code: str = ""


@transaction.atomic
def move_out_record(
    family_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    mover_ids: Collection[UUID | str],
    destination: Destination,
    new_head_id: UUID | str | None = None,
) -> LifeEvent:
    """Records that members of a family moved out, all or some; where the head goes and others stay, who heads them.

    A village of the regency gets a proposal: its clerk takes the same records over, so that a person has one record and
    one NIK. Who may: clerk and secretary. Locks the family. Raises Http404, EventRefused.
    """
    household = household_lock(family_id, actor)
    movers = [household.member(pk, "movers") for pk in dict.fromkeys(map(str, mover_ids))]
    if not movers:
        raise EventRefused(_("Pilih siapa yang pindah."), "movers")
    not_before_birth(facts.happened_on, *movers)
    target = _target(destination, household.family.village_id)
    movers.sort(key=lambda m: (m.relation, m.birth_date))
    names = [mover.name for mover in movers]
    ids = [str(mover.pk) for mover in movers]
    where = target.official_title if target else destination.text
    kind = LifeEvent.Kind.MOVE_OUT
    with recording(kind, movers[0], actor, facts, destination=where, people=names, movers=ids) as entry:
        for mover in movers:
            entry.change(mover, status=code_lists.MOVED)
        family_leave(entry, household, movers, new_head_id, closed_on=facts.happened_on)
    if target is not None:
        _propose(entry.event, movers[0], target)
    return entry.event


def _target(destination: Destination, origin: str) -> Region | None:
    if not destination.village_code:
        if not destination.text:
            raise EventRefused(_("Tulis atau pilih tujuan pindahnya."), "destination")
        return None
    target = Region.objects.filter(code=destination.village_code, level=Region.Level.VILLAGE).first()
    if target is None or target.code == origin:
        raise EventRefused(_("Pilih desa tujuan yang lain daripada desa ini."), "village")
    return target


def _propose(event: LifeEvent, mover: Resident, target: Region) -> None:
    with elevated():
        EventProposal.objects.create(
            kind=LifeEvent.Kind.MOVE_IN,
            village=target,
            area_code=target.code,
            resident=mover,
            source=EventProposal.Source.VILLAGE,
            source_key=str(event.pk),
            reference=event.document,
            data={
                "movers": event.details["movers"],
                "people": event.details["people"],
                "moved_on": event.happened_on.isoformat(),
                "origin": Region.objects.get(code=event.village_id).official_title,
            },
        )
