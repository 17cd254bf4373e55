from datetime import date

import pytest

from citizens.formatting import address, age, long_date, print_values
from tests.citizens.factories import PENGANJURAN, SARONGAN, FamilyFactory, ResidentFactory
from villages.models import Region

pytestmark = pytest.mark.usefixtures("db")


def neighbourhood(village: str, hamlet: str) -> str:
    """A hamlet with RW 003 and RT 002; returns the code of the RT."""
    code = f"{village}.01"
    Region.objects.create(code=code, name=hamlet, level=Region.Level.HAMLET, parent_id=village)
    Region.objects.create(code=f"{code}.003", name="RW 003", level=Region.Level.RW, parent_id=code)
    Region.objects.create(
        code=f"{code}.003.002", name="RT 002", level=Region.Level.RT, parent_id=f"{code}.003"
    )
    return f"{code}.003.002"


def test_everything_that_a_letter_may_print() -> None:
    area = neighbourhood(SARONGAN, "Krajan")
    resident = ResidentFactory(area_code=area, nik="3510011203870003", family__number="3510010506120007")
    values = print_values(resident)
    assert values.pop("umur").endswith(" tahun")
    family = {"hubungan", "kepala_keluarga", "nama_ayah", "nama_ibu"}
    assert {name: values.pop(name) for name in family} == {
        "hubungan": "Kepala Keluarga",
        "kepala_keluarga": "-",
        "nama_ayah": "",
        "nama_ibu": "",
    }
    assert values == {
        "nama": "Sugeng Prayitno",
        "nik": "3510011203870003",
        "no_kk": "3510010506120007",
        "tempat_tanggal_lahir": "Banyuwangi, 12 Maret 1987",
        "tempat_lahir": "Banyuwangi",
        "tanggal_lahir": "12 Maret 1987",
        "golongan_darah": "Tidak Tahu",
        "jenis_kelamin": "Laki-laki",
        "agama": "Islam",
        "status_perkawinan": "Kawin",
        "pekerjaan": "Petani/Pekebun",
        "pendidikan": "SLTA/Sederajat",
        "kewarganegaraan": "WNI",
        "alamat": "Jalan Melati 5, Dusun Krajan RT 002 RW 003, Desa Sarongan, Kecamatan Pesanggaran, "
        "Kabupaten Banyuwangi",
    }


def test_a_kelurahan_has_lingkungan() -> None:
    resident = ResidentFactory(village_id=PENGANJURAN, area_code=neighbourhood(PENGANJURAN, "Melati"))
    assert "Lingkungan Melati RT 002 RW 003, Kelurahan Penganjuran, Kecamatan Banyuwangi" in address(resident)


def test_the_own_address_goes_before_the_familys_and_gaps_are_left_out() -> None:
    resident = ResidentFactory(address="Jalan Mawar 9")
    assert address(resident).startswith("Jalan Mawar 9, Desa Sarongan, ")
    bare = ResidentFactory(family=FamilyFactory(address=""))
    assert address(bare) == "Desa Sarongan, Kecamatan Pesanggaran, Kabupaten Banyuwangi"


def test_without_nik_and_family_a_dash_is_printed() -> None:
    values = print_values(ResidentFactory(nik=None, family=None))
    assert values["nik"] == values["no_kk"] == "-"


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(1987, 11, 23), "39 tahun"),
        (date(1987, 11, 24), "38 tahun"),
        (date(2026, 10, 24), "0 bulan"),
        (date(2025, 12, 23), "11 bulan"),
    ],
)
def test_age(born: date, said: str) -> None:
    assert age(born, date(2026, 11, 23)) == said


def test_long_dates_are_indonesian() -> None:
    assert long_date(date(2026, 8, 1)) == "1 Agustus 2026"
