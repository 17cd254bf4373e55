"""Where a table begins in a sheet that people made: below titles and notes, with a heading of one row or two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A letterhead, a title, a legend: no honest file has more above its heading.
SEARCHED_ROWS = 40
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Header:
    """The heading of a table: `columns` maps a column's key to its place, `first_row` is the first row beneath.

    `repeated` holds the labels of columns that occur twice, `unknown` the labels that nobody asked for.
    """

    columns: dict[str, int]
    first_row: int
    repeated: list[str]
    unknown: list[str]

    def cell(self, row: Sequence[Any], key: str) -> Any:
        """Return what a row holds in a column; None where the column or the cell is not there."""
        place = self.columns.get(key)
        return row[place] if place is not None and place < len(row) else None


def find_header(rows: Sequence[Sequence[Any]], names: Mapping[str, str]) -> Header | None:
    """Return the heading that knows most of the names, or None where no row knows any.

    The heading may span two rows, as it does where some of its cells are merged downwards and others have a second
    line of labels beneath. The lower label counts, where there is one that is known.

    Args:
        rows: the sheet's rows.
        names: what a column may be called, as `plain_label` writes it, and its key.
    """
    best: Header | None = None
    for first in range(min(len(rows), SEARCHED_ROWS)):
        for height in (1, 2):
            found = _heading(rows[first : first + height], first + height, names)
            if len(found.columns) > (len(best.columns) if best else 0):
                best = found
    return best


def plain_label(label: Any) -> str:
    """Return a label without case, signs and spaces: "No. KK *" and "no_kk" are the same."""
    return _NOT_A_LETTER.sub("", str(label or "").casefold())


def _heading(lines: Sequence[Sequence[Any]], first_row: int, names: Mapping[str, str]) -> Header:
    columns: dict[str, int] = {}
    repeated, unknown = [], []
    for place in range(max(map(len, lines), default=0)):
        labels = [
            line[place] for line in reversed(lines) if place < len(line) and isinstance(line[place], str)
        ]
        known = [label for label in labels if plain_label(label) in names]
        if not known:
            unknown += [label.strip() for label in labels[:1] if label.strip()]
            continue
        key = names[plain_label(known[0])]
        if key in columns:
            repeated.append(known[0].strip())
        else:
            columns[key] = place
    return Header(columns, first_row, repeated, unknown)
