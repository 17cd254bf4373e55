"""Tables that people send: read in a process of their own, under limits, or refused with what to do instead."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.documents.own_process import NoAnswer, ask_process

READING_SECONDS = 40

Cell = str | float | bool | date | datetime | None
"""What a cell holds. A whole number in a workbook is a float, and has lost what lies beyond 15 digits."""


@dataclass(frozen=True)
class Limits:
    """How large a table may be: the file's bytes, the bytes it unpacks to, rows, columns, characters of a cell."""

    size: int = 20 * 1024 * 1024
    unpacked: int = 200 * 1024 * 1024
    rows: int = 50_000
    columns: int = 200
    text: int = 5_000


@dataclass(frozen=True)
class Table:
    """A sheet as it was found: `kind` is "xlsx", "xls", "ods" or "csv"; empty rows at the end are left off."""

    kind: str
    sheet: str
    rows: list[list[Cell]]


class TableRefused(ValidationError):
    """A file is not taken as a table; the message says why and what to do instead."""


def read_table(content: bytes, *, sheets: Sequence[str] = (), limits: Limits | None = None) -> Table:
    """Return the rows of a workbook or a CSV file.

    What the file is called does not matter. A CSV file may be written with commas, semicolons, tabs or bars, in UTF-8,
    UTF-16 or Windows-1252. Empty cells are None, texts keep no space at their ends.

    Args:
        content: the file.
        sheets: names of sheets that are taken before others; without a match it is the first that shows and has rows.
        limits: how large the table may be.

    Raises:
        TableRefused: empty, too large, locked, damaged, or no table at all.
    """
    limits = limits or Limits()
    if not content:
        raise TableRefused(_("Berkas itu kosong. Pilih berkas lain."), code="empty")
    if len(content) > limits.size:
        raise _refused("size", limits)
    reason, header, parts = _ask(content, {**asdict(limits), "sheets": list(sheets)})
    if reason:
        raise _refused(reason, limits)
    rows = [row for part in parts for row in json.loads(part, object_hook=_moment)]
    return Table(header["kind"], header["sheet"], rows)


def _ask(content: bytes, wishes: dict[str, Any]) -> tuple[str, dict[str, Any], list[bytes]]:
    try:
        header, parts = ask_process("foundation.tabular.read_process", wishes, content, READING_SECONDS)
    except NoAnswer:
        return "damaged", {}, []
    return str(header.get("reason", "")), header, parts


def _moment(value: dict[str, str]) -> date | datetime:
    return date.fromisoformat(value["d"]) if "d" in value else datetime.fromisoformat(value["t"])


def _refused(reason: str, limits: Limits) -> TableRefused:
    messages = {
        "size": _("Berkas itu terlalu besar: paling besar %(size)s MB. Bagi menjadi beberapa berkas."),
        "rows": _("Tabel itu terlalu panjang: paling banyak %(rows)s baris. Bagi menjadi beberapa berkas."),
        "columns": _(
            "Tabel itu terlalu lebar: paling banyak %(columns)s kolom. Hapus kolom yang tidak perlu."
        ),
        "text": _("Ada sel yang berisi lebih dari %(text)s huruf. Pendekkan isinya, lalu kirim lagi."),
        "nothing": _("Berkas itu tidak berisi tabel. Isi datanya, lalu kirim lagi."),
        "locked": _("Berkas itu terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu kirim lagi."),
        "web": _(
            "Berkas itu sebenarnya halaman web, bukan Excel. Buka, lalu simpan ulang sebagai Buku Kerja Excel (.xlsx)."
        ),
        "kind": _("Berkas itu bukan tabel. Kirim Excel (.xlsx, .xls), OpenDocument (.ods), atau CSV."),
    }
    message = messages.get(
        reason, _("Berkas itu rusak atau tidak dapat dibuka. Simpan ulang sebagai .xlsx, lalu kirim lagi.")
    )
    values = {
        "size": limits.size // (1024 * 1024),
        "rows": f"{limits.rows:,}".replace(",", "."),
        "columns": limits.columns,
        "text": f"{limits.text:,}".replace(",", "."),
    }
    return TableRefused(message % values, code=reason)
