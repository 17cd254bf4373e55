"""Marriage, divorce, another head, a split, a correction, a merge."""

from datetime import date
from typing import Any

import pytest

from citizens import code_lists as c
from citizens.errors import EventRefused
from citizens.models import Family, Resident, ResidentHistory
from citizens.services.correct import family_correct, resident_correct
from citizens.services.family_split import family_split_record
from citizens.services.head_change import head_change_record
from citizens.services.homes import Home
from citizens.services.marriage import divorce_record, marriage_record
from citizens.services.merge import residents_merge
from citizens.services.void import event_void
from tests.citizens.clerks import a_clerk, today
from tests.citizens.factories import SARONGAN, ResidentFactory, household

pytestmark = pytest.mark.usefixtures("db")


def state() -> dict[str, list[tuple[Any, ...]]]:
    people = Resident.objects.order_by("id").exclude(status=c.INVALID)
    return {
        "people": list(
            people.values_list("id", "family_id", "relation", "status", "marital_status", "nik", "name")
        ),
        "families": list(
            Family.objects.filter(members__status=c.ALIVE)
            .order_by("id")
            .distinct()
            .values_list("id", "head_id")
        ),
    }


def grown_child(family: Family, **fields: Any) -> Resident:
    person: Resident = ResidentFactory(
        family=family, relation=c.CHILD, marital_status=c.UNMARRIED, birth_date=date(2000, 2, 2), **fields
    )
    return person


def test_a_daughter_marries_a_neighbour_who_comes_into_her_family_and_back() -> None:
    father, *_ = household()
    daughter = grown_child(father.family, name="Rina", sex=c.FEMALE)
    other, *_ = household(name="Wagiman")
    son = grown_child(other.family, name="Bayu")
    before, clerk = state(), a_clerk()
    event = marriage_record(
        daughter.pk, clerk, today(document="0123/45/XI/2026"), spouse_id=son.pk, joins=True
    )
    son.refresh_from_db()
    daughter.refresh_from_db()
    assert (son.family_id, son.relation, son.marital_status) == (
        daughter.family_id,
        c.CHILD_IN_LAW,
        c.MARRIED,
    )
    assert daughter.marriage_certificate == "0123/45/XI/2026"
    with pytest.raises(EventRefused, match="sudah kawin"):
        marriage_record(daughter.pk, clerk, today(), spouse_name="Orang Lain")
    event_void(event.pk, clerk, reason="Salah orang")
    assert state() == before


def test_a_divorce_is_of_both_and_only_of_the_married() -> None:
    father, mother, child = household()
    clerk = a_clerk()
    divorce_record(father.pk, clerk, today(document="77/AC/2026"), spouse_id=mother.pk)
    assert set(Resident.objects.exclude(pk=child.pk).values_list("marital_status", flat=True)) == {c.DIVORCED}
    with pytest.raises(EventRefused):
        divorce_record(father.pk, clerk, today())


def test_the_son_becomes_head_and_everybody_is_told_from_there() -> None:
    father, mother, child = household()
    before, clerk = state(), a_clerk()
    event = head_change_record(father.family_id, clerk, today(), new_head_id=child.pk)
    relations = {p.pk: p.relation for p in Resident.objects.all()}
    assert relations == {child.pk: c.HEAD_OF_FAMILY, father.pk: c.PARENT, mother.pk: c.PARENT}
    event_void(event.pk, clerk, reason="Keliru")
    assert state() == before


def test_head_and_wife_leave_their_parents_behind() -> None:
    father, mother, child = household()
    granny = ResidentFactory(
        family=father.family, relation=c.PARENT, sex=c.FEMALE, birth_date=date(1950, 1, 1)
    )
    before, clerk = state(), a_clerk()
    told = {"leaver_ids": [father.pk, mother.pk, child.pk], "head_id": father.pk}
    home = Home(area_code=SARONGAN, number="3510011011260011")
    with pytest.raises(EventRefused, match="kepala keluarga"):
        family_split_record(father.family_id, clerk, today(), **told, home=home)
    assert state() == before
    event = family_split_record(father.family_id, clerk, today(), **told, home=home, new_head_id=granny.pk)
    granny.refresh_from_db()
    assert granny.relation == c.HEAD_OF_FAMILY
    assert Resident.objects.filter(family__number="3510011011260011").count() == 3
    event_void(event.pk, clerk, reason="Tidak jadi")
    assert state() == before


@pytest.mark.parametrize("fault", ["everybody", "head stays", "stranger"])
def test_a_split_that_makes_no_sense_is_refused(fault: str) -> None:
    father, mother, child = household()
    stranger = ResidentFactory()
    leavers, head = {
        "everybody": ([father, mother, child], father),
        "head stays": ([mother], father),
        "stranger": ([stranger], stranger),
    }[fault]
    with pytest.raises(EventRefused):
        family_split_record(
            father.family_id,
            a_clerk(),
            today(),
            leaver_ids=[p.pk for p in leavers],
            head_id=head.pk,
            home=Home(area_code=SARONGAN),
        )


def test_a_correction_is_dated_reasoned_and_kept_with_what_was() -> None:
    father, *_ = household(occupation=9)
    clerk = a_clerk()
    for note, values in (
        ("", {"occupation": 11}),
        ("Salah ketik", {"occupation": 9}),
        ("x", {"relation": 4}),
    ):
        with pytest.raises(EventRefused):
            resident_correct(father.pk, clerk, today(note=note), values)
    event = resident_correct(father.pk, clerk, today(note="Salah ketik", document="KK"), {"occupation": 11})
    [change] = event.changes.all()
    assert (change.before, change.after) == ({"occupation": 9}, {"occupation": 11})
    [old] = ResidentHistory.objects.filter(pgh_obj_id=father.pk)
    assert (old.occupation, old.pgh_context["name"], old.pgh_context["event"]) == (
        9,
        "Sri Rahayu",
        str(event.pk),
    )


def test_a_family_moves_house_with_its_members() -> None:
    father, *_ = household()
    clerk = a_clerk()
    from villages.services.neighbourhoods import neighbourhood_find_or_add

    code = neighbourhood_find_or_add(SARONGAN, hamlet="Krajan", rw="1", rt="2")
    family_correct(
        father.family_id,
        clerk,
        today(note="Pindah rumah"),
        number=father.family.number,
        address="Jalan Baru 1",
        area_code=code,
    )
    assert set(Resident.objects.values_list("area_code", flat=True)) == {code}


def test_two_records_of_one_person_become_one_and_two_again() -> None:
    father, mother, _ = household()
    twin = ResidentFactory(family=father.family, relation=c.OTHER_RELATIVE, name="Sulastri", sex=c.FEMALE)
    Resident.objects.filter(pk=mother.pk).update(nik=None)
    nik, clerk = twin.nik, a_clerk()
    before = state()
    event = residents_merge(mother.pk, twin.pk, clerk, today(note="Tercatat dua kali"))
    mother.refresh_from_db()
    twin.refresh_from_db()
    assert mother.nik == nik
    assert (twin.status, twin.merged_into_id, twin.nik, twin.family_id) == (c.INVALID, mother.pk, None, None)
    event_void(event.pk, clerk, reason="Ternyata dua orang")
    assert state() == before
