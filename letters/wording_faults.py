"""Everything that is wrong with a body, each fault at its line, for the person who writes it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .wording import WordingError, check


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which line of the body (from 1)."""

    line: int
    text: str


def wording_faults(body: str, fields: Iterable[tuple[str, str]]) -> list[Fault]:
    """All faults of a body that may name these fields (name, type); empty when it can be printed."""
    known = list(fields)
    faults = [fault for first, lines in _blocks(body) for fault in _faults_of(first, lines, known)]
    if not faults:
        try:
            check(body, known)
        except WordingError as error:
            faults.append(Fault(1, str(error)))
    return faults


def _blocks(body: str) -> Iterator[tuple[int, list[str]]]:
    lines: list[str] = []
    for number, line in enumerate([*body.splitlines(), ""], start=1):
        if line.strip():
            lines.append(line)
        elif lines:
            yield number - len(lines), lines
            lines = []


def _faults_of(first: int, lines: list[str], fields: list[tuple[str, str]]) -> Iterator[Fault]:
    """The faults of a block: those of single lines where they can be told, else the block's own at its first line."""
    whole = _message("\n".join(lines), fields)
    if not whole:
        return
    single = [Fault(n, text) for n, line in enumerate(lines, start=first) if (text := _message(line, fields))]
    yield from single or [Fault(first, whole)]


def _message(text: str, fields: list[tuple[str, str]]) -> str:
    try:
        check(text, fields)
    except WordingError as error:
        return str(error)
    return ""
