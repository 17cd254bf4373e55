"""What a book of the population is: its title, its columns, its rows; page, workbook and PDF are made from it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from citizens import code_lists
from citizens.formatting import neighbourhoods
from citizens.nik import mask
from foundation.tabular.columns import Column
from villages.models import Region

AT_ONCE = 500


@dataclass(frozen=True)
class Part:
    """Which part of a book: of a village, perhaps one dusun of it, perhaps one year."""

    village: Region
    hamlet: str = ""
    year: int | None = None

    @property
    def area(self) -> str:
        return self.hamlet or self.village.code


@dataclass(frozen=True)
class Reader:
    """What rows are read with: the names of places by code, and whether numbers stand whole."""

    places: dict[str, str]
    whole: bool

    def number(self, text: str | None) -> str:
        """A NIK or KK number, masked unless numbers stand whole."""
        return (text or "") if self.whole else mask(text)


@dataclass(frozen=True)
class PopulationBook:
    """A book (buku administrasi penduduk).

    Args: slug: its name in addresses; entries: its rows in the order of the paper book; row: one row's values, in the
    order of the columns after the number; empty: what is said when nothing is in it yet; by_year: whether it begins
    anew each year; area_of: where an entry lies.
    """

    slug: str
    title: str | Promise
    rule: str
    columns: Sequence[Column]
    entries: Callable[[Part], QuerySet[Any]]
    row: Callable[[Any, Reader], tuple[Any, ...]]
    empty: str | Promise
    by_year: bool = False
    area_of: Callable[[Any], str] = attrgetter("area_code")

    def lines(self, entries: Sequence[Any], first: int, *, whole: bool) -> list[tuple[Any, ...]]:
        """Some entries as lines of the book, numbered from `first`."""
        reader = Reader(neighbourhoods({self.area_of(entry) for entry in entries}), whole)
        return [(number, *self.row(entry, reader)) for number, entry in enumerate(entries, first)]

    def all_lines(self, part: Part, *, whole: bool) -> Iterator[tuple[Any, ...]]:
        """Every line of a part of the book, some hundred read at a time."""
        first = 1
        for entries in _batches(self.entries(part).iterator(chunk_size=AT_ONCE)):
            yield from self.lines(entries, first, whole=whole)
            first += len(entries)


def sex_letter(code: int | None) -> str:
    """L or P, as the paper books have it."""
    return {code_lists.MALE: "L", code_lists.FEMALE: "P"}.get(code or 0, "")


def _batches(entries: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
