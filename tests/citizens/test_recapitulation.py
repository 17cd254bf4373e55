"""Buku Rekapitulasi Jumlah Penduduk (Permendagri 47/2016, B.3): what came and went adds up."""

from datetime import date
from typing import Any

import pytest

from citizens import code_lists
from citizens.models import EventChange, LifeEvent, Resident
from citizens.registers.recapitulation import COLUMNS, recapitulation_rows
from citizens.services.move_out import Destination, move_out_record
from citizens.views.recapitulation import _month, _months_before, _next
from foundation.accounts.models import User
from tests.acting import see_only
from tests.citizens.clerks import a_clerk, on
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household
from villages.models import Region

pytestmark = pytest.mark.usefixtures("db")
HAMLET = f"{SARONGAN}.01"
OCTOBER = date(2026, 10, 1), date(2026, 11, 1)


def happened(kind: str, resident: Resident, day: date, **more: Any) -> LifeEvent:
    clerk, _ = User.objects.get_or_create(username="petugas")
    event = LifeEvent.objects.create(
        kind=kind,
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        happened_on=day,
        recorded_by=clerk,
        recorded_by_name="Petugas",
        **more,
    )
    came_or_left = kind != "correction"
    EventChange.objects.create(
        event=event, resident=resident, after={"status": resident.status} if came_or_left else {"name": "x"}
    )
    return event


def book(period: tuple[date, date] = OCTOBER) -> list[tuple[Any, ...]]:
    see_only(SARONGAN)
    return list(recapitulation_rows(Region.objects.get(code=SARONGAN), *period))


def test_a_month_begins_with_its_people_and_ends_with_those_who_came_and_stayed() -> None:
    ResidentFactory(area_code=HAMLET)
    born = ResidentFactory(area_code=HAMLET, family=None, relation=4, woman=True)
    happened("birth", born, date(2026, 10, 3))
    died = ResidentFactory(area_code=HAMLET, status=code_lists.DEAD)
    happened("death", died, date(2026, 10, 20))
    gone_since = ResidentFactory(area_code=HAMLET, status=code_lists.MOVED)
    happened("move_out", gone_since, date(2026, 11, 5))
    [hamlet, total] = book()
    assert hamlet[1:] == (3, 0, 0, 1, 0, 0, 1, 0, 0, 0, 2, 1, 3)
    assert total[1:] == hamlet[1:]
    assert len(hamlet) == len(COLUMNS)
    [november, _] = book((date(2026, 11, 1), date(2026, 12, 1)))
    assert november[1:3] == hamlet[11:13]


def test_voided_events_and_those_that_move_nobody_do_not_count() -> None:
    resident = ResidentFactory(area_code=HAMLET)
    happened("correction", resident, date(2026, 10, 4))
    voided = {"voided_at": "2026-10-06T00:00Z", "voided_by_name": "Petugas", "void_reason": "keliru"}
    happened("death", resident, date(2026, 10, 5), **voided)
    [hamlet, _] = book()
    assert hamlet[1:] == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1)


def test_a_family_that_moves_counts_each_of_its_members_and_not_its_new_head() -> None:
    father, mother, child = household(SARONGAN)
    move_out_record(
        father.family_id,
        a_clerk(),
        on(2026, 10, 7),
        mover_ids=[father.pk, child.pk],
        destination=Destination(text="Kabupaten Jember"),
        new_head_id=mother.pk,
    )
    total = book()[-1]
    women = 2 if child.sex == code_lists.FEMALE else 1
    assert total[1:3] == (3 - women, women)
    assert sum(total[9:11]) == 2
    assert total[-1] == 1


def test_another_villages_book_is_empty() -> None:
    ResidentFactory(village_id=PESANGGARAN)
    see_only(SARONGAN)
    assert list(recapitulation_rows(Region.objects.get(code=PESANGGARAN), *OCTOBER)) == []


def test_months_are_read_from_addresses() -> None:
    today = date(2026, 11, 25)
    assert _month("2026-02", today) == date(2026, 2, 1)
    for odd in ("", "x", "2027-01", "2026-13", "0001-01", "2026-2"):
        assert _month(odd, today) == date(2026, 11, 1)
    assert _next(date(2026, 12, 1)) == date(2027, 1, 1)
    assert _months_before(today)[0] == date(2026, 11, 1)
    assert _months_before(today)[-1] == date(2025, 12, 1)
