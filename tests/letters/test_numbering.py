"""Numbers of letters: their form, their registers, and the turn of the year."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from letters.models import Letter, RegisterCounter
from letters.numbering import ROMAN_MONTHS, TakenNumber, check_number_format, format_number, take_number
from letters.services.sign import sign_request
from tests.citizens.factories import PESANGGARAN, SARONGAN
from tests.letters.conftest import Clock
from tests.letters.factories import a_kind, a_request, an_office
from villages.forms import VillageProfileForm
from villages.models import Region, VillageProfile

DEFAULT = "{kode}/{nomor:03}/{kode_desa}/{bulan_romawi}/{tahun}"


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (DEFAULT, "400.9.14/007/35.10.01.2001/XI/2026"),
        ("{nomor}/{kode}/{tahun}", "7/400.9.14/2026"),
        ("{nomor:04}.{bulan}.{tahun}", "0007.11.2026"),
        ("{nomor:4}.{bulan}.{tahun}", "0007.11.2026"),
        ("No. {nomor:02}/Ds.Sarongan/{tahun}", "No. 07/Ds.Sarongan/2026"),
    ],
)
def test_the_villages_own_form_of_number(pattern: str, number: str) -> None:
    assert check_number_format(pattern) == []
    assert format_number(pattern, "400.9.14", 7, SARONGAN, date(2026, 11, 23)) == number


def test_a_large_number_is_never_cut() -> None:
    assert format_number("{nomor:03}/{tahun}", "x", 12345, SARONGAN, date(2026, 1, 1)) == "12345/2026"


@pytest.mark.parametrize("roman", ROMAN_MONTHS)
def test_months_in_roman_numerals(roman: str) -> None:
    month = ROMAN_MONTHS.index(roman) + 1
    letters = {"I": 1, "V": 5, "X": 10}
    values = [letters[letter] for letter in roman]
    value = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    assert value == month
    assert format_number("{bulan_romawi}", "", 1, "", date(2026, month, 28)) == roman


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{kode}/{kode_desa}/{tahun}",
        "{nomor}/{kode}",
        "{nomor}/{tahun}/{rahasia}",
        "{nomor}/{tahun}/{",
        "{nomor}/{tahun}}",
        "{0.__class__}/{nomor}/{tahun}",
        "{nomor!r}/{tahun}",
        "{nomor:03d}/{tahun}",
        "{nomor:12}/{tahun}",
    ],
)
def test_a_form_that_would_not_work_is_refused_with_words(pattern: str) -> None:
    faults = check_number_format(pattern)
    assert faults
    assert all(isinstance(fault, str) and fault for fault in faults)


@given(st.text(max_size=60), st.integers(1, 99999), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_whatever_is_typed_as_a_form_is_either_refused_or_works(pattern: str, number: int, day: date) -> None:
    if check_number_format(pattern) == []:
        text = format_number(pattern, "400.9.14", number, SARONGAN, day)
        assert str(number) in text
        assert str(day.year) in text
        assert "{" not in text
        assert "}" not in text


@pytest.mark.parametrize(("mode", "accepted"), [("one", True), ("per_code", False)])
def test_registers_by_classification_need_the_code_in_the_number(mode: str, accepted: bool) -> None:
    values = {"register_mode": mode, "number_format": "{nomor:03}/{tahun}"}
    form = VillageProfileForm(values, check_number_format=check_number_format, register_in_use=False)
    assert form.is_valid() == accepted
    assert ("number_format" in form.errors) != accepted


_pieces = st.lists(
    st.sampled_from(["{kode}", "{kode_desa}", "{bulan}", "{bulan_romawi}", "/", "-", "Ds.", " "]), max_size=5
)


@given(_pieces, st.integers(0, 6), st.lists(st.integers(1, 5000), min_size=2, max_size=2, unique=True))
def test_two_numbers_of_a_register_never_look_alike(
    pieces: list[str], width: int, numbers: list[int]
) -> None:
    token = f"{{nomor:0{width}}}" if width else "{nomor}"
    pattern = "/".join([*pieces, token, "{tahun}"])
    assert check_number_format(pattern) == []
    first, second = (format_number(pattern, "400", n, SARONGAN, date(2026, 11, 1)) for n in numbers)
    assert first != second


@pytest.mark.django_db
class TestRegisters:
    """Counters in PostgreSQL."""

    def test_one_register_for_all_letters(self) -> None:
        numbers = [self._take(code).sequence for code in ("400.9.14", "400.12.2.1", "400.9.14")]
        assert numbers == [1, 2, 3]
        assert RegisterCounter.objects.get().register == "semua"

    def test_one_register_for_each_classification(self) -> None:
        profile = VillageProfile(region_id=SARONGAN, register_mode="per_code")
        taken = [self._take(code, profile) for code in ("400.9.14", "400.12.2.1", "400.9.14")]
        assert [(number.register, number.sequence) for number in taken] == [
            ("400.9.14", 1),
            ("400.12.2.1", 1),
            ("400.9.14", 2),
        ]

    def test_each_village_counts_for_itself(self) -> None:
        assert self._take("400", village=SARONGAN).sequence == 1
        assert self._take("400", village=PESANGGARAN).sequence == 1
        assert self._take("400", village=SARONGAN).sequence == 2

    def test_a_number_that_is_rolled_back_is_given_again(self) -> None:
        self._take("400")
        point = transaction.savepoint()
        assert self._take("400").sequence == 2
        transaction.savepoint_rollback(point)
        assert self._take("400").sequence == 2

    def test_the_year_turns_in_the_villages_own_time_zone(self, database_clock: Clock) -> None:
        with database_clock("2026-12-31 23:59:59.9+07"):
            last = self._take("400")
            # The same instant is already the new year two zones to the east.
            eastern = self._take("400", zone="Asia/Jayapura")
        with database_clock("2027-01-01 00:00:00+07"):
            first = self._take("400")
        assert (last.year, last.sequence, last.date) == (2026, 1, date(2026, 12, 31))
        assert (eastern.year, eastern.date) == (2027, date(2027, 1, 1))
        assert (first.year, first.sequence, first.date) == (2027, 2, date(2027, 1, 1))
        assert first.text.endswith("/I/2027")

    def test_dates_do_not_run_back_with_the_clock(self, database_clock: Clock) -> None:
        with database_clock("2026-11-23 08:00+07"):
            self._take("400")
        with database_clock("2026-11-21 08:00+07"):
            back = self._take("400")
        with database_clock("2026-11-24 08:00+07"):
            on = self._take("400")
        assert (back.sequence, back.date) == (2, date(2026, 11, 23))
        assert (on.sequence, on.date) == (3, date(2026, 11, 24))

    def test_a_clock_that_steps_back_over_new_year_uses_the_old_years_register(
        self, database_clock: Clock
    ) -> None:
        with database_clock("2027-01-01 00:00:01+07"):
            new = self._take("400")
        with database_clock("2026-12-31 23:59:58+07"):
            old = self._take("400")
        assert (new.year, new.date) == (2027, date(2027, 1, 1))
        assert (old.year, old.date) == (2026, date(2026, 12, 31))

    def test_a_leap_day(self, database_clock: Clock) -> None:
        with database_clock("2028-02-29 10:00+07"):
            assert self._take("400").date == date(2028, 2, 29)

    def test_a_date_noted_ahead_holds(self) -> None:
        """A register that was begun on paper, or under a clock that ran ahead."""
        year = self._take("400").year
        RegisterCounter.objects.update(last_number=41, last_date=date(year, 12, 31))
        taken = self._take("400")
        assert (taken.sequence, taken.date) == (42, date(year, 12, 31))

    def test_a_request_of_december_signed_in_january_bears_the_new_year(self, database_clock: Clock) -> None:
        with database_clock("2026-12-31 15:00+07"):
            case = a_request("initialled")
        with database_clock("2027-01-02 08:00+07"):
            letter = sign_request(case.pk, an_office().head)
        assert (letter.year, letter.sequence, letter.issued_on) == (2027, 1, date(2027, 1, 2))
        assert letter.valid_until == date(2027, 7, 1)
        assert letter.snapshot["date"] == "2 Januari 2027"

    def test_the_village_chooses_form_and_register(self) -> None:
        VillageProfile.objects.update_or_create(
            region_id=SARONGAN,
            defaults={"register_mode": "per_code", "number_format": "{nomor}/{kode}/Sarongan/{tahun}"},
        )
        a_kind("lain", steps=["check", "initial", "sign"], classification="300.1.4")
        for kind in ("domisili", "lain", "domisili"):
            a_request("signed", kind=kind)
        letters = Letter.objects.order_by("signed_at")
        assert [letter.number.rsplit("/", 1)[0] for letter in letters] == [
            "1/400.12.2.1/Sarongan",
            "1/300.1.4/Sarongan",
            "2/400.12.2.1/Sarongan",
        ]

    def _take(
        self,
        code: str,
        profile: VillageProfile | None = None,
        *,
        village: str = SARONGAN,
        zone: str = "Asia/Jakarta",
    ) -> TakenNumber:
        region = Region.objects.get(pk=village)
        region.time_zone = zone
        return take_number(region, profile, code)


@pytest.mark.usefixtures("db")
def test_the_way_of_counting_stays_while_the_year_has_letters() -> None:
    profile = VillageProfile.objects.get(region_id="35.10.01.2001")
    values = {"number_format": profile.number_format, "register_mode": "per_code", "address": "Jalan Raya 1"}
    form = VillageProfileForm(
        values, instance=profile, check_number_format=check_number_format, register_in_use=True
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["register_mode"] == VillageProfile.RegisterMode.ONE
    assert "1 Januari" in str(form["register_mode"].help_text)
