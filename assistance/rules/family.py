"""A family as rules see it: plain values with where they are from."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from .facts import DATES, Origin

Known = int | bool | date | None


@dataclass(frozen=True)
class Member:
    """A living member: `values` by the name of the fact; of ages and years the date that they run from."""

    id: UUID
    name: str
    values: dict[str, Known]
    recorded_on: date | None = None


@dataclass(frozen=True)
class FamilyCase:
    """A family on a day: its own values, its living members, what it receives, and who said so when."""

    id: UUID
    day: date
    values: dict[str, Known]
    members: tuple[Member, ...]
    receives: frozenset[str] = frozenset()
    welfare_source: str = ""
    welfare_since: date | None = None
    register_names: dict[str, str] = field(default_factory=dict)

    def source_of(self, origin: Origin) -> tuple[str, date | None]:
        """Where a value is from, and since when it stands."""
        return (self.welfare_source, self.welfare_since) if origin == Origin.WELFARE else ("", None)


def number_of(name: str, value: Known, day: date) -> int | None:
    """The value of a fact as a number on a day: whole years for those that run from a date; None if nobody knows."""
    if value is None:
        return None
    if name in DATES:
        return whole_years(value, day) if isinstance(value, date) else None
    return None if isinstance(value, date) else int(value)


def whole_years(since: date, day: date) -> int:
    """Whole years from one day to another."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
