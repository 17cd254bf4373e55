"""Letters as PDF: what every type looks like to a program that reads it, with ordinary and with awkward people."""

import io
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import translation

from foundation.documents.storage import StoredFileDamaged
from letters.catalogue.files import TypeFile, read_catalogue
from letters.rendering import Snapshot, letter_html, render_letter
from letters.rendering.qr import qr_svg
from letters.wording import RowTable, parse
from tests.letters.sample_letters import AWKWARD_PERSON, LONG_NAME, answers, snapshot

TYPES = {type_file.code: type_file for type_file in read_catalogue()}
F4 = (215, 330)
A4 = (210, 297)
MARGIN = 18.0
"""Points: no word comes closer to the edge of the paper."""
ARMS = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def words_of(pdf: bytes) -> str:
    """All text without the white space that lines and columns bring along."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", "", done.stdout.decode())


def printed_texts(type_file: TypeFile, values: dict[str, Any]) -> list[str]:
    """Every answer that the body names, and every cell of its tables."""
    answers = values["isian"]
    texts: list[str] = []
    for name in re.findall(r"\{isian\.([a-z0-9_.]+)\}", type_file.body):
        field, _dot, part = name.partition(".")
        texts.append(answers[field][part] if isinstance(answers[field], dict) else answers[name])
    for block in parse(type_file.body):
        if isinstance(block, RowTable):
            rows = answers[f"{block.field}.baris"]
            texts += [row[name] for row in rows for name in block.columns if name in row]
    return texts


def assert_nothing_runs_over_the_edge(pdf: bytes) -> None:
    """Every word lies within its page, a finger's breadth from the edge."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    width = height = 0.0
    for tag in re.findall(r"<(?:page|word) [^>]+>", done.stdout.decode()):
        sizes = {name: float(number) for name, number in re.findall(r'(\w+)="([\d.]+)"', tag)}
        if "width" in sizes:
            width, height = sizes["width"], sizes["height"]
        else:
            assert MARGIN < sizes["xMin"] <= sizes["xMax"] < width - MARGIN, tag
            assert MARGIN < sizes["yMin"] <= sizes["yMax"] < height - MARGIN, tag


def page_sizes(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    boxes = [[float(number) for number in page.mediabox] for page in pdf.pages]
    return [(round(box[2] / 72 * 25.4), round(box[3] / 72 * 25.4)) for box in boxes]


def awkward(type_file: TypeFile) -> Snapshot:
    letter = snapshot(type_file)
    letter["values"] = {
        **letter["values"],
        "pemohon": AWKWARD_PERSON,
        "isian": answers(type_file, AWKWARD_PERSON, rows=12),
    }
    letter["signatory"] = {
        "heading": ["a.n. Kepala Desa Sarongan", "Sekretaris Desa"],
        "name": "Raden Mas Haryo Widyadiningrat Kusumo Nagoro, S.Sos., M.A.P.",
        "nip": "19780101 200501 1 003",
        "rank": "Penata Muda Tingkat I",
    }
    return letter


@pytest.mark.parametrize("type_file", TYPES.values(), ids=TYPES)
def test_an_ordinary_letter(type_file: TypeFile) -> None:
    letter = snapshot(type_file)
    content = render_letter(letter)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["dc:title"] == f"{type_file.name} {letter['number']}"
        assert pdf.Root.Lang == "id"
        assert pdf.Root.MarkInfo.Marked
        assert "/OutputIntents" in pdf.Root
        assert set(page_sizes(pdf)) == {F4[::-1] if type_file.across else F4}
        pages = len(pdf.pages)
        assert not pdf.attachments
    words = words_of(content)
    for text in printed_texts(type_file, letter["values"]):
        assert re.sub(r"\s+", "", text) in words
    for name in re.findall(r"\{pemohon\.([a-z_]+)\}", type_file.body):
        assert re.sub(r"\s+", "", letter["values"]["pemohon"][name]) in words
    assert letter["number"] in words
    assert "ABCD-EFGH-JKLM" in words
    assert "https://surat.banyuwangikab.invalid/verifikasi/" in words
    assert ("Halaman" in words) == (pages > 1)
    fonts = subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True).stdout.decode()
    assert all("Liberation" in line and " yes yes yes " in line for line in fonts.splitlines()[2:])
    assert len(content) < 60_000


@pytest.mark.parametrize("type_file", TYPES.values(), ids=TYPES)
def test_an_awkward_letter_keeps_all_its_text_and_its_signature_together(type_file: TypeFile) -> None:
    letter = awkward(type_file)
    content = render_letter(letter)
    words = words_of(content)
    if "{pemohon.nama}" in type_file.body:
        assert re.sub(r"\s+", "", LONG_NAME) in words
    if "{pemohon.alamat}" in type_file.body:
        assert re.sub(r"\s+", "", AWKWARD_PERSON["alamat"]) in words
    for text in printed_texts(type_file, letter["values"]):
        assert re.sub(r"\s+", "", text) in words
    assert_nothing_runs_over_the_edge(content)
    pages = text_of(content).removesuffix("\f").split("\f")
    signed = [page for page in pages if "Sarongan, 23 November 2026" in page]
    # The letter, each of its attachments, and its page in English.
    assert len(signed) == 1 + type_file.body.count("@lampiran") + bool(type_file.body_en)
    for part in (
        "a.n. Kepala Desa Sarongan",
        "Sekretaris Desa,",
        "secara elektronik",
        "NIP 19780101 200501 1 003",
    ):
        assert part in signed[0]
    # Never a page with nothing but the signature: something of the letter stands above it.
    above = signed[0].split("Sarongan, 23 November 2026")[0]
    assert len(above.split()) > 5
    for number, page in enumerate(pages, 1):
        assert (f"Halaman {number} dari {len(pages)}" in page) == (len(pages) > 1)


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert render_letter(snapshot(TYPES["sktm"])) == render_letter(snapshot(TYPES["sktm"]))


def test_a_letter_does_not_depend_on_the_reader_s_language() -> None:
    with translation.override("en"):
        english = letter_html(snapshot(TYPES["usaha"]))
    assert english == letter_html(snapshot(TYPES["usaha"]))


def test_the_camat_countersigns_on_the_left() -> None:
    content = render_letter(snapshot(TYPES["sktm"]))
    text = text_of(content)
    row = next(line for line in text.splitlines() if "Camat Pesanggaran," in line)
    assert row.index("Camat Pesanggaran,") < row.index("Kepala Desa Sarongan,")
    assert "nomor 400.9.14/0112/35.10.01/2026" in text
    assert "NIP 19700812 199503 1 002" in text


def test_a_letter_on_a4() -> None:
    with pikepdf.open(io.BytesIO(render_letter(snapshot(TYPES["sktm"], paper="A4")))) as pdf:
        assert set(page_sizes(pdf)) == {A4}


def test_a_preview_says_that_it_is_one() -> None:
    text = text_of(render_letter(snapshot(TYPES["skck"], verification=None, number="")))
    assert "PRATINJAU" in text or "Pratinjau. Surat ini belum ditandatangani" in text
    assert "Ditandatangani secara elektronik" not in text
    assert "Belum" in text


def test_the_office_s_own_arms_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letters.rendering.read_stored", lambda path: ARMS)
    letter = snapshot(TYPES["usaha"])
    letter["letterhead"] = {**letter["letterhead"], "arms": "aa/bb/cc"}
    assert b"/Subtype /Image" in render_letter(letter)
    assert b"/Subtype /Image" not in render_letter(snapshot(TYPES["usaha"]))
    monkeypatch.undo()
    with pytest.raises(StoredFileDamaged):
        render_letter(letter)


def test_the_qr_code_leads_to_the_verification() -> None:
    svg = qr_svg("https://a.invalid/v/x/", "Kode <b>")
    assert svg.startswith("<svg ")
    assert "Kode &lt;b&gt;" in svg
    assert "<svg " in letter_html(snapshot(TYPES["usaha"]))


def test_long_lists_run_over_to_a_numbered_second_page() -> None:
    letter = snapshot(TYPES["pindah"])
    family = [
        {
            "nama": f"Anggota Keluarga {number}",
            "nik": f"35100101010100{number:02}",
            "tempat_tanggal_lahir": "Banyuwangi, 2 Maret 2011",
            "hubungan": "Anak",
        }
        for number in range(1, 31)
    ]
    letter["values"]["isian"] = {**letter["values"]["isian"], "pengikut.baris": family}
    pages = text_of(render_letter(letter)).removesuffix("\f").split("\f")
    assert len(pages) == 2
    assert "Halaman 2 dari 2" in pages[1]
    assert sum(page.count("Anggota Keluarga") for page in pages) == 30


def test_a_letter_is_quick() -> None:
    letter = snapshot(TYPES["sktm"])
    render_letter(letter)
    times = []
    for _ in range(5):
        started = time.perf_counter()
        render_letter(letter)
        times.append(time.perf_counter() - started)
    assert min(times) < 1.0


def test_only_the_product_s_fonts_lie_where_the_engine_looks() -> None:
    fonts = Path("foundation/documents/fonts")
    assert {path.suffix for path in fonts.iterdir()} == {".ttf", ".txt", ".conf"}
    assert "SIL Open Font License" in (fonts / "OFL.txt").read_text(encoding="utf-8")
