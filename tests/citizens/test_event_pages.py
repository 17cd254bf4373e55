"""The clerk's pages of life events: what they show, and that a refusal keeps what was typed and changes nothing."""

from typing import Any

import pytest
from django.utils import timezone

from citizens.models import Family, LifeEvent, Resident
from foundation.access.roles import Role
from tests.access.cast import HAMLET, SARONGAN, officer, signed_in
from tests.acting import ActingClient
from tests.citizens.factories import ResidentFactory, household

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def clerk() -> ActingClient:
    return signed_in(officer(Role.OPERATOR, SARONGAN))


def now(**fields: Any) -> dict[str, Any]:
    return {"happened_on": timezone.localdate().isoformat(), **fields}


def record_of(person: Resident) -> dict[str, Any]:
    """What the correction form posts when nothing was touched."""
    names = (
        "name",
        "sex",
        "birth_place",
        "religion",
        "education",
        "occupation",
        "marital_status",
        "relation",
    )
    names += ("blood_group", "citizenship", "disability", "residence", "nik")
    return {name: getattr(person, name) for name in names} | {"birth_date": person.birth_date.isoformat()}


def test_a_correction_asks_for_its_reason_and_keeps_what_was_typed(clerk: ActingClient) -> None:
    father, *_ = household()
    page = f"/desa/penduduk/{father.pk}/peristiwa/pembetulan/"
    told = now(**record_of(father)) | {"name": "Sugeng Prayetno"}
    refused = clerk.post(page, told).content.decode()
    assert "Tulis alasan pembetulannya" in refused
    assert "Sugeng Prayetno" in refused
    assert not LifeEvent.objects.exists()
    assert clerk.post(page, told | {"note": "Salah ketik di KK"}).status_code == 302
    father.refresh_from_db()
    assert father.name == "Sugeng Prayetno"
    shown = clerk.get(f"/desa/penduduk/{father.pk}/").content.decode()
    assert "Pembetulan data" in shown
    history = clerk.get(f"/desa/penduduk/{father.pk}/riwayat/").content.decode()
    assert "Sugeng Prayitno → Sugeng Prayetno" in history


def test_the_record_of_a_past_day_is_shown(clerk: ActingClient) -> None:
    father, *_ = household()
    page = clerk.get(f"/desa/penduduk/{father.pk}/riwayat/?tanggal=2001-01-01").content.decode()
    assert "belum tercatat di desa ini" in page
    today = timezone.localdate().isoformat()
    assert (
        "Menurut catatan pada"
        in clerk.get(f"/desa/penduduk/{father.pk}/riwayat/?tanggal={today}").content.decode()
    )


def test_a_new_family_begins_with_its_head_and_takes_members(clerk: ActingClient) -> None:
    person = ResidentFactory.build(family=None, nik="3201011203870001")
    told = now(**record_of(person), kind="entry", area_code=SARONGAN, address="Jalan Ijen 3", number="")
    answer = clerk.post("/desa/keluarga/baru/", told)
    assert answer.status_code == 302
    family = Family.objects.get()
    assert (family.head.name, family.address, family.head.address) == (person.name, "Jalan Ijen 3", "")
    shown = clerk.get(f"/desa/keluarga/{family.pk}/").content.decode()
    assert "masih diurus" in shown
    assert person.nik not in shown
    child = record_of(person) | {"nik": "", "relation": 4, "name": "Dimas", "birth_date": "2015-06-09"}
    added = clerk.post(f"/desa/keluarga/{family.pk}/peristiwa/tambah/", now(**child, kind="entry"))
    assert added.status_code == 302
    assert "belum punya NIK" in clerk.get(f"/desa/keluarga/{family.pk}/").content.decode()


def test_a_mistake_is_taken_back_with_a_reason(clerk: ActingClient) -> None:
    _, mother, _ = household()
    assert clerk.post(f"/desa/penduduk/{mother.pk}/peristiwa/meninggal/", now()).status_code == 302
    event = LifeEvent.objects.get()
    assert "Tulis alasannya" in clerk.post(f"/desa/mutasi/{event.pk}/", {"reason": ""}).content.decode()
    assert clerk.post(f"/desa/mutasi/{event.pk}/", {"reason": "Salah orang"}).status_code == 302
    assert "Salah orang" in clerk.get(f"/desa/mutasi/{event.pk}/").content.decode()
    mother.refresh_from_db()
    assert mother.is_alive


def test_likely_duplicates_are_listed_and_merged(clerk: ActingClient) -> None:
    _, mother, _ = household()
    twin = ResidentFactory(wife=True, birth_date=mother.birth_date, name="Sulastry", family=mother.family)
    assert "Sulastry" in clerk.get("/desa/data-ganda/").content.decode()
    page = f"/desa/data-ganda/{mother.pk}/"
    assert clerk.post(page, now(other=str(twin.pk), kept="this")).status_code == 302
    twin.refresh_from_db()
    assert twin.merged_into_id == mother.pk
    assert "tidak dipakai lagi" in clerk.get(f"/desa/penduduk/{twin.pk}/").content.decode()


def test_a_head_of_a_hamlet_sees_its_families_with_masked_numbers() -> None:
    near = ResidentFactory(area_code=f"{HAMLET}.001.001", name="Sugeng Krajan")
    ResidentFactory(area_code=f"{SARONGAN}.02.001.001", name="Sugeng Sumbersari")
    Family.objects.filter(pk=near.family_id).update(head=near)
    head = signed_in(officer(Role.NEIGHBOURHOOD, HAMLET))
    listed = head.get("/desa/keluarga/").content.decode()
    assert "Sugeng Krajan" in listed
    assert "Sumbersari" not in listed
    assert near.family.number not in listed


def test_neighbourhoods_are_named_by_the_clerk(clerk: ActingClient) -> None:
    assert "Isi nama dusun" in clerk.post("/desa/keluarga/wilayah/", {"hamlet": ""}).content.decode()
    clerk.post("/desa/keluarga/wilayah/", {"hamlet": "Krajn", "rw": "1", "rt": "2"})
    clerk.post("/desa/keluarga/wilayah/", {"code": f"{SARONGAN}.01", "name": "Krajan"})
    assert "Dusun Krajan RT 002 RW 001" in clerk.get("/desa/keluarga/wilayah/").content.decode()
