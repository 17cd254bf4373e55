"""Pages of aid and the village's books as their people see them: axe finds nothing, nothing sticks out sideways."""

from datetime import date

import pytest

from tests.journeys.test_accessibility import Inspection
from tests.journeys.visitors import Visitors, fill_date

pytestmark = pytest.mark.journey

OFFICE = (
    "/bansos/",
    "/bansos/daftar/belum-menerima/",
    "/bansos/peta/",
    "/bansos/peta/?wilayah=35.10.01.2001",
    "/bansos/program/",
    "/bansos/program/pkh/",
    "/bansos/kiriman/",
    "/bansos/musyawarah/",
    "/bansos/kasus/",
    "/bansos/usul-sanggah/",
    "/bansos/jemput-bola/",
    "/bansos/dampak/",
    "/bansos/usulan/",
    "/bansos/usulan/unduh/",
    "/bansos/daftar/belum-menerima/unduh/",
)
VILLAGE_BOOKS = (
    "/desa/buku/",
    "/desa/buku/mutasi/",
    "/desa/buku/keluarga/",
    "/desa/buku/induk/unduh/",
    "/desa/penduduk-sementara/",
    "/desa/penduduk-sementara/baru/",
    "/desa/penduduk/tanpa-nik/",
)
ANYBODY = ("/cek-bansos/", "/ugd-kemiskinan/", "/bansos/terbuka/35.10.01.2001/", "/penduduk-dalam-angka/")


def test_pages_of_aid_for_the_social_office(visitors: Visitors) -> None:
    page = visitors.officer("dinsos")
    look = Inspection(page)
    for path in OFFICE:
        look.visit(path)
    page.goto("/bansos/daftar/tanpa-bantuan/")
    page.locator("tbody a").first.click()
    look.examine("a family's page")
    look.assert_nothing_wrong()


def test_the_villages_meeting_and_its_books(visitors: Visitors) -> None:
    page = visitors.officer("operator.3510012001")
    look = Inspection(page)
    for path in VILLAGE_BOOKS:
        look.visit(path)
    page.goto("/bansos/musyawarah/")
    page.get_by_label("Program").select_option(index=0)
    fill_date(page, date(2026, 11, 20))
    page.get_by_label("Tempat").fill("Balai desa")
    page.get_by_role("button", name="Ambil daftar calon").click()
    look.examine("a meeting")
    meeting = page.url
    page.get_by_role("link", name="Ubah").first.click()
    look.examine("a candidate")
    page.goto(meeting)
    page.get_by_role("link", name="Isi putusan semua calon").click()
    look.examine("the decisions of a meeting")
    page.locator("select[name^=putusan-]").first.select_option("approved")
    page.get_by_role("button", name="Simpan putusan").click()
    page.get_by_text("1 putusan disimpan.").wait_for()
    look.assert_nothing_wrong()


def test_pages_of_aid_for_anybody(visitors: Visitors) -> None:
    look = Inspection(visitors.anybody())
    for path in ANYBODY:
        look.visit(path)
    look.assert_nothing_wrong()
