"""Filling the register: `seed_demo` beside a bare COPY of the very rows that it wrote."""

from collections.abc import Iterator
from time import perf_counter
from typing import Any

from .figures import SECONDS, Figure, expect
from .ground import Ground

TABLES = ("citizens_family", "citizens_resident")
# The copy has no foreign keys to check, which favours the reference.
_COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def measure(ground: Ground) -> Iterator[Figure]:
    """Seconds for the whole regency; the reference keeps indexes and checks in place while it copies."""
    if ground.seeding_seconds is None:
        return
    files = {table: ground.state / f"{table}.copy" for table in TABLES}
    with ground.as_owner() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT village_id), count(DISTINCT nik) FROM citizens_resident"
        )
        people, villages, niks = cursor.fetchone()
        expect(people == niks == ground.residents, f"{ground.residents} people with a NIK of their own")
        expect(ground.residents <= 32_000 or villages == 217, "every village has people")
        try:
            seconds = _copied_again(cursor, files)
            cursor.execute("SELECT count(*) FROM ukur.citizens_resident")
            expect(cursor.fetchone()[0] == people, "the reference holds the same people")
        finally:
            cursor.execute("DROP SCHEMA IF EXISTS ukur CASCADE")
            for path in files.values():
                path.unlink(missing_ok=True)
    yield Figure(
        f"Seed {people:,} residents",
        ground.seeding_seconds,
        SECONDS,
        beside="COPY, same indexes",
        reference=seconds,
        target_ratio=2,
    )


def _copied_again(cursor: Any, files: dict[str, Any]) -> float:
    cursor.execute("DROP SCHEMA IF EXISTS ukur CASCADE; CREATE SCHEMA ukur")
    columns = {}
    for table, path in files.items():
        cursor.execute(_COLUMNS, [table])
        columns[table] = cursor.fetchone()[0]
        with path.open("w", encoding="utf-8") as file:
            cursor.copy_expert(f"COPY public.{table} ({columns[table]}) TO STDOUT", file)
        cursor.execute(f"CREATE TABLE ukur.{table} (LIKE public.{table} INCLUDING ALL)")
    started = perf_counter()
    for table, path in files.items():
        with path.open(encoding="utf-8") as file:
            cursor.copy_expert(f"COPY ukur.{table} ({columns[table]}) FROM STDIN", file)
    cursor.execute("ANALYZE ukur.citizens_family; ANALYZE ukur.citizens_resident")
    return perf_counter() - started
