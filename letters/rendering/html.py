"""The HTML of a letter, from its snapshot alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from letters.rendering.qr import qr_svg
from letters.rendering.snapshot import Snapshot, SnapshotSignatory
from letters.wording import clean, fill, parse

TEMPLATE = "letters/documents/letter.html"
PAPERS = {"F4", "A4"}


def letter_html(snapshot: Snapshot) -> str:
    """Return the whole HTML document of a letter.

    The words are Indonesian in every locale: they are the letter's, not the reader's.

    Raises:
        letters.wording.WordingError: the snapshot's body does not fit its values.
    """
    # WordingError is raised here and not in the template, which would turn it into a template's error.
    body = fill(parse(snapshot["body"]), snapshot["values"])
    context = {
        "letter": _clean(snapshot),
        "paper": snapshot["paper"].lower() if snapshot["paper"] in PAPERS else "f4",
        "body": mark_safe(body),  # noqa: S308 - fill() escapes every value and every text
        "signatory": _signatory(snapshot["signatory"]),
        "countersignatory": None,
        "title": letter_title(snapshot),
        "verification": None,
    }
    if countersignatory := snapshot["countersignatory"]:
        context["countersignatory"] = _signatory(countersignatory)
    if verification := snapshot["verification"]:
        place = urlsplit(verification["url"])
        svg = qr_svg(verification["url"], f"Kode QR untuk memeriksa keaslian surat: {verification['url']}")
        context["verification"] = {
            "code": verification["code"],
            "address": f"{place.scheme}://{place.netloc}/verifikasi/",
            "qr": mark_safe(svg),  # noqa: S308 - made here by segno, which escapes its title
        }
    return render_to_string(TEMPLATE, context)


def letter_title(snapshot: Snapshot) -> str:
    """Return the title of the PDF: kind and number, never a person's name."""
    return clean(f"{snapshot['type']['name']} {snapshot['number']}")


def _signatory(signatory: SnapshotSignatory) -> dict[str, Any]:
    cleaned: dict[str, Any] = _clean(signatory)
    *above, last = cleaned["heading"]
    return {**cleaned, "heading": [*above, f"{last.rstrip(',')},"]}


def _clean(value: Any) -> Any:
    """Return the same structure with every text cleaned of characters that cannot be seen."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value
