"""The pages of a desk's every day, register by register: axe finds nothing, nothing sticks out sideways."""

import pytest

from tests.journeys.test_accessibility import DIGITS, VILLAGE, Inspection, one, request_in
from tests.journeys.visitors import Visitors
from tests.product import Product

pytestmark = pytest.mark.journey

REGISTERS = (
    "/desa/register/catat/",
    "/desa/register/buku/masuk/",
    "/desa/register/buku/ekspedisi/",
    "/desa/rekapitulasi/",
    "/desa/statistik/",
    f"/desa/statistik/{VILLAGE}/",
    f"/penduduk-dalam-angka/{VILLAGE}/",
    "/desa/penduduk/unduh/",
    "/desa/penduduk/impor/",
    "/desa/keluarga/",
    "/desa/keluarga/wilayah/",
    "/desa/keluarga/baru/",
    "/desa/mutasi/",
    "/desa/data-ganda/",
    "/verifikasi/luring/",
)
OF_A_RESIDENT = ("riwayat/", "peristiwa/meninggal/", "peristiwa/hilang/", "peristiwa/pembetulan/")
OF_A_FAMILY = ("", "peristiwa/tambah/", "peristiwa/pindah/", "peristiwa/pisah-kk/")
OF_AN_ISSUED_LETTER = ("cetak/", "ambil/", "ganti/")
OF_ONE_OFFICER = {
    f"sekdes.{DIGITS}": ("/desa/register/mulai/", "/jurnal-akses/"),
    f"kades.{DIGITS}": ("/desa/pengaturan/pelaksana/", "/tanda-tangan-elektronik/"),
    "admin.kabupaten": ("/kabupaten/penduduk/",),
    "dinsos": ("/bansos/terbuka/", "/bansos/program/baru/"),
}


def test_the_villages_registers(visitors: Visitors, product: Product) -> None:
    look = Inspection(visitors.officer(f"operator.{DIGITS}"))
    resident = one(
        product, "SELECT id FROM citizens_resident WHERE village_id = %s ORDER BY id LIMIT 1", VILLAGE
    )
    family = one(product, "SELECT id FROM citizens_family WHERE village_id = %s ORDER BY id LIMIT 1", VILLAGE)
    issued = request_in(product, "issued")
    for path in (
        *REGISTERS,
        *(f"/desa/penduduk/{resident}/{page}" for page in OF_A_RESIDENT),
        f"/desa/data-ganda/{resident}/",
        *(f"/desa/keluarga/{family}/{page}" for page in OF_A_FAMILY),
        *(f"/desa/permohonan/{issued}/{page}" for page in OF_AN_ISSUED_LETTER),
    ):
        look.visit(path)
    look.assert_nothing_wrong()


@pytest.mark.parametrize("name", OF_ONE_OFFICER)
def test_pages_of_one_officer(visitors: Visitors, name: str) -> None:
    look = Inspection(visitors.officer(name))
    for path in OF_ONE_OFFICER[name]:
        look.visit(path)
    look.assert_nothing_wrong()
