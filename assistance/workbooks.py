"""Lists of people as workbooks: who stands on a list, and whom village meetings propose."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from assistance.models import Candidate, Standing
from citizens.formatting import neighbourhoods
from citizens.models import Family, Resident
from citizens.nik import mask
from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column
from foundation.tabular.writing import Sheet, write_xlsx


def standings_workbook(title: str, rows: Iterable[Standing], names: dict[int, str], *, whole: bool) -> bytes:
    """A list by name and address. `names` are the programmes' by bit; `whole`: numbers are not masked."""
    found = list(rows)
    places = neighbourhoods({row.area_code for row in found})
    columns = [
        *_person_columns(),
        Column(_("Dusun/RW/RT"), width=26),
        Column(_("Kode desa"), DIGITS, 16),
        Column(_("Desil"), INTEGER, 7),
        Column(_("Menerima"), width=30),
        Column(_("Berhak, belum menerima"), width=30),
    ]
    lines = (
        [
            *_person(row.family, row.resident, whole=whole),
            places[row.area_code],
            row.village_id,
            row.decile,
            _names(row.enrolled, names),
            _names(row.entitled & ~row.enrolled, names),
        ]
        for row in found
    )
    return write_xlsx(Sheet(_("Daftar"), columns, lines, title=title))


def proposals_workbook(rows: Iterable[Candidate], *, whole: bool) -> bytes:
    """Whom meetings approved; its first columns are those of the template of recipients."""
    columns = [
        *_person_columns(),
        Column(_("Program"), width=20),
        Column(_("Desa/kelurahan"), width=24),
        Column(_("Kode desa"), DIGITS, 16),
        Column(_("Desil"), INTEGER, 7),
        Column(_("Hasil kunjungan"), width=40),
        Column(_("Tanggal musyawarah"), DATE, 14),
        Column(_("Status"), width=28),
    ]
    return write_xlsx(Sheet(_("Usulan"), columns, _proposal_lines(rows, whole=whole)))


def _proposal_lines(rows: Iterable[Candidate], *, whole: bool) -> Iterator[list[Any]]:
    for row in rows:
        meeting = row.meeting
        yield [
            *_person(row.family, row.resident, whole=whole),
            meeting.programme.short_name,
            row.village.official_title,
            row.village_id,
            row.decile,
            row.note,
            meeting.held_on,
            meeting.get_state_display(),
        ]


def _person_columns() -> list[Column]:
    return [
        Column(_("NIK"), DIGITS, 20),
        Column(_("Nomor KK"), DIGITS, 20),
        Column(_("Nama"), width=30),
        Column(_("Tanggal lahir"), DATE, 14),
        Column(_("Alamat"), width=40),
    ]


def _person(family: Family, resident: Resident | None, *, whole: bool) -> list[Any]:
    """The person, or the family's head where the row is of the whole family."""
    person = resident or family.head
    shown = (lambda number: number or "") if whole else mask
    return [
        shown(person.nik) if person else "",
        shown(family.number),
        person.name if person else _("Keluarga tanpa kepala"),
        person.birth_date if person else None,
        family.address,
    ]


def _names(mask_of: int, names: dict[int, str]) -> str:
    return ", ".join(name for bit, name in sorted(names.items()) if mask_of >> bit & 1)
