"""Pages of the population register that work leads to, and that no menu names; axe finds nothing on any of them."""

from pathlib import Path

import pytest

from tests.journeys.test_accessibility import DIGITS, VILLAGE, Inspection, one
from tests.journeys.visitors import DESK, Visitors
from tests.office import Office
from tests.product import Product

pytestmark = pytest.mark.journey

REASON = "Undangan posyandu lansia"


def test_a_list_is_asked_for_and_a_file_is_read(visitors: Visitors, tmp_path: Path) -> None:
    look = Inspection(visitors.officer(f"operator.{DIGITS}"))
    page = look.page
    page.goto("/desa/penduduk/unduh/")
    page.get_by_label("CSV").check()
    page.get_by_label("Alasan").fill(REASON)
    page.get_by_role("button", name="Buat daftar").click()
    look.examine("a list that was asked for")

    file = tmp_path / "penduduk.csv"
    file.write_text("NIK;Nama lengkap;Tanggal lahir\n123;Sulasti;31-02-1980\n", encoding="utf-8")
    page.goto("/desa/penduduk/impor/")
    page.get_by_label("Berkas Excel atau CSV").set_input_files(file)
    page.get_by_role("button", name="Unggah dan periksa").click()
    look.examine("a file that is read")
    look.assert_nothing_wrong()


def test_an_event_is_recorded_and_shown(visitors: Visitors, product: Product) -> None:
    look = Inspection(visitors.officer(f"operator.{DIGITS}"))
    page = look.page
    (person,) = product.citizens(VILLAGE, skip=14)
    page.goto(f"/desa/penduduk/{person['id']}/peristiwa/pembetulan/")
    page.get_by_label("Nama ayah").fill("Abdul Rahman")
    page.get_by_label("Alasan pembetulan").fill("Sesuai akta kelahiran")
    page.get_by_role("button", name="Catat").click()
    event = one(
        product, "SELECT id FROM citizens_lifeevent WHERE village_id = %s ORDER BY id DESC LIMIT 1", VILLAGE
    )
    look.visit(f"/desa/mutasi/{event}/")
    look.assert_nothing_wrong()


def test_a_letter_of_death_proposes_its_event(visitors: Visitors, product: Product) -> None:
    informant, person = product.citizens(VILLAGE, 2, skip=16)
    office = Office(product, VILLAGE)
    told = {
        "almarhum": person["id"],
        "tanggal_meninggal": "2026-11-20",
        "tempat_meninggal": "Rumah sendiri",
        "sebab": "Sakit atau usia lanjut",
        "yang_menerangkan": "Keluarga",
        "hubungan_pelapor": "Anak",
    }
    request_id = office.request(informant["nik"], letter_type="kematian", data=told)
    assert office.secretary.post_patiently(f"requests/{request_id}/initial").status == 200
    assert office.sign(request_id).status == 200
    proposal = one(product, "SELECT id FROM citizens_eventproposal WHERE resident_id = %s", person["id"])
    look = Inspection(visitors.officer(f"operator.{DIGITS}"))
    look.visit(f"/desa/mutasi/usulan/{proposal}/")
    look.assert_nothing_wrong()


def test_somebody_who_stays_for_a_while(visitors: Visitors, product: Product) -> None:
    look = Inspection(visitors.officer(f"operator.{DIGITS}"))
    page = look.page
    page.goto("/desa/penduduk-sementara/baru/")
    for label, text in (
        ("Nama lengkap", "Wahyu Setiawan"),
        ("Datang dari", "Jember"),
        ("Maksud dan tujuan", "Bekerja di proyek jalan"),
        ("Nama dan alamat yang didatangi", "Bapak Seno, Dusun Krajan"),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_label("Laki-laki").check()
    for name in ("Pekerjaan", "Dusun, RW, dan RT"):
        page.get_by_label(name).select_option(index=1)
    for question, day in (("Tanggal lahir", (4, 5, 1990)), ("Datang pada", (2, 11, 2026))):
        fields = page.get_by_role("group", name=question)
        for part, value in zip(("Hari", "Bulan", "Tahun"), day, strict=True):
            fields.get_by_label(part).fill(str(value))
    page.get_by_role("button", name="Catat").click()
    stay = one(product, "SELECT id FROM citizens_stay ORDER BY id DESC LIMIT 1")
    look.visit(f"/desa/penduduk-sementara/{stay}/")
    look.assert_nothing_wrong()


def test_a_citizen_s_family_card_and_an_administrator_s_look(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE, skip=15)
    citizen = Inspection(visitors.citizen(person, width=DESK, javascript=True))
    citizen.visit("/akun/data-saya/pembetulan/baru/kk/")
    admin = Inspection(visitors.officer("admin.kabupaten"))
    page = admin.page
    page.goto("/kabupaten/penduduk/")
    page.get_by_label("Alasan").select_option(index=1)
    page.get_by_label("Penjelasan").fill("Warga melapor ke posko kabupaten karena kantor desa tutup.")
    page.get_by_label("NIK atau nama").fill(person["nik"])
    page.get_by_role("button", name="Cari").click()
    admin.examine("somebody found")
    page.locator("main form").get_by_role("button", name="Buka").first.click()
    admin.examine("somebody's data, opened")
    for look in (citizen, admin):
        look.assert_nothing_wrong()
