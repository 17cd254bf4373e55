"""Sheets that the office prints and fills in by hand, as PDF."""

from django.template.loader import render_to_string
from django.utils import translation

from citizens.formatting import long_date
from foundation.documents.engine import render_pdf
from letters.models import IncomingLetter, Reservation
from letters.snapshot import letterhead_of
from villages.queries import in_office, profile_of

STYLESHEET = "letters/documents/sheets/sheet.css"
CHOICES = (
    "Untuk ditindaklanjuti",
    "Untuk diketahui",
    "Siapkan bahan",
    "Wakili / hadiri",
    "Jadwalkan",
    "Arsipkan",
)
"""What a head usually ticks on a sheet of disposition."""


def reservation_sheet(block: Reservation) -> bytes:
    """The numbers of a block with room to write, for a day without the product. Raises RenderFailed."""
    title = f"Lembar nomor {block.first}–{block.last}"
    context = {
        "title": title,
        "block": block,
        "village": block.village,
        "day": long_date(block.date),
        "entries": block.entries.order_by("sequence"),
    }
    html = render_to_string("letters/documents/sheets/reservation.html", context)
    return render_pdf(html, stylesheet=STYLESHEET, title=title)


def disposition_sheet(letter: IncomingLetter) -> bytes:
    """The sheet of disposition (lembar disposisi) of an incoming letter: what was passed on, and room for the pen.

    Raises RenderFailed.
    """
    title = f"Lembar disposisi {letter.entry.sequence}/{letter.entry.year}"
    context = {
        "title": title,
        "letter": letter,
        "letterhead": letterhead_of(letter.village, profile_of(letter.village_id)),
        "date": long_date(letter.date),
        "received": long_date(letter.received_on),
        "officials": in_office().filter(region_id=letter.village_id).order_by("position", "name"),
        "dispositions": letter.dispositions.all(),
        "choices": CHOICES,
    }
    with translation.override("id"):
        html = render_to_string("letters/documents/sheets/disposition.html", context)
    return render_pdf(html, stylesheet=STYLESHEET, title=title)
