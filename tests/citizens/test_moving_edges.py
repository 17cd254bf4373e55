"""Moves at the edges: what is no move, and what the village of arrival may and may not take over."""

from datetime import timedelta
from typing import Any

import pytest

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import EventProposal, Family, LifeEvent, Resident
from citizens.services.death import death_record
from citizens.services.homes import Home
from citizens.services.move_in_accept import move_in_accept
from citizens.services.move_out import Destination, move_out_record
from citizens.services.proposals import proposal_dismiss
from citizens.services.recording import Facts
from tests.citizens.clerks import a_clerk, on, today
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household

pytestmark = pytest.mark.django_db
NEXT = Destination(village_code=PESANGGARAN)


def leave(people: list[Resident], facts: Facts | None = None, **told: Any) -> EventProposal:
    """They move to the next village; its clerk's proposal."""
    moving = {"mover_ids": [person.pk for person in people], "destination": NEXT} | told
    move_out_record(people[0].family_id, a_clerk(), facts or today(), **moving)
    return EventProposal.objects.get(settled_at=None)


def accept(proposal: EventProposal, home: Home | None = None, facts: Facts | None = None) -> LifeEvent:
    home = home or Home(area_code=PESANGGARAN)
    return move_in_accept(proposal.pk, a_clerk(PESANGGARAN), facts or today(), home)


@pytest.mark.parametrize("fault", ["same village", "unknown village", "nobody", "nowhere", "before birth"])
def test_what_is_no_move_is_refused(fault: str) -> None:
    people = household()
    told, facts, field = {
        "same village": ({"destination": Destination(village_code=SARONGAN)}, today(), "village"),
        "unknown village": ({"destination": Destination(village_code="35.10.01")}, today(), "village"),
        "nobody": ({"mover_ids": []}, today(), "movers"),
        "nowhere": ({"destination": Destination()}, today(), "destination"),
        "before birth": ({}, on(2014, 1, 1), "happened_on"),
    }[fault]
    with pytest.raises(EventRefused) as refused:
        leave(people, facts, **told)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not LifeEvent.objects.exists()


def test_nobody_arrives_before_they_left() -> None:
    proposal = leave(household())
    with pytest.raises(EventRefused) as refused:
        accept(proposal, facts=Facts(today().happened_on - timedelta(days=1)))
    assert refused.value.field == "happened_on"


def test_who_arrives_has_lived_there_since_that_day() -> None:
    people = household()
    Resident.objects.update(resident_since=on(2001, 1, 1).happened_on)
    accept(leave(people))
    assert set(Resident.objects.values_list("resident_since", flat=True)) == {today().happened_on}


def test_what_was_set_aside_or_is_no_longer_whole_is_not_taken_over() -> None:
    people = household()
    proposal = leave(people)
    Resident.objects.filter(pk=people[2].pk).update(status=code_lists.DEAD)
    with pytest.raises(EventRefused, match="tidak menunggu"):
        accept(proposal)
    Resident.objects.filter(pk=people[2].pk).update(status=code_lists.MOVED)
    proposal_dismiss(proposal.pk, a_clerk(PESANGGARAN), reason="Tidak pernah datang")
    with pytest.raises(EventRefused, match="tidak menunggu"):
        accept(proposal)
    with pytest.raises(EventRefused, match="sudah diselesaikan"):
        proposal_dismiss(proposal.pk, a_clerk(PESANGGARAN), reason="Lagi")
    assert set(Resident.objects.values_list("village_id", flat=True)) == {SARONGAN}


def test_a_family_takes_arrivals_in_as_relatives_and_none_once_it_is_closed() -> None:
    uncle = ResidentFactory(village_id=PESANGGARAN)
    Family.objects.filter(pk=uncle.family_id).update(head=uncle)
    joined = Home(family_id=uncle.family_id)
    people = household()
    accept(leave(people), joined)
    relations = Resident.objects.filter(pk__in=[p.pk for p in people]).values_list("relation", flat=True)
    assert set(relations) == {code_lists.OTHER_RELATIVE}
    assert Family.objects.get(pk=uncle.family_id).head_id == uncle.pk
    alone = ResidentFactory(village_id=PESANGGARAN)
    death_record(alone.pk, a_clerk(PESANGGARAN), today())
    with pytest.raises(EventRefused, match="sudah tutup"):
        accept(leave(household()), Home(family_id=alone.family_id))


def test_a_family_of_which_some_stayed_keeps_its_number() -> None:
    father, mother, child = household()
    proposal = leave([mother, child])
    with pytest.raises(EventRefused) as refused:
        accept(proposal, Home(area_code=PESANGGARAN, number=father.family.number))
    assert refused.value.field == "number"
