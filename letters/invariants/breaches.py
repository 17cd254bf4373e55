"""What an invariant is, and how one is looked at with SQL."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.backends.utils import CursorWrapper

from foundation.access.reach import EVERYWHERE, working_in

SHOWN = 3


@dataclass(frozen=True)
class Scope:
    """How much is read: `files` switches the reading of files on, `sample` bounds how many (None: all)."""

    files: bool = True
    sample: int | None = None


@dataclass
class Breaches:
    """How many rows break an invariant, with the first few named; `skipped` says that nobody looked."""

    count: int = 0
    examples: list[str] = field(default_factory=list)
    skipped: bool = False

    def add(self, what: str) -> None:
        """Counts one breach."""
        self.count += 1
        if len(self.examples) < SHOWN:
            self.examples.append(what)


@dataclass(frozen=True)
class Invariant:
    """One statement that must hold, in Indonesian, and what looks for its breaches."""

    code: str
    statement: str
    look: Callable[[Scope], Breaches]


def broken_by(*queries: str) -> Callable[[Scope], Breaches]:
    """Looks with SQL; each row's first column names one breach."""

    def look(scope: Scope) -> Breaches:
        found = Breaches()
        for query in queries:
            with working_in(EVERYWHERE), connection.cursor() as cursor:
                take_time(cursor)
                # Only constants of this module are put together here.
                cursor.execute(f"SELECT count(*), (array_agg(what))[1:{SHOWN}] FROM ({query}) AS b (what)")  # noqa: S608
                count, examples = cursor.fetchone()
            found.count += count
            found.examples += [str(what) for what in (examples or [])][: SHOWN - len(found.examples)]
        return found

    return look


def take_time(cursor: CursorWrapper) -> None:
    """Lifts the limit that guards web requests: it is too short for a look at three million letters."""
    cursor.execute("SET LOCAL statement_timeout = 0")


def listed(values: Iterable[str]) -> str:
    """Constants as an SQL list."""
    return ", ".join(f"'{value}'" for value in values)
