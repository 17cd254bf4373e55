"""Tables as people send them: read as they are, or refused with what to do instead."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from foundation.tabular.header import find_header
from foundation.tabular.reading import Limits, Table, TableRefused, read_table

from .files import workbook


@pytest.fixture(autouse=True)
def _the_reader_knows_what_it_refuses(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is sent, the reader says no by itself, and does not fall over it."""
    yield
    said = [record.getMessage() for record in caplog.get_records("call")]
    assert not [text for text in said if "read_process failed" in text]


def refusal(content: bytes, **limits: int) -> str:
    with pytest.raises(TableRefused) as caught:
        read_table(content, limits=Limits(**limits))
    return str(caught.value.code)


def changed(content: bytes, name: str, change: object) -> bytes:
    """The archive with one of its parts changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)  # type: ignore[operator]
    return target.getvalue()


def test_a_workbook_gives_texts_numbers_and_dates() -> None:
    rows = [
        ["NIK", "Angka", "Lahir", "Jam", "Ya"],
        [" 3510010101900001 ", 3510010101900001, date(1990, 1, 1), datetime(1990, 1, 1, 7, 30), True],  # noqa: DTZ001
        [None, None, None, None, None],
        ["Akhir", 7, "17/8/1985", None, False],
        [None, "  ", None, None, None],
    ]
    table = read_table(workbook(("Lembar", rows)))
    assert (table.kind, table.sheet) == ("xlsx", "Lembar")
    assert table.rows[1][:2] == ["3510010101900001", 3510010101900001.0]
    assert table.rows[1][2:] == [date(1990, 1, 1), datetime(1990, 1, 1, 7, 30), True]  # noqa: DTZ001
    assert table.rows[2] == []
    assert table.rows[3] == ["Akhir", 7.0, "17/8/1985", None, False]
    assert len(table.rows) == 4


def test_the_wanted_sheet_is_taken_wherever_it_stands() -> None:
    content = workbook(("Kode Data", [["x"]]), ("Data Penduduk", [["nama"], ["SITI"]]))
    assert read_table(content, sheets=["data penduduk"]).rows == [["nama"], ["SITI"]]
    assert read_table(content).sheet == "Kode Data"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_the_ways_that_programs_write_it(delimiter: str, encoding: str) -> None:
    text = "\r\n".join(
        delimiter.join(row)
        for row in [["nama", "alamat", "kota"], ['"Siti\nAminah"', f'"Jl. A{delimiter} B"', "Caf\xe9"]]
    )
    assert read_table(text.encode(encoding)).rows == [
        ["nama", "alamat", "kota"],
        ["Siti\nAminah", f"Jl. A{delimiter} B", "Caf\xe9"],
    ]


def test_a_csv_may_name_its_delimiter() -> None:
    assert read_table(b"sep=;\nnama;nik\nA, B;1\n").rows == [["nama", "nik"], ["A, B", "1"]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n \n;;\n", "nothing"),
        (b"%PDF-1.7 x", "kind"),
        (b"\x00\x01\x02\x03", "kind"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "kind"),
        (b"<html><table><tr><td>NIK</td></tr></table></html>", "web"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"a;b\n" + b"x" * 6000 + b";y", "text"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


def test_an_archive_of_a_version_to_come_is_refused() -> None:
    content = workbook(("Data", [["NIK"], ["1"]]))
    entry = content.index(b"PK\x01\x02")
    # The version that a reader needs stands six bytes into the entry; 9.9 is none that there is.
    assert refusal(content[: entry + 6] + bytes([99]) + content[entry + 7 :]) == "damaged"


def test_a_table_beyond_the_limits_is_refused() -> None:
    content = workbook(("Data", [["a", "b", "c"]] * 30))
    assert refusal(content, rows=29) == "rows"
    assert refusal(content, columns=2) == "columns"
    assert refusal(content, size=100) == "size"
    assert refusal(content, unpacked=500) == "size"
    assert refusal(b"a;b\n" * 30, rows=29) == "rows"
    assert refusal(b"a;b\na;b;c", columns=2) == "columns"


def test_an_archive_that_grows_without_end_is_refused() -> None:
    content = changed(
        workbook(("Data", [["x"]])),
        "xl/worksheets/sheet1.xml",
        lambda part: part + b" " * (250 * 1024 * 1024),
    )
    assert len(content) < 1024 * 1024
    assert refusal(content) == "size"


def test_an_archive_that_lies_about_its_size_does_no_harm() -> None:
    grown = changed(
        workbook(("Data", [["x"]])),
        "xl/worksheets/sheet1.xml",
        lambda part: part + b" " * (250 * 1024 * 1024),
    )
    size = (250 * 1024 * 1024).to_bytes(4, "little")
    at = grown.rfind(b"xl/worksheets/sheet1.xml") - 46 + 24
    true_size = grown[at : at + 4]
    assert int.from_bytes(true_size, "little") >= int.from_bytes(size, "little")
    content = grown[:at] + (1000).to_bytes(4, "little") + grown[at + 4 :]
    try:
        table = read_table(content)
    except TableRefused:
        return
    assert table.rows == [["x"]]


def test_a_cell_at_the_far_end_of_the_sheet_does_no_harm() -> None:
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = changed(
        workbook(("Data", [["x"]])),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"</row>", far, 1),
    )
    assert refusal(content) in ("rows", "columns", "damaged")


def test_a_file_of_the_machine_is_never_read_into_a_table() -> None:
    def external(part: bytes) -> bytes:
        start = part.index(b"<", part.index(b"?>")) if b"?>" in part else 0
        return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + part[
            start:
        ].replace(b"RAHASIA", b"&e;")

    content = changed(workbook(("Data", [["RAHASIA", "x"]])), "xl/sharedStrings.xml", external)
    try:
        table = read_table(content)
    except TableRefused:
        return
    assert "root:" not in repr(table.rows)


def test_a_million_shared_texts_cost_no_more_than_their_process() -> None:
    texts = b"".join(b"<si><t>%d</t></si>" % number for number in range(1_000_000))
    content = changed(
        workbook(("Data", [["x"]])),
        "xl/sharedStrings.xml",
        lambda part: part.replace(b"<si>", texts + b"<si>", 1),
    )
    try:
        table = read_table(content)
    except TableRefused:
        return
    assert len(table.rows) == 1


NAMES = {"nik": "nik", "nama": "name", "namalengkap": "name", "tanggallahir": "birth_date", "dusun": "hamlet"}


def test_a_heading_is_found_below_titles() -> None:
    header = find_header(
        [
            ["PEMERINTAH DESA"],
            ["Data penduduk, nama dan NIK"],
            [],
            ["No", "N.I.K *", "Nama Lengkap", "Dusun"],
            [1, "2", "SITI", "X"],
        ],
        NAMES,
    )
    assert header is not None
    assert (header.columns, header.first_row, header.unknown) == (
        {"nik": 1, "name": 2, "hamlet": 3},
        4,
        ["No"],
    )
    assert header.cell([1, "2"], "nik") == "2"
    assert header.cell([1, "2"], "hamlet") is None


def test_a_heading_of_merged_rows_is_read_as_one() -> None:
    rows: list[list[object]] = [
        ["NIK", "NAMA", "KELAHIRAN", None, "DUSUN"],
        [None, None, "TEMPAT", "TANGGAL LAHIR", None],
        ["1", "SITI", "BANYUWANGI", "1-1-1990", "KRAJAN"],
    ]
    header = find_header(rows, NAMES)
    assert header is not None
    assert header.columns == {"nik": 0, "name": 1, "birth_date": 3, "hamlet": 4}
    assert header.first_row == 2


def test_a_column_that_stands_twice_is_told() -> None:
    header = find_header([["NIK", "Nama", "nama lengkap"]], NAMES)
    assert header is not None
    assert header.repeated == ["nama lengkap"]
    assert find_header([["a"], ["b"]], NAMES) is None


def test_an_open_document_is_read() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            '<table:table table:name="Data"><table:table-row><table:table-cell office:value-type="string">'
            "<text:p>NIK</text:p></table:table-cell></table:table-row></table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    table: Table = read_table(content.getvalue())
    assert (table.kind, table.rows) == ("ods", [["NIK"]])
