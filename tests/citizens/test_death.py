"""After a death the record stays, and the family has a living head or is closed."""

import pytest
from django.db import IntegrityError, transaction

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import Family, LifeEvent, Resident
from citizens.services.birth import birth_record
from citizens.services.death import death_record
from citizens.services.void import event_void
from tests.citizens.clerks import a_clerk, on, today
from tests.citizens.factories import ResidentFactory, household

pytestmark = pytest.mark.usefixtures("db")


def test_the_widow_heads_the_family_and_the_child_stays_a_child() -> None:
    father, mother, child = household()
    death_record(father.pk, a_clerk(), today(), place="Rumah", cause="Sakit", new_head_id=mother.pk)
    for person in (father, mother, child):
        person.refresh_from_db()
    assert father.status == code_lists.DEAD
    assert (mother.relation, mother.marital_status) == (code_lists.HEAD_OF_FAMILY, code_lists.WIDOWED)
    assert child.relation == code_lists.CHILD
    assert Family.objects.get().head_id == mother.pk


def test_a_dead_heads_family_needs_a_new_head() -> None:
    father, *_ = household()
    with pytest.raises(EventRefused, match="kepala keluarga") as refused:
        death_record(father.pk, a_clerk(), today())
    assert refused.value.field == "new_head"
    father.refresh_from_db()
    assert father.is_alive
    assert not LifeEvent.objects.exists()


def test_the_last_members_family_is_closed() -> None:
    alone = ResidentFactory()
    death_record(alone.pk, a_clerk(), today())
    assert Family.objects.get().closed_on == today().happened_on


def test_nobody_dies_twice_nor_before_birth_nor_tomorrow() -> None:
    _, mother, _ = household()
    clerk = a_clerk()
    for facts in (on(1980, 1, 1), on(2999, 1, 1)):
        with pytest.raises(EventRefused):
            death_record(mother.pk, clerk, facts)
    event = death_record(mother.pk, clerk, today())
    with pytest.raises(EventRefused, match="meninggal"):
        death_record(mother.pk, clerk, today())
    event.pk = None
    event._state.adding = True
    with pytest.raises(IntegrityError, match="life_event_one_death"), transaction.atomic():
        LifeEvent.objects.create(
            kind="death",
            resident=mother,
            village_id=mother.village_id,
            area_code=mother.area_code,
            happened_on=today().happened_on,
            recorded_by_id=clerk.account_id,
            recorded_by_name="x",
        )


def test_a_death_by_mistake_is_voided_and_all_is_as_before() -> None:
    people = household()
    before = list(Resident.objects.order_by("id").values("id", "status", "relation", "marital_status"))
    clerk = a_clerk()
    event = death_record(people[0].pk, clerk, today(), new_head_id=people[1].pk)
    event_void(event.pk, clerk, reason="Salah orang")
    assert (
        list(Resident.objects.order_by("id").values("id", "status", "relation", "marital_status")) == before
    )
    assert Family.objects.get().head_id == people[0].pk
    death_record(people[0].pk, clerk, today(), new_head_id=people[1].pk)


def test_what_others_were_built_on_is_not_voided() -> None:
    father, mother, _ = household()
    clerk = a_clerk()
    death = death_record(father.pk, clerk, today(), new_head_id=mother.pk)
    death_record(mother.pk, clerk, today(), new_head_id=household_child(father))
    with pytest.raises(EventRefused, match="peristiwa lain"):
        event_void(death.pk, clerk, reason="Salah orang")


def household_child(father: Resident) -> object:
    return Resident.objects.get(family_id=father.family_id, relation=code_lists.CHILD).pk


def test_a_birth_after_it_does_not_hinder_another_familys_void() -> None:
    _, mother, _ = household()
    other, wife, _ = household()
    clerk = a_clerk()
    event = death_record(other.pk, clerk, today(), new_head_id=wife.pk)
    birth_record(mother.pk, clerk, today(), name="Ayu", sex=2, birth_place="Banyuwangi")
    assert event_void(event.pk, clerk, reason="Salah orang").voided_at is not None
