"""A kind of letter made in the browser issues a letter minutes later, and no village touches another's kinds."""

import io
import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.test_accessibility import Inspection
from tests.journeys.visitors import Visitors
from tests.office import Office
from tests.product import Product

pytestmark = pytest.mark.journey

VILLAGE, DIGITS, NEXT_DOOR = "35.10.01.2002", "3510012002", "3510012001"
NAME = "Surat Keterangan Pemilik Perahu"
PARTS = (
    "",
    "data/",
    "langkah/",
    "naskah/",
    "inggris/",
    "banding/",
    "bagian/isian/",
    "bagian/isian/baru/",
    "bagian/isian/ubah/nama_perahu/",
)
BODY = """Yang bertanda tangan di bawah ini, {pejabat.jabatan}, menerangkan bahwa:

| Nama | **{pemohon.nama}** |
| Alamat | {pemohon.alamat} |

adalah benar pemilik perahu bernama **"""


def test_a_kind_made_in_the_editor_issues_a_letter(visitors: Visitors, product: Product) -> None:
    secretary = visitors.officer(f"sekdes.{DIGITS}")
    address = draft(secretary)
    read_by_a_reader_of_pdf(secretary)
    secretary.goto(address)
    secretary.get_by_role("button", name="Terbitkan").click()
    expect(secretary.locator("main")).to_contain_text("versi 1 dilayani")
    look = Inspection(secretary)
    for part in PARTS:
        look.visit(f"{address}{part}")
    look.assert_nothing_wrong()

    (person,) = product.citizens(VILLAGE, skip=2)
    request_id = ask_at_the_counter(visitors.officer(f"operator.{DIGITS}"), person)
    head = visitors.officer(f"kades.{DIGITS}")
    head.goto(f"/desa/permohonan/{request_id}/")
    head.get_by_role("button", name="Tanda tangani").first.click()
    Office(product, VILLAGE).wait_for_documents([request_id], 60)
    printed = head.request.get(f"/desa/permohonan/{request_id}/surat.pdf")
    text = " ".join(PdfReader(io.BytesIO(printed.body())).pages[0].extract_text().split())
    (number,) = product.rows("SELECT number FROM letters_letter WHERE request_id = %s", request_id)[0]
    for value in (NAME.upper(), person["name"], "bernama Sri Laut II.", number):
        assert value in text, value

    stranger = visitors.officer(f"sekdes.{NEXT_DOOR}")
    for path in (address, f"{address}naskah/", f"{address}pratinjau.pdf", f"{address}unduh/"):
        response = stranger.goto(path)
        assert response is not None
        assert response.status == 404, path
    stranger.goto("/jenis-surat/")
    expect(stranger.get_by_role("link", name="Surat Keterangan Domisili", exact=True).first).to_be_visible()
    expect(stranger.get_by_text(NAME)).to_have_count(0)


def draft(page: Page) -> str:
    """From the empty form to the whole wording; returns the address of the kind."""
    page.goto("/jenis-surat/baru/")
    page.get_by_label("Nama surat").fill(NAME)
    page.get_by_label("Kode klasifikasi").fill("kapal terbang di bulan")
    page.get_by_role("button", name="Buat rancangan").click()
    expect(page.get_by_text("Coba kata lain").first).to_be_visible()
    expect(page.get_by_label("Nama surat")).to_have_value(NAME)
    page.get_by_label("Kode klasifikasi").fill("400.12.2.1")
    page.get_by_role("button", name="Buat rancangan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    address = re.sub(r"^https?://[^/]+", "", page.url)

    page.get_by_role("link", name="Data surat").click()
    page.get_by_label("Penjelasan untuk warga").fill("Menerangkan bahwa Anda pemilik sebuah perahu.")
    page.get_by_label("Petugas, di loket desa").check()
    page.get_by_role("button", name="Simpan rancangan").click()

    page.get_by_role("link", name="Langkah persetujuan").click()
    page.get_by_label("Paraf sekretaris").uncheck()
    page.get_by_label("Pengesahan Camat").uncheck()
    page.get_by_role("button", name="Simpan rancangan").click()

    page.get_by_role("link", name="Isian", exact=True).click()
    page.get_by_role("link", name="Tambah").first.click()
    page.get_by_label("Pertanyaan atau nama").fill("Nama perahu")
    page.get_by_label("Wajib diisi").check()
    page.get_by_role("button", name="Simpan rancangan").click()
    expect(page.locator("main")).to_contain_text("Nama perahu")

    page.goto(f"{address}naskah/")
    page.get_by_label("Naskah surat").fill(BODY)
    # The name of the field is put in from the list, where the cursor stands.
    page.get_by_label("Naskah surat").press("Control+End")
    page.get_by_text("{isian.nama_perahu}", exact=True).first.click()
    page.get_by_label("Naskah surat").press_sequentially("**.")
    page.get_by_role("button", name="Simpan dan lihat").click()
    return address


def read_by_a_reader_of_pdf(page: Page) -> None:
    """The preview beside the wording is a PDF, made of the draft."""
    frame = page.locator("iframe.sk-pdf")
    expect(frame).to_be_attached()
    shown = page.request.get(str(frame.get_attribute("src")))
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.body().startswith(b"%PDF")


def ask_at_the_counter(page: Page, person: Mapping[str, str]) -> str:
    """A letter of the new kind for a person who came by; returns the request's id."""
    page.goto("/desa/loket/")
    page.get_by_role("searchbox").fill(person["nik"])
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name=person["name"], exact=True).first.click()
    page.get_by_role("searchbox", name="Cari surat").fill("perahu")
    page.get_by_role("link", name=NAME, exact=True).first.click()
    page.get_by_label("Nama perahu").fill("Sri Laut II")
    page.locator(".sk-act--now").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("sudah diteruskan.")
    return page.url.strip("/").rsplit("/", 1)[-1]
