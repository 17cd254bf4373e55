"""Residents as a file: the template's own columns, so that what was exported can be imported; or a list on paper."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.models import Resident, ResidentExport
from citizens.nik import mask
from foundation.access.roles import within
from foundation.documents.lists import list_pdf
from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column
from foundation.tabular.writing import Sheet, write_csv, write_xlsx
from villages.models import Region

from .columns import COLUMNS, FAMILY, PLACE
from .template import data_columns

AT_ONCE = 2_000
_MASKED = frozenset({"nik", "number", "father_nik", "mother_nik"})


def exported_people(export: ResidentExport) -> QuerySet[Resident]:
    """The residents that an export is of, family by family, the head first."""
    people = Resident.objects.filter(within([export.hamlet or export.village_id])).exclude(
        status=code_lists.INVALID
    )
    if export.status is not None:
        people = people.filter(status=export.status)
    return people.select_related("family").order_by("area_code", "family_id", "relation", "birth_date", "id")


def export_file(export: ResidentExport) -> bytes | Callable[..., bytes]:
    """Return the export's file; for paper, what makes it when called, without the database (see `list_pdf`).

    Must be called inside a transaction that reaches the village.
    """
    names = dict(Region.objects.filter(code__startswith=f"{export.village_id}.").values_list("code", "name"))
    people = exported_people(export).iterator(chunk_size=AT_ONCE)
    if export.format == ResidentExport.Format.PDF:
        return _paper(export, people, names)
    rows = (_row(person, names, whole=export.whole_numbers) for person in people)
    if export.format == ResidentExport.Format.CSV:
        return write_csv(data_columns(), rows)
    return write_xlsx(Sheet("Data", data_columns(), rows))


def _row(person: Resident, names: dict[str, str], *, whole: bool) -> list[Any]:
    """A resident in the order of the template's columns; codes as their labels, which the import reads as well."""
    place = _place(person.area_code, names)
    values = []
    for column in COLUMNS:
        if column.target == PLACE:
            value: Any = place.get(column.key)
        elif column.target == FAMILY:
            value = getattr(person.family, column.key) if person.family else None
        else:
            value = getattr(person, "address" if column.key == "own_address" else column.key)
        if column.codes is not None and value is not None:
            value = column.codes.label(value)
        elif isinstance(value, bool):
            value = 1 if value else 2
        elif column.key in ("latitude", "longitude"):
            value = None if value is None else float(value)
        elif column.key in _MASKED and not whole:
            value = mask(value)
        values.append(value)
    return values


def _place(area_code: str, names: dict[str, str]) -> dict[str, str]:
    """Names of dusun, RW and RT by the parts of a code; RW and RT without their words."""
    parts = area_code.split(".")
    found = {}
    for key, length in (("hamlet", 5), ("rw", 6), ("rt", 7)):
        if len(parts) >= length:
            name = names.get(".".join(parts[:length]), "")
            found[key] = name if key == "hamlet" else name.rpartition(" ")[2]
    return found


def _paper(export: ResidentExport, people: Iterator[Resident], names: dict[str, str]) -> Callable[..., bytes]:
    columns = [
        Column("No.", INTEGER, 5), Column("NIK", DIGITS, 17), Column("Nama", width=30), Column("L/P", width=4),
        Column("Tempat lahir", width=16), Column("Tanggal lahir", DATE, 11), Column("Nomor KK", DIGITS, 17),
        Column("Hubungan", width=14), Column("Pekerjaan", width=18), Column("Dusun", width=14),
        Column("RW/RT", width=8), Column("Alamat", width=24),
    ]  # fmt: skip
    village = Region.objects.select_related("parent__parent").get(code=export.village_id)
    office = (
        [f"PEMERINTAH {village.parent.parent.name.upper()}"]
        if village.parent and village.parent.parent
        else []
    )
    parts = [names[export.hamlet]] if export.hamlet in names else []
    parts += [code_lists.STATUS.label(export.status)] if export.status is not None else []
    return partial(
        list_pdf,
        "Daftar Penduduk",
        columns,
        [_line(number, person, names, export.whole_numbers) for number, person in enumerate(people, start=1)],
        heading=[*office, village.official_title.upper()],
        subtitle=" · ".join([*parts, timezone.localdate().strftime("%d-%m-%Y")]),
        notes=[_("Dicetak atas alasan: %(reason)s") % {"reason": export.reason}],
    )


def _line(number: int, person: Resident, names: dict[str, str], whole: bool) -> list[Any]:
    place = _place(person.area_code, names)
    kk = person.family.number if person.family else None
    return [
        number,
        person.nik if whole else mask(person.nik),
        person.name,
        "L" if person.sex == code_lists.MALE else "P",
        person.birth_place,
        person.birth_date,
        kk if whole else mask(kk),
        code_lists.RELATION.label(person.relation),
        code_lists.OCCUPATION.label(person.occupation),
        place.get("hamlet", ""),
        "/".join(part for part in (place.get("rw"), place.get("rt")) if part),
        person.address or (person.family.address if person.family else ""),
    ]
