"""Buku Induk Penduduk (Permendagri 47/2016, B.1): everybody who lives in the village, family by family."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from citizens import code_lists
from citizens.models import Resident
from foundation.access.roles import within
from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column

from .books import Part, PopulationBook, Reader, sex_letter

UNSCHOOLED = 1
"""The code of "Tidak/Belum Sekolah": whether such a person reads is not recorded."""


def living(part: Part) -> QuerySet[Resident]:
    """The permanent residents who live there, family by family, the head first."""
    people = Resident.objects.filter(
        within([part.area]), status=code_lists.ALIVE, residence=code_lists.PERMANENT
    )
    return people.select_related("family").order_by("area_code", "family_id", "relation", "birth_date", "id")


def _row(person: Resident, reader: Reader) -> tuple[Any, ...]:
    return (
        person.name,
        sex_letter(person.sex),
        person.get_marital_status_display(),
        person.birth_place,
        person.birth_date,
        person.get_religion_display(),
        person.get_education_display(),
        person.get_occupation_display(),
        str(_("ya")) if person.education != UNSCHOOLED else "",
        person.get_citizenship_display(),
        ", ".join(text for text in (person.street, reader.places[person.area_code]) if text),
        person.get_relation_display(),
        reader.number(person.nik),
        reader.number(person.family.number if person.family else None),
        "" if person.nik else str(_("belum ber-NIK")),
    )


RESIDENTS = PopulationBook(
    slug="induk",
    title=_("Buku Induk Penduduk"),
    rule="Permendagri 47/2016, B.1",
    columns=(
        Column(_("No."), INTEGER, 5),
        Column(_("Nama lengkap"), width=22),
        Column(_("L/P"), width=5),
        Column(_("Status kawin"), width=10),
        Column(_("Tempat lahir"), width=14),
        Column(_("Tanggal lahir"), DATE, 14),
        Column(_("Agama"), width=9),
        Column(_("Pendidikan terakhir"), width=15),
        Column(_("Pekerjaan"), width=16),
        Column(_("Baca"), width=7),
        Column(_("WN"), width=6),
        Column(_("Alamat lengkap"), width=24),
        Column(_("Hubungan"), width=13),
        Column(_("NIK"), DIGITS, 20),
        Column(_("Nomor KK"), DIGITS, 20),
        Column(_("Ket."), width=8),
    ),
    entries=living,
    row=_row,
    empty=_("Buku ini terisi begitu penduduk dicatat atau diimpor."),
)
