"""Buku Kartu Tanda Penduduk dan Kartu Keluarga (Permendagri 47/2016, B.5): who has which card, KK by KK."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizens.code_lists import BLOOD_GROUP_UNKNOWN
from citizens.models import Resident
from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column

from .books import PopulationBook, Reader, sex_letter
from .residents import living


def _row(person: Resident, reader: Reader) -> tuple[Any, ...]:
    return (
        reader.number(person.family.number if person.family else None),
        person.name,
        reader.number(person.nik),
        sex_letter(person.sex),
        f"{person.birth_place}, {person.birth_date:%d-%m-%Y}",
        "" if person.blood_group == BLOOD_GROUP_UNKNOWN else person.get_blood_group_display(),
        person.get_religion_display(),
        person.get_education_display(),
        person.get_occupation_display(),
        ", ".join(text for text in (person.street, reader.places[person.area_code]) if text),
        person.get_marital_status_display(),
        person.get_id_card_display() if person.id_card else "",
        person.get_relation_display(),
        person.get_citizenship_display(),
        person.father_name,
        person.mother_name,
        person.resident_since,
    )


CARDS = PopulationBook(
    slug="ktp-kk",
    title=_("Buku KTP dan KK"),
    rule="Permendagri 47/2016, B.5",
    columns=(
        Column(_("No."), INTEGER, 6),
        Column(_("Nomor KK"), DIGITS, 21),
        Column(_("Nama lengkap"), width=19),
        Column(_("NIK"), DIGITS, 21),
        Column(_("L/P"), width=6),
        Column(_("Tempat dan tanggal lahir"), width=17),
        Column(_("Gol. darah"), width=9),
        Column(_("Agama"), width=11),
        Column(_("Pendidikan"), width=16),
        Column(_("Pekerjaan"), width=15),
        Column(_("Alamat"), width=19),
        Column(_("Status kawin"), width=9),
        Column(_("KTP-el"), width=13),
        Column(_("Hubungan"), width=14),
        Column(_("WN"), width=7),
        Column(_("Nama ayah"), width=13),
        Column(_("Nama ibu"), width=13),
        Column(_("Tinggal sejak"), DATE, 13),
    ),
    entries=living,
    row=_row,
    empty=_("Buku ini terisi begitu penduduk dicatat atau diimpor."),
)
