"""Moving in and out: one record, one NIK, wherever somebody goes."""

import pytest
from django.http import Http404

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import EventProposal, Family, LifeEvent, Resident
from citizens.services.enter import move_in_record, resident_enter
from citizens.services.homes import Home
from citizens.services.move_in_accept import move_in_accept
from citizens.services.move_out import Destination, move_out_record
from citizens.services.proposals import proposal_dismiss
from citizens.services.void import event_void
from tests.acting import see_everything, see_only
from tests.citizens.clerks import a_clerk, today
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household

pytestmark = pytest.mark.usefixtures("db")
AWAY = Destination(text="Denpasar, Bali")
NEXT = Destination(village_code=PESANGGARAN)


def newcomer(**fields: object) -> Resident:
    told = {"family": None, "village_id": "", "area_code": "", "nik": "3201011203870001"} | fields
    person: Resident = ResidentFactory.build(**told)
    return person


def leave(people: list[Resident], destination: Destination = NEXT, **told: object) -> LifeEvent:
    return move_out_record(
        people[0].family_id,
        a_clerk(),
        today(),
        mover_ids=[p.pk for p in people],
        destination=destination,
        **told,
    )


def test_a_newcomer_founds_a_family_and_another_joins_it() -> None:
    clerk = a_clerk()
    home = Home(area_code=SARONGAN, address="Jalan Ijen 3", number="3510011011260009")
    event = move_in_record(newcomer(residence=code_lists.TEMPORARY), clerk, today(), home, origin="Jember")
    head = event.resident
    family = Family.objects.get()
    assert (family.head_id, family.number, family.village_id) == (head.pk, "3510011011260009", SARONGAN)
    assert head.resident_since == today().happened_on
    wife = resident_enter(newcomer(wife=True, nik=None), clerk, today(), Home(family_id=family.pk)).resident
    assert (wife.family_id, wife.nik, wife.village_id) == (family.pk, None, SARONGAN)


@pytest.mark.parametrize("fault", ["second head", "no head", "elsewhere", "number", "nik", "origin"])
def test_a_newcomer_who_does_not_fit_is_refused(fault: str) -> None:
    father, *_ = household()
    joined = Home(family_id=father.family_id)
    own = Home(area_code=SARONGAN)
    person, home, origin = {
        "second head": (newcomer(), joined, "Jember"),
        "no head": (newcomer(wife=True), own, "Jember"),
        "elsewhere": (newcomer(), Home(area_code=PESANGGARAN), "Jember"),
        "number": (newcomer(), Home(area_code=SARONGAN, number=father.family.number), "Jember"),
        "nik": (newcomer(nik=father.nik), own, "Jember"),
        "origin": (newcomer(), own, ""),
    }[fault]
    with pytest.raises(EventRefused):
        move_in_record(person, a_clerk(), today(), home, origin=origin)
    assert (Resident.objects.count(), Family.objects.count()) == (3, 1)


def test_a_family_that_moves_away_whole_is_closed() -> None:
    people = household()
    leave(people, AWAY)
    assert set(Resident.objects.values_list("status", flat=True)) == {code_lists.MOVED}
    assert Family.objects.get().closed_on == today().happened_on
    assert not EventProposal.objects.exists()


def test_where_the_head_goes_alone_another_heads_the_rest() -> None:
    father, mother, _ = household()
    with pytest.raises(EventRefused):
        leave([father], AWAY)
    leave([father], AWAY, new_head_id=mother.pk)
    assert Family.objects.get().head_id == mother.pk


def test_another_village_takes_over_the_very_record() -> None:
    people = household()
    number = people[0].family.number
    leave(people)
    clerk = a_clerk(PESANGGARAN)
    see_only(PESANGGARAN)
    proposal = EventProposal.objects.get()
    assert proposal.data["people"][0] == people[0].name
    assert not Resident.objects.exists()
    move_in_accept(proposal.pk, clerk, today(), Home(area_code=PESANGGARAN, number=number))
    assert [m.pk for m in Resident.objects.order_by("relation")] == [p.pk for p in people]
    family = Family.objects.get()
    assert (family.head_id, family.number) == (people[0].pk, number)
    see_everything()
    assert Resident.objects.count() == 3
    with pytest.raises(EventRefused):
        move_in_accept(proposal.pk, clerk, today(), Home(area_code=PESANGGARAN))


def test_the_next_village_but_one_cannot_take_them() -> None:
    leave(household())
    with pytest.raises(Http404):
        move_in_accept(EventProposal.objects.get().pk, a_clerk(), today(), Home(area_code=SARONGAN))


def test_a_move_is_voided_until_the_other_village_accepts_it() -> None:
    people = household()
    clerk = a_clerk()
    event_void(leave(people).pk, clerk, reason="Batal pindah")
    assert set(Resident.objects.values_list("status", flat=True)) == {code_lists.ALIVE}
    assert EventProposal.objects.get().dismissal
    second = leave(people)
    proposal = EventProposal.objects.get(settled_at=None)
    accepted = move_in_accept(proposal.pk, a_clerk(PESANGGARAN), today(), Home(area_code=PESANGGARAN))
    with pytest.raises(EventRefused):
        event_void(second.pk, clerk, reason="Terlambat")
    event_void(accepted.pk, a_clerk(PESANGGARAN), reason="Salah keluarga")
    father = Resident.objects.get(pk=people[0].pk)
    assert (father.village_id, father.status) == (SARONGAN, code_lists.MOVED)
    assert EventProposal.objects.filter(settled_at=None).exists()


def test_a_proposal_is_set_aside_with_a_reason() -> None:
    leave(household())
    proposal = EventProposal.objects.get()
    proposal_dismiss(proposal.pk, a_clerk(PESANGGARAN), reason="Tidak pernah datang")
    proposal.refresh_from_db()
    assert (proposal.dismissal, proposal.settled_by_name) == ("Tidak pernah datang", "Sri Rahayu")
