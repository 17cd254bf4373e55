"""Signatures, paper letters, kept and void numbers and incoming mail, all at once on one register."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from letters.invariants import Scope, examine_everything
from letters.models import RegisterEntry
from letters.numbering import take_number
from letters.services.paper import reserved_number_void
from letters.services.sign import sign_request
from tests.access.cast import signed_in
from tests.citizens.factories import SARONGAN
from tests.letters.conftest import Clock
from tests.letters.factories import a_paper_letter, a_request, an_office, an_officer, kept_numbers
from tests.letters.test_mail import an_incoming
from tests.letters.test_races import acting, at_once, kinds
from villages.models import Region, VillageProfile


def broken() -> dict[str, list[str]]:
    return {i.code: b.examples for i, b in examine_everything(Scope(files=False)) if b.count}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db", "quick_rendering")
def test_thirty_two_hands_of_all_kinds_leave_one_whole_register() -> None:
    VillageProfile.objects.filter(region_id=SARONGAN).update(register_mode="common")
    office = an_office()
    cases = [a_request("initialled", office=office) for _ in range(10)]
    kept = list(kept_numbers(6, office).entries.order_by("sequence"))
    deeds: list[Any] = [acting(office.head, lambda pk=c.pk: sign_request(pk, office.head)) for c in cases]  # type: ignore[misc]
    deeds += [acting(office.operator, lambda: a_paper_letter(office))] * 6
    deeds += [acting(office.operator, lambda: kept_numbers(3, office))] * 4
    deeds += [acting(office.operator, lambda: an_incoming(office))] * 6
    deeds += [
        acting(office.secretary, lambda pk=e.pk: reserved_number_void(pk, office.secretary, reason="Rusak"))  # type: ignore[misc]
        for e in kept
    ]
    results = at_once(deeds)
    assert kinds(results) == {"Letter": 10, "RegisterEntry": 18, "Reservation": 4}, results
    numbers = RegisterEntry.objects.filter(village=office.village).order_by("sequence")
    assert [entry.sequence for entry in numbers] == list(range(1, 6 + 10 + 6 + 12 + 6 + 1))
    assert broken() == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("Asia/Jakarta", "2026-12-31 17:00:00+00"),
        ("Asia/Makassar", "2026-12-31 16:00:00+00"),
        ("Asia/Jayapura", "2026-12-31 15:00:00+00"),
    ],
)
def test_the_year_turns_at_midnight_of_the_village_also_with_a_clock_that_steps_back(
    zone: str, midnight: str, database_clock: Clock
) -> None:
    village = Region.objects.get(pk=SARONGAN)
    village.time_zone = zone

    def taken(moment: str) -> tuple[int, int, date]:
        with database_clock(moment):
            number = take_number(village, None, "400", "domisili")
        return number.year, number.sequence, number.date

    hour = midnight[11:13]
    before = midnight.replace(f" {hour}:00:00", f" {int(hour) - 1:02}:59:59.9")
    assert taken(before) == (2026, 1, date(2026, 12, 31))
    assert taken(midnight) == (2027, 1, date(2027, 1, 1))
    # Set back over the turn of the year, the clock gives the old book's next number; each book's dates stay in order.
    assert taken(before) == (2026, 2, date(2026, 12, 31))
    assert taken(midnight) == (2027, 2, date(2027, 1, 1))


@pytest.mark.django_db
class TestLiveExample:
    """The settings show the next number in the format as it is typed, and save nothing for it."""

    @pytest.fixture(autouse=True)
    def _office(self) -> None:
        an_office()

    def secretary(self) -> Client:
        return signed_in(an_officer("sekretaris.3510012001", "secretary", SARONGAN))

    def test_the_real_next_number_in_the_typed_format(self) -> None:
        a_request("signed", kind="domisili")
        values = {"contoh": "1", "register_mode": "one", "number_format": "{kode}/{jenis}/{nomor:04}/{tahun}"}
        page = self.secretary().post("/desa/pengaturan/", values).content.decode()
        assert "/0002/" in page
        kept = VillageProfile.objects.get(region_id=SARONGAN)
        assert kept.number_format != values["number_format"]

    def test_what_is_wrong_with_the_typed_format(self) -> None:
        values = {"contoh": "1", "register_mode": "one", "number_format": "{nomer}/{tahun}"}
        page = self.secretary().post("/desa/pengaturan/", values).content.decode()
        assert "Bagian ini tidak dikenal: {nomer}." in page

    def test_the_way_of_counting_stays_also_for_paper_numbers(self) -> None:
        a_paper_letter()
        page = self.secretary().get("/desa/pengaturan/").content.decode()
        assert "mulai 1 Januari" in page
