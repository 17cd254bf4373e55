"""Who stays for a time (Permendagri 47/2016, B.4), and residents whose NIK is still to come."""

from typing import Any

import pytest
from django.utils import timezone

from citizens.errors import EventRefused
from citizens.models import Stay
from citizens.registers.books import Part
from citizens.registers.temporary import TEMPORARY
from citizens.services.stays import stay_record
from foundation.access.roles import Role
from foundation.audit.models import AccessEntry
from tests.access.cast import officer, signed_in
from tests.citizens.clerks import a_clerk
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory
from villages.models import Region

pytestmark = pytest.mark.django_db

GUEST: dict[str, Any] = {
    "name": "Budi Santoso",
    "nik": "3509 0101 0190 0001",
    "sex": "1",
    "birth_place": "Jember",
    "birth_date": "1990-01-01",
    "occupation": "88",
    "citizenship": "1",
    "origin": "Jl. Mawar 3, Kaliwates, Jember",
    "purpose": "Bekerja di tambak",
    "host": "H. Sugeng, Dusun Krajan",
    "area_code": SARONGAN,
    "arrived_on": "2026-03-01",
}
NEW = "/desa/penduduk-sementara/baru/"


def test_a_guest_is_recorded_listed_and_leaves() -> None:
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    assert client.post(NEW, GUEST).status_code == 302
    stay = Stay.objects.get()
    page = client.get("/desa/penduduk-sementara/").content.decode()
    assert "Budi Santoso" in page
    assert stay.nik not in page
    url = f"/desa/penduduk-sementara/{stay.pk}/"
    assert "Bekerja di tambak" in client.get(url).content.decode()
    assert client.post(url, GUEST | {"left_on": "2026-02-01"}).status_code == 200
    assert client.post(url, GUEST | {"left_on": "2026-04-01"}).status_code == 302
    client.get("/desa/penduduk-sementara/")
    assert "Budi Santoso" not in client.get("/desa/penduduk-sementara/").content.decode()
    assert "Budi Santoso" in client.get("/desa/penduduk-sementara/?keadaan=semua").content.decode()
    stay.refresh_from_db()
    assert stay.ended_at is not None
    assert AccessEntry.objects.exists()


def test_a_guest_stays_once_at_a_time_and_a_resident_is_none() -> None:
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    client.post(NEW, GUEST)
    page = client.post(NEW, GUEST | {"name": "Budi S."}).content.decode()
    assert "sudah tercatat tinggal sementara" in page
    assert "Budi S." in page
    own = ResidentFactory(village_id=SARONGAN)
    assert "milik warga desa ini" in client.post(NEW, GUEST | {"nik": own.nik}).content.decode()
    assert client.post(NEW, GUEST | {"nik": "", "area_code": PESANGGARAN}).status_code == 200
    assert Stay.objects.count() == 1


def test_the_book_of_a_year_has_the_stays_that_touch_it() -> None:
    client = signed_in(officer(Role.SECRETARY, SARONGAN))
    client.post(NEW, GUEST | {"arrived_on": "2025-06-01", "left_on": "2026-01-15"})
    client.post(NEW, GUEST | {"name": "Wati", "nik": "", "arrived_on": "2026-05-01"})
    village = Region.objects.get(code=SARONGAN)
    names = {
        year: [line[1] for line in TEMPORARY.all_lines(Part(village, year=year), whole=True)]
        for year in (2024, 2025, 2026)
    }
    assert names == {2024: [], 2025: ["Budi Santoso"], 2026: ["Budi Santoso", "Wati"]}
    assert "Budi Santoso" in client.get("/desa/buku/sementara/?tahun=2025").content.decode()
    assert timezone.localdate().year >= 2026


def test_another_village_sees_no_guest_of_ours() -> None:
    signed_in(officer(Role.OPERATOR, SARONGAN)).post(NEW, GUEST)
    other = signed_in(officer(Role.OPERATOR, PESANGGARAN))
    assert "Budi Santoso" not in other.get("/desa/penduduk-sementara/?keadaan=semua").content.decode()
    assert other.get(f"/desa/penduduk-sementara/{Stay.objects.get().pk}/").status_code == 404


def test_who_has_no_nik_yet_is_listed_until_it_is_filled_in() -> None:
    baby = ResidentFactory(village_id=SARONGAN, nik=None, name="Bayi Baru")
    ResidentFactory(village_id=SARONGAN, name="Sudah Punya")
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    page = client.get("/desa/penduduk/tanpa-nik/").content.decode()
    assert "Bayi Baru" in page
    assert "Sudah Punya" not in page
    assert f"/desa/penduduk/{baby.pk}/peristiwa/pembetulan/" in page
    assert (
        "Isi NIK"
        not in signed_in(officer(Role.HEAD, SARONGAN)).get("/desa/penduduk/tanpa-nik/").content.decode()
    )


def test_nobody_is_recorded_as_a_guest_of_another_village() -> None:
    clerk = a_clerk()
    with pytest.raises(EventRefused) as refused:
        stay_record(clerk, {"nik": "", "area_code": PESANGGARAN})
    assert refused.value.field == "area_code"
    assert not Stay.objects.exists()
