"""Reading a body: text in blocks that blank lines part."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from letters.wording.names import COLUMNS, LIST_TYPES, PRINTED_COLUMNS, allowed_names

_NAME = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+"
_TOKEN = re.compile(rf"(?P<strong>\*\*)|\{{(?P<name>{_NAME})\}}")
_NUMBERED = re.compile(r"\d{1,2}\. ")
_TABLE = re.compile(r"@tabel isian\.(?P<field>[a-z][a-z0-9_]*): *(?P<columns>[a-z_, ]+)")
STAMP = "meterai"


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
    """A list, with dots or with numbers."""

    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Centred:
    """Lines in the middle of the page."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AddressBlock:
    """To whom a letter goes ("Yth. …"), line by line."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RowTable:
    """A table of a field's rows (members of a family, people, things) with columns of the closed list."""

    field: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class SignHere:
    """Room for people who sign by hand: role, name, and whether a duty stamp (meterai) belongs there."""

    places: tuple[tuple[Line, Line, bool], ...]


@dataclass(frozen=True)
class Attachment:
    """The beginning of an attachment (lampiran): a new page, upright or across, with lines above it."""

    lines: tuple[Line, ...]
    across: bool = False


@dataclass(frozen=True)
class Copies:
    """Who else gets the letter (tembusan); printed below the signature, wherever in the body it stands."""

    lines: tuple[Line, ...]


Block = (
    Paragraph
    | Heading
    | DataTable
    | ItemList
    | Centred
    | AddressBlock
    | RowTable
    | SignHere
    | Attachment
    | Copies
)


def parse(body: str) -> list[Block]:
    """Return the blocks of a body.

    Raises:
        WordingError: a brace that is not part of a placeholder, an open `**`, a row without a value, an unknown
            directive or column, an empty body.
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


def tables(body: str) -> frozenset[str]:
    """Return the names of the fields whose rows a body prints as tables."""
    return frozenset(block.field for block in parse(body) if isinstance(block, RowTable))


def check(body: str, fields: Iterable[tuple[str, str]]) -> None:
    """Make sure that a body follows the grammar and that the type knows all it names.

    Raises:
        WordingError: it does not follow the grammar, or makes a table of a field that has no rows.
        UnknownPlaceholder: it names something that the type's fields and the office do not offer.
    """
    known = list(fields)
    for name in sorted(placeholders(body) - allowed_names(known)):
        raise UnknownPlaceholder(name)
    with_rows = {name for name, kind in known if kind in LIST_TYPES}
    for name in sorted(tables(body) - with_rows):
        raise WordingError(
            f"@tabel memerlukan isian berjenis keluarga, orang, atau tabel; “{name}” bukan itu."
        )


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
    if first.startswith("@"):
        return _directive(first, lines[1:])
    if first.startswith("|"):
        return DataTable(tuple(_row(line) for line in lines))
    if first.startswith("- "):
        if not all(line.startswith("- ") for line in lines):
            raise WordingError(f"Setiap baris daftar diawali “- ”: “{first[:40]}”.")
        return ItemList(tuple(_line(line[2:].strip()) for line in lines))
    if _NUMBERED.match(first):
        if not all(_NUMBERED.match(line) for line in lines):
            raise WordingError(f"Setiap baris daftar bernomor diawali angka dan titik: “{first[:40]}”.")
        return ItemList(tuple(_line(_NUMBERED.sub("", line, count=1)) for line in lines), numbered=True)
    if first.startswith("^ "):
        if not all(line.startswith("^ ") for line in lines):
            raise WordingError(f"Setiap baris di tengah diawali “^ ”: “{first[:40]}”.")
        return Centred(tuple(_line(line[2:].strip()) for line in lines))
    if first.startswith("# "):
        if len(lines) > 1:
            raise WordingError(f"Judul bagian berdiri sendiri, diapit baris kosong: “{first[:40]}”.")
        return Heading(_line(first[2:].strip()))
    return Paragraph(_line(" ".join(lines)))


def _directive(first: str, rest: list[str]) -> Block:
    if first.startswith("@tabel"):
        return _row_table(first, rest)
    lines = tuple(_line(line) for line in rest)
    match first.split():
        case ["@kepada"] if lines:
            return AddressBlock(lines)
        case ["@tanda-tangan"] if rest:
            return SignHere(tuple(_place(line) for line in rest))
        case ["@tembusan"] if lines:
            return Copies(lines)
        case ["@lampiran"]:
            return Attachment(lines)
        case ["@lampiran", "mendatar"]:
            return Attachment(lines, across=True)
    raise WordingError(f"Perintah “{first[:40]}” tidak dikenal, atau isinya belum ditulis.")


def _row_table(first: str, rest: list[str]) -> RowTable:
    found = _TABLE.fullmatch(first)
    if found is None or rest:
        raise WordingError(f"Tabel ditulis “@tabel isian.nama_isian: no, nama, nik”: “{first[:40]}”.")
    columns = tuple(name.strip() for name in found["columns"].split(","))
    for name in columns:
        if name not in COLUMNS and name not in PRINTED_COLUMNS:
            raise WordingError(f"Kolom “{name}” tidak dikenal.")
    if len(set(columns)) != len(columns):
        raise WordingError(f"Ada kolom yang ditulis dua kali: “{first[:40]}”.")
    return RowTable(found["field"], columns)


def _place(line: str) -> tuple[Line, Line, bool]:
    cells = _cells(line)
    if len(cells) not in (2, 3) or (len(cells) == 3 and cells[2] != STAMP):
        raise WordingError(
            f"Tempat tanda tangan ditulis “| Peran | Nama |” atau “| Peran | Nama | meterai |”: “{line[:40]}”."
        )
    return _line(cells[0]), _line(cells[1]), len(cells) == 3


def _row(line: str) -> tuple[Line, Line]:
    cells = _cells(line)
    if len(cells) != 2 or not cells[0]:
        raise WordingError(f"Baris data ditulis “| Label | isi |”: “{line[:40]}”.")
    return _line(cells[0]), _line(cells[1])


def _cells(line: str) -> list[str]:
    if not (line.startswith("|") and line.endswith("|")):
        return []
    return [cell.strip() for cell in line.strip("|").split("|")]


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
        case ItemList(lines) | Centred(lines) | AddressBlock(lines) | Attachment(lines) | Copies(lines):
            for line in lines:
                yield from line
        case SignHere(places):
            for role, name, _stamp in places:
                yield from (*role, *name)
        case Paragraph(line) | Heading(line):
            yield from line
