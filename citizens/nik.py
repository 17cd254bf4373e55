"""NIK and KK numbers as plain values: what they must look like, what they tell, how they are masked.

A NIK is 16 digits: region (6), date of birth DDMMYY (women: day + 40), serial (4). The region is where its
holder was first registered, so it need not be the present one. A KK number is region, date of issue, serial.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from .code_lists import FEMALE, MALE

LENGTH = 16
_FILLERS = re.compile(r"[\s.\-\u00a0\u200b]+")


class NumberError(ValueError):
    """What is wrong with a typed NIK or KK number, told in Indonesian."""


@dataclass(frozen=True)
class Nik:
    """A well-formed NIK; `birth_dates` has a date for each century that is possible, perhaps none."""

    number: str
    region: str
    sex: int
    birth_dates: tuple[date, ...]


def compact(text: str) -> str:
    """The text without the spaces, dots and dashes that people type between digits."""
    return _FILLERS.sub("", text)


def parse_nik(text: str, *, today: date | None = None) -> Nik:
    """Reads a typed NIK.

    Raises NumberError for what can't be a NIK: not 16 digits, day not 01–31 or 41–71, month not 01–12,
    serial 0000.
    """
    number = _digits(text, "NIK")
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    if not (1 <= day <= 31 or 41 <= day <= 71):
        raise NumberError(
            _(
                "Angka ke-7 dan ke-8 NIK adalah tanggal lahir: 01–31, bagi perempuan 41–71; yang diketik %(day)s."
            )
            % {"day": number[6:8]}
        )
    _check_month_and_serial(number, "NIK")
    sex = FEMALE if day > 40 else MALE
    born_on = day - 40 if sex == FEMALE else day
    return Nik(number, number[:6], sex, _birth_dates(born_on, month, year, today or timezone.localdate()))


def parse_kk_number(text: str) -> str:
    """Reads a typed KK number and returns its 16 digits; NumberError for what can't be one."""
    number = _digits(text, "KK")
    if not 1 <= int(number[6:8]) <= 31:
        raise NumberError(
            _("Angka ke-7 dan ke-8 nomor KK adalah tanggal terbit: 01–31; yang diketik %(day)s.")
            % {"day": number[6:8]}
        )
    _check_month_and_serial(number, "KK")
    return number


def disagreements(nik: Nik, birth_date: date, sex: int) -> list[str]:
    """What the NIK and the recorded data say differently: warnings, for such NIKs exist and stay in force."""
    found = []
    if birth_date not in nik.birth_dates:
        found.append(_("Tanggal lahir pada NIK tidak sama dengan tanggal lahir yang tercatat."))
    if sex != nik.sex:
        found.append(_("Jenis kelamin pada NIK tidak sama dengan jenis kelamin yang tercatat."))
    return found


def mask(number: str | None) -> str:
    """The number as lists show it: first four and last four digits; nothing for no number."""
    if not number:
        return ""
    return number[:4] + "•" * (len(number) - 8) + number[-4:] if len(number) > 8 else "•" * len(number)


def compose_nik(region: str, birth_date: date, sex: int, serial: int) -> str:
    """The NIK that the parts make. Region is the six digits of a kecamatan, serial 1–9999."""
    day = birth_date.day + (40 if sex == FEMALE else 0)
    return f"{region}{day:02}{birth_date.month:02}{birth_date.year % 100:02}{serial:04}"


def compose_kk_number(region: str, issued: date, serial: int) -> str:
    """The KK number that the parts make."""
    return f"{region}{issued.day:02}{issued.month:02}{issued.year % 100:02}{serial:04}"


def _digits(text: str, kind: str) -> str:
    number = compact(text)
    # str.isdigit() also takes digits of other scripts.
    if not (number.isascii() and number.isdigit()):
        if kind == "NIK":
            raise NumberError(_("NIK hanya terdiri atas angka."))
        raise NumberError(_("Nomor KK hanya terdiri atas angka."))
    if len(number) != LENGTH:
        typed = {"typed": len(number)}
        if kind == "NIK":
            raise NumberError(_("NIK terdiri atas 16 angka; yang diketik %(typed)s angka.") % typed)
        raise NumberError(_("Nomor KK terdiri atas 16 angka; yang diketik %(typed)s angka.") % typed)
    return number


def _check_month_and_serial(number: str, kind: str) -> None:
    if not 1 <= int(number[8:10]) <= 12:
        month = {"kind": kind, "month": number[8:10]}
        raise NumberError(
            _("Angka ke-9 dan ke-10 nomor %(kind)s adalah bulan: 01–12; yang diketik %(month)s.") % month
        )
    if number[12:] == "0000":
        raise NumberError(_("Empat angka terakhir nomor %(kind)s tidak mungkin 0000.") % {"kind": kind})


def _birth_dates(day: int, month: int, year: int, today: date) -> tuple[date, ...]:
    dates = []
    for century in (1900, 2000):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if born <= today:
            dates.append(born)
    return tuple(dates)
