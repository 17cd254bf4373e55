"""The process that reads tables people send: `python -m foundation.tabular.read_process`, one file each.

It holds no secret, knows neither Django nor the database, and may use little memory and time: a workbook is XML in a
ZIP archive and can be made to grow without end. It reads limits and file on standard input and answers on standard
output (see foundation/documents/frames.py) with the rows as JSON, or with the reason why there are none.
"""

import contextlib
import csv
import io
import json
import resource
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from foundation.documents.frames import pack_frame, read_frame

MEMORY = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 20
MAX_ENTRIES = 5_000
ROWS_A_PART = 2_000
DELIMITERS = ";,\t|"
SNIFFED_LINES = 30

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """The file is not taken; the text is a reason's name (see reading.py)."""


def read(content: bytes, wishes: dict[str, Any]) -> tuple[str, str, Iterator[list[Any]]]:
    """Return the kind, the sheet's name and the rows of a file.

    Raises:
        Refused: what it holds, whatever it is called, is no table or exceeds the limits.
    """
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content, _kind_of_archive(content, wishes["unpacked"]), wishes)
    if content.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("locked")
        return _read_workbook(content, "xls", wishes)
    return "csv", "", _text_rows(_decoded(content), wishes)


def _kind_of_archive(content: bytes, unpacked: int) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        # The last one is zipfile's word for an archive of a version that it does not know.
        raise Refused("damaged") from error
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > unpacked:
        raise Refused("size")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise Refused("kind")


def _read_workbook(content: bytes, kind: str, wishes: dict[str, Any]) -> tuple[str, str, Iterator[list[Any]]]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in _in_order(workbook, wishes["sheets"]):
            sheet = workbook.get_sheet_by_name(name)
            if sheet.end is None:
                continue
            last_row, last_column = sheet.end
            if last_column >= wishes["columns"]:
                raise Refused("columns")
            if last_row >= wishes["rows"]:
                raise Refused("rows")
            # From the sheet's first cell, so that a row's place here is its number in the spreadsheet.
            return kind, name, iter(sheet.to_python(skip_empty_area=False))
    except python_calamine.PasswordError as error:
        raise Refused("locked") from error
    except python_calamine.CalamineError as error:
        raise Refused("damaged") from error
    raise Refused("nothing")


def _in_order(workbook: Any, wanted: list[str]) -> list[str]:
    """Return the names of the sheets: those that are wanted, then those that show."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    names = {sheet.name.strip().casefold(): sheet.name for sheet in workbook.sheets_metadata}
    first = [names[name.casefold()] for name in wanted if name.casefold() in names]
    shown = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    return first or shown


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in content[:4096]:
        raise Refused("kind")
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # What an older Excel writes as "CSV"; its five undefined bytes become a sign that shows.
        text = content.decode("cp1252", errors="replace")
    start = text[:2000].lstrip().casefold()
    if start.startswith(("<html", "<!doctype html", "<table")) or "<table" in start:
        raise Refused("web")
    if start.startswith(("%pdf", "{\\rtf", "<?xml")):
        raise Refused("kind")
    return text


def _text_rows(text: str, wishes: dict[str, Any]) -> Iterator[list[Any]]:
    named = text[:6].casefold().startswith("sep=") and text[4] in DELIMITERS
    delimiter = text[4] if named else _delimiter(text)
    if named:
        text = text.partition("\n")[2]
    csv.field_size_limit(max(wishes["text"], 1000) * 10)
    # newline="": line ends inside quotes belong to the cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for count, row in enumerate(reader, start=1):
            if len(row) > wishes["columns"]:
                raise Refused("columns")
            if count > wishes["rows"]:
                raise Refused("rows")
            yield row
    except csv.Error as error:
        raise Refused("damaged") from error


def _delimiter(text: str) -> str:
    """Return the sign that parts the most lines of the beginning into the same number of cells."""
    lines = text[:100_000].splitlines()[:SNIFFED_LINES]

    def score(delimiter: str) -> int:
        with contextlib.suppress(csv.Error):
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
            return max((width * lines_of_it for width, lines_of_it in widths.items()), default=0)
        return 0

    return max(DELIMITERS, key=score)


def parts_of(rows: Iterable[list[Any]], longest: int) -> Iterator[bytes]:
    """Yield the rows as JSON, some thousand a part, without the empty ones at the end.

    Raises:
        Refused: there is no cell with content, or one holds too much.
    """
    waiting: list[list[Any]] = []
    part: list[list[Any]] = []
    found = False
    for row in rows:
        cells = [_plain(value, longest) for value in row]
        if not any(cell is not None for cell in cells):
            waiting.append([])
            continue
        found = True
        part += waiting
        part.append(cells)
        waiting = []
        if len(part) >= ROWS_A_PART:
            yield json.dumps(part).encode()
            part = []
    if not found:
        raise Refused("nothing")
    yield json.dumps(part).encode()


def _plain(value: Any, longest: int) -> Any:
    if isinstance(value, str):
        text = value.strip()
        if len(text) > longest:
            raise Refused("text")
        return text or None
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return {"d": value.date().isoformat()} if midnight else {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return str(value)


def main() -> int:
    """Answer for the one file on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wishes, (content,) = read_frame(sys.stdin.buffer)
    try:
        kind, sheet, rows = read(content, wishes)
        answer = pack_frame(
            {"reason": "", "kind": kind, "sheet": sheet}, list(parts_of(rows, wishes["text"]))
        )
    except Refused as error:
        answer = pack_frame({"reason": str(error)})
    except MemoryError:
        answer = pack_frame({"reason": "size"})
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
