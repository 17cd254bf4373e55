"""Printed lists: a table of any length as PDF, its heading repeated and its pages numbered.

    list_pdf(
        _("Buku Agenda Surat Keluar"), columns, rows, heading=["PEMERINTAH DESA SARONGAN"], subtitle=_("Tahun 2026"),
        signatories=[Signatory(["Mengetahui,", "Kepala Desa"], "SUTRISNO"), Signatory(["Sekretaris Desa"], "AMINAH")],
    )

Columns and rows are those of `foundation.tabular`. A row costs about a hundredth of a second: lists of more than a few
hundred rows belong in a job.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.template.loader import render_to_string

from foundation.documents.engine import render_pdf
from foundation.tabular.columns import INTEGER, NUMBER, Column, shown
from foundation.tabular.safety import writable

STYLESHEET = "documents/list.css"
PAPERS = ("f4-landscape", "a4-landscape", "f4-portrait", "a4-portrait")
ROWS_A_PART = 250
SECONDS_A_PART = 60.0


@dataclass(frozen=True)
class Signatory:
    """Who signs beneath a list: the lines above the signature, the name, and a line beneath it such as the NIP."""

    heading: Sequence[str]
    name: str
    number: str = ""


def list_pdf(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    heading: Sequence[str] = (),
    subtitle: str = "",
    notes: Sequence[str] = (),
    place_and_date: str = "",
    signatories: Sequence[Signatory] = (),
    paper: str = "f4-landscape",
    seconds: float = SECONDS_A_PART,
    after_part: Callable[[], None] | None = None,
) -> bytes:
    """Return a list as PDF.

    The rows are rendered some hundred at a time, so a long list needs no more memory than a short one; the pages are
    joined and numbered afterwards. Texts are printed as they are, never as markup.

    Args:
        title: what the list is, in capitals at its head and as the PDF's title.
        columns: headings, kinds and widths; a width counts against the others'.
        rows: one sequence of values a row, in the order of the columns; read once.
        heading: lines of the office above the title.
        subtitle: a line beneath the title, such as the year or what was filtered by.
        notes: lines beneath the table.
        place_and_date: stands above the last signatory.
        signatories: one or two (left and right) who sign the list.
        paper: one of PAPERS.
        seconds: how long each part may take.
        after_part: called after each part, for whoever must say that work goes on.

    Raises:
        foundation.documents.engine.RenderFailed: time-out, memory or crash of the engine.
    """
    if paper not in PAPERS:
        raise ValueError(paper)
    total = sum(column.width for column in columns)
    context = {
        "title": title,
        "heading": heading,
        "subtitle": subtitle,
        "notes": notes,
        "place_and_date": place_and_date,
        "signatories": signatories,
        "paper": paper,
        "columns": [
            {
                "label": column.label,
                "share": round(100 * column.width / total, 3),
                "number": column.kind in (INTEGER, NUMBER),
            }
            for column in columns
        ],
    }

    def render(template: str, **more: Any) -> bytes:
        html = render_to_string(template, {**context, **more})
        return render_pdf(html, stylesheet=STYLESHEET, title=title, seconds=seconds)

    parts = []
    for part, is_first, is_last in _parts(_printed(rows, columns)):
        parts.append(render("documents/list.html", rows=part, is_first=is_first, is_last=is_last))
        if after_part is not None:
            after_part()
    return _join(parts, lambda pages: render("documents/list_numbers.html", pages=range(pages), count=pages))


def _printed(rows: Iterable[Sequence[Any]], columns: Sequence[Column]) -> Iterator[list[str]]:
    for row in rows:
        yield [writable(shown(value, column.kind)) for value, column in zip(row, columns, strict=True)]


def _parts(rows: Iterator[list[str]]) -> Iterator[tuple[list[list[str]], bool, bool]]:
    """Yield the rows in parts, and whether each is the first and the last; a list without rows has one part."""
    part = list(islice(rows, ROWS_A_PART))
    is_first = True
    while True:
        following = list(islice(rows, ROWS_A_PART))
        yield part, is_first, not following
        if not following:
            return
        part, is_first = following, False


def _join(parts: list[bytes], number: Any) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(parts[0])) as whole:
        for content in parts[1:]:
            with pikepdf.open(io.BytesIO(content)) as part:
                whole.pages.extend(part.pages)
        with pikepdf.open(io.BytesIO(number(len(whole.pages)))) as numbers:
            for page, numbered in zip(whole.pages, numbers.pages, strict=True):
                page.add_overlay(numbered, None)
        target = io.BytesIO()
        whole.save(target, deterministic_id=True)
    return target.getvalue()
