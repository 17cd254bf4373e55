"""Aid for programs: figures, gaps and overlaps of the reach, by name."""

from typing import Any

import pytest

from assistance.services.match import match_everybody
from foundation.access.roles import Role
from foundation.audit.models import AccessEntry
from tests.access.cast import REGENCY, SARONGAN, officer, with_token
from tests.citizens.factories import PESANGGARAN, household

from .factories import POOR, ProgrammeFactory, enrol, exclude, state_welfare

pytestmark = pytest.mark.django_db


@pytest.fixture
def families() -> dict[str, Any]:
    pkh, blt = ProgrammeFactory(code="pkh", rule=POOR), ProgrammeFactory(code="blt-dd", rule=POOR)
    exclude(pkh, blt)
    found = {
        "bare": household(SARONGAN, name="Pak Kosong")[0].family,
        "both": household(PESANGGARAN)[0].family,
    }
    for family in found.values():
        state_welfare(family, 2)
    enrol(pkh, found["both"])
    enrol(blt, found["both"])
    match_everybody()
    return found


def test_the_social_office_reads_programmes_gaps_and_overlaps(families: dict[str, Any]) -> None:
    program = with_token(officer(Role.SOCIAL_OFFICER, REGENCY))
    (pkh, blt) = sorted(
        program.get("/api/v1/assistance/programmes").json(), key=lambda row: -len(row["code"])
    )[::-1]
    assert (pkh["code"], pkh["entitled"], pkh["enrolled"], pkh["gap"]) == ("pkh", 2, 1, 1)
    (gap,) = program.get("/api/v1/assistance/gaps?programme=pkh").json()
    assert (gap["name"], gap["family"], sorted(gap["entitled"])) == (
        "Pak Kosong",
        str(families["bare"].pk),
        ["blt-dd", "pkh"],
    )
    (nothing,) = program.get("/api/v1/assistance/gaps").json()
    assert nothing["family"] == str(families["bare"].pk)
    (overlap,) = program.get("/api/v1/assistance/overlaps").json()
    assert overlap["family"] == str(families["both"].pk)
    assert AccessEntry.objects.filter(people=1).count() == 3


def test_a_village_sees_its_own_and_nothing_of_the_next(families: dict[str, Any]) -> None:
    program = with_token(officer(Role.OPERATOR, SARONGAN))
    assert [row["village"] for row in program.get("/api/v1/assistance/gaps").json()] == [SARONGAN]
    assert program.get("/api/v1/assistance/overlaps").json() == []
    assert program.get(f"/api/v1/assistance/gaps?area={PESANGGARAN}").status_code == 404
    assert program.get("/api/v1/assistance/gaps?programme=tidak-ada").status_code == 404
