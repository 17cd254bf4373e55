"""A resident's data as letters and pages say them: dates, places, addresses, and all values that a letter may print."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.translation import ngettext

from villages.models import Region
from villages.queries import codes_above, regions_above

from . import code_lists
from .models import Resident
from .models.register import full_years

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def long_date(day: date) -> str:
    """ "12 Maret 1987": the form of letters, in Indonesian whatever the language of the page."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def place_and_date_of_birth(resident: Resident) -> str:
    """ "Banyuwangi, 12 Maret 1987"."""
    return f"{resident.birth_place}, {long_date(resident.birth_date)}"


def age(born: date, on: date | None = None) -> str:
    """ "39 tahun"; months for an infant under one year."""
    day = on or timezone.localdate()
    years = full_years(born, day)
    if years > 0:
        return ngettext("%(years)s tahun", "%(years)s tahun", years) % {"years": years}
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    months = max(months, 0)
    return ngettext("%(months)s bulan", "%(months)s bulan", months) % {"months": months}


def address(resident: Resident, regions: dict[str, Region] | None = None) -> str:
    """The full address on letters.

    "Jalan Melati 5, Dusun Krajan RT 002 RW 003, Desa Sarongan, Kecamatan Pesanggaran, Kabupaten Banyuwangi".
    The resident's own address goes before the family's; parts that are not recorded are left out.
    """
    above = regions_above(resident.area_code) if regions is None else regions
    parts = [resident.street, neighbourhood(above)]
    for level in (Region.Level.VILLAGE, Region.Level.DISTRICT, Region.Level.REGENCY):
        if level in above:
            parts.append(above[level].official_title)
    return ", ".join(part for part in parts if part)


class Place(NamedTuple):
    """What an address needs of a region; a whole list of people has more than a hundred, so no model's rows."""

    code: str
    name: str
    level: str
    kind: str


def neighbourhoods(area_codes: set[str], *, with_village: bool = False) -> dict[str, str]:
    """The dusun, RT and RW of many codes at once; a code of the village alone gives the village's name."""
    codes = {code: codes_above(code) for code in area_codes}
    wanted = {part for parts in codes.values() for part in parts}
    rows = Region.objects.filter(code__in=wanted).values_list("code", "name", "level", "kind")
    places = {row[0]: Place(*row) for row in rows}
    names = {}
    for code, parts in codes.items():
        above = {places[part].level: places[part] for part in parts if part in places}
        near, village = neighbourhood(above), above.get(Region.Level.VILLAGE)
        title = _title(village) if village and (with_village or not near) else ""
        names[code] = ", ".join(part for part in (near, title) if part)
    return names


def _title(place: Place) -> str:
    return Region(name=place.name, level=place.level, kind=place.kind).official_title


def neighbourhood(above: Mapping[str, Place | Region]) -> str:
    """ "Dusun Krajan RT 002 RW 003"; "Lingkungan …" in a kelurahan; as much of it as is recorded."""
    parts = []
    if hamlet := above.get(Region.Level.HAMLET):
        village = above.get(Region.Level.VILLAGE)
        urban = village is not None and village.kind == Region.Kind.KELURAHAN
        parts.append(f"{'Lingkungan' if urban else 'Dusun'} {hamlet.name}")
    parts.extend(above[level].name for level in (Region.Level.RT, Region.Level.RW) if level in above)
    return " ".join(parts)


def print_values(resident: Resident) -> dict[str, str]:
    """Everything that a letter's body may say of a resident, under the names that its placeholders use."""
    # Letters are Indonesian, whatever the language in which the officer works.
    with translation.override("id"):
        years = age(resident.birth_date)
    return {
        "nama": resident.name,
        "nik": resident.nik or "-",
        "no_kk": (resident.family.number if resident.family else None) or "-",
        "tempat_tanggal_lahir": place_and_date_of_birth(resident),
        "tempat_lahir": resident.birth_place,
        "tanggal_lahir": long_date(resident.birth_date),
        "jenis_kelamin": code_lists.SEX.label(resident.sex),
        "agama": code_lists.RELIGION.label(resident.religion),
        "status_perkawinan": code_lists.MARITAL_STATUS.label(resident.marital_status),
        "pekerjaan": code_lists.OCCUPATION.label(resident.occupation),
        "pendidikan": code_lists.EDUCATION.label(resident.education),
        "kewarganegaraan": code_lists.CITIZENSHIP.label(resident.citizenship),
        "golongan_darah": code_lists.BLOOD_GROUP.label(resident.blood_group),
        "alamat": address(resident),
        "umur": years,
        "hubungan": code_lists.RELATION.label(resident.relation),
        "kepala_keluarga": resident.family.head.name if resident.family and resident.family.head else "-",
        "nama_ayah": resident.father_name,
        "nama_ibu": resident.mother_name,
    }
