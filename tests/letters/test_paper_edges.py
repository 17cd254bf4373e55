"""Kept numbers and books begun on paper at the edges: of which code, of which year, and never ahead of today."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from letters.errors import WrongInput
from letters.models import RegisterCounter, RegisterEntry, Reservation
from letters.numbering import today_in
from letters.services.paper import PaperData, reserved_number_fill
from letters.services.reserve import ReservationData, numbers_reserve, register_begin
from tests.access.cast import signed_in
from tests.citizens.factories import SARONGAN
from tests.letters.conftest import Clock
from tests.letters.factories import an_office, an_officer, kept_numbers
from villages.models import VillageProfile

pytestmark = pytest.mark.django_db


def test_a_village_that_counts_by_code_keeps_no_number_without_one() -> None:
    office = an_office()
    VillageProfile.objects.filter(region_id=SARONGAN).update(
        register_mode="per_code", number_format="{kode}/{nomor:03}/{tahun}"
    )
    with pytest.raises(WrongInput) as refused:
        numbers_reserve(office.operator, ReservationData(2, "Listrik padam"))
    assert "classification" in refused.value.errors
    assert not RegisterCounter.objects.exists()
    kept = numbers_reserve(office.operator, ReservationData(2, "Listrik padam", "005"))
    assert kept.register == "005"


@pytest.mark.parametrize("count", [0, 51])
def test_no_more_numbers_are_kept_than_a_power_cut_needs(count: int) -> None:
    with pytest.raises(WrongInput) as refused:
        kept_numbers(count)
    assert "count" in refused.value.errors
    assert not Reservation.objects.exists()


@pytest.mark.parametrize("days", [1, -400])
def test_a_book_begun_on_paper_ends_this_year_and_not_ahead(days: int) -> None:
    office = an_office()
    day = today_in(office.village) + timedelta(days=days)
    with pytest.raises(WrongInput) as refused:
        register_begin(office.head, register="semua", first_number=42, last_date=day, reason="Buku kertas")
    assert "last_date" in refused.value.errors
    assert not RegisterCounter.objects.exists()


def test_a_number_of_the_old_year_is_for_a_letter_of_the_old_year(database_clock: Clock) -> None:
    office = an_office()
    with database_clock("2026-12-31 15:00+07"):
        entry = kept_numbers(1, office).entries.get()

    def fill(day: date) -> RegisterEntry:
        return reserved_number_fill(
            entry.pk, office.operator, PaperData("005", day, "Ketua RT 01", "Undangan")
        )

    with database_clock("2027-01-02 08:00+07"):
        with pytest.raises(WrongInput, match="tetap pada tahun itu"), transaction.atomic():
            fill(date(2027, 1, 2))
        assert fill(date(2026, 12, 31)).year == 2026


@pytest.mark.parametrize("page", ["/desa/register/catat/", "/desa/surat-masuk/catat/", "isi"])
def test_a_refused_scan_leaves_no_number_behind(page: str) -> None:
    office = an_office()
    kept = kept_numbers(1).entries.get()
    if page == "isi":
        page = f"/desa/register/nomor/{kept.pk}/isi/"
    day = today_in(office.village)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    typed = {f"{name}_{part}": str(n) for name in ("date", "received_on") for part, n in parts.items()}
    typed |= {"classification": "005", "addressee": "BPD", "subject": "Undangan rapat"}
    typed |= {"sender": "Dinas Sosial", "sender_number": "460/9", "urgency": "segera", "secrecy": "biasa"}
    broken = SimpleUploadedFile("surat.pdf", b"%PDF-1.7 bukan berkas", "application/pdf")
    browser = signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))
    answer = browser.post(page, typed | {"scan": broken})
    assert answer.status_code == 422
    assert "Undangan rapat" in answer.content.decode()
    assert [entry.owner for entry in RegisterEntry.objects.all()] == ["reserved"]
    assert browser.post(page, typed).status_code == 302
