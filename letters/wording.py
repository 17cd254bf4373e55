"""The wording of letters: a closed grammar, with no template engine in it.

A body is text in blocks that blank lines part:

    An ordinary paragraph, with {pemohon.nama} filled in and **this** in bold.

    # A heading of a part

    | Nama | {pemohon.nama} |
    | NIK | {pemohon.nik} |

    - an item of a list
    - another item

A placeholder is a dotted name from a closed set (`allowed_names`). Everything else in braces is refused when a letter
type is read, and what a value brings along - braces, angle brackets, asterisks - is text and stays text. A paragraph,
row or item whose placeholders are all empty is left out, so that a type can ask for things that not everybody has.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

PERSON_NAMES = (
    "nama",
    "nik",
    "no_kk",
    "tempat_tanggal_lahir",
    "jenis_kelamin",
    "agama",
    "status_perkawinan",
    "pekerjaan",
    "pendidikan",
    "kewarganegaraan",
    "alamat",
    "umur",
)
OFFICE_NAMES = (
    "desa.sebutan",
    "desa.kecamatan",
    "desa.kabupaten",
    "desa.provinsi",
    "pejabat.nama",
    "pejabat.jabatan",
    "surat.nomor",
    "surat.tanggal",
    "surat.berlaku_sampai",
)

_NAME = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+"
_TOKEN = re.compile(rf"(?P<strong>\*\*)|\{{(?P<name>{_NAME})\}}")
# Characters that a reader does not see but that change what he sees: controls, and marks that turn the direction of
# writing, with which a name could show as another one.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class WordingError(ValueError):
    """A body does not follow the grammar; the message says where, in Indonesian, for the person who writes it."""


class UnknownPlaceholder(WordingError):
    """A body names something that the letter type does not know."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        super().__init__(f"Isian “{{{name}}}” tidak dikenal.")
        self.name = name


@dataclass(frozen=True)
class Piece:
    """A stretch of text, or a placeholder's name."""

    text: str
    is_name: bool = False
    strong: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Heading:
    """The heading of a part of the letter."""

    line: Line


@dataclass(frozen=True)
class DataTable:
    """Rows of a label and a value, set with colons beneath each other."""

    rows: tuple[tuple[Line, Line], ...]


@dataclass(frozen=True)
class ItemList:
    """A list."""

    items: tuple[Line, ...]


Block = Paragraph | Heading | DataTable | ItemList


def allowed_names(fields: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return all placeholder names that a letter type with these fields (name, type) may use."""
    names = {f"pemohon.{name}" for name in PERSON_NAMES} | set(OFFICE_NAMES)
    for name, kind in fields:
        if kind == "resident":
            names |= {f"isian.{name}.{part}" for part in PERSON_NAMES}
        else:
            names.add(f"isian.{name}")
    return frozenset(names)


def parse(body: str) -> list[Block]:
    """Return the blocks of a body.

    Raises:
        WordingError: a brace that is not part of a placeholder, an open `**`, a row without a value, an empty body.
    """
    blocks = [_block(lines) for lines in _paragraphs(body)]
    if not blocks:
        raise WordingError("Isi surat belum ditulis.")
    return blocks


def placeholders(body: str) -> frozenset[str]:
    """Return the names that a body uses.

    Raises:
        WordingError: the body does not follow the grammar.
    """
    return frozenset(piece.text for block in parse(body) for piece in _pieces(block) if piece.is_name)


def check(body: str, fields: Iterable[tuple[str, str]]) -> None:
    """Make sure that a body follows the grammar and that the type knows all it names.

    Raises:
        WordingError: it does not follow the grammar.
        UnknownPlaceholder: it names something that the type's fields and the office do not offer.
    """
    for name in sorted(placeholders(body) - allowed_names(fields)):
        raise UnknownPlaceholder(name)


def fill(blocks: Iterable[Block], values: Mapping[str, Any]) -> str:
    """Return the HTML of blocks with their placeholders filled in; everything that comes from values is escaped.

    Args:
        blocks: from `parse`.
        values: nested mappings of text, as in a letter's snapshot ("pemohon" → "nama" → text).

    Raises:
        UnknownPlaceholder: a name leads nowhere in the values.
    """
    return "\n".join(filter(None, (_block_html(block, values) for block in blocks)))


def clean(value: str) -> str:
    """Return a value without characters that cannot be seen and without stray space; line breaks stay."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    return text.strip()


def _paragraphs(body: str) -> Iterable[list[str]]:
    lines: list[str] = []
    for line in [*body.replace("\r\n", "\n").split("\n"), ""]:
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield lines
            lines = []


def _block(lines: list[str]) -> Block:
    first = lines[0]
    if first.startswith("|"):
        return DataTable(tuple(_row(line) for line in lines))
    if first.startswith("- "):
        if not all(line.startswith("- ") for line in lines):
            raise WordingError(f"Setiap baris daftar diawali “- ”: “{first[:40]}”.")
        return ItemList(tuple(_line(line[2:].strip()) for line in lines))
    if first.startswith("# "):
        if len(lines) > 1:
            raise WordingError(f"Judul bagian berdiri sendiri, diapit baris kosong: “{first[:40]}”.")
        return Heading(_line(first[2:].strip()))
    return Paragraph(_line(" ".join(lines)))


def _row(line: str) -> tuple[Line, Line]:
    cells = line.strip("|").split("|") if line.startswith("|") and line.endswith("|") else []
    if len(cells) != 2 or not cells[0].strip():
        raise WordingError(f"Baris data ditulis “| Label | isi |”: “{line[:40]}”.")
    return _line(cells[0].strip()), _line(cells[1].strip())


def _line(text: str) -> Line:
    pieces: list[Piece] = []
    strong = False
    position = 0
    for match in _TOKEN.finditer(text):
        _add_text(pieces, text[position : match.start()], strong)
        position = match.end()
        if match["strong"]:
            strong = not strong
        else:
            pieces.append(Piece(match["name"], is_name=True, strong=strong))
    _add_text(pieces, text[position:], strong)
    if strong:
        raise WordingError(f"Tanda ** untuk huruf tebal belum ditutup: “{text[:40]}”.")
    return tuple(pieces)


def _add_text(pieces: list[Piece], text: str, strong: bool) -> None:
    if "{" in text or "}" in text:
        raise WordingError(
            f"Kurung kurawal hanya untuk isian yang dikenal, misalnya {{pemohon.nama}}: “{text[:40]}”."
        )
    if text:
        pieces.append(Piece(text, strong=strong))


def _pieces(block: Block) -> Iterable[Piece]:
    match block:
        case DataTable(rows):
            for label, value in rows:
                yield from (*label, *value)
        case ItemList(items):
            for item in items:
                yield from item
        case Paragraph(line) | Heading(line):
            yield from line


def _block_html(block: Block, values: Mapping[str, Any]) -> str:
    match block:
        case DataTable(rows):
            made = [
                f'<tr><th scope="row">{_line_html(label, values)}</th><td class="colon">:</td>'
                f"<td>{_line_html(value, values)}</td></tr>"
                for label, value in rows
                if not _left_out((*label, *value), values)
            ]
            return f'<table class="data">{"".join(made)}</table>' if made else ""
        case ItemList(items):
            kept = [_line_html(item, values) for item in items if not _left_out(item, values)]
            return f"<ul>{''.join(f'<li>{item}</li>' for item in kept)}</ul>" if kept else ""
        case Heading(line):
            return "" if _left_out(line, values) else f"<h2>{_line_html(line, values)}</h2>"
        case Paragraph(line):
            return "" if _left_out(line, values) else f"<p>{_line_html(line, values)}</p>"


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
    for part in name.split("."):
        # Only what a mapping holds under a key is reached; never an attribute of a Python object.
        if not isinstance(found, Mapping) or part not in found:
            raise UnknownPlaceholder(name)
        found = found[part]
    if not isinstance(found, str):
        raise UnknownPlaceholder(name)
    return clean(found)
