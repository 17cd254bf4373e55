"""The rows of a file as plain values with what is wrong in each cell: no form, no database, one pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from uuid6 import uuid7

from citizens import code_lists
from citizens.nik import disagreements, parse_nik
from foundation.tabular.header import Header
from foundation.tabular.reading import Cell

from .columns import COLUMNS, FAMILY, PLACE, RESIDENT, label_of
from .parsing import CellError, text_of
from .places import Places

_LISTED = 5
_OF_FOREIGNERS = ("passport", "passport_until", "stay_permit")


@dataclass
class CheckedRow:
    """A row as it was understood; `number` is its number in the file, as a spreadsheet counts."""

    number: int
    values: dict[str, Any]
    family: dict[str, Any]
    area_code: str | None
    faults: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    resident_id: UUID = field(default_factory=uuid7)
    family_id: UUID | None = None

    def refuse(self, key: str, text: str) -> None:
        """Note what is wrong in a cell."""
        self.faults.append({"column": label_of(key), "text": text})


def check_rows(
    header: Header, rows: Sequence[Sequence[Cell]], places: Places, today: date
) -> list[CheckedRow]:
    """Return the rows of a table beneath its header, without the empty ones.

    Found here is all that the file alone shows: cells that can't be read, a NIK twice, a family with two heads.
    """
    checked = list(_read_rows(header, rows, places, today))
    _refuse_repeated_niks(checked)
    _refuse_second_heads(checked)
    _give_families(checked)
    return checked


def _read_rows(
    header: Header, rows: Sequence[Sequence[Cell]], places: Places, today: date
) -> Iterator[CheckedRow]:
    used = [(column, header.columns[column.key]) for column in COLUMNS if column.key in header.columns]
    for number, cells in enumerate(rows[header.first_row :], start=header.first_row + 1):
        if not any(cell is not None for cell in cells) or _is_numbering(cells):
            continue
        row = CheckedRow(number, {}, {}, None)
        place: dict[str, Any] = {}
        targets = {RESIDENT: row.values, FAMILY: row.family, PLACE: place}
        for column, position in used:
            if position >= len(cells) or (cell := cells[position]) is None:
                continue
            try:
                value = column.parse(cell)
            except CellError as error:
                row.refuse(column.key, str(error))
                continue
            if value is not None:
                targets[column.target][column.key] = value
        _settle_address(row)
        _settle_place(row, place, places, header)
        _check_birth(row, today)
        _drop_what_does_not_belong(row)
        yield row


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Return whether this is the row "1, 2, 3 …" that forms print beneath their heading."""
    # Looked at closely only where it begins so: nearly every row is somebody's.
    if next((text_of(cell) for cell in cells if cell is not None), "") != "1":
        return False
    written = [text_of(cell) for cell in cells if cell is not None]
    return len(written) > 2 and written == [str(number) for number in range(1, len(written) + 1)]


def _settle_address(row: CheckedRow) -> None:
    """The register keeps a person's own address only where it differs from the family's."""
    own = row.values.pop("own_address", None)
    address = row.family.get("address")
    if "number" not in row.family:
        own = own or row.family.pop("address", None)
    if own and (not address or own.casefold() != address.casefold()):
        row.values["address"] = own


def _settle_place(row: CheckedRow, place: dict[str, Any], places: Places, header: Header) -> None:
    if not place:
        return
    if "hamlet" not in place and "hamlet" in header.columns:
        row.refuse("hamlet", _("Isi nama dusun atau lingkungan."))
    elif "rt" in place and "rw" not in place:
        row.refuse("rw", _("Isi nomor RW dari RT itu."))
    elif "hamlet" in place:
        row.area_code = places.find(place["hamlet"], place.get("rw", ""), place.get("rt", ""))
        row.values["area_code"] = row.area_code


def _check_birth(row: CheckedRow, today: date) -> None:
    born = row.values.get("birth_date")
    if born is not None and born > today:
        row.refuse("birth_date", _("Tanggal lahir sesudah hari ini. Periksa tahunnya."))
    nik, sex = row.values.get("nik"), row.values.get("sex")
    if nik and born and sex:
        row.notes += disagreements(parse_nik(nik, today=today), born, sex)


def _drop_what_does_not_belong(row: CheckedRow) -> None:
    """Passports are kept of foreigners only, a house's place only with both coordinates."""
    if row.values.get("citizenship", code_lists.INDONESIAN) == code_lists.INDONESIAN:
        dropped = [row.values.pop(key, None) for key in _OF_FOREIGNERS]
        if any(dropped):
            row.notes.append(
                _("Paspor dan KITAS hanya dicatat bagi warga negara asing; isinya tidak dipakai.")
            )
    if ("latitude" in row.family) != ("longitude" in row.family):
        row.family.pop("latitude", None)
        row.family.pop("longitude", None)


def _refuse_repeated_niks(rows: Iterable[CheckedRow]) -> None:
    for same in _grouped(rows, lambda row: row.values.get("nik")):
        if len(same) > 1:
            for row in same:
                others = _numbers(other.number for other in same if other is not row)
                row.refuse(
                    "nik", _("NIK ini tertulis juga pada baris %(rows)s. Sisakan satu.") % {"rows": others}
                )


def _refuse_second_heads(rows: Iterable[CheckedRow]) -> None:
    for family in _grouped(rows, lambda row: row.family.get("number")):
        heads = [row for row in family if _is_head(row)]
        if len(heads) > 1:
            for row in heads:
                others = _numbers(other.number for other in heads if other is not row)
                row.refuse(
                    "relation",
                    _("Keluarga ini punya kepala keluarga lain pada baris %(rows)s. Tentukan satu.")
                    % {"rows": others},
                )


def _is_head(row: CheckedRow) -> bool:
    alive = row.values.get("status", code_lists.ALIVE) == code_lists.ALIVE
    return alive and row.values.get("relation") == code_lists.HEAD_OF_FAMILY


def _give_families(rows: Iterable[CheckedRow]) -> None:
    """Rows with one KK number share the id that the family gets, should it be a new one."""
    for family in _grouped(rows, lambda row: row.family.get("number")):
        family_id = uuid7()
        for row in family:
            row.family_id = family_id


def _grouped(rows: Iterable[CheckedRow], key: Any) -> list[list[CheckedRow]]:
    groups: dict[str, list[CheckedRow]] = defaultdict(list)
    for row in rows:
        if value := key(row):
            groups[value].append(row)
    return list(groups.values())


def _numbers(numbers: Iterable[int]) -> str:
    listed = sorted(numbers)
    more = ", …" if len(listed) > _LISTED else ""
    return ", ".join(map(str, listed[:_LISTED])) + more
