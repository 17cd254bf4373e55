"""Kept numbers and books begun on paper at the edges: of which code, of which year, and never ahead of today."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from letters.errors import WrongInput
from letters.models import RegisterCounter, RegisterEntry, Reservation
from letters.numbering import today_in
from letters.services.paper import PaperData, reserved_number_fill
from letters.services.reserve import ReservationData, numbers_reserve, register_begin
from tests.citizens.factories import SARONGAN
from tests.letters.conftest import Clock
from tests.letters.factories import an_office, kept_numbers
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
