from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizens.code_lists import FEMALE, MALE
from citizens.nik import (
    NumberError,
    compose_kk_number,
    compose_nik,
    disagreements,
    mask,
    parse_kk_number,
    parse_nik,
)

TODAY = date(2026, 11, 23)
born = st.dates(date(1926, 11, 24), TODAY)
sexes = st.sampled_from([MALE, FEMALE])
serials = st.integers(1, 9999)
regions = st.integers(110101, 969999).map(str)


@given(regions, born, sexes, serials)
def test_a_composed_nik_tells_birth_date_and_sex(
    region: str, birth_date: date, sex: int, serial: int
) -> None:
    nik = parse_nik(compose_nik(region, birth_date, sex, serial), today=TODAY)
    assert nik.region == region
    assert nik.sex == sex
    assert birth_date in nik.birth_dates
    assert disagreements(nik, birth_date, sex) == []


@given(regions, born, sexes, serials)
def test_another_birth_date_or_sex_is_a_warning(region: str, birth_date: date, sex: int, serial: int) -> None:
    nik = parse_nik(compose_nik(region, birth_date, sex, serial), today=TODAY)
    assert len(disagreements(nik, birth_date + timedelta(days=1), FEMALE if sex == MALE else MALE)) == 2


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_nik, parse_kk_number):
        with suppress(NumberError):
            parse(text)


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_sixteen_digits_are_a_nik_exactly_when_day_month_and_serial_can_be(number: str) -> None:
    day, month, serial = int(number[6:8]), int(number[8:10]), int(number[12:])
    possible = (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12 and serial != 0
    try:
        assert parse_nik(number, today=TODAY).number == number
    except NumberError:
        assert not possible
    else:
        assert possible


def test_the_century_is_ambiguous_until_it_lies_in_the_future() -> None:
    assert parse_nik("3510011203200001", today=TODAY).birth_dates == (date(1920, 3, 12), date(2020, 3, 12))
    assert parse_nik("3510011203870001", today=TODAY).birth_dates == (date(1987, 3, 12),)


def test_a_day_that_the_calendar_does_not_have_gives_no_birth_date_but_stays_a_nik() -> None:
    assert parse_nik("3510013002870001", today=TODAY).birth_dates == ()


@pytest.mark.parametrize(
    "typed", ["3510 0112 0387 0001", "3510.0112.0387.0001", " 3510-0112-0387-0001\u200b"]
)
def test_fillers_between_digits_are_taken_away(typed: str) -> None:
    assert parse_nik(typed).number == "3510011203870001"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("351001120387001", "NIK terdiri atas 16 angka; yang diketik 15 angka."),
        ("35100112038700012", "NIK terdiri atas 16 angka; yang diketik 17 angka."),
        ("", "NIK hanya terdiri atas angka."),
        ("351001120387000A", "NIK hanya terdiri atas angka."),
        ("٣٥١٠٠١١٢٠٣٨٧٠٠٠١", "NIK hanya terdiri atas angka."),
        (
            "3510013203870001",
            "Angka ke-7 dan ke-8 NIK adalah tanggal lahir: 01–31, bagi perempuan 41–71; yang diketik 32.",
        ),
        ("3510011213870001", "Angka ke-9 dan ke-10 nomor NIK adalah bulan: 01–12; yang diketik 13."),
        ("3510011203870000", "Empat angka terakhir nomor NIK tidak mungkin 0000."),
    ],
)
def test_each_fault_is_named(typed: str, message: str) -> None:
    with pytest.raises(NumberError) as fault:
        parse_nik(typed)
    assert str(fault.value) == message


def test_kk_numbers_are_checked_alike() -> None:
    assert parse_kk_number("3510 0105 0612 0007") == "3510010506120007"
    assert compose_kk_number("351001", date(2012, 6, 5), 7) == "3510010506120007"
    with pytest.raises(NumberError, match="Nomor KK terdiri atas 16 angka; yang diketik 4 angka."):
        parse_kk_number("1234")
    with pytest.raises(NumberError, match="tanggal terbit"):
        parse_kk_number("3510014506120007")


@pytest.mark.parametrize(
    ("number", "shown"),
    [("3510011203870003", "3510••••••••0003"), (None, ""), ("", ""), ("12345678", "••••••••")],
)
def test_masks(number: str | None, shown: str) -> None:
    assert mask(number) == shown


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_a_mask_never_shows_the_date_of_birth(number: str) -> None:
    shown = mask(number)
    assert len(shown) == 16
    assert set(shown[4:12]) == {"•"}
