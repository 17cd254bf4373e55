"""Exports can be opened without harm, and lose nothing."""

import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column, shown
from foundation.tabular.reading import read_table
from foundation.tabular.safety import writable
from foundation.tabular.writing import Sheet, write_csv, write_xlsx

FORMULAS = [
    "=1+1",
    "+62812",
    "-5",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    " =1",
    "＝1",
    "=cmd|' /C calc'!A0",
    "#N/A",
]


def cells(content: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows()]  # type: ignore[misc]


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    (_, (cell,)) = cells(write_xlsx(Sheet("Data", [Column("Nama")], [[text]])))
    assert (cell.data_type, cell.value) == ("s", text)
    if text != "#N/A":
        assert cell.quotePrefix
        line = list(
            csv.reader(
                io.StringIO(write_csv([Column("Nama")], [[text]]).decode("utf-8-sig"), newline=""),
                delimiter=";",
            )
        )[1]
        assert line == [f"'{text}"]


# Programs that read workbooks differ in what they make of a lone carriage return.
ONE_LINE = st.characters(exclude_characters="\r", exclude_categories=["Cs"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20) | st.sampled_from(FORMULAS), min_size=1, max_size=5))
def test_every_text_is_a_text_cell(texts: list[str]) -> None:
    columns = [Column(f"=Kolom {number}") for number in range(len(texts))]
    heading, *rows = cells(write_xlsx(Sheet("Data", columns, [texts], title="=1", notes=["@x"])))[3:]
    for cell in [*heading, *(cell for row in rows for cell in row)]:
        assert cell.data_type == ("s" if cell.value is not None else "n")
    for line in lines_of(write_csv(columns, [texts])):
        for text in line:
            assert not text or text[0] not in "=+-@\t\r\n"


def test_numbers_that_name_something_keep_all_digits() -> None:
    columns = [Column("NIK", DIGITS), Column("Telepon", DIGITS)]
    rows = [["3510010101900001", "081234567890"]]
    workbook = write_xlsx(Sheet("Data", columns, rows))
    (_, (nik, phone)) = cells(workbook)
    assert (nik.value, nik.data_type, nik.number_format) == ("3510010101900001", "s", "@")
    assert phone.value == "081234567890"
    assert b"'3510010101900001" in write_csv(columns, rows)


def test_dates_and_numbers_are_what_they_are() -> None:
    columns = [Column("Lahir", DATE), Column("Dicatat", DATE), Column("Jumlah", INTEGER), Column("Kosong")]
    moment = datetime(2026, 11, 25, 2, 30, tzinfo=ZoneInfo("UTC"))
    (_, (born, noted, count, empty)) = cells(
        write_xlsx(Sheet("Data", columns, [[date(1990, 8, 17), moment, 12500, None]]))
    )
    assert (born.value, born.number_format) == (datetime(1990, 8, 17), "DD-MM-YYYY")  # noqa: DTZ001
    assert noted.value == datetime(2026, 11, 25, 9, 30)  # noqa: DTZ001 - a spreadsheet's moments have no zone
    assert count.value == 12500
    assert empty.value is None
    assert shown(12500, INTEGER) == "12.500"
    assert shown(moment) == "25-11-2026 09:30"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1, max_size=12),
        min_size=1,
        max_size=3,
    )
)
def test_what_was_written_is_read_again(texts: list[str]) -> None:
    columns = [Column("Kolom"), *(Column("Isi") for _ in texts)]
    table = read_table(write_xlsx(Sheet("Data", columns, [["x", *texts]])))
    expected = [writable(text).replace("\r\n", "\n").replace("\r", "\n").strip() or None for text in texts]
    assert table.rows[1][1:] == (expected + [None] * len(texts))[: len(table.rows[1]) - 1]
