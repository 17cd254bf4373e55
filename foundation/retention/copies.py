"""The ledger's copy outside the database: a line of JSON for each erasure, so that a restored backup knows of it.

It has no personal data. It lies in the state folder and can be kept elsewhere as well (`erasure_ledger` prints it).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

FILE = "erasures.jsonl"


@dataclass(frozen=True)
class Line:
    """One line of the ledger."""

    rule: str
    action: str
    cutoff: datetime
    rows: int
    files: int
    at: datetime

    def text(self) -> str:
        """The line as it is written."""
        return json.dumps(asdict(self), default=datetime.isoformat)


def append(line: Line) -> None:
    """Writes a line to the copy; a full or missing disk costs the copy, never the erasure."""
    target = settings.VAR_DIR / FILE
    try:
        with target.open("a", encoding="utf-8") as file:
            file.write(line.text() + "\n")
    except OSError:
        import logging

        logging.getLogger(__name__).warning("the copy of the erasure ledger could not be written")


def lines_of(source: Path | None = None) -> Iterator[Line]:
    """The lines of a copy, of the state folder's where none is named; a half-written last line is left out."""
    path = source or settings.VAR_DIR / FILE
    if not path.exists():
        return
    yield from read_lines(path.read_text(encoding="utf-8").splitlines())


def read_lines(texts: Iterable[str]) -> Iterator[Line]:
    """Lines as `Line.text` wrote them."""
    for text in texts:
        try:
            told: dict[str, Any] = json.loads(text)
            moments = {name: datetime.fromisoformat(told[name]) for name in ("cutoff", "at")}
            yield Line(**{**told, **moments})
        except (ValueError, KeyError, TypeError):
            continue
