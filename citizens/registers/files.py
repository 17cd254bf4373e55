"""A book of the population as a workbook, or as the PDF that the village files."""

from collections.abc import Callable, Sequence
from functools import partial

from django.utils import timezone, translation

from citizens.file_wish import EXCEL, PDF, TakesLonger, Wish
from citizens.formatting import long_date
from citizens.models import Family, Resident
from citizens.nik import mask
from foundation.documents.lists import Signatory, list_pdf
from foundation.tabular.writing import Sheet, write_xlsx
from villages.models import Official, Region
from villages.queries import holder_of

from .books import Part, PopulationBook
from .cards import CARDS

MOST_AT_ONCE = 150
"""Rows of a PDF for which a person waits; a row costs about a hundredth of a second."""
LONGEST_SHEET_NAME = 31


def book_file(book: PopulationBook, part: Part, wish: Wish) -> bytes:
    """The file that is wished for. Raises TakesLonger and RenderFailed for one on paper."""
    # A village files its books in Indonesian, whatever language the page is in.
    with translation.override("id"):
        if wish.format == PDF:
            if book.entries(part).count() > MOST_AT_ONCE:
                raise TakesLonger
            return book_paper(book, part, whole=wish.whole)()
        notes = [part.village.official_title, book.rule]
        rows = book.all_lines(part, whole=wish.whole)
        name = str(book.title)
        return write_xlsx(
            Sheet(name[:LONGEST_SHEET_NAME], book.columns, rows, f"{name} {_when(part)}", notes)
        )


def family_sheet(family: Family, members: Sequence[Resident], wish: Wish) -> bytes:
    """A family with its members as its KK has them, on one sheet. Raises RenderFailed."""
    with translation.override("id"):
        rows = CARDS.lines(members, 1, whole=wish.whole)
        number = (family.number or "masih diurus") if wish.whole else mask(family.number)
        title, where = f"Lembar Keluarga, KK {number}", family.village.official_title
        if wish.format == EXCEL:
            return write_xlsx(Sheet("Keluarga", CARDS.columns, rows, title, [where]))
        day = long_date(timezone.localdate())
        return list_pdf(title, CARDS.columns, rows, heading=[where.upper()], subtitle=f"Keadaan {day}")


@translation.override("id")
def book_paper(book: PopulationBook, part: Part, *, whole: bool) -> Callable[..., bytes]:
    """Read a book as long as it may be; the call of what is returned makes the PDF and needs no database.

    It takes `after_part`, as `list_pdf` does, and may raise RenderFailed.
    """
    village = part.village
    head, secretary = (holder_of(village, position) for position in ("head", "secretary"))
    above = [region.official_title.upper() for region in (village.parent,) if region]
    return partial(
        list_pdf,
        str(book.title),
        book.columns,
        list(book.all_lines(part, whole=whole)),
        heading=[*above, village.official_title.upper()],
        subtitle=" ".join(text for text in (_when(part), _where(part)) if text),
        place_and_date=f"{village.name}, {long_date(timezone.localdate())}",
        signatories=[
            Signatory(["Mengetahui,", village.head_title], *_named(head)),
            Signatory([f"Sekretaris {'Kelurahan' if village.is_kelurahan else 'Desa'}"], *_named(secretary)),
        ],
    )


def _named(official: Official | None) -> tuple[str, str]:
    if official is None:
        return "(.............................)", ""
    return official.name, f"NIP {official.nip}" if official.nip else ""


def _when(part: Part) -> str:
    return f"Tahun {part.year}" if part.year else f"Keadaan {long_date(timezone.localdate())}"


def _where(part: Part) -> str:
    hamlet = Region.objects.filter(code=part.hamlet).first() if part.hamlet else None
    return f"Dusun {hamlet.name}" if hamlet else ""
