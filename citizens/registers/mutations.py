"""Buku Mutasi Penduduk (Permendagri 47/2016, B.2): who came and who left in a year, by birth, death and moving."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizens.models import EventChange, LifeEvent
from foundation.tabular.columns import DATE, INTEGER, Column

from .books import Part, PopulationBook, Reader, sex_letter
from .movements import ADDING, citizenship_label, mover_of, person_movements

Kind = LifeEvent.Kind


def movements(part: Part) -> QuerySet[EventChange]:
    """Everybody who came or left in the year, in order."""
    year = part.year or timezone.localdate().year
    return person_movements(part.area, date(year, 1, 1), date(year, 12, 31))


def _row(change: EventChange, _reader: Reader) -> tuple[Any, ...]:
    event, person = change.event, mover_of(change)
    told, came = event.details, event.kind in ADDING
    left = not came and event.kind != Kind.DEATH
    return (
        person.name,
        person.birth_place,
        person.birth_date,
        sex_letter(person.sex),
        citizenship_label(person.citizenship),
        _origin(event) if came else "",
        event.happened_on if came else None,
        _destination(event) if left else "",
        event.happened_on if left else None,
        (told.get("place", "") or _("meninggal")) if event.kind == Kind.DEATH else "",
        event.happened_on if event.kind == Kind.DEATH else None,
        " · ".join(text for text in (event.document, event.note) if text),
    )


def _origin(event: LifeEvent) -> str:
    words = {Kind.BIRTH: _("lahir"), Kind.RETURN: _("kembali")}
    return words.get(Kind(event.kind), "") or str(event.details.get("origin", ""))


def _destination(event: LifeEvent) -> str:
    words = {Kind.LOST: _("hilang"), Kind.LEFT: _("pergi tanpa kabar")}
    return words.get(Kind(event.kind), "") or str(event.details.get("destination", ""))


MUTATIONS = PopulationBook(
    slug="mutasi",
    title=gettext_lazy("Buku Mutasi Penduduk"),
    rule="Permendagri 47/2016, B.2",
    columns=(
        Column(gettext_lazy("No."), INTEGER, 6),
        Column(gettext_lazy("Nama lengkap"), width=24),
        Column(gettext_lazy("Tempat lahir"), width=14),
        Column(gettext_lazy("Tanggal lahir"), DATE, 14),
        Column(gettext_lazy("L/P"), width=6),
        Column(gettext_lazy("WN"), width=7),
        Column(gettext_lazy("Datang dari"), width=20),
        Column(gettext_lazy("Tanggal datang"), DATE, 14),
        Column(gettext_lazy("Pindah ke"), width=20),
        Column(gettext_lazy("Tanggal pindah"), DATE, 14),
        Column(gettext_lazy("Meninggal di"), width=14),
        Column(gettext_lazy("Tanggal meninggal"), DATE, 14),
        Column(gettext_lazy("Keterangan"), width=18),
    ),
    entries=movements,
    row=_row,
    empty=gettext_lazy(
        "Buku ini terisi dari kelahiran, kematian, dan perpindahan yang dicatat pada tahun itu."
    ),
    by_year=True,
    area_of=lambda change: change.event.area_code,
)
