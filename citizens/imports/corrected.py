"""The uploaded file's own rows with what is wrong in each, refused ones first: to mend and to upload again."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from citizens.models import ImportBatch, ImportRow
from foundation.documents.storage import read_stored
from foundation.tabular.columns import DIGITS, INTEGER, Column
from foundation.tabular.header import find_header
from foundation.tabular.reading import read_table
from foundation.tabular.writing import Sheet, write_xlsx

from .columns import NAMES, SHEETS

_ORDER: list[str] = [
    ImportRow.Outcome.REFUSED,
    ImportRow.Outcome.ELSEWHERE,
    ImportRow.Outcome.NEW,
    ImportRow.Outcome.CHANGED,
    ImportRow.Outcome.UNCHANGED,
]


def corrected_workbook(batch: ImportBatch) -> bytes:
    """Return the file's rows as .xlsx: its own columns, then the outcome, the reasons and the row's number.

    Raises:
        foundation.documents.storage.StoredFileDamaged: the uploaded file is no longer kept.
        foundation.tabular.reading.TableRefused: it can't be read any more.
    """
    table = read_table(read_stored(batch.path), sheets=SHEETS)
    header = find_header(table.rows, NAMES)
    if header is None:
        raise ValueError("a previewed file has a heading")
    width = max(len(row) for row in table.rows)
    keys = {place: key for key, place in header.columns.items()}
    headings = [_heading(table.rows[: header.first_row], place) for place in range(width)]
    columns = [
        Column(headings[place], DIGITS if keys.get(place) in ("nik", "number", "rw", "rt") else "text", 20)
        for place in range(width)
    ]
    columns += [
        Column(_("Hasil"), width=14),
        Column(_("Yang perlu diperbaiki"), width=70),
        Column(_("Baris"), INTEGER, 8),
    ]
    return write_xlsx(Sheet("Data", columns, _rows(batch, table.rows, width)))


def _rows(batch: ImportBatch, cells: list[list[Any]], width: int) -> Iterator[list[Any]]:
    rows = ImportRow.objects.filter(batch=batch).values_list("number", "outcome", "reasons", "notes")
    for number, outcome, reasons, notes in sorted(rows, key=lambda row: (_ORDER.index(row[1]), row[0])):
        own = [*cells[number - 1], *[None] * width][:width]
        text = "; ".join([f"{reason['column']}: {reason['text']}" for reason in reasons] + notes)
        yield [*own, ImportRow.Outcome(outcome).label, text, number]


def _heading(lines: list[list[Any]], place: int) -> str:
    """The lowest label above a column; of two merged lines the one that names it."""
    labels = [str(line[place]) for line in lines[-2:] if place < len(line) and line[place] is not None]
    return labels[-1] if labels else ""
