"""Filling empty tables fast: foreign keys and secondary indexes are put aside and built again over the finished rows.

Row by row the database would look up every reference at commit, and the plan it remembers for that lookup was made
while the tables were empty: a million residents would take hours instead of half a minute.
"""

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection

_FOREIGN_KEYS = """
SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY (%s::regclass[]) ORDER BY c.conname
"""
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i WHERE i.indrelid = ANY (%s::regclass[])
AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1
"""


@contextmanager
def rebuilt_afterwards(*tables: str, afterwards: Sequence[str] = ()) -> Iterator[None]:
    """Drops the tables' foreign keys and the indexes that stand behind no constraint, and makes them again at the end.

    Triggers rest meanwhile; the statements in `afterwards` do at once what they would have done row by row.

    Must be called inside a transaction, as the owner of the tables, which it locks. The rows are checked when the
    keys are made again: a dangling reference fails the transaction.
    """
    foreign_keys = _fetch(_FOREIGN_KEYS, tables)
    indexes = _fetch(_INDEXES, tables)
    with connection.cursor() as cursor:
        for table in tables:
            # What triggers keep beside the rows is reckoned once, over all of them.
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        # Indexes over a million rows are sorted in memory; the setting ends with the transaction.
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for table, name, _ in foreign_keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in foreign_keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for statement in afterwards:
            cursor.execute(statement)


class Copying:
    """Sends finished rows by COPY while the caller makes the next ones; leaving the block waits for all of them.

    Only one COPY runs at a time, on the connection that is handed in, and nothing else may use it meanwhile. A failed
    one is raised at the next `send` or at the end.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._sender = ThreadPoolExecutor(1)
        self._running: Future[None] | None = None

    def __enter__(self) -> "Copying":
        return self

    def __exit__(self, *failure: object) -> None:
        try:
            self.wait()
        finally:
            self._sender.shutdown()

    def send(self, table: str, columns: str, lines: list[str]) -> None:
        """COPY of lines (tab-separated, each with its line feed) into a table; nothing for no lines."""
        self.wait()
        if lines:
            self._running = self._sender.submit(self._copy, f"COPY {table} ({columns}) FROM STDIN", lines)

    def wait(self) -> None:
        """Waits until the connection is free."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def _copy(self, command: str, lines: list[str]) -> None:
        with self._connection.cursor() as cursor:
            cursor.copy_expert(command, io.StringIO("".join(lines)))


def _fetch(query: str, tables: Sequence[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, [list(tables)])
        return list(cursor.fetchall())
