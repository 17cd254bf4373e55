"""Promises run in opening hours: not at night, not at weekends, not on holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.citizens.factories import SARONGAN
from villages.models import Holiday, OpeningHours, Region
from villages.working_time import add_working_minutes, due_time, holidays_of, opening_hours_of

WIB = ZoneInfo("Asia/Jakarta")
WEEK = {day: [(time(8), time(12)), (time(13), time(15, 30))] for day in range(4)} | {
    4: [(time(8), time(11)), (time(13), time(14, 30))]
}
"""Monday to Thursday with a midday break, Friday shorter."""
MONDAY = date(2026, 11, 23)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        (at(23, 9), 15, at(23, 9, 15)),
        (at(23, 6), 15, at(23, 8, 15)),
        (at(23, 11, 50), 15, at(23, 13, 5)),
        (at(23, 12, 30), 15, at(23, 13, 15)),
        (at(23, 15, 20), 15, at(24, 8, 5)),
        (at(23, 22), 15, at(24, 8, 15)),
        (at(27, 14, 20), 15, at(30, 8, 5)),
        (at(28, 10), 15, at(30, 8, 15)),
        (at(23, 8), 390, at(23, 15, 30)),
        (at(23, 8), 391, at(24, 8, 1)),
        (at(23, 9), 0, at(23, 9)),
    ],
    ids=[
        "in the morning",
        "before opening",
        "over the midday break",
        "in the midday break",
        "at the day's end",
        "at night",
        "Friday afternoon to Monday",
        "Saturday to Monday",
        "a whole day",
        "a day and a minute",
        "no time at all",
    ],
)
def test_a_promise_ends_in_opening_hours(start: datetime, minutes: int, due: datetime) -> None:
    assert add_working_minutes(start, minutes, WEEK, (), WIB) == due


def test_holidays_are_passed_over() -> None:
    holidays = {date(2026, 11, 24), date(2026, 11, 25)}
    assert add_working_minutes(at(23, 15, 20), 15, WEEK, holidays, WIB) == at(26, 8, 5)
    assert add_working_minutes(at(24, 10), 15, WEEK, holidays, WIB) == at(26, 8, 15)


def test_an_office_that_never_opens_lets_the_clock_run() -> None:
    assert add_working_minutes(at(23, 9), 15, {}, (), WIB) == at(23, 9, 15)
    every_day = {MONDAY + timedelta(days=n) for n in range(400)}
    assert add_working_minutes(at(23, 9), 15, WEEK, every_day, WIB) == at(23, 9, 15)


def test_hours_are_those_of_the_villages_zone() -> None:
    start = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    assert add_working_minutes(start, 15, WEEK, (), WIB) == at(23, 8, 15)
    eastern = ZoneInfo("Asia/Jayapura")
    assert add_working_minutes(start, 15, WEEK, (), eastern) == datetime(2026, 11, 23, 9, 45, tzinfo=eastern)


moments = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=WIB) + timedelta(minutes=minutes)
)
spans = st.integers(1, 3000)
free_days = st.sets(st.dates(date(2026, 1, 1), date(2028, 6, 1)), max_size=20)


def minutes_open(start: datetime, end: datetime, holidays: set[date]) -> float:
    """Opening minutes between two moments, counted plainly."""
    total, day = 0.0, start.date()
    while day <= end.date():
        for opens, closes in () if day in holidays else WEEK.get(day.weekday(), ()):
            begin = max(datetime.combine(day, opens, WIB), start)
            until = min(datetime.combine(day, closes, WIB), end)
            total += max((until - begin).total_seconds(), 0) / 60
        day += timedelta(days=1)
    return total


@given(moments, spans, free_days)
def test_the_promise_counts_opening_minutes_exactly(
    start: datetime, minutes: int, holidays: set[date]
) -> None:
    due = add_working_minutes(start, minutes, WEEK, holidays, WIB)
    assert due >= start + timedelta(minutes=minutes)
    assert due.date() not in holidays
    assert any(opens < due.time() <= closes for opens, closes in WEEK[due.weekday()])
    assert minutes_open(start, due, holidays) == pytest.approx(minutes)


@given(moments, moments, spans, spans, free_days)
def test_who_comes_later_or_needs_more_is_never_served_sooner(
    one: datetime, other: datetime, few: int, many: int, holidays: set[date]
) -> None:
    assume(few <= many)
    early, late = sorted((one, other))
    assert add_working_minutes(early, few, WEEK, holidays, WIB) <= add_working_minutes(
        late, many, WEEK, holidays, WIB
    )


@pytest.mark.django_db
class TestVillage:
    """Hours and holidays as stored."""

    def test_every_village_has_office_hours(self) -> None:
        hours = opening_hours_of(SARONGAN)
        assert set(range(5)) <= set(hours)
        assert all(opens < closes for parts in hours.values() for opens, closes in parts)

    def test_national_holidays_and_those_of_the_region_count(self) -> None:
        Holiday.objects.all().delete()
        for day, region in ((24, None), (25, "35.10"), (26, "35.10.01"), (27, SARONGAN), (30, "35.10.16")):
            Holiday.objects.create(date=date(2026, 11, day), name="Libur", region_id=region)
        free = holidays_of(SARONGAN, MONDAY)
        assert {day.day for day in free} == {24, 25, 26, 27}

    def test_the_promise_of_a_village(self) -> None:
        Holiday.objects.all().delete()
        OpeningHours.objects.filter(region_id=SARONGAN).delete()
        for weekday in range(5):
            OpeningHours.objects.create(region_id=SARONGAN, weekday=weekday, opens=time(8), closes=time(14))
        Holiday.objects.create(date=date(2026, 11, 30), name="Hari jadi desa", region_id=SARONGAN)
        village = Region.objects.get(pk=SARONGAN)
        assert due_time(village, at(27, 13, 50), 15) == datetime(2026, 12, 1, 8, 5, tzinfo=WIB)
