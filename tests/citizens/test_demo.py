from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from citizens import code_lists
from citizens.demo.officials import seed_officials
from citizens.demo.places import DEMO_VILLAGES, targets
from citizens.demo.population import ADULT, seed
from citizens.models import Family, Resident
from citizens.nik import disagreements, parse_kk_number, parse_nik
from tests.citizens.factories import ResidentFactory
from villages.models import Official, Region

pytestmark = pytest.mark.usefixtures("as_owner")
TODAY = date(2026, 1, 1)


@pytest.fixture
def as_owner(db: None, settings: Any) -> Iterator[None]:
    """The test acts as the owner of the schema, as the command does."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {settings.DATABASE_RUNTIME_ROLE}")


def people() -> list[Resident]:
    return list(Resident.objects.order_by("id"))


def test_the_population_holds_together() -> None:
    seeded = seed(3000, 7, today=TODAY)
    assert (seeded.residents, Resident.objects.count()) == (3000, 3000)
    assert set(seeded.villages) == set(DEMO_VILLAGES)
    by_family: dict[object, list[Resident]] = {}
    for person in people():
        nik = parse_nik(person.nik or "", today=TODAY)
        assert disagreements(nik, person.birth_date, person.sex) == []
        assert nik.region == person.village_id.replace(".", "")[:6]
        assert person.birth_date <= TODAY
        assert bool(person.phone) == (person.age_on(TODAY) >= ADULT and person.is_alive)
        assert person.email == "" or person.email.endswith("@contoh.invalid")
        assert person.father_name
        assert person.mother_name
        by_family.setdefault(person.family_id, []).append(person)
    assert len(by_family) == seeded.families == Family.objects.count()
    for family in Family.objects.all():
        assert parse_kk_number(family.number or "") == family.number
        check_family(family, by_family[family.pk])


def check_family(family: Family, members: list[Resident]) -> None:
    heads = [p for p in members if p.relation == code_lists.HEAD_OF_FAMILY and p.is_alive]
    assert [head.pk for head in heads] == [family.head_id]
    mothers = [p for p in members if p.relation == code_lists.WIFE] + [
        p for p in heads if p.sex == code_lists.FEMALE
    ]
    for child in (p for p in members if p.relation == code_lists.CHILD):
        for mother in mothers:
            assert 15 <= (child.birth_date - mother.birth_date).days / 365.25 <= 46
            assert child.mother_name == mother.name
    for person in members:
        assert person.area_code == family.area_code
        if person.marital_status == code_lists.MARRIED:
            assert person.age_on(TODAY) >= 17
        if person.age_on(TODAY) < 17:
            assert person.marital_status == code_lists.UNMARRIED
            assert person.occupation in (1, 3)
    assert len({person.religion for person in members}) == 1


def test_the_population_looks_like_a_regency() -> None:
    seed(3000, 7, today=TODAY)
    everyone = people()
    grown = [person for person in everyone if person.phone]
    assert 0.55 < sum(bool(person.email) for person in grown) / len(grown) < 0.65
    assert 0.45 < sum(person.sex == code_lists.MALE for person in everyone) / 3000 < 0.55
    assert 0.2 < sum(person.age_on(TODAY) < 18 for person in everyone) / 3000 < 0.4
    assert 2.6 < 3000 / Family.objects.count() < 3.6
    assert Counter(person.religion for person in everyone).most_common(1)[0][0] == code_lists.ISLAM
    statuses = Counter(person.status for person in everyone)
    assert 0 < statuses[code_lists.DEAD] + statuses[code_lists.MOVED] < 90
    assert 0 < sum(person.disability != code_lists.NO_DISABILITY for person in everyone) < 120
    assert len({person.name for person in everyone}) > 1500


def test_the_same_seed_gives_the_same_people() -> None:
    def once(number: int) -> list[tuple[Any, ...]]:
        seed(400, number, today=TODAY)
        rows = list(Resident.objects.order_by("id").values_list("id", "nik", "name", "area_code", "phone"))
        Family.objects.update(head=None)
        Resident.objects.all().delete()
        Family.objects.all().delete()
        with connection.cursor() as cursor:
            # What these deletions left to check would bar the next run from altering the tables.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        return rows

    first = once(7)
    assert first == once(7)
    assert first != once(8)


def test_invented_people_never_join_recorded_ones() -> None:
    ResidentFactory()
    assert seed(100).residents == 0
    assert Resident.objects.count() == 1


def test_a_second_run_adds_nobody_and_keys_and_indexes_are_back() -> None:
    before = constraints()
    seed(300, today=TODAY)
    assert constraints() == before
    assert seed(300, today=TODAY).residents == 0
    assert Resident.objects.count() == 300


def constraints() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid IN ('citizens_resident'::regclass, 'citizens_family'::regclass)"
            " UNION ALL SELECT indexdef FROM pg_indexes WHERE tablename IN ('citizens_resident', 'citizens_family')"
        )
        return sorted(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("residents", [1, 6000, 32_000, 32_001, 1_750_000])
def test_shares_add_up(residents: int) -> None:
    shares = targets(list(Region.objects.filter(level="village")), residents)
    assert sum(shares.values()) == residents
    assert len(shares) == (217 if residents > 32_000 else min(4, residents))
    if residents == 6000:
        assert shares["35.10.01.2001"] >= 1500


def test_every_office_gets_its_officials_once() -> None:
    assert seed_officials(1, today=TODAY) == 217 * 2 + 25
    assert seed_officials(1, today=TODAY) == 0
    assert Official.objects.filter(position="subdistrict_head").count() == 25
    for official in Official.objects.select_related("region"):
        in_service = official.region.is_kelurahan or official.position == "subdistrict_head"
        assert len(official.nip) == (18 if in_service else 0)
        assert bool(official.rank) == in_service
        assert official.term_start <= TODAY
        assert official.term_end is None or official.term_end > TODAY
