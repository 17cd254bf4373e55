"""Filling blocks with values: HTML in which everything that people wrote stays text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from letters.wording.grammar import (
    AddressBlock,
    Attachment,
    Block,
    Centred,
    Copies,
    DataTable,
    Heading,
    ItemList,
    Line,
    Paragraph,
    Piece,
    RowTable,
    SignHere,
    UnknownPlaceholder,
)
from letters.wording.names import column

FEW_ROWS = 4
"""A table of so few rows, such as of witnesses, is not broken over pages."""
ROWS = "baris"
"""Under `isian`, a field's rows stand beside its text, as "<field>.baris"."""

# Characters that a reader does not see but that change what he sees: controls, and marks that turn the direction of
# writing, with which a name could show as another one.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def fill(blocks: Iterable[Block], values: Mapping[str, Any], language: str = "id") -> str:
    """Return the HTML of blocks with their placeholders filled in; everything that comes from values is escaped.

    Args:
        blocks: from `parse`.
        values: nested mappings of text, as in a letter's snapshot ("pemohon" → "nama" → text).
        language: of the heads of tables, "id" or "en".

    Raises:
        UnknownPlaceholder: a name leads nowhere in the values.
    """
    return "\n".join(filter(None, (_block_html(block, values, language) for block in blocks)))


@dataclass(frozen=True)
class SigningPlace:
    """Where somebody signs by hand; role and name are HTML, escaped."""

    role: str
    name: str
    stamp: bool


def fill_places(block: SignHere, values: Mapping[str, Any]) -> list[SigningPlace]:
    """Return the places of those who have a name. Raises UnknownPlaceholder."""
    return [
        SigningPlace(_line_html(role, values), _line_html(name, values), stamp)
        for role, name, stamp in block.places
        if not _left_out(name, values)
    ]


def clean(value: str) -> str:
    """Return a value without characters that cannot be seen and without stray space; line breaks stay."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    return text.strip()


def _block_html(block: Block, values: Mapping[str, Any], language: str) -> str:
    match block:
        case DataTable(rows):
            made = [
                f'<tr><th scope="row">{_line_html(label, values)}</th><td class="colon">:</td>'
                f"<td>{_line_html(value, values)}</td></tr>"
                for label, value in rows
                if not _left_out((*label, *value), values)
            ]
            return f'<table class="data">{"".join(made)}</table>' if made else ""
        case ItemList(items, numbered):
            kept = "".join(f"<li>{item}</li>" for item in _lines(items, values))
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{kept}</{tag}>" if kept else ""
        case Centred(lines):
            kept = "<br>".join(_lines(lines, values))
            return f'<p class="centred">{kept}</p>' if kept else ""
        case AddressBlock(lines):
            kept = "<br>".join(_lines(lines, values))
            return f'<p class="address-block">{kept}</p>' if kept else ""
        case Attachment(lines):
            kept = "<br>".join(_lines(lines, values))
            return f'<p class="attachment-head">{kept}</p>' if kept else ""
        case Copies(lines):
            kept = "<br>".join(_lines(lines, values))
            heads = {"en": "Copies to:"}
            return f'<p class="copies">{heads.get(language, "Tembusan:")}<br>{kept}</p>' if kept else ""
        case RowTable(field, columns):
            return _rows_html(_rows(field, values), columns, language)
        case SignHere():
            return _places_html(block, values)
        case Heading(line):
            return "" if _left_out(line, values) else f"<h2>{_line_html(line, values)}</h2>"
        case Paragraph((Piece(name, is_name=True, strong=False),)):
            return _written_html(_value(name, values))
        case Paragraph(line):
            return "" if _left_out(line, values) else _paragraph_html(_line_html(line, values))


def _written_html(text: str) -> str:
    """What somebody wrote as a part of its own: its lines as paragraphs, those that begin with "- " as a list."""
    made: list[str] = []
    items: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:].strip())}</li>")
            continue
        if items:
            made.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.strip():
            made.append(_paragraph_html(escape(line.strip())))
    return "".join(made)


def _paragraph_html(text: str) -> str:
    """A paragraph; one that announces what follows stays with it."""
    return f'<p class="leads">{text}</p>' if text.endswith(":") else f"<p>{text}</p>"


def _rows_html(rows: list[Mapping[str, Any]], columns: tuple[str, ...], language: str) -> str:
    if not rows:
        return ""
    wanted = [column(name) for name in columns]
    whole = sum(part.width for part in wanted)
    widths = "".join(f'<col style="width:{part.width * 100 / whole:.1f}%">' for part in wanted)
    heads = "".join(
        f'<th scope="col">{escape(part.english if language == "en" else part.label)}</th>' for part in wanted
    )
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(row, name, number)}</td>' for name in columns)}</tr>"
        for number, row in enumerate(rows, 1)
    )
    short = " short" if len(rows) <= FEW_ROWS else ""
    return (
        f'<table class="rows{short}"><colgroup>{widths}</colgroup>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(row: Mapping[str, Any], name: str, number: int) -> str:
    if name == "no":
        return f"{number}."
    if name == "tanda_tangan":
        return f"{number}. ………………"
    value = row.get(name, "")
    return escape(clean(value)).replace("\n", "<br>") if isinstance(value, str) else ""


def _rows(field: str, values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    answers = values.get("isian")
    rows = answers.get(f"{field}.{ROWS}") if isinstance(answers, Mapping) else None
    if not isinstance(rows, list):
        raise UnknownPlaceholder(f"isian.{field}")
    return [row for row in rows if isinstance(row, Mapping)]


def _place_html(place: SigningPlace) -> str:
    return (
        f"<p>{place.role}</p>"
        f'<div class="room">{"<span>Meterai<br>Rp10.000</span>" if place.stamp else ""}</div>'
        f'<p class="name">{place.name}</p>'
    )


def _places_html(block: SignHere, values: Mapping[str, Any]) -> str:
    kept = [_place_html(place) for place in fill_places(block, values)]
    if not kept:
        return ""
    pairs = [kept[start : start + 2] for start in range(0, len(kept), 2)]
    # A single place stands on the right, as the hand that signs last.
    made = "".join(
        f"<tr><td>{pair[0]}</td><td>{pair[1]}</td></tr>"
        if len(pair) == 2
        else f"<tr><td></td><td>{pair[0]}</td></tr>"
        for pair in pairs
    )
    return f'<table class="places">{made}</table>'


def _lines(lines: Iterable[Line], values: Mapping[str, Any]) -> list[str]:
    return [_line_html(line, values) for line in lines if not _left_out(line, values)]


def _left_out(line: Line, values: Mapping[str, Any]) -> bool:
    found = [_value(piece.text, values) for piece in line if piece.is_name]
    return bool(found) and not any(found)


def _line_html(line: Line, values: Mapping[str, Any]) -> str:
    return "".join(_piece_html(piece, values) for piece in line)


def _piece_html(piece: Piece, values: Mapping[str, Any]) -> str:
    text = _value(piece.text, values) if piece.is_name else piece.text
    html = escape(text).replace("\n", "<br>")
    return f"<strong>{html}</strong>" if piece.strong else html


def _value(name: str, values: Mapping[str, Any]) -> str:
    found: Any = values
    parts = name.split(".")
    for index, part in enumerate(parts):
        # Only what a mapping holds under a key is reached; never an attribute of a Python object. What is derived
        # from an answer stands beside it: "gaji.terbilang" beside "gaji".
        rest = ".".join(parts[index:])
        if isinstance(found, Mapping) and rest in found:
            found = found[rest]
            break
        if not isinstance(found, Mapping) or part not in found:
            raise UnknownPlaceholder(name)
        found = found[part]
    if not isinstance(found, str):
        raise UnknownPlaceholder(name)
    return clean(found)
