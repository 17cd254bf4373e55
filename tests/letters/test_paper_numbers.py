"""Numbers used on paper: recorded, kept for a power cut, filled in later, made void; the register stays whole."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.invariants import Scope, examine_everything
from letters.models import RegisterCounter, RegisterEntry
from letters.numbering import today_in
from letters.queries.register import book_reports
from letters.services.paper import PaperData, reserved_number_fill, reserved_number_void
from letters.services.reserve import register_begin
from tests.access.cast import signed_in
from tests.citizens.factories import PESANGGARAN, SARONGAN
from tests.letters.conftest import Clock
from tests.letters.factories import a_letter, a_paper_letter, a_request, an_office, an_officer, kept_numbers
from tests.letters.test_invariants import as_owner
from villages.models import VillageProfile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


def broken() -> set[str]:
    return {i.code for i, b in examine_everything(Scope(files=False)) if b.count}


def paper(day: date, **wishes: Any) -> PaperData:
    values = {"classification": "005", "addressee": "Ketua RT 01", "subject": "Undangan"} | wishes
    return PaperData(date=day, **values)


def numbers_of(village: str = SARONGAN) -> list[tuple[int, str]]:
    rows = RegisterEntry.objects.filter(village_id=village).order_by("sequence")
    return [(entry.sequence, entry.owner) for entry in rows]


def by_kind() -> None:
    VillageProfile.objects.filter(region_id=SARONGAN).update(
        register_mode="per_kind", number_format="{kode}/{jenis}/{nomor:03}/{tahun}"
    )


def test_a_paper_letter_takes_the_next_number_like_any_other() -> None:
    a_request("signed")
    entry = a_paper_letter()
    a_request("signed")
    assert numbers_of() == [(1, "letter"), (2, "paper"), (3, "letter")]
    assert entry.number.startswith("005/002/35.10.01.2001/")
    assert broken() == set()


def test_a_paper_letter_never_bears_a_date_before_the_last_one() -> None:
    office = an_office()
    a_request("signed", office=office)
    yesterday = today_in(office.village) - timedelta(days=1)
    with pytest.raises(WrongInput, match="tidak boleh mundur"), transaction.atomic():
        a_paper_letter(office, date=yesterday)
    with pytest.raises(WrongInput, match="sesudah hari ini"), transaction.atomic():
        a_paper_letter(office, date=yesterday + timedelta(days=2))
    assert numbers_of() == [(1, "letter")]
    assert broken() == set()


def test_a_letter_of_new_years_eve_recorded_in_january_belongs_to_the_old_book(database_clock: Clock) -> None:
    office = an_office()
    with database_clock("2026-12-31 15:00+07"):
        a_request("signed", office=office)
    with database_clock("2027-01-02 08:00+07"):
        late = a_paper_letter(office, date=date(2026, 12, 31))
        new = a_paper_letter(office, date=date(2027, 1, 2))
    assert (late.year, late.sequence) == (2026, 2)
    assert (new.year, new.sequence) == (2027, 1)


def test_kept_numbers_are_filled_in_or_made_void_later() -> None:
    office = an_office()
    block = kept_numbers(3, office)
    a_request("signed", office=office)
    first, second, third = block.entries.order_by("sequence")
    reserved_number_fill(second.pk, office.operator, paper(block.date))
    reserved_number_void(third.pk, office.secretary, reason="Salah tulis")
    assert numbers_of() == [(1, "reserved"), (2, "paper"), (3, "void"), (4, "letter")]
    second.refresh_from_db()
    assert second.number.startswith("005/002/")
    assert "……/001/" in first.number
    assert broken() == set()


def test_a_number_that_has_an_owner_keeps_it() -> None:
    office = an_office()
    block = kept_numbers(2, office)
    used, void = block.entries.order_by("sequence")
    reserved_number_fill(used.pk, office.operator, paper(block.date))
    reserved_number_void(void.pk, office.operator, reason="Batal")
    for entry in (used, void):
        with pytest.raises(OutOfTurn):
            reserved_number_fill(entry.pk, office.operator, paper(block.date))
        with pytest.raises(OutOfTurn):
            reserved_number_void(entry.pk, office.operator, reason="Lagi")


def test_a_kept_number_bears_no_date_before_it_was_kept() -> None:
    office = an_office()
    entry = kept_numbers(1, office).entries.get()
    with pytest.raises(WrongInput, match="dicadangkan pada"):
        reserved_number_fill(entry.pk, office.operator, paper(entry.date - timedelta(days=1)))


def test_who_may_keep_the_books() -> None:
    office, elsewhere = an_office(), an_office(PESANGGARAN)
    entry = kept_numbers(1, office).entries.get()
    with pytest.raises(NotAllowed):
        a_paper_letter(office.__class__(office.village, office.head, office.head, office.head, office.camat))
    with pytest.raises(Http404):
        reserved_number_void(entry.pk, elsewhere.operator, reason="Bukan milik kami")


def test_a_book_begun_on_paper_goes_on_where_it_was() -> None:
    office = an_office()
    today = today_in(office.village)
    register_begin(office.secretary, register="semua", first_number=42, last_date=today, reason="Buku kertas")
    assert broken() == set()
    assert a_paper_letter(office).sequence == 42
    with pytest.raises(OutOfTurn):
        register_begin(office.secretary, register="semua", first_number=50, last_date=today, reason="Lagi")
    [report] = book_reports(office.operator, year=today.year, village_code=SARONGAN)
    assert (report.first, report.last, report.count, report.whole) == (42, 42, 1, True)
    assert broken() == set()


def test_each_kind_counts_for_itself_where_the_village_wants_it() -> None:
    by_kind()
    for kind in ("domisili", "sktm", "domisili"):
        a_request("signed", kind=kind)
    a_paper_letter()
    rows = RegisterEntry.objects.order_by("register", "sequence").values_list(
        "register", "sequence", "number"
    )
    assert [(register, sequence) for register, sequence, _number in rows] == [
        ("domisili", 1),
        ("domisili", 2),
        ("lain-lain", 1),
        ("sktm", 1),
    ]
    assert rows[2][2].startswith("005/LAIN-LAIN/001/")
    assert broken() == set()


def test_a_paper_letter_in_a_common_register_shares_it_with_all() -> None:
    VillageProfile.objects.filter(region_id=SARONGAN).update(register_mode="common")
    a_request("signed")
    assert a_paper_letter().sequence == 2


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM letters_registerentry WHERE sequence = 2",
        "UPDATE letters_registerentry SET sequence = 9 WHERE sequence = 2",
        "UPDATE letters_registercounter SET last_number = 7",
    ],
)
def test_the_gap_report_names_what_somebody_took_away(harm: str) -> None:
    office = an_office()
    for _ in range(3):
        a_paper_letter(office)
    year = today_in(office.village).year
    [whole] = book_reports(office.operator, year=year, village_code=SARONGAN)
    assert (whole.first, whole.last, whole.count, whole.holes) == (1, 3, 3, [])
    as_owner(harm)
    [torn] = book_reports(office.operator, year=year, village_code=SARONGAN)
    assert not torn.whole
    assert "I2" in broken()


def test_a_date_that_ran_back_in_the_book_is_noticed() -> None:
    office = an_office()
    a_paper_letter(office)
    a_paper_letter(office)
    as_owner("UPDATE letters_registerentry SET date = date - 1 WHERE sequence = 2")
    year = today_in(office.village).year
    [report] = book_reports(office.operator, year=year, village_code=SARONGAN)
    assert report.faults == ["dates"]
    assert "I3" in broken()


@pytest.mark.parametrize(
    "change",
    [{"sequence": 9}, {"date": "2020-01-01"}, {"register": "x"}, {"paper": None}, {"number": "x"}],
    ids=lambda change: next(iter(change)),
)
def test_the_database_keeps_a_number_with_its_owner(change: dict[str, Any]) -> None:
    entry = a_paper_letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.filter(pk=entry.pk).update(**change)


def test_no_number_has_two_owners_or_none() -> None:
    letter, entry = a_letter(), a_paper_letter()
    common = {"village_id": SARONGAN, "area_code": SARONGAN, "direction": "out", "register": "semua"}
    common |= {"year": entry.year, "date": entry.date, "number": "x"}
    for owners in ({}, {"letter": letter, "paper": entry.paper}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RegisterEntry.objects.create(**common, sequence=77, **owners)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(**common, sequence=1, paper=entry.paper)


DEEDS = st.lists(
    st.sampled_from(["sign", "record", "keep", "fill", "void", "roll back", "elsewhere"]),
    min_size=3,
    max_size=12,
)


@given(DEEDS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_in_whatever_order_the_register_is_whole(deeds: list[str]) -> None:
    point = transaction.savepoint()
    office, elsewhere = an_office(), an_office(PESANGGARAN)
    for deed in deeds:
        kept = RegisterEntry.objects.filter(village=office.village, letter=None, paper=None, voided_at=None)
        entry = kept.order_by("?").first()
        if deed == "sign":
            a_request("signed", office=office)
        elif deed == "keep":
            kept_numbers(3, office)
        elif deed == "fill" and entry:
            reserved_number_fill(entry.pk, office.operator, paper(entry.date))
        elif deed == "void" and entry:
            reserved_number_void(entry.pk, office.operator, reason="Rusak")
        elif deed == "roll back":
            inner = transaction.savepoint()
            a_paper_letter(office)
            transaction.savepoint_rollback(inner)
        elif deed == "elsewhere":
            a_paper_letter(elsewhere)
        else:
            a_paper_letter(office)
    rows = RegisterEntry.objects.filter(village=office.village).order_by("sequence")
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    counters = RegisterCounter.objects.filter(village=office.village).values_list("last_number", flat=True)
    assert list(counters) == ([len(rows)] if rows else [])
    assert broken() == set()
    transaction.savepoint_rollback(point)


def clerk_in_browser() -> Any:
    return signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))


def test_the_clerk_records_keeps_fills_and_sees_that_nothing_is_missing() -> None:
    office = an_office()
    today = today_in(office.village)
    day = {"date_day": str(today.day), "date_month": str(today.month), "date_year": str(today.year)}
    browser = clerk_in_browser()
    letter = {"classification": "005", "addressee": "BPD", "subject": "Undangan", **day}
    page = browser.post("/desa/register/catat/", letter, follow=True).content.decode()
    assert "005/001/35.10.01.2001/" in page
    page = browser.post("/desa/register/cadangan/", {"count": "2", "reason": "Listrik padam"}, follow=True)
    block = page.context["kept"]
    entry = block.entries.first()
    browser.post(f"/desa/register/nomor/{entry.pk}/isi/", letter)
    entry.refresh_from_db()
    assert entry.owner == "paper"
    page = browser.get("/desa/register/nomor/").content.decode()
    assert "Tidak ada. Setiap nomor ada satu kali" in page
    sheet = browser.get(f"/desa/register/cadangan/{block.pk}/lembar/")
    assert sheet.content.startswith(b"%PDF")


def test_what_was_typed_stays_when_the_date_is_refused() -> None:
    an_office()
    wrong = {"classification": "surat", "addressee": "BPD Sarongan", "subject": "Undangan"}
    answer = clerk_in_browser().post("/desa/register/catat/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "BPD Sarongan" in page
    assert "Kode terdiri atas angka dan titik" in page
    assert not RegisterEntry.objects.exists()
