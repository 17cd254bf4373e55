"""Workbooks beside a delivery: the template to fill in, and the refused rows with their reasons."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from assistance.models import Delivery, DeliveryRow
from foundation.tabular.columns import INTEGER, Column
from foundation.tabular.writing import Sheet, write_xlsx

from .columns import COLUMNS, sheet_columns


def template_workbook(kind: str) -> bytes:
    """The template of a kind of file, with an example on a second sheet."""
    columns = sheet_columns(kind)
    example = [column.example for column in COLUMNS[kind]]
    return write_xlsx(Sheet("Data", columns, []), Sheet("Contoh", columns, [example]))


def refused_workbook(delivery: Delivery) -> bytes:
    """The rows that were not taken, with the reason of each: to mend and to send again."""
    columns = [
        *sheet_columns(delivery.kind),
        Column(_("Yang perlu diperbaiki"), width=60),
        Column(_("Baris"), INTEGER, 8),
    ]
    return write_xlsx(Sheet("Data", columns, _rows(delivery)))


def _rows(delivery: Delivery) -> Iterator[list[Any]]:
    for row in delivery.rows.exclude(outcome=DeliveryRow.Outcome.MATCHED).order_by("number"):
        values = [
            getattr(row, column.key, None) or row.values.get(column.key, "")
            for column in COLUMNS[delivery.kind]
        ]
        yield [*values, row.reason, row.number]
