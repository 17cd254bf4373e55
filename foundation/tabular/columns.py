"""Columns of a table that is written, whether as a workbook, as CSV or on paper."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

TEXT = "text"
DIGITS = "digits"
"""A number that names something (NIK, KK, telephone): always text, so that no digit is lost."""
DATE = "date"
"""A day, or a moment, which is written with its time in the installation's time zone."""
INTEGER = "integer"
NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """A column: its heading, what its cells hold, and its width in characters (on paper: its share)."""

    label: str | Promise
    kind: str = TEXT
    width: int = 18


def shown(value: Any, kind: str = TEXT) -> str:
    """Return a value as people read it: 17-08-1985, 1.250, nothing for None.

    Args:
        value: a date, a moment, a number, or anything that `str` turns into text.
        kind: the kind of its column.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return in_local_time(value).strftime("%d-%m-%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if kind == INTEGER and isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if kind == NUMBER and isinstance(value, int | float):
        return f"{value:,}".translate(str.maketrans(",.", ".,"))
    return str(value)


def in_local_time(moment: datetime) -> datetime:
    """Return a moment in the installation's time zone, without the zone: spreadsheets know none."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment
