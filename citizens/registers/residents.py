"""Buku Induk Penduduk (Permendagri 47/2016, B.1): everybody who lives in the village, family by family."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from citizens import code_lists
from citizens.formatting import street
from citizens.models import Resident
from foundation.access.roles import within
from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column

from .books import Part, PopulationBook, Reader

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
        person.get_sex_display(),
        person.get_marital_status_display(),
        person.birth_place,
        person.birth_date,
        person.get_religion_display(),
        person.get_education_display(),
        person.get_occupation_display(),
        str(_("ya")) if person.education != UNSCHOOLED else "",
        person.get_citizenship_display(),
        ", ".join(text for text in (street(person), reader.places[person.area_code]) if text),
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
        Column(_("Nomor urut"), INTEGER, 6),
        Column(_("Nama lengkap"), width=22),
        Column(_("Jenis kelamin"), width=10),
        Column(_("Status perkawinan"), width=12),
        Column(_("Tempat lahir"), width=13),
        Column(_("Tanggal lahir"), DATE, 11),
        Column(_("Agama"), width=9),
        Column(_("Pendidikan terakhir"), width=14),
        Column(_("Pekerjaan"), width=15),
        Column(_("Dapat membaca"), width=9),
        Column(_("Kewarganegaraan"), width=9),
        Column(_("Alamat lengkap"), width=24),
        Column(_("Kedudukan dalam keluarga"), width=13),
        Column(_("NIK"), DIGITS, 18),
        Column(_("Nomor KK"), DIGITS, 18),
        Column(_("Keterangan"), width=10),
    ),
    entries=living,
    row=_row,
    empty=_("Buku ini terisi begitu penduduk dicatat atau diimpor."),
)
