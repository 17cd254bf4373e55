"""A newborn joins the mother's family."""

import pytest
from django.http import Http404

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent, Resident
from citizens.services.birth import birth_record
from citizens.services.void import event_void
from tests.citizens.clerks import a_clerk, on, today
from tests.citizens.factories import PESANGGARAN, ResidentFactory, household

pytestmark = pytest.mark.usefixtures("db")
BABY = {"name": "Ayu Lestari", "sex": code_lists.FEMALE, "birth_place": "Banyuwangi"}


def test_the_child_is_recorded_in_the_mothers_family_without_a_nik() -> None:
    father, mother, _ = household()
    event = birth_record(mother.pk, a_clerk(), today(document="12/SKL/2026"), **BABY)
    child = event.resident
    assert (child.family_id, child.relation, child.nik) == (mother.family_id, code_lists.CHILD, None)
    assert (child.father_name, child.mother_name, child.mother_nik) == (father.name, mother.name, mother.nik)
    assert (event.kind, event.document, event.recorded_by_name) == ("birth", "12/SKL/2026", "Sri Rahayu")


def test_a_daughters_child_is_the_heads_grandchild() -> None:
    father, *_ = household()
    daughter = ResidentFactory(child=True, sex=code_lists.FEMALE, family=father.family, name="Rina")
    Resident.objects.filter(pk=daughter.pk).update(birth_date="2001-01-01")
    event = birth_record(daughter.pk, a_clerk(), today(), **BABY)
    assert event.resident.relation == code_lists.GRANDCHILD


@pytest.mark.parametrize("nobody", ["father", "girl", "twice"])
def test_who_cannot_have_borne_the_child_is_refused(nobody: str) -> None:
    father, mother, child = household()
    clerk = a_clerk()
    if nobody == "twice":
        birth_record(mother.pk, clerk, today(), **BABY)
    before = Resident.objects.count()
    day = on(2016, 1, 1) if nobody == "girl" else today()
    Resident.objects.filter(pk=child.pk).update(sex=code_lists.FEMALE)
    who = {"father": father, "girl": child, "twice": mother}[nobody]
    with pytest.raises(EventRefused):
        birth_record(who.pk, clerk, day, **BABY)
    assert Resident.objects.count() == before


def test_a_nik_of_another_village_is_not_given_twice() -> None:
    stranger = ResidentFactory(village_id=PESANGGARAN)
    _, mother, _ = household()
    with pytest.raises(EventRefused, match="sudah tercatat") as refused:
        birth_record(mother.pk, a_clerk(), today(), **BABY, nik=stranger.nik)
    assert refused.value.field == "nik"


def test_the_next_villages_clerk_knows_no_such_mother() -> None:
    _, mother, _ = household()
    with pytest.raises(Http404):
        birth_record(mother.pk, a_clerk(PESANGGARAN), today(), **BABY)


def test_a_birth_by_mistake_is_voided_and_its_nik_free_again() -> None:
    _, mother, _ = household()
    clerk = a_clerk()
    event = birth_record(mother.pk, clerk, today(), **BABY, nik="3510015411260007")
    event_void(event.pk, clerk, reason="Salah keluarga")
    child = Resident.objects.get(pk=event.resident_id)
    assert (child.status, child.nik, child.family_id) == (code_lists.INVALID, None, None)
    assert LifeEvent.objects.get().void_reason == "Salah keluarga"
    birth_record(mother.pk, clerk, today(), **BABY, nik="3510015411260007")
