"""Buku Penduduk Sementara (Permendagri 47/2016, B.4): who stayed in the village for a time in a year."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citizens.models import Stay
from foundation.access.roles import within
from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column

from .books import Part, PopulationBook, Reader, sex_letter


def stays(part: Part) -> QuerySet[Stay]:
    """The stays that touch the year, in the order of arrival."""
    year = part.year or timezone.localdate().year
    still_there = Q(left_on__isnull=True) | Q(left_on__gte=date(year, 1, 1))
    rows = Stay.objects.filter(within([part.area]), still_there, arrived_on__lte=date(year, 12, 31))
    return rows.order_by("arrived_on", "id")


def _row(stay: Stay, reader: Reader) -> tuple[Any, ...]:
    return (
        stay.name,
        sex_letter(stay.sex),
        reader.number(stay.nik) or stay.passport,
        ", ".join(text for text in (stay.birth_place, f"{stay.birth_date:%d-%m-%Y}") if text),
        stay.get_occupation_display(),
        stay.get_citizenship_display(),
        stay.origin,
        stay.purpose,
        stay.host,
        reader.places[stay.area_code],
        stay.arrived_on,
        stay.left_on,
        stay.note,
    )


TEMPORARY = PopulationBook(
    slug="sementara",
    title=_("Buku Penduduk Sementara"),
    rule="Permendagri 47/2016, B.4",
    columns=(
        Column(_("No."), INTEGER, 6),
        Column(_("Nama lengkap"), width=22),
        Column(_("L/P"), width=6),
        Column(_("Nomor identitas"), DIGITS, 22),
        Column(_("Tempat dan tanggal lahir"), width=18),
        Column(_("Pekerjaan"), width=14),
        Column(_("WN"), width=7),
        Column(_("Datang dari"), width=20),
        Column(_("Maksud dan tujuan"), width=18),
        Column(_("Nama dan alamat yang didatangi"), width=24),
        Column(_("Dusun, RW, dan RT"), width=16),
        Column(_("Datang pada"), DATE, 14),
        Column(_("Pergi pada"), DATE, 14),
        Column(_("Keterangan"), width=14),
    ),
    entries=stays,
    row=_row,
    empty=_(
        "Catat siapa pun yang tinggal di desa untuk sementara, lebih dari 1×24 jam, dari menu Penduduk sementara."
    ),
    by_year=True,
)
