"""Whether families rise out of their decile: the same families in two statements, recipients beside the others."""

from datetime import date

import pytest

from assistance.models import Programme
from assistance.queries.effect import movements, statement_days
from citizens.models import Family
from foundation.access.roles import Role
from tests.access.cast import REGENCY, officer, signed_in
from tests.citizens.factories import PESANGGARAN, SARONGAN, household
from villages.models import Region

from .factories import ProgrammeFactory, enrol, state_welfare

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2025, 1, 1), date(2026, 1, 1)


def family(before: int | None, after: int | None, village: str = SARONGAN) -> Family:
    """A family with a decile in either statement."""
    made: Family = household(village)[0].family
    state_welfare(made, before, valid_from=FIRST, valid_until=SECOND)
    state_welfare(made, after, valid_from=SECOND)
    return made


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory(code="pkh")


@pytest.fixture
def village() -> Region:
    return Region.objects.get(code=SARONGAN)


def test_families_that_received_stand_beside_those_that_did_not(
    programme: Programme, village: Region
) -> None:
    for after in (5, 3, 2, 1):
        enrol(programme, family(2, after))
    family(2, 2)
    family(7, 5)
    received, others = movements(village, FIRST, SECOND)
    second = received[1]
    assert (second.families, second.rose, second.same, second.fell, second.left) == (4, 2, 1, 1, 1)
    assert second.share(second.rose) == 50
    assert [(row.decile, row.same, row.fell) for row in others if row.families] == [(2, 1, 0), (7, 0, 1)]


def test_only_aid_between_the_two_days_counts(programme: Programme, village: Region) -> None:
    enrol(programme, family(1, 2), ends_on=date(2024, 12, 31))
    enrol(ProgrammeFactory(code="blt-dd"), family(1, 2))
    received, others = movements(village, FIRST, SECOND, programme)
    assert sum(row.families for row in received) == 0
    assert others[0].rose == 2


def test_families_of_other_villages_and_without_decile_are_left_out(village: Region) -> None:
    family(1, 2, PESANGGARAN)
    family(None, 2)
    family(1, None)
    assert [sum(row.families for row in rows) for rows in movements(village, FIRST, SECOND)] == [0, 0]


def test_the_page_compares_the_two_newest_statements_and_others_by_choice(programme: Programme) -> None:
    enrol(programme, family(1, 6))
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
    assert statement_days(Region.objects.get(code=REGENCY)) == [SECOND, FIRST]
    page = client.get("/bansos/dampak/").content.decode()
    assert "1 (100 %)" in page
    page = client.get("/bansos/dampak/?sampai=2025-01-01").content.decode()
    assert "Belum dapat dibandingkan" in page
