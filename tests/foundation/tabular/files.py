"""Workbooks as people make them, for tests."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """An .xlsx file with these sheets, each a name and rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
