"""Working time: promises of service run in opening hours, not at night and not on holidays."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from .models import Holiday, OpeningHours, Region

Hours = Mapping[int, Sequence[tuple[time, time]]]
FARTHEST_DAYS = 366


def opening_hours_of(village_code: str) -> dict[int, list[tuple[time, time]]]:
    """Opening hours by weekday, Monday = 0."""
    hours: dict[int, list[tuple[time, time]]] = {}
    for row in OpeningHours.objects.filter(region_id=village_code):
        hours.setdefault(row.weekday, []).append((row.opens, row.closes))
    return hours


def holidays_of(village_code: str, since: date, days: int = FARTHEST_DAYS) -> set[date]:
    """National holidays and the region's own, from a day on."""
    above = [".".join(village_code.split(".")[: n + 1]) for n in range(4)]
    rows = Holiday.objects.filter(Q(region__isnull=True) | Q(region_id__in=above))
    return set(
        rows.filter(date__gte=since, date__lte=since + timedelta(days=days)).values_list("date", flat=True)
    )


def add_working_minutes(
    start: datetime, minutes: int, hours: Hours, holidays: Collection[date], zone: ZoneInfo
) -> datetime:
    """The moment at which so many minutes of opening hours have passed since the start (an aware time).

    Without any opening hours within a year the clock simply runs on.
    """
    left = timedelta(minutes=minutes)
    local = start.astimezone(zone)
    for offset in range(FARTHEST_DAYS):
        day = local.date() + timedelta(days=offset)
        if day in holidays:
            continue
        for opens, closes in hours.get(day.weekday(), ()):
            begin = max(datetime.combine(day, opens, zone), local)
            end = datetime.combine(day, closes, zone)
            if begin >= end:
                continue
            if end - begin >= left:
                return begin + left
            left -= end - begin
    return start + timedelta(minutes=minutes)


def due_time(village: Region, start: datetime, minutes: int) -> datetime:
    """When a promise of so many working minutes, given at the start, is to be kept in the village."""
    zone = ZoneInfo(village.time_zone)
    since = start.astimezone(zone).date()
    return add_working_minutes(
        start, minutes, opening_hours_of(village.pk), holidays_of(village.pk, since), zone
    )
