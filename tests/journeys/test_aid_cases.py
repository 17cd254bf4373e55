"""Aid, from the report of a need to its end, and rules from their draft to force; axe finds nothing on any page."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.test_accessibility import VILLAGE, Inspection, one
from tests.journeys.visitors import DESK, Visitors, fill_date
from tests.product import Product, wait_for

pytestmark = pytest.mark.journey

NEED = "Tinggal sendiri, atap bocor, tidak bisa bekerja."


def test_a_report_of_a_need_becomes_a_case(visitors: Visitors, product: Product) -> None:
    anybody = Inspection(visitors.anybody())
    page = anybody.page
    page.goto("/ugd-kemiskinan/")
    page.get_by_label("Desa/kelurahan").select_option(VILLAGE)
    page.get_by_label("Siapa yang perlu dibantu?").fill("Mbah Tukiyem")
    page.get_by_label("Di mana rumahnya?").fill("Dusun Krajan, belakang masjid")
    page.get_by_label("Bagaimana keadaannya?").fill(NEED)
    page.get_by_role("button", name="Laporkan").click()
    anybody.examine("a report that was taken")

    look = Inspection(visitors.officer("dinsos"))
    page = look.page
    page.goto("/bansos/kasus/")
    page.get_by_role("link", name="Mbah Tukiyem").first.click()
    look.examine("a case")
    case = page.url
    page.get_by_label("Hasil kunjungan").fill("Benar tinggal sendiri; rumah bocor.")
    page.get_by_role("button", name="Simpan").click()
    look.examine("a case after the visit")
    page.goto(f"{case}keluarga/")
    page.get_by_label("Nama, NIK, nomor KK, atau telepon").fill("siti")
    page.get_by_role("button", name="Cari").click()
    look.examine("families that a case may be about")
    page.locator("main form").get_by_role("button").last.click()
    page.get_by_text("Kasus dihubungkan dengan keluarganya.").wait_for()
    look.examine("a case with its family")
    page.get_by_label("Putusan dan rencana bantuan").fill("Perbaikan atap dan Rantang Kasih.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Apa yang dilakukan").fill("Mengganti atap dapur")
    fill_date(page, date(2027, 12, 31))
    page.get_by_role("button", name="Tambah tindakan").click()
    look.examine("a family that is helped")
    page.get_by_role("link", name="Catat hasil").click()
    look.examine("what came of the help")
    for one_of in (anybody, look):
        one_of.assert_nothing_wrong()


def test_a_contest_from_the_citizen_to_the_office(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE, skip=11)
    citizen = Inspection(visitors.citizen(person, width=DESK, javascript=True))
    page = citizen.page
    citizen.visit("/cek-bansos/usul/")
    page.get_by_role("button", name="Sampaikan").click()
    citizen.examine("a contest with nothing filled in")
    page.get_by_label("Keluarga saya sendiri").check()
    page.get_by_label("Usul: seharusnya menerima").check()
    page.get_by_label("Kehilangan pekerjaan").check()
    page.get_by_label("Ceritakan keadaannya").fill("Pabrik tutup bulan lalu.")
    page.get_by_role("button", name="Sampaikan").click()
    citizen.examine("the own contest")

    look = Inspection(visitors.officer("dinsos"))
    look.page.goto("/bansos/usul-sanggah/")
    look.page.locator("main tbody a").first.click()
    look.examine("a contest at the office")
    look.page.get_by_role("link", name="Lihat pelapor").click()
    look.examine("who sent a contest")
    for one_of in (citizen, look):
        one_of.assert_nothing_wrong()


def test_new_rules_are_drafted_tried_and_published(visitors: Visitors) -> None:
    look = Inspection(visitors.officer("dinsos"))
    page = look.page
    page.goto("/bansos/program/rantang-kasih/")
    page.get_by_role("button", name="Susun ketentuan baru").click()
    look.examine("a draft of rules")
    draft = page.url
    for path in ("data/", "butir/", "simulasi/", "berlakukan/"):
        look.visit(f"{draft}{path}")
    page.goto(draft)
    page.get_by_role("button", name="Buang rancangan ini").click()
    look.assert_nothing_wrong()


def test_a_file_of_recipients_is_matched(visitors: Visitors, product: Product, tmp_path: Path) -> None:
    (person,) = product.citizens(VILLAGE, skip=12)
    look = Inspection(visitors.officer("dinsos"))
    page = look.page
    hint = one(product, "SELECT id FROM assistance_outreachhint LIMIT 1")
    look.visit(f"/bansos/jemput-bola/{hint}/")
    page.goto("/bansos/kiriman/")
    file = tmp_path / "penerima.csv"
    file.write_text(f"nik;nama\n{person['nik']};{person['name']}\n;Sulasti\n", encoding="utf-8")
    page.get_by_label("Daftar penerima program").check()
    page.get_by_label("Program (kosongkan untuk data kesejahteraan)").select_option(index=1)
    page.get_by_label("Sumber, misalnya").fill("SK Dinsos 12/2026")
    fill_date(page, date(2026, 11, 1))
    page.get_by_label("Berkas Excel atau CSV").set_input_files(file)
    page.get_by_role("button", name="Kirim dan cocokkan").click()
    delivery = page.url
    wait_for(lambda: is_matched(page), 60, "the rows are matched")
    for path in ("", "?hasil=matched", "?hasil=refused", "baris/3/"):
        look.visit(f"{delivery}{path}")
    look.assert_nothing_wrong()


def is_matched(page: Page) -> bool:
    """Whether the file waits for a decision, loaded anew."""
    page.reload()
    return page.get_by_text("Menunggu keputusan").count() > 0
