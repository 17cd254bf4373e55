"""A letter's PDF, made from its snapshot and from nothing else."""

from foundation.documents.engine import render_pdf
from foundation.documents.storage import read_stored
from letters.rendering.html import letter_html, letter_title
from letters.rendering.snapshot import Snapshot

__all__ = ["Snapshot", "letter_html", "render_letter"]

STYLESHEET = "letters/documents/letter.css"
SECONDS = 5.0
"""A letter takes some hundredths of a second; one that takes this long is no letter."""


def render_letter(snapshot: Snapshot) -> bytes:
    """Return the PDF/A-3 of a letter; the same snapshot gives the same bytes.

    Args:
        snapshot: the letter's data as frozen at its signature; with `verification` None the result is a preview
            that says so on every page.

    Raises:
        letters.wording.WordingError: the body does not fit the values.
        foundation.documents.engine.RenderFailed: too much work or memory, time-out or crash of the engine.
        foundation.documents.storage.StoredFileDamaged: the office's arms are missing or changed.
    """
    arms = snapshot["letterhead"]["arms"]
    return render_pdf(
        letter_html(snapshot),
        stylesheet=STYLESHEET,
        title=letter_title(snapshot),
        language=snapshot["language"],
        images={"arms": read_stored(arms)} if arms else None,
        seconds=SECONDS,
    )
