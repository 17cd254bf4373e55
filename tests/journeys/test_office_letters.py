"""The office's own letter from the form to the paper, with a turn back; and its pages under axe."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.test_accessibility import Inspection
from tests.journeys.visitors import Visitors
from tests.office import Office
from tests.product import Product

pytestmark = pytest.mark.journey

VILLAGE, DIGITS = "35.10.05.2002", "3510052002"
PAGES = (
    "/surat/?q=nikah",
    "/desa/surat-dinas/",
    "/desa/surat-dinas/surat-dinas/",
    "/desa/surat-dinas/surat-tugas/",
    "/desa/surat-dinas/sppd/",
    "/desa/arsip/",
    "/desa/surat-masuk/",
    "/desa/surat-masuk/catat/",
    "/desa/disposisi/",
    "/desa/register/nomor/",
    "/desa/register/cadangan/",
    "/desa/habis-berlaku/",
    "/jenis-surat/",
    "/jenis-surat/baru/",
)


def test_an_invitation_from_the_form_to_the_paper(visitors: Visitors, product: Product) -> None:
    operator = visitors.officer(f"operator.{DIGITS}")
    look = Inspection(operator)
    for path in PAGES:
        look.visit(path)
    request_id = write_invitation(operator)
    look.examine("an office letter at the desk")

    secretary = visitors.officer(f"sekdes.{DIGITS}")
    secretary.goto(f"/desa/permohonan/{request_id}/")
    secretary.get_by_text("Kembalikan untuk diperbaiki").first.click()
    secretary.get_by_label("Tempat acara", exact=True).check()
    secretary.get_by_label("Apa yang harus diperbaiki?").fill("Balai desa sedang dipakai.")
    secretary.get_by_role("button", name="Kembalikan untuk diperbaiki").click()
    expect(secretary.locator("main")).to_contain_text("sudah dikembalikan")

    operator.goto(f"/desa/permohonan/{request_id}/")
    operator.get_by_role("link", name="Perbaiki isian").click()
    expect(operator.locator("main")).to_contain_text("Balai desa sedang dipakai.")
    look.examine("an office letter that came back")
    operator.get_by_role("link", name="Tempat acara").click()
    operator.get_by_label("Tempat acara").fill("Pendapa dusun Krajan")
    operator.get_by_role("button", name="Simpan dan ajukan lagi").click()
    expect(operator.locator("main")).to_contain_text("sudah diperbaiki")
    operator.locator(".sk-act--now").get_by_role("button").click()

    secretary.goto(f"/desa/permohonan/{request_id}/")
    secretary.get_by_role("button", name="Beri paraf").click()
    head = visitors.officer(f"kades.{DIGITS}")
    head.goto(f"/desa/permohonan/{request_id}/")
    head.get_by_role("button", name="Tanda tangani").first.click()
    Office(product, VILLAGE).wait_for_documents([request_id], 60)
    printed = head.request.get(f"/desa/permohonan/{request_id}/surat.pdf")
    text = re.sub(r"\s+", " ", PdfReader(io.BytesIO(printed.body())).pages[0].extract_text())
    (number,) = product.rows("SELECT number FROM letters_letter WHERE request_id = %s", request_id)[0]
    for value in (number, "Pendapa dusun Krajan", "Kamis, 3 Desember 2026", "Ketua RT 002"):
        assert value in text, value
    look.visit("/desa/register/")
    look.assert_nothing_wrong()


def write_invitation(page: Page) -> str:
    """Once with a day that there is not, then right; returns the request's id."""
    page.goto("/desa/surat-dinas/surat-undangan/")
    page.get_by_label("Biasa").check()
    page.get_by_label("Hal", exact=True).fill("Undangan musyawarah dusun")
    page.get_by_label("Kepada", exact=True).fill("Ketua RT 001\nKetua RT 002")
    page.get_by_label("Di mana?").fill("Krajan")
    for label, text in (("Hari", "31"), ("Bulan", "Februari"), ("Tahun", "2026")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Pukul").fill("19.30")
    page.get_by_label("Tempat acara").fill("Balai desa")
    page.get_by_label("Acara", exact=True).fill("Musyawarah dusun")
    page.get_by_role("button", name="Simpan dan teruskan").click()
    expect(page.get_by_label("Hal", exact=True)).to_have_value("Undangan musyawarah dusun")
    for label, text in (("Hari", "3"), ("Bulan", "Desember")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Simpan dan teruskan").click()
    expect(page.locator("main")).to_contain_text("sudah diteruskan.")
    return page.url.strip("/").rsplit("/", 1)[-1]
