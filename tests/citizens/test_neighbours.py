"""What the head of a dusun, RW or RT sees of their own people."""

import pytest

from citizens.nik import mask
from citizens.views.people import SEEN_BY_NEIGHBOURS, resident_context
from tests.citizens.factories import ResidentFactory

pytestmark = pytest.mark.usefixtures("db")


def test_neighbours_see_enough_to_know_somebody_by_and_no_number() -> None:
    resident = ResidentFactory(phone="089000000001")
    rows = resident_context(resident, may_change=False, masked=True)["rows"]
    shown = " ".join(str(row["value"]) for row in rows)
    assert len(rows) == len(SEEN_BY_NEIGHBOURS)
    assert resident.name in shown
    assert resident.nik not in shown
    assert resident.phone not in shown


def test_the_office_sees_the_whole_record_and_asks_for_the_number() -> None:
    resident = ResidentFactory(phone="089000000001")
    rows = resident_context(resident, may_change=True, masked=False)["rows"]
    shown = " ".join(str(row["value"]) for row in rows)
    assert resident.phone in shown
    assert mask(resident.nik) in shown
    assert resident.nik not in shown
    assert [row["value"] for row in rows if "reveal" in row] == [mask(resident.nik)]
