from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citizens import code_lists
from citizens.models import Resident
from citizens.queries import family_members, resident_in_reach
from citizens.search import search_residents
from foundation.access.reach import elevated
from foundation.access.roles import Actor, Grant, Role
from tests.acting import see_only
from tests.citizens.factories import (
    PENGANJURAN,
    PESANGGARAN,
    SARONGAN,
    FamilyFactory,
    ResidentFactory,
    household,
)

pytestmark = pytest.mark.usefixtures("db")


def officer(code: str) -> Actor:
    """An operator of the region, with the database limited as it is during a request."""
    see_only(code)
    return Actor(user_id=uuid4(), grants=(Grant(Role.OPERATOR, code),))


def names(actor: Actor, text: str) -> list[str]:
    return [person.name for person in search_residents(actor, text)]


@pytest.mark.parametrize(
    "text", ["sugeng prayitno", "PRAYITNO sugeng", "ugen yitn", "  sug   pray ", "Sugeng", "yitno"]
)
def test_fragments_of_the_name_are_found_in_any_order_and_case(text: str) -> None:
    ResidentFactory(name="Sugeng Prayitno")
    ResidentFactory(name="Slamet Riyadi")
    assert names(officer(SARONGAN), text) == ["Sugeng Prayitno"]


@pytest.mark.parametrize("text", ["sugemg prayitno", "sugeng priyatno", "sugeng prayitna"])
def test_a_misspelt_name_is_found_when_no_other_fits(text: str) -> None:
    ResidentFactory(name="Sugeng Prayitno")
    ResidentFactory(name="Zainul Arifin")
    assert names(officer(SARONGAN), text) == ["Sugeng Prayitno"]


@pytest.mark.parametrize(
    "text", ["%", "_", "\\", "%%%", "__", "a%b", "'; --", "a", "", " ", "\x00", "123", "😀😀"]
)
def test_signs_of_patterns_and_short_texts_find_nobody(text: str) -> None:
    ResidentFactory(name="Sugeng Prayitno")
    assert names(officer(SARONGAN), text) == []


def test_nik_kk_number_and_phone_are_found_however_they_are_typed() -> None:
    father, mother, child = household(nik="3510011203870003", phone="089000001234")
    father.family.number = "3510010506120007"
    father.family.save()
    ResidentFactory(phone="089000009999", birth_date=date(1971, 1, 2))
    actor = officer(SARONGAN)
    assert search_residents(actor, "3510 0112 0387 0003") == [father]
    assert search_residents(actor, "3510.0112.0387") == [father]
    assert search_residents(actor, "3510010506120007") == [father, mother, child]
    assert search_residents(actor, "0890-0000-1234") == [father]
    assert search_residents(actor, "+62 890 0000 1234") == [father]
    assert search_residents(actor, "3510019999999999") == []


def test_names_that_begin_with_the_text_come_first_and_the_dead_last() -> None:
    ResidentFactory(name="Siti Sulastri")
    ResidentFactory(name="Sulastri", dead=True)
    ResidentFactory(name="Sulastri Wati")
    assert names(officer(SARONGAN), "sulas") == ["Sulastri Wati", "Siti Sulastri", "Sulastri"]


def test_no_more_are_given_than_asked_for() -> None:
    for _ in range(4):
        ResidentFactory(name="Sulastri")
    assert len(search_residents(officer(SARONGAN), "sulastri", limit=3)) == 3


@pytest.mark.parametrize("by", ["name", "typo", "nik", "kk", "phone"])
def test_search_never_leaves_the_reach(by: str) -> None:
    stranger = ResidentFactory(village_id=PESANGGARAN, name="Sugeng Prayitno", phone="089000001234")
    text = {
        "name": "sugeng",
        "typo": "sugemg",
        "nik": stranger.nik,
        "kk": stranger.family.number,
        "phone": stranger.phone,
    }[by]
    assert search_residents(officer(SARONGAN), text) == []
    assert search_residents(officer(PESANGGARAN), text) == [stranger]
    assert search_residents(officer("35.10.01"), text) == [stranger]
    assert search_residents(officer("35.10"), text) == [stranger]
    assert search_residents(officer("35.10.16"), text) == []
    assert (
        search_residents(Actor(user_id=uuid4(), person_id=stranger.pk, family_id=stranger.family_id), text)
        == []
    )


@pytest.mark.parametrize("text", ["sugeng", "sugemg"])
def test_the_database_keeps_to_its_reach_even_when_the_program_forgets(text: str) -> None:
    ResidentFactory(village_id=PESANGGARAN, name="Sugeng Prayitno")
    see_only(SARONGAN)
    forgetful = Actor(user_id=uuid4(), grants=(Grant(Role.OPERATOR, PESANGGARAN),))
    assert search_residents(forgetful, text) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM citizens_named(ARRAY['35.10.01.2002'], ARRAY['35.10'], ARRAY['sugeng'], NULL, 25)"
        )
        assert cursor.fetchone()[0] == 0


def test_a_hamlet_head_finds_the_hamlet_only() -> None:
    ResidentFactory(area_code=f"{SARONGAN}.01", name="Sugeng Krajan")
    ResidentFactory(area_code=f"{SARONGAN}.02", name="Sugeng Sumbersari")
    assert names(officer(f"{SARONGAN}.01"), "sugeng") == ["Sugeng Krajan"]


def test_a_resident_out_of_reach_is_answered_as_one_who_does_not_exist() -> None:
    stranger = ResidentFactory(village_id=PENGANJURAN)
    actor = officer(SARONGAN)
    for unknown in (stranger.pk, uuid4()):
        with pytest.raises(Http404):
            resident_in_reach(actor, unknown)
    assert resident_in_reach(officer(PENGANJURAN), stranger.pk) == stranger


def test_a_citizen_reaches_the_own_family_and_without_one_the_own_row() -> None:
    father, mother, _ = household()
    stranger = ResidentFactory()
    actor = Actor(user_id=uuid4(), person_id=father.pk, family_id=father.family_id)
    see_only("", family=str(father.family_id))
    assert resident_in_reach(actor, mother.pk) == mother
    with pytest.raises(Http404):
        resident_in_reach(actor, stranger.pk)
    see_only("*")
    alone = ResidentFactory(family=None)
    see_only("", family=str(alone.pk))
    assert resident_in_reach(Actor(user_id=uuid4(), person_id=alone.pk), alone.pk) == alone


def test_members_of_a_family_are_listed_head_first_without_the_dead() -> None:
    father, mother, child = household()
    ResidentFactory(family=father.family, relation=code_lists.PARENT, dead=True)
    assert family_members(child) == [father, mother, child]
    alone = ResidentFactory(family=None)
    assert family_members(alone) == [alone]


def test_a_family_without_members_is_seen_in_its_village_only() -> None:
    family = FamilyFactory(village_id=PESANGGARAN)
    for code, seen in ((SARONGAN, 0), (PESANGGARAN, 1)):
        see_only(code)
        assert type(family).objects.filter(pk=family.pk).count() == seen


def test_a_whole_regency_is_searched_by_fragments_and_with_typos() -> None:
    sulastri = ResidentFactory(village_id=PENGANJURAN, name="Siti Sulastri")
    ResidentFactory(village_id=PESANGGARAN, name="Zainul Arifin")
    regency = officer("35.10")
    for text in ("sulastri siti", "ulast", "Siti Sulasti", "sulsatri"):
        assert search_residents(regency, text) == [sulastri]
    for text in (".,", "--", "qqqq zzzz", "%%", "siti zainul"):
        assert search_residents(regency, text) == []


def test_signs_in_names_part_or_join_their_words() -> None:
    people = [ResidentFactory(name=name) for name in ("Juma'ati", "Moh. Rofi'i", "Abd.Rahem")]
    regency = officer("35.10")
    for person, text in zip(people, ("jumaati", "rofi'i", "rahem"), strict=True):
        assert search_residents(regency, text) == [person]


def known_words() -> set[str]:
    with elevated(), connection.cursor() as cursor:
        cursor.execute("SELECT word FROM citizens_nameword")
        return {row[0] for row in cursor.fetchall()}


@given(names=st.lists(st.text("abc .-'", min_size=1, max_size=12), min_size=1, max_size=5))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_word_of_every_name_is_known(names: list[str]) -> None:
    with transaction.atomic():
        resident = ResidentFactory(name="x")
        for name in names:
            Resident.objects.filter(pk=resident.pk).update(name=name)
            with connection.cursor() as cursor:
                cursor.execute("SELECT citizens_name_words(%s)", [name])
                assert set(cursor.fetchone()[0]) <= known_words()
        transaction.set_rollback(True)


def test_the_list_of_words_is_for_the_platform_alone() -> None:
    ResidentFactory(name="Sulastri")
    assert "sulastri" in known_words()
    see_only("35.10")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM citizens_nameword")
        assert cursor.fetchone()[0] == 0
