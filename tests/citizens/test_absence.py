"""Missing, gone without notice, back again; and moving into another family of the village."""

from typing import Any

import pytest
from django.http import Http404

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent
from citizens.registers.books import Part
from citizens.registers.mutations import MUTATIONS
from citizens.services.absence import absence_record, family_join_record, return_record
from citizens.services.void import event_void
from citizens.statistics import part_figures
from foundation.access.roles import Role
from tests.access.cast import officer, signed_in
from tests.citizens.clerks import a_clerk, on
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household
from villages.models import Region

pytestmark = pytest.mark.django_db
Kind = LifeEvent.Kind


def population() -> int:
    return sum(men + women for _code, men, women, _families in part_figures(SARONGAN))


@pytest.mark.parametrize(("kind", "status"), [(Kind.LOST, code_lists.MISSING), (Kind.LEFT, code_lists.AWAY)])
def test_whoever_is_away_is_no_longer_counted_and_counts_again_once_back(kind: Any, status: int) -> None:
    father, mother, _child = household(SARONGAN)
    event = absence_record(father.pk, a_clerk(), on(2026, 3, 1), kind, new_head_id=mother.pk)
    father.refresh_from_db()
    assert (father.status, father.family.head_id, population()) == (status, mother.pk, 2)
    return_record(father.pk, a_clerk(), on(2026, 6, 1))
    father.refresh_from_db()
    assert (father.status, father.relation, population()) == (code_lists.ALIVE, code_lists.OTHER_RELATIVE, 3)
    part = Part(Region.objects.get(code=SARONGAN), year=2026)
    gone, back = MUTATIONS.all_lines(part, whole=True)
    assert gone[8] in ("hilang", "pergi tanpa kabar")
    assert back[6] == "kembali"
    with pytest.raises(EventRefused):
        event_void(event.pk, a_clerk(), reason="Keliru")


def test_an_absence_that_was_a_mistake_is_taken_back() -> None:
    _father, mother, _child = household(SARONGAN)
    event = absence_record(mother.pk, a_clerk(), on(2026, 3, 1), Kind.LEFT)
    event_void(event.pk, a_clerk(), reason="Hanya bekerja di kota")
    mother.refresh_from_db()
    assert (mother.status, mother.relation, population()) == (code_lists.ALIVE, code_lists.WIFE, 3)


def test_a_family_that_closed_with_the_last_one_opens_again_on_the_return() -> None:
    alone = ResidentFactory(village_id=SARONGAN)
    absence_record(alone.pk, a_clerk(), on(2026, 3, 1), Kind.LOST)
    alone.family.refresh_from_db()
    assert alone.family.closed_on is not None
    return_record(alone.pk, a_clerk(), on(2026, 3, 9))
    alone.family.refresh_from_db()
    assert (alone.family.closed_on, alone.family.head_id) == (None, alone.pk)


def test_only_who_is_away_comes_back_and_only_the_own_village_says_so() -> None:
    person = ResidentFactory(village_id=SARONGAN)
    with pytest.raises(EventRefused):
        return_record(person.pk, a_clerk(), on(2026, 3, 9))
    with pytest.raises(Http404):
        absence_record(person.pk, a_clerk(PESANGGARAN), on(2026, 3, 9), Kind.LOST)


def test_a_daughter_joins_the_family_of_her_aunt_and_a_head_who_joins_is_followed() -> None:
    father, mother, child = household(SARONGAN)
    aunt = ResidentFactory(village_id=SARONGAN)
    join = {"target_id": aunt.family_id, "relation": code_lists.OTHER_RELATIVE}
    event = family_join_record(
        father.family_id, a_clerk(), on(2026, 5, 1), joiner_ids=[str(child.pk)], **join
    )
    child.refresh_from_db()
    assert (child.family_id, child.relation) == (aunt.family_id, code_lists.OTHER_RELATIVE)
    event_void(event.pk, a_clerk(), reason="Batal")
    child.refresh_from_db()
    assert child.family_id == father.family_id
    with pytest.raises(EventRefused, match="kepala keluarga yang baru"):
        family_join_record(father.family_id, a_clerk(), on(2026, 5, 1), joiner_ids=[str(father.pk)], **join)
    family_join_record(
        father.family_id,
        a_clerk(),
        on(2026, 5, 1),
        joiner_ids=[str(father.pk)],
        new_head_id=mother.pk,
        **join,
    )
    father.family.refresh_from_db()
    assert father.family.head_id == mother.pk


def test_nobody_joins_as_a_second_head_or_a_family_of_another_village() -> None:
    father, _mother, child = household(SARONGAN)
    aunt, stranger = ResidentFactory(village_id=SARONGAN), ResidentFactory(village_id=PESANGGARAN)
    told = {"joiner_ids": [str(child.pk)], "relation": code_lists.OTHER_RELATIVE}
    with pytest.raises(EventRefused):
        family_join_record(
            father.family_id,
            a_clerk(),
            on(2026, 5, 1),
            target_id=aunt.family_id,
            **(told | {"relation": code_lists.HEAD_OF_FAMILY}),
        )
    with pytest.raises(Http404):
        family_join_record(father.family_id, a_clerk(), on(2026, 5, 1), target_id=stranger.family_id, **told)
    with pytest.raises(EventRefused):
        family_join_record(father.family_id, a_clerk(), on(2026, 5, 1), target_id=father.family_id, **told)


def test_the_pages_offer_what_can_be_recorded() -> None:
    father, _mother, child = household(SARONGAN)
    aunt = ResidentFactory(village_id=SARONGAN)
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    url = f"/desa/penduduk/{child.pk}/peristiwa/hilang/"
    assert url in client.get(f"/desa/penduduk/{child.pk}/").content.decode()
    client.post(url, {"kind": "left", "happened_on": "2026-03-01"})
    page = client.get(f"/desa/penduduk/{child.pk}/").content.decode()
    assert f"/desa/penduduk/{child.pk}/peristiwa/kembali/" in page
    client.post(f"/desa/penduduk/{child.pk}/peristiwa/kembali/", {"happened_on": "2026-04-01"})
    join = f"/desa/keluarga/{father.family_id}/peristiwa/gabung-kk/"
    told = {"joiners": [str(child.pk)], "relation": "9", "happened_on": "2026-05-01"}
    assert "Tidak ada KK" in client.post(join, told | {"number": "3510010101010001"}).content.decode()
    assert client.post(join, told | {"number": aunt.family.number}).status_code == 302
    child.refresh_from_db()
    assert child.family_id == aunt.family_id
