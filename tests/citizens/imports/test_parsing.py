"""Mistakes that real files have, cell by cell: met, or refused with what to do."""

from datetime import date, datetime
from typing import Any

import pytest

from citizens import code_lists
from citizens.imports import parsing
from citizens.imports.checks import CheckedRow, check_rows
from citizens.imports.columns import BY_KEY, NAMES
from citizens.imports.parsing import CellError
from citizens.imports.places import Places
from foundation.tabular.header import find_header

from .files import KK, a_man, nik_of

TODAY = date(2026, 11, 25)
NIK = nik_of(date(1987, 3, 12))


def refusal(parse: parsing.Parser, cell: Any) -> str:
    with pytest.raises(CellError) as caught:
        parse(cell)
    return str(caught.value)


@pytest.mark.parametrize("cell", [float(NIK), 3.51e15, "3,51E+15", "3.51001E+15", "3.51E15"])
def test_a_nik_that_became_a_number_is_refused_and_never_repaired(cell: Any) -> None:
    assert "ubah sel menjadi teks lalu ketik ulang" in refusal(parsing.nik, cell)
    assert "ubah sel menjadi teks" in refusal(parsing.kk_number, cell)


@pytest.mark.parametrize(
    "cell", [NIK, f"'{NIK}", f"`{NIK}", f" {NIK} ", f'"{NIK}"', f"{NIK[:6]}.{NIK[6:]}", f"’{NIK}"]
)
def test_quotes_and_spaces_around_a_nik_are_dropped(cell: str) -> None:
    assert parsing.nik(cell) == NIK


@pytest.mark.parametrize("cell", [None, "", "-", "0", 0.0, "0000000000000000"])
def test_no_nik_yet(cell: Any) -> None:
    assert parsing.nik(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["17-08-1985", "17/8/1985", "1985-08-17", "17 Agustus 1985", "17.08.1985", "17-agt-1985", "1985-08-17 00:00:00",
     date(1985, 8, 17), datetime(1985, 8, 17, 7), 31276.0, "'17-08-1985"],  # noqa: DTZ001
)  # fmt: skip
def test_a_date_is_read_in_every_format_that_people_use(cell: Any) -> None:
    assert parsing.day(cell) == date(1985, 8, 17)


@pytest.mark.parametrize(
    "cell", ["17-08-85", "08/17/1985", "31-02-1985", "1985", "kemarin", 7.5, "17-08-1885"]
)
def test_a_date_that_could_mean_anything_is_refused(cell: Any) -> None:
    assert refusal(parsing.day, cell)


@pytest.mark.parametrize("cell", [None, "", "-", "0000-00-00", "00/00/0000"])
def test_no_date(cell: Any) -> None:
    assert parsing.day(cell) is None


@pytest.mark.parametrize("cell", [9, 9.0, "9", "09", "PETANI/PEKEBUN", "Petani / Pekebun"])
def test_a_code_may_be_number_name_or_label(cell: Any) -> None:
    assert BY_KEY["occupation"].parse(cell) == 9


@pytest.mark.parametrize(
    ("key", "cell", "code"),
    [("sex", "L", 1), ("sex", "P", 2), ("marital_status", "Kawin Tercatat", 2), ("blood_group", "O", 4),
     ("blood_group", "-", None), ("marital_status", "cerai mati", 4)],
)  # fmt: skip
def test_words_that_people_use_for_a_code(key: str, cell: str, code: int | None) -> None:
    assert BY_KEY[key].parse(cell) == code


@pytest.mark.parametrize("cell", ["99", 5.5, "PETANI GARAM"])
def test_an_unknown_code_is_refused_by_name(cell: Any) -> None:
    assert "tidak dikenal" in refusal(BY_KEY["occupation"].parse, cell)


def test_the_status_list_skips_five() -> None:
    assert BY_KEY["status"].parse("6") == code_lists.AWAY
    assert refusal(BY_KEY["status"].parse, "5")


def checked(*rows: dict[str, Any]) -> list[CheckedRow]:
    table = [list(a_man()), *[list((a_man() | row).values()) for row in rows]]
    header = find_header(table, NAMES)
    assert header is not None
    return check_rows(header, table, Places("35.10.01.2001"), TODAY)


def faults(row: CheckedRow) -> list[str]:
    return [f"{fault['column']}: {fault['text']}" for fault in row.faults]


def test_a_nik_that_stands_twice_is_refused_in_both_rows() -> None:
    first, second = checked({}, {"nama": "LAIN", "no_kk": None, "kk_level": 4})
    assert "baris 3" in faults(first)[0]
    assert "baris 2" in faults(second)[0]


def test_a_family_with_two_heads_is_refused_in_both_rows() -> None:
    first, second = checked({}, {"nik": nik_of(date(1987, 3, 12), 1, 2)})
    assert "kepala keluarga lain pada baris 3" in faults(first)[0]
    assert "kepala keluarga lain pada baris 2" in faults(second)[0]


def test_a_dead_head_is_no_second_head() -> None:
    first, second = checked({}, {"nik": nik_of(date(1987, 3, 12), 1, 2), "status_dasar": 2})
    assert not first.faults
    assert not second.faults


def test_a_birth_in_the_future_is_refused_and_a_strange_nik_is_noted() -> None:
    (row,) = checked({"nik": None, "tanggallahir": "2027-01-01"})
    assert "sesudah hari ini" in faults(row)[0]
    (row,) = checked({"tanggallahir": "1988-03-12"})
    assert not row.faults
    assert row.notes


def test_every_wrong_cell_of_a_row_is_told() -> None:
    (row,) = checked({"nik": 3.51e15, "sex": "X", "tanggallahir": "1-13-1990", "agama_id": 12})
    assert [fault["column"] for fault in row.faults] == ["NIK", "Jenis kelamin", "Tanggal lahir", "Agama"]


def test_the_row_of_column_numbers_below_a_heading_is_passed_over() -> None:
    table: list[list[Any]] = [["NIK", "NAMA", "KK"], [1.0, 2.0, 3.0], [NIK, "SUGENG", KK]]
    header = find_header(table, NAMES)
    assert header is not None
    assert [row.number for row in check_rows(header, table, Places("35.10.01.2001"), TODAY)] == [3]
