"""Charts drawn on the server as SVG: their geometry. Every number of a chart also stands in the table beside it."""

from collections.abc import Sequence
from typing import Any

from .statistics import Line

ROW, BAR, HALF, GAP = 20, 15, 240, 56
MOST_BARS = 12


def pyramid(ages: Sequence[Line]) -> dict[str, Any]:
    """The age pyramid (piramida penduduk): men to the left, women to the right, the oldest on top."""
    largest = max([1, *(line.men for line in ages), *(line.women for line in ages)])
    rows = []
    for position, line in enumerate(reversed(ages)):
        men, women = round(HALF * line.men / largest, 1), round(HALF * line.women / largest, 1)
        rows.append(
            {
                "label": line.label,
                "y": position * ROW,
                "middle": position * ROW + BAR - 3,
                "men_x": round(HALF - men, 1),
                "men": men,
                "women": women,
            }
        )
    return {
        "rows": rows,
        "bar": BAR,
        "width": 2 * HALF + GAP,
        "height": len(rows) * ROW,
        "centre": HALF + GAP // 2,
        "right": HALF + GAP,
    }


def bars(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines of a table with the length of their bar, 0 to 100; the longest is 100."""
    largest = max([1, *(line.total for line in lines)])
    return [{"line": line, "length": round(100 * line.total / largest, 1)} for line in lines]
