"""A book as a workbook or as the PDF that the village files."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from citizens.formatting import MONTHS, long_date
from foundation.access.roles import Actor
from foundation.documents.lists import Signatory, list_pdf
from foundation.tabular.writing import Sheet, write_xlsx
from letters.numbering import today_in
from letters.snapshot import letterhead_of
from villages.models import Official, Region
from villages.queries import holder_of, profile_of

from .books import Book, Period

MOST_PRINTED = 1000
"""Rows of one PDF: more take longer than a person waits; the year is then printed month by month."""


class TooLong(Exception):
    """The book has more rows than one PDF takes."""


def book_workbook(book: Book, actor: Actor, village: Region, period: Period, *, whole: bool) -> bytes:
    """The book as .xlsx, as long as it is."""
    rows = _numbered(book.rows(actor, village.pk, period, whole=whole))
    # A village files its books in Indonesian, whatever language the page is in.
    with translation.override("id"):
        title, notes = f"{book.title} {_when(period)}", [village.official_title, book.rule]
        return write_xlsx(Sheet(str(book.title)[:31], book.columns, rows, title=title, notes=notes))


def book_pdf(book: Book, actor: Actor, village: Region, period: Period, *, whole: bool) -> bytes:
    """The book as PDF, with the head and the secretary below it. Raises TooLong, RenderFailed."""
    if book.entries(actor, village.pk, period).count() > MOST_PRINTED:
        raise TooLong
    head, secretary = (holder_of(village, position) for position in ("head", "secretary"))
    letterhead = letterhead_of(village, profile_of(village.pk))
    with translation.override("id"):
        return list_pdf(
            str(book.title),
            book.columns,
            _numbered(book.rows(actor, village.pk, period, whole=whole)),
            heading=[
                line for line in (letterhead["regency"], letterhead["district"], letterhead["office"]) if line
            ],
            subtitle=_when(period),
            place_and_date=f"{village.name}, {long_date(today_in(village))}",
            signatories=[
                Signatory(["Mengetahui,", village.head_title], *_named(head)),
                Signatory(
                    [f"Sekretaris {'Kelurahan' if village.is_kelurahan else 'Desa'}"], *_named(secretary)
                ),
            ],
        )


def _named(official: Official | None) -> tuple[str, str]:
    if official is None:
        return "(.............................)", ""
    return official.name, f"NIP {official.nip}" if official.nip else ""


def _when(period: Period) -> str:
    return f"{MONTHS[period.month - 1]} {period.year}" if period.month else f"Tahun {period.year}"


def _numbered(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """A book whose rows bear no number of their own is numbered from the top."""
    for number, row in enumerate(rows, start=1):
        yield row if row[0] is not None else (number, *row[1:])
