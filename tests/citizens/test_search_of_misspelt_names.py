"""Names as they are remembered and typed: misspelt, usual, with a year of birth beside them."""

from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection

from citizens.demo.names import NameBook
from citizens.models import Resident
from citizens.search import find_people, search_residents
from tests.citizens.factories import SARONGAN, ResidentFactory
from tests.citizens.test_search import names, officer

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sugeng 1985", ["Sugeng Lama"]),
        ("1990 sugeng", ["Sugeng Baru"]),
        ("sugemg 17-8-1985", ["Sugeng Lama"]),
        ("sugeng 17/08/1985", ["Sugeng Lama"]),
        ("sugeng 18.08.1985", []),
        ("sugeng 31-02-1985", []),
    ],
)
@pytest.mark.parametrize("area", [SARONGAN, "35.10"])
def test_a_year_or_a_day_of_birth_beside_the_name_narrows_it(text: str, found: list[str], area: str) -> None:
    ResidentFactory(name="Sugeng Lama", birth_date=date(1985, 8, 17), nik=None)
    ResidentFactory(name="Sugeng Baru", birth_date=date(1990, 8, 17), nik=None)
    assert names(officer(area), text) == found


@pytest.mark.parametrize("text", ["sti aminah", "siit aminah", "siti aminha", "saiti aminah", "aminah sitii"])
def test_one_wrong_letter_is_found_in_short_words_too(text: str) -> None:
    ResidentFactory(name="Siti Aminah")
    ResidentFactory(name="Suti Maemunah")
    for area in (SARONGAN, "35.10"):
        assert names(officer(area), text) == ["Siti Aminah"]


def test_a_name_of_many_leaves_room_for_another_that_is_as_likely() -> None:
    for _ in range(12):
        ResidentFactory(name="Sulastri")
    ResidentFactory(name="Sulasti")
    ResidentFactory(name="Sulastri Ningsih")
    found = find_people(officer("35.10"), "sulastrii", limit=5)
    assert [person.name for person in found.people] == ["Sulastri"] * 5
    assert found.crowded == ["Sulastri"]
    ambiguous = find_people(officer("35.10"), "sulastti", limit=5)
    assert {person.name for person in ambiguous.people} == {"Sulastri", "Sulasti"}


ONE_TYPO = (
    ("drops a letter", lambda word, at: word[:at] + word[at + 1 :]),
    ("doubles one", lambda word, at: word[:at] + word[at] + word[at:]),
    ("mistakes one", lambda word, at: word[:at] + "x" + word[at + 1 :]),
    ("swaps two", lambda word, at: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]),
)


@pytest.fixture
def town(db: None) -> list[Resident]:
    """A village of people with names as the demo invents them."""
    rng, book = Random(5), NameBook()
    people = [
        ResidentFactory.build(
            family=None,
            name=book.draw(rng, 1 + number % 2, 1940 + number % 80, 1),
            nik=None,
            sex=1 + number % 2,
        )
        for number in range(1500)
    ]
    Resident.objects.bulk_create(people)
    return people


def test_of_twenty_misspelt_people_nineteen_are_found(town: list[Resident]) -> None:
    rng = Random(6)
    missed = {SARONGAN: 0, "35.10": 0}
    for number in range(40):
        person = rng.choice(town)
        words = person.name.split()
        longest = max(range(len(words)), key=lambda at: len(words[at]))
        word = words[longest]
        words[longest] = ONE_TYPO[number % 4][1](word, rng.randrange(1, len(word) - 1))
        for area in missed:
            found = search_residents(officer(area), " ".join(words))
            missed[area] += person.name not in [other.name for other in found]
    assert max(missed.values()) <= 2, missed


def test_the_thirtieth_search_reads_no_more_than_the_first(town: list[Resident], settings: Any) -> None:
    """A plan that PostgreSQL prepared for any text would read everybody."""

    def whole_reads() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'citizens_resident'"
            )
            return int(cursor.fetchone()[0])

    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("ANALYZE citizens_resident")
        cursor.execute(f"SET ROLE {settings.DATABASE_RUNTIME_ROLE}")
    for area in (SARONGAN, "35.10"):
        actor = officer(area)
        for text in ("sulas", "sulasttri", "3510010101900001", "351001010190", "089000000001"):
            before = whole_reads()
            for _ in range(30):
                search_residents(actor, text)
            assert whole_reads() == before, (area, text)
