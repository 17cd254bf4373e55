"""Taking over who moved here from another village of the regency: the same record, the same NIK."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import EventProposal, Family, LifeEvent, Resident
from citizens.relations import relation_to
from foundation.access.guard import get_reachable
from foundation.access.reach import elevated
from foundation.access.roles import Actor

from .homes import Home, family_found
from .households import household_lock
from .recording import CLERKS, Facts, Recording, recording


@transaction.atomic
def move_in_accept(
    proposal_id: UUID | str, actor: Actor, facts: Facts, home: Home, *, head_id: UUID | str | None = None
) -> LifeEvent:
    """Records the arrival that another village's clerk announced; in a new family `head_id` is its head.

    The rows change their village, so they are read and written beyond the clerk's reach, and only the ones that the
    proposal names. Who may: clerk and secretary of the village of arrival. Raises Http404, EventRefused.
    """
    rows = EventProposal.objects.select_for_update(of=("self",))
    proposal = get_reachable(rows, actor, proposal_id, *CLERKS)
    known = _joined(home, actor)
    if facts.happened_on < date.fromisoformat(proposal.data["moved_on"]):
        raise EventRefused(
            _("Tanggal datang lebih awal daripada tanggal pindah dari desa asal."), "happened_on"
        )
    with elevated():
        movers = _movers(proposal)
        origin = str(proposal.data["origin"])
        head = next((m for m in movers if str(m.pk) == str(head_id or "")), movers[0])
        relations = {
            mover.pk: code_lists.OTHER_RELATIVE if known else relation_to(head, mover) for mover in movers
        }
        if known is None:
            relations[head.pk] = code_lists.HEAD_OF_FAMILY
        area_code = known.area_code if known else home.area_code
        facts = Facts(facts.happened_on, facts.document, facts.note, proposal.pk)
        with recording(
            LifeEvent.Kind.MOVE_IN, movers[0], actor, facts, origin=origin, people=[m.name for m in movers]
        ) as entry:
            entry.event.village_id, entry.event.area_code = area_code[:13], area_code
            entry.event.save(update_fields=["village_id", "area_code"])
            _free_number(entry, home.number, movers)
            family = known or family_found(entry, home, actor)
            _settle_in(entry, movers, relations, family, facts.happened_on)
            if known is None:
                entry.change(family, head_id=head.pk)
            entry.event.family_after = family
    return entry.event


def _joined(home: Home, actor: Actor) -> Family | None:
    if home.family_id is None:
        return None
    household = household_lock(home.family_id, actor)
    if household.family.closed_on is not None:
        raise EventRefused(_("Keluarga ini sudah tutup. Buat keluarga baru."))
    return household.family


def _movers(proposal: EventProposal) -> list[Resident]:
    rows = Resident.objects.select_for_update(of=("self",)).filter(pk__in=proposal.data["movers"])
    movers = [row for row in rows.order_by("id") if row.status == code_lists.MOVED]
    if proposal.settled_at is not None or len(movers) != len(proposal.data["movers"]):
        raise EventRefused(_("Kepindahan ini sudah tidak menunggu: muat ulang halamannya."))
    return sorted(movers, key=lambda m: (m.relation, m.birth_date))


def _free_number(entry: Recording, number: str, movers: list[Resident]) -> None:
    """A family that moved whole may keep its KK number: the closed one gives it up."""
    left = {mover.family_id for mover in movers if mover.family_id}
    closed = Family.objects.filter(pk__in=left, number=number or None, closed_on__isnull=False).first()
    if number and closed is not None:
        entry.change(closed, number=None)


def _settle_in(
    entry: Recording, movers: list[Resident], relations: dict[UUID, int], family: Family, day: date
) -> None:
    for mover in movers:
        entry.change(
            mover,
            village_id=family.village_id,
            area_code=family.area_code,
            family_id=family.pk,
            relation=relations[mover.pk],
            status=code_lists.ALIVE,
            address="",
            resident_since=day,
        )
