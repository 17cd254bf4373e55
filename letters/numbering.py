"""Gapless numbers: given from a locked counter row, in the transaction of the signature."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from letters.models import RegisterCounter
from villages.models import Region, VillageProfile

ONE_REGISTER, INCOMING, OTHER_KINDS = "semua", "masuk", "lain-lain"
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TOKEN = re.compile(r"\{([a-z_]+)(?::0?(\d))?\}")
_TOKENS = frozenset({"kode", "jenis", "nomor", "kode_desa", "bulan_romawi", "bulan", "tahun"})


@dataclass(frozen=True)
class TakenNumber:
    """A number in a village's register: its place in the sequence, the letter's date, and the text."""

    register: str
    year: int
    sequence: int
    date: date
    text: str


def register_of(profile: VillageProfile | None, classification: str, kind: str = "") -> str:
    """The register that an outgoing letter of this kind (code) and classification is numbered in."""
    mode = profile.register_mode if profile is not None else VillageProfile.RegisterMode.ONE
    if mode == VillageProfile.RegisterMode.PER_CODE:
        return classification
    if mode == VillageProfile.RegisterMode.PER_KIND:
        return kind or OTHER_KINDS
    return ONE_REGISTER


def incoming_register_of(profile: VillageProfile | None) -> str:
    """The register that incoming letters get their agenda number in."""
    common = profile is not None and profile.register_mode == VillageProfile.RegisterMode.COMMON
    return ONE_REGISTER if common else INCOMING


def take_number(
    village: Region, profile: VillageProfile | None, classification: str, kind: str = ""
) -> TakenNumber:
    """Takes the next number of the village's register and the date that goes with it.

    Must be called in the transaction that writes the letter, with the request's row locked and nothing slow to follow:
    the counter row stays locked until the commit, so a rolled-back signature gives its number back. The date is the
    database's, in the village's time zone, and never before the last one given, also when the clock runs back.
    """
    register = register_of(profile, classification, kind)
    year, sequence, day = advance(village, register)
    text = format_number(pattern_of(profile), classification, sequence, village.pk, day, kind)
    return TakenNumber(register, year, sequence, day, text)


def advance(
    village: Region, register: str, *, count: int = 1, day: date | None = None
) -> tuple[int, int, date]:
    """Moves the counter of a register on by `count`; returns the year, the last of the numbers and their date.

    Args: day: the date that stands on a paper letter; today when None. The date that comes back is later where the
    register has gone on since.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO letters_registercounter AS c (village_id, register, year, last_number, last_date)
            SELECT %(village)s, %(register)s, extract(year FROM today), %(count)s, today
              FROM (SELECT coalesce(%(day)s::date, (clock_timestamp() AT TIME ZONE %(zone)s)::date) AS today) AS clock
            ON CONFLICT (village_id, register, year) DO UPDATE SET
              last_number = c.last_number + excluded.last_number,
              last_date = greatest(c.last_date, excluded.last_date)
            RETURNING year, last_number, last_date
            """,
            {
                "village": village.pk,
                "register": register,
                "count": count,
                "day": day,
                "zone": village.time_zone,
            },
        )
        year, last, given_on = cursor.fetchone()
    return year, last, given_on


def next_number(village: Region, profile: VillageProfile, classification: str, kind: str) -> str:
    """The number that a letter would get now; nothing is taken."""
    day, register = today_in(village), register_of(profile, classification, kind)
    counter = RegisterCounter.objects.filter(village=village, register=register, year=day.year).first()
    sequence = counter.last_number + 1 if counter else 1
    return format_number(profile.number_format, classification, sequence, village.pk, day, kind)


def today_in(village: Region) -> date:
    """The date in the village now, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (clock_timestamp() AT TIME ZONE %s)::date", [village.time_zone])
        day: date = cursor.fetchone()[0]
        return day


def pattern_of(profile: VillageProfile | None) -> str:
    """The village's format of numbers."""
    if profile is not None:
        return profile.number_format
    pattern: str = VillageProfile._meta.get_field("number_format").default
    return pattern


def format_number(
    pattern: str, classification: str, sequence: int, village_code: str, day: date, kind: str = ""
) -> str:
    """The number as printed.

    Tokens: {kode} {jenis} {nomor} {nomor:03} {kode_desa} {bulan} {bulan_romawi} {tahun}.
    """
    values = {
        "kode": classification,
        "jenis": (kind or OTHER_KINDS).upper(),
        "nomor": sequence,
        "kode_desa": village_code,
        "bulan_romawi": ROMAN_MONTHS[day.month - 1],
        "bulan": f"{day.month:02d}",
        "tahun": day.year,
    }

    def put(match: re.Match[str]) -> str:
        value = values[match[1]]
        return f"{value:0{match[2]}d}" if match[2] and isinstance(value, int) else str(value)

    return _TOKEN.sub(put, pattern)


def check_number_format(pattern: str) -> list[str]:
    """What is wrong with a number format, in words; empty when it can be used."""
    faults = []
    unknown = [match[1] for match in _TOKEN.finditer(pattern) if match[1] not in _TOKENS]
    rest = _TOKEN.sub("", pattern)
    if unknown:
        faults.append(
            _("Bagian ini tidak dikenal: %(names)s.")
            % {"names": ", ".join(f"{{{name}}}" for name in unknown)}
        )
    if "{" in rest or "}" in rest:
        faults.append(
            _("Kurung kurawal tidak lengkap. Contoh: {kode}/{nomor:03}/{kode_desa}/{bulan_romawi}/{tahun}")
        )
    for needed in ("nomor", "tahun"):
        if not any(match[1] == needed for match in _TOKEN.finditer(pattern)):
            faults.append(_("Format harus memuat {%(name)s}, agar nomor tidak kembar.") % {"name": needed})
    return faults
