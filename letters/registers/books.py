"""What a book is: its title, its columns, its rows; pages, workbooks and PDF are made from it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from foundation.access.roles import Actor
from foundation.tabular.columns import Column


@dataclass(frozen=True)
class Period:
    """A year of a book, or one month of it."""

    year: int
    month: int | None = None


@dataclass(frozen=True)
class Book:
    """A book of the village office.

    Args: slug: its name in addresses; entries: its rows in the order of the paper book, within the actor's reach;
    row: one row's values, in the order of the columns, holders masked where the reader may not see them.
    """

    slug: str
    title: str | Promise
    rule: str
    columns: Sequence[Column]
    entries: Callable[[Actor, str, Period], QuerySet[Any]]
    row: Callable[[Any, bool], tuple[Any, ...]]

    def rows(
        self, actor: Actor, village_code: str, period: Period, *, whole: bool
    ) -> Iterator[tuple[Any, ...]]:
        """The book's rows of a period, one at a time."""
        for entry in self.entries(actor, village_code, period).iterator(chunk_size=500):
            yield self.row(entry, whole)
