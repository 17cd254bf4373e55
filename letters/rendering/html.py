"""The HTML of a letter, from its snapshot alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from letters.rendering.qr import qr_svg
from letters.rendering.snapshot import Snapshot, SnapshotSignatory
from letters.wording import Attachment, Block, Copies, SignHere, clean, fill, fill_places, parse

TEMPLATE = "letters/documents/letter.html"
PAPERS = {"F4": 215, "A4": 210}
"""Widths in millimetres."""
MOST_BESIDE = 2
"""So many places to sign by hand stand in one row with the office's signature."""


def letter_html(snapshot: Snapshot) -> str:
    """Return the whole HTML document of a letter: its page, its attachments, and its page in English.

    The words are Indonesian in every locale: they are the letter's, not the reader's.

    Raises:
        letters.wording.WordingError: the snapshot's body does not fit its values.
    """
    # WordingError is raised here and not in the template, which would turn it into a template's error.
    context = {
        "letter": _clean(snapshot),
        "paper": snapshot["paper"].lower() if snapshot["paper"] in PAPERS else "f4",
        "parts": [*_parts(snapshot), *_english_parts(snapshot)],
        "title": letter_title(snapshot),
        "page_style": _page_style(snapshot),
        "verification": None,
    }
    if verification := snapshot["verification"]:
        place = urlsplit(verification["url"])
        shown = urldefrag(verification["url"]).url
        svg = qr_svg(verification["url"], f"Kode QR untuk memeriksa keaslian surat: {shown}")
        context["verification"] = {
            "code": verification["code"],
            "address": f"{place.scheme}://{place.netloc}/verifikasi/",
            "qr": mark_safe(svg),  # noqa: S308 - made here by segno, which escapes its title
        }
    return render_to_string(TEMPLATE, context)


def _page_style(snapshot: Snapshot) -> str:
    """The rules that a village's own margins change; everything of a fixed width follows the width of the text."""
    margins = snapshot["letterhead"].get("margins")
    if not margins:
        return ""
    top, right, left = (int(number) for number in margins)
    footer = PAPERS["F4"] - right - left - 32
    rules = [f"@page {{ margin: {top}mm {right}mm 25mm {left}mm; @bottom-left {{ width: {footer}mm; }} }}"]
    for paper, width in PAPERS.items():
        text = width - right - left
        rules.append(f".paper-{paper.lower()} header {{ width: {text}mm; }}")
        rules.append(f".paper-{paper.lower()} .data {{ width: {text - 12.5}mm; }}")
    rules.append(".across header, .across .data { width: 100% !important; }")
    return mark_safe(" ".join(rules))  # noqa: S308 - numbers alone


def _parts(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The letter and its attachments, each on pages of its own with its own signature."""
    heading = snapshot["signatory"]["heading"]
    countersignatory = snapshot["countersignatory"]
    acknowledges = bool(snapshot.get("acknowledges"))
    if acknowledges:
        heading = ["Mengetahui,", *heading]
    signatory = _signatory({**snapshot["signatory"], "heading": heading})
    common = {
        "language": snapshot["language"],
        "signatory": signatory,
        "countersignatory": _signatory(countersignatory) if countersignatory else None,
        "date": f"{clean(snapshot['place'])}, {clean(snapshot['date'])}",
    }
    parts = []
    for number, blocks in enumerate(_split(parse(snapshot["body"]))):
        first = blocks[0]
        is_attachment = number > 0
        beside = _beside(blocks) if acknowledges and not countersignatory else None
        body = [block for block in (blocks[:-1] if beside else blocks) if not isinstance(block, Copies)]
        copies = [block for block in blocks if isinstance(block, Copies)]
        across = first.across if isinstance(first, Attachment) else bool(snapshot.get("across"))
        parts.append(
            {
                **common,
                "body": mark_safe(fill(body, snapshot["values"])),  # noqa: S308 - fill() escapes values and texts
                "copies": mark_safe(fill(copies, snapshot["values"])),  # noqa: S308 - fill() escapes values and texts
                "hands": _hands(beside, snapshot["values"]),
                "across": across,
                "is_attachment": is_attachment,
                "title": "" if snapshot.get("layout") == "letter" else clean(snapshot["type"]["title"]),
            }
        )
    return parts


def _english_parts(snapshot: Snapshot) -> list[dict[str, Any]]:
    english = snapshot.get("english")
    if english is None:
        return []
    blocks = parse(english["body"])
    acknowledges = bool(snapshot.get("acknowledges"))
    heading = ["Acknowledged by,", *english["heading"]] if acknowledges else english["heading"]
    beside = _beside(blocks) if acknowledges else None
    body = fill(blocks[:-1] if beside else blocks, english["values"], "en")
    return [
        {
            "language": "en",
            "signatory": _signatory({**snapshot["signatory"], "heading": heading}),
            "countersignatory": None,
            "date": f"{clean(snapshot['place'])}, {clean(english['date'])}",
            "body": mark_safe(body),  # noqa: S308 - fill() escapes values and texts
            "hands": _hands(beside, english["values"]),
            "across": bool(snapshot.get("across")),
            "is_attachment": False,
            "title": clean(english["title"]),
        }
    ]


def _beside(blocks: Sequence[Block]) -> SignHere | None:
    """The places at the end of a declaration that stand in one row with the office's "Mengetahui"."""
    last = blocks[-1]
    return last if isinstance(last, SignHere) and len(last.places) <= MOST_BESIDE else None


def _hands(beside: SignHere | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """Who signs by hand left and right of the office; who signs last stands on the right, beneath the date."""
    places = fill_places(beside, values) if beside else []
    marked = [
        {"role": mark_safe(place.role), "name": mark_safe(place.name), "stamp": place.stamp}  # noqa: S308 - escaped
        for place in places
    ]
    return {"last": marked[-1] if marked else None, "first": marked[0] if len(marked) > 1 else None}


def _split(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks by page of their own: an attachment's mark begins a new one."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Attachment) and parts[-1]:
            parts.append([])
        parts[-1].append(block)
    return parts


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
