"""Cells of a file as values of the register: what people and spreadsheets really write, or why it can't be taken."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from citizens.code_lists import CodeList
from citizens.nik import NumberError, compact, parse_kk_number, parse_nik
from foundation.forms.fields import MONTHS
from foundation.tabular.reading import Cell

Parser = Callable[[Cell], Any]

EMPTY_WORDS = frozenset({"-", "--", "–", "n/a", "null", "kosong"})
_QUOTES = "'`´‘’\"“”"
_SPACES = re.compile(r"\s+")
_SCIENTIFIC = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_PARTED_DATE = re.compile(
    r"(\d{1,4})\s*[-/.\s]\s*(\d{1,2}|[A-Za-z]{3,12}\.?)\s*[-/.\s]\s*(\d{1,4})(?:[T ]\d{1,2}:\d{2}.*)?"
)
# The day before day 1 of a spreadsheet's calendar, which counts a 29 February 1900 that never was.
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_SERIAL_DAYS = range(367, 80_000)
EARLIEST = date(1900, 1, 1)


class CellError(ValueError):
    """Why a cell can't be taken, in Indonesian, with what to do."""


def text_of(cell: Cell) -> str:
    """A cell as text, without quotes that programs put before a number and without signs that stand for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    if isinstance(cell, datetime | date):
        return cell.strftime("%d-%m-%Y")
    text = _SPACES.sub(" ", cell.strip().lstrip(_QUOTES)).strip()
    return "" if text.casefold() in EMPTY_WORDS else text


def text(longest: int) -> Parser:
    """Free text up to a length."""

    def parse(cell: Cell) -> str | None:
        value = text_of(cell)
        if len(value) > longest:
            raise CellError(
                _("Terlalu panjang: paling banyak %(longest)s huruf, tertulis %(written)s.")
                % {"longest": longest, "written": len(value)}
            )
        if any(ord(character) < 32 for character in value):
            raise CellError(_("Ada tanda yang tidak dapat dibaca. Ketik ulang isinya."))
        return value or None

    return parse


def nik(cell: Cell) -> str | None:
    """A NIK that was kept as text; None for an empty cell and for the zeros that stand for "none yet"."""
    digits = _digits(cell, "NIK")
    try:
        return parse_nik(digits).number if digits else None
    except NumberError as error:
        raise CellError(str(error)) from error


def kk_number(cell: Cell) -> str | None:
    """A KK number that was kept as text; None for an empty cell and for zeros."""
    digits = _digits(cell, "Nomor KK")
    try:
        return parse_kk_number(digits) if digits else None
    except NumberError as error:
        raise CellError(str(error)) from error


def code(codes: CodeList, synonyms: dict[str, int] | None = None) -> Parser:
    """A code of an official list, as number, name or label; `synonyms` are further words for it, in small letters."""
    words = synonyms or {}

    def parse(cell: Cell) -> int | None:
        written = text_of(cell)
        if not written:
            return None
        found = words.get(written.casefold())
        if found is None:
            # "01" and "1.0" are how spreadsheets and other programs write the code 1.
            number = re.fullmatch(r"0*(\d{1,3})(?:\.0+)?", written)
            found = codes.find(number[1] if number else written)
        if found is None:
            raise CellError(
                _("Kode “%(written)s” tidak dikenal. Lihat lembar Kode pada templat.")
                % {"written": written[:40]}
            )
        return found

    return parse


def day(cell: Cell) -> date | None:
    """A date: a real one, a spreadsheet's day number, or a text with day, month and year of four digits."""
    if isinstance(cell, datetime):
        return _checked(cell.date())
    if isinstance(cell, date):
        return _checked(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if float(cell).is_integer() and int(cell) in _SERIAL_DAYS:
            return _checked(_SPREADSHEET_EPOCH + timedelta(days=int(cell)))
        raise CellError(_("Tanggal tidak terbaca. Tulis seperti 17-08-1985."))
    written = text_of(cell)
    if not written or set(written) <= set("0-/. "):
        return None
    parts = _PARTED_DATE.fullmatch(written)
    if parts is None:
        raise CellError(
            _("Tanggal “%(written)s” tidak terbaca. Tulis seperti 17-08-1985.") % {"written": written[:40]}
        )
    first, middle, last = parts[1], parts[2], parts[3]
    year, day_of_month = (first, last) if len(first) == 4 else (last, first)
    if len(year) != 4:
        raise CellError(_("Tulis tahun dengan empat angka, misalnya 17-08-1985."))
    return _checked(_date_of(year, middle, day_of_month))


def number_label(cell: Cell) -> str | None:
    """The number of an RT or RW, as it is written; a few villages have letters. None for none."""
    written = text_of(cell)
    if not written.strip("0"):
        return None
    if len(written) > 10:
        raise CellError(_("Nomor RT/RW terlalu panjang. Tulis seperti 002."))
    return written


def coordinate(limit: float) -> Parser:
    """A coordinate in degrees, between minus and plus the limit; a comma may part the decimals."""

    def parse(cell: Cell) -> float | None:
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            value = float(cell)
        else:
            written = text_of(cell).replace(",", ".")
            if not written:
                return None
            try:
                value = float(written)
            except ValueError as error:
                raise CellError(_("Koordinat tidak terbaca. Tulis seperti -8,599931.")) from error
        # Zero and zero lies in the sea off Africa: programs write it for "not known".
        if not value:
            return None
        if not -limit <= value <= limit:
            raise CellError(_("Koordinat di luar batas. Tulis lintang dan bujur dalam derajat."))
        return round(value, 6)

    return parse


def yes_or_no(cell: Cell) -> bool | None:
    """Yes (1, "ya") or no (2, "tidak"); None for an empty cell."""
    written = text_of(cell).casefold()
    if not written or written == "0":
        return None
    if written in ("1", "ya", "y", "hamil"):
        return True
    if written in ("2", "tidak", "t", "tidak hamil"):
        return False
    raise CellError(_("Tulis 1 untuk ya atau 2 untuk tidak."))


def _digits(cell: Cell, subject: str) -> str:
    """The digits of a long number, refused where a spreadsheet has made a number of it and so lost the last ones."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if not cell:
            return ""
        raise _lost_digits(subject)
    written = text_of(cell)
    if _SCIENTIFIC.fullmatch(written):
        raise _lost_digits(subject)
    digits = compact(written).strip(_QUOTES)
    return "" if not digits.strip("0") else digits


def _lost_digits(subject: str) -> CellError:
    return CellError(
        _(
            "%(subject)s tersimpan sebagai angka sehingga angka terakhirnya hilang; "
            "ubah sel menjadi teks lalu ketik ulang."
        )
        % {"subject": subject}
    )


def _date_of(year: str, month: str, day_of_month: str) -> date:
    number = MONTHS.get(month.casefold().rstrip(".")) if not month.isdigit() else int(month)
    if number is None or not 1 <= number <= 12:
        raise CellError(
            _("Bulan “%(month)s” tidak ada. Urutannya hari, bulan, tahun: 17-08-1985.")
            % {"month": month[:20]}
        )
    try:
        return date(int(year), number, int(day_of_month))
    except ValueError as error:
        raise CellError(_("Tanggal itu tidak ada dalam kalender. Periksa hari dan bulannya.")) from error


def _checked(value: date) -> date:
    if value < EARLIEST:
        raise CellError(_("Tahun sebelum 1900. Periksa tahunnya."))
    return value
