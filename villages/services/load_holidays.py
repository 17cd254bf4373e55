"""Loads national holidays and collective leave, on which no village office opens."""

from collections.abc import Iterable

import holidays
from django.db import transaction
from django.utils import timezone

from villages.models import Holiday


def holidays_load(years: Iterable[int]) -> int:
    """Makes the years' national holidays agree with the `holidays` package; those of single regions stay.

    Includes collective leave (cuti bersama): offices are closed then too. Dates of the Islamic calendar that
    are not proclaimed yet are estimates, which their names say; a later load moves them. Returns how many
    there are.
    """
    wanted = list(years)
    days = holidays.country_holidays("ID", years=wanted, language="id", categories=("public", "government"))
    with transaction.atomic():
        Holiday.objects.filter(region=None, date__year__in=wanted).exclude(date__in=list(days)).delete()
        Holiday.objects.bulk_create(
            (Holiday(date=day, name=name[:120]) for day, name in days.items()),
            update_conflicts=True,
            unique_fields=["date", "region"],
            update_fields=["name"],
        )
    return len(days)


def holidays_load_around_today() -> int:
    """Loads this year and the next; returns how many holidays there are."""
    year = timezone.localdate().year
    return holidays_load([year, year + 1])
