"""The HTML of a letter, from its snapshot alone."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from letters.rendering.qr import qr_svg
from letters.rendering.snapshot import Snapshot, SnapshotSignatory
from letters.wording import Attachment, Block, clean, fill, parse

TEMPLATE = "letters/documents/letter.html"
PAPERS = {"F4", "A4"}


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


def _parts(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The letter and its attachments, each on pages of its own with its own signature."""
    heading = snapshot["signatory"]["heading"]
    if snapshot.get("acknowledges"):
        heading = ["Mengetahui,", *heading]
    signatory = _signatory({**snapshot["signatory"], "heading": heading})
    countersignatory = snapshot["countersignatory"]
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
        across = first.across if isinstance(first, Attachment) else bool(snapshot.get("across"))
        parts.append(
            {
                **common,
                "body": mark_safe(fill(blocks, snapshot["values"])),  # noqa: S308 - fill() escapes values and texts
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
    body = fill(parse(english["body"]), english["values"], "en")
    return [
        {
            "language": "en",
            "signatory": _signatory({**snapshot["signatory"], "heading": english["heading"]}),
            "countersignatory": None,
            "date": f"{clean(snapshot['place'])}, {clean(english['date'])}",
            "body": mark_safe(body),  # noqa: S308 - fill() escapes values and texts
            "across": bool(snapshot.get("across")),
            "is_attachment": False,
            "title": clean(english["title"]),
        }
    ]


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
