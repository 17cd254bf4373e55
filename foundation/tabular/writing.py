"""Workbooks and CSV files, written row by row so that a long table needs little memory."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .columns import DIGITS, Column, in_local_time, shown
from .safety import could_act, writable

DAY_FORMAT, MOMENT_FORMAT, TEXT_FORMAT = "DD-MM-YYYY", "DD-MM-YYYY HH:MM", "@"
_TITLE = Font(bold=True, size=14)
_HEADING = Font(bold=True, color="FFFFFF")
_HEADING_GROUND = PatternFill("solid", fgColor="1B4965")
_HEADING_PLACE = Alignment(vertical="center", wrap_text=True)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook.

    `rows` yields one sequence of values for each row, in the order of `columns`. `title` and `notes` stand above the
    heading, one line each.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    notes: Sequence[str] = ()


def write_xlsx(*sheets: Sheet) -> bytes:
    """Return an .xlsx workbook with these sheets.

    Every text is a text cell, also one that begins like a formula: such a cell carries the mark that a spreadsheet
    itself sets for a leading apostrophe, so it stays text when somebody edits it. Digits have the format of text,
    dates are real dates.
    """
    workbook = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(sheet.name), sheet)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a CSV file as Indonesian spreadsheets open it: semicolons, UTF-8 with its mark, every cell in quotes.

    A text that a spreadsheet could take for a formula, and every cell of digits, begins with an apostrophe; our own
    import takes it off again.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([_csv_text(str(column.label), Column("")) for column in columns])
    writer.writerows(
        [_csv_text(shown(value), column) for value, column in zip(row, columns, strict=True)] for row in rows
    )
    return target.getvalue().encode("utf-8-sig")


def _csv_text(text: str, column: Column) -> str:
    text = writable(text)
    return f"'{text}" if text and (column.kind == DIGITS or could_act(text)) else text


def _write_sheet(worksheet: Any, sheet: Sheet) -> None:
    """Write a sheet, whose type the stubs of openpyxl know only in part."""
    for number, column in enumerate(sheet.columns, start=1):
        dimension = worksheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        if column.kind == DIGITS:
            # Also the empty cells below, so that what people type there stays text.
            dimension.number_format = TEXT_FORMAT
    above = list(_lines_above(worksheet, sheet))
    worksheet.freeze_panes = f"A{len(above) + 2}"
    for line in above:
        worksheet.append(line)
    worksheet.append([_heading(worksheet, str(column.label)) for column in sheet.columns])
    for row in sheet.rows:
        worksheet.append(
            [_cell(worksheet, value, column.kind) for value, column in zip(row, sheet.columns, strict=True)]
        )


def _lines_above(worksheet: Any, sheet: Sheet) -> Iterator[list[Any]]:
    if sheet.title:
        title = _text_cell(worksheet, sheet.title)
        title.font = _TITLE
        yield [title]
    for note in sheet.notes:
        yield [_text_cell(worksheet, note)]
    if sheet.title or sheet.notes:
        yield []


def _heading(worksheet: Any, label: str) -> Cell:
    cell = _text_cell(worksheet, label)
    cell.font, cell.fill, cell.alignment = _HEADING, _HEADING_GROUND, _HEADING_PLACE
    return cell


def _cell(worksheet: Any, value: Any, kind: str) -> Any:
    """Return what openpyxl writes: plain values where they are safe, cells where more has to be said."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and kind != DIGITS:
        return value
    if isinstance(value, date):
        return _day_cell(worksheet, value)
    text = writable(str(value))
    return _text_cell(worksheet, text, digits=kind == DIGITS) if text else None


def _day_cell(worksheet: Any, value: date) -> Cell:
    cell: Cell = WriteOnlyCell(worksheet)
    if isinstance(value, datetime):
        cell.value, cell.number_format = in_local_time(value), MOMENT_FORMAT
    else:
        cell.value, cell.number_format = value, DAY_FORMAT
    return cell


def _text_cell(worksheet: Any, text: str, *, digits: bool = False) -> Cell:
    text = writable(text)
    cell: Cell = WriteOnlyCell(worksheet, text)
    # Set at last: by itself, a leading "=" or an "#N/A" would make it a formula or an error.
    cell.data_type = "s"
    if could_act(text):
        cell.quotePrefix = True
    if digits:
        cell.number_format = TEXT_FORMAT
    return cell
