"""Letters on paper, kept numbers and the mail that comes in, page by page; axe finds nothing on any of them."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from tests.journeys.test_accessibility import Inspection
from tests.journeys.visitors import Visitors, fill_date

pytestmark = pytest.mark.journey

DIGITS = "3510052002"


def test_numbers_are_kept_filled_in_and_made_void(visitors: Visitors, tmp_path: Path) -> None:
    look = Inspection(visitors.officer(f"operator.{DIGITS}"))
    page = look.page
    page.goto("/desa/register/cadangan/")
    page.get_by_label("Berapa nomor?").fill("2")
    page.get_by_label("Alasan").fill("Listrik padam")
    page.get_by_label("Kode klasifikasi").fill("400.10.2.2")
    page.get_by_role("button", name="Cadangkan").click()
    look.examine("kept numbers")
    block = page.url
    page.locator("main").get_by_role("link", name="Batalkan").last.click()
    look.examine("making a number void")
    page.get_by_label("Alasan").fill("Lembarnya robek")
    page.get_by_role("button", name="Batalkan nomor").click()
    page.get_by_text("Nomor sudah dibatalkan").wait_for()
    page.goto(block)
    page.locator("main").get_by_role("link", name="Isi").first.click()
    look.examine("filling a number in")
    page.get_by_label("Ditujukan kepada").fill("Camat Pesanggaran")
    page.get_by_label("Isi singkat").fill("Laporan kejadian angin kencang")
    fill_date(page, datetime.now(ZoneInfo("Asia/Jakarta")))
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("sudah dicatat pada nomor ini").wait_for()
    page.locator("main table a").first.click()
    look.examine("a letter on paper")
    entry = page.url
    for path in ("pindai/", "kirim/"):
        look.visit(f"{entry}{path}")
    page.goto(f"{entry}pindai/")
    page.get_by_label("Foto atau PDF surat asli").set_input_files(photograph(tmp_path))
    page.locator("main form").get_by_role("button").last.click()
    look.examine("a letter on paper with its scan")
    look.assert_nothing_wrong()


def test_a_letter_that_comes_in_is_passed_on_and_reported_back(visitors: Visitors) -> None:
    look = Inspection(visitors.officer(f"operator.{DIGITS}"))
    page = look.page
    page.goto("/desa/surat-masuk/catat/")
    page.get_by_label("Pengirim", exact=True).fill("Dinas Pertanian dan Pangan")
    page.get_by_label("Nomor surat pengirim").fill("500.6/118/429.115/2026")
    fill_date(page, date(2026, 11, 18))
    page.get_by_label("Isi singkat").fill("Pendataan penerima pupuk bersubsidi")
    page.get_by_role("button", name="Catat").click()
    look.examine("a letter that came in")
    incoming = page.url

    head = Inspection(visitors.officer(f"kades.{DIGITS}"))
    head.page.goto(incoming)
    head.page.get_by_role("link", name="Beri disposisi").click()
    head.examine("passing a letter on")
    head.page.get_by_role("checkbox", name="Sekretaris").check()
    head.page.get_by_label("Isi disposisi").fill("Siapkan daftar kelompok tani.")
    head.page.locator("main form").get_by_role("button").last.click()
    head.examine("a letter that was passed on")

    secretary = Inspection(visitors.officer(f"sekdes.{DIGITS}"))
    secretary.page.goto(incoming)
    secretary.page.get_by_role("link", name="Laporkan selesai").click()
    secretary.examine("reporting back")
    secretary.page.get_by_label("Apa yang sudah dilakukan?").fill("Daftar sudah diserahkan.")
    secretary.page.locator("main form").get_by_role("button").last.click()
    page.goto(incoming)
    page.get_by_text("Daftar sudah diserahkan.").wait_for()
    look.examine("a letter with its report")
    for one in (look, head, secretary):
        one.assert_nothing_wrong()


def photograph(folder: Path) -> Path:
    """A picture as a phone takes it."""
    target = folder / "surat.jpg"
    Image.new("RGB", (800, 1200), "white").save(target)
    return target
