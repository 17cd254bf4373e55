"""Printed lists: whole, numbered, and without a way for what people wrote to act."""

import io
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from foundation.documents import lists
from foundation.documents.lists import Signatory, list_pdf
from foundation.tabular.columns import DATE, INTEGER, Column

COLUMNS = [Column("No.", INTEGER, 5), Column("Nama", width=30), Column("Tanggal lahir", DATE)]


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_a_list_is_headed_numbered_and_signed() -> None:
    content = list_pdf(
        "Buku Induk",
        COLUMNS,
        [[1, "SITI <b>AMINAH</b>", date(1990, 8, 17)]],
        heading=["DESA SARONGAN"],
        subtitle="Tahun 2026",
        notes=["Jumlah: 1 orang."],
        place_and_date="Sarongan, 25 November 2026",
        signatories=[
            Signatory(["Mengetahui,", "Kepala Desa"], "SUTRISNO", "NIP 1"),
            Signatory(["Sekretaris"], "AMINAH"),
        ],
    )
    (page,) = texts(content)
    for expected in [
        "DESA SARONGAN", "BUKU INDUK", "Tahun 2026", "SITI <b>AMINAH</b>", "17-08-1990", "Jumlah: 1 orang.",
        "Sarongan, 25 November 2026", "Kepala Desa", "SUTRISNO", "NIP 1", "Halaman 1 dari 1",
    ]:  # fmt: skip
        assert expected in page


def test_a_long_list_keeps_every_row_its_heading_and_one_count_of_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "ROWS_A_PART", 40)
    content = list_pdf("Daftar", COLUMNS, ([number, f"WARGA{number:03}", None] for number in range(100)))
    pages = texts(content)
    assert len(pages) > 3
    whole = "\n".join(pages)
    assert all(whole.count(f"WARGA{number:03}") == 1 for number in range(100))
    for number, page in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in page
        assert "Tanggal lahir" in page


def test_an_empty_list_says_so() -> None:
    assert "Tidak ada data." in texts(list_pdf("Daftar", COLUMNS, []))[0]


@pytest.mark.parametrize(("paper", "size"), [("f4-landscape", (330, 215)), ("a4-portrait", (210, 297))])
def test_paper_is_chosen(paper: str, size: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(list_pdf("Daftar", COLUMNS, [[1, "X", None]], paper=paper))) as pdf:
        box = [round(float(edge) / 72 * 25.4) for edge in pdf.pages[0].mediabox]
    assert box == [0, 0, *size]
