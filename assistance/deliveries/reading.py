"""Rows of a file as plain values, with what is wrong in each."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assistance.models import Delivery, DeliveryRow
from citizens.imports.parsing import CellError
from foundation.tabular.header import Header, find_header
from foundation.tabular.reading import Cell, Table, TableRefused

from .columns import COLUMNS, PERSON, REQUIRED, DeliveryColumn, names_of

_OF_PERSON = frozenset(column.key for column in PERSON)


def rows_of(delivery: Delivery, table: Table) -> Iterator[DeliveryRow]:
    """The rows of a delivery, unsaved; those that say too little or the unreadable are refused with the reason.

    Raises TableRefused for a file without the columns that its kind needs.
    """
    header = _header(delivery, table)
    seen: dict[str, int] = {}
    for place, cells in enumerate(table.rows[header.first_row :], header.first_row + 1):
        if not any(cell is not None for cell in cells):
            continue
        row = _row(delivery, header, cells, place)
        key = f"{row.nik or row.kk}:{row.values.get('component') or ''}:{row.values.get('period') or ''}"
        if (row.nik or row.kk) and row.outcome != DeliveryRow.Outcome.REFUSED:
            if key in seen:
                _refuse(row, _("Sama dengan baris %(number)d.") % {"number": seen[key]})
            else:
                seen[key] = place
        yield row


def _header(delivery: Delivery, table: Table) -> Header:
    header = find_header(table.rows, names_of(delivery.kind))
    if header is None or not {"nik", "kk", "name"} & set(header.columns):
        raise TableRefused(
            _("Judul kolom NIK, Nomor KK, atau Nama tidak ditemukan. Pakai templat kami."), code="header"
        )
    required = REQUIRED.get(Delivery.Kind(delivery.kind))
    if required and required not in header.columns:
        label = next(column.label for column in COLUMNS[delivery.kind] if column.key == required)
        raise TableRefused(_("Kolom “%(label)s” tidak ditemukan.") % {"label": label}, code="header")
    return header


def _row(delivery: Delivery, header: Header, cells: Sequence[Cell], number: int) -> DeliveryRow:
    row = DeliveryRow(
        delivery=delivery,
        area_code=delivery.area_code,
        number=number,
        outcome=DeliveryRow.Outcome.OPEN,
    )
    values: dict[str, Any] = {}
    for column in COLUMNS[delivery.kind]:
        _read_cell(row, values, column, header.cell(cells, column.key))
    row.values = values
    required = REQUIRED.get(Delivery.Kind(delivery.kind))
    if row.outcome != DeliveryRow.Outcome.REFUSED:
        if not row.nik and not row.kk and not (row.name and row.birth_date):
            _refuse(row, _("Isi NIK, nomor KK, atau nama dengan tanggal lahir."))
        elif required and values.get(required) is None:
            label = next(column.label for column in COLUMNS[delivery.kind] if column.key == required)
            _refuse(row, _("Isi kolom “%(label)s”.") % {"label": label})
    return row


def _read_cell(row: DeliveryRow, values: dict[str, Any], column: DeliveryColumn, cell: Cell) -> None:
    try:
        value = column.read(cell)
    except CellError as error:
        _refuse(row, f"{column.label}: {error}")
        return
    if column.key in _OF_PERSON:
        setattr(row, column.key, value if value is not None or column.key == "birth_date" else "")
    elif value is not None:
        values[column.key] = value


def _refuse(row: DeliveryRow, reason: str) -> None:
    row.outcome = DeliveryRow.Outcome.REFUSED
    row.reason = "; ".join(part for part in (row.reason, reason) if part)[:300]
