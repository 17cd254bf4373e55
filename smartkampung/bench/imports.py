"""A village's file of 10,000 people: previewed, applied, taken back; beside reading it and COPY of its cells alone."""

import io
import resource
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Any

from citizens.imports.columns import COLUMNS
from citizens.imports.template import data_columns
from citizens.models import ImportBatch, Resident
from citizens.nik import compose_kk_number, compose_nik
from citizens.services.import_work import import_apply, import_preview, import_undo
from citizens.services.imports import import_agree, import_open
from foundation.access.reach import working_in
from foundation.tabular.reading import read_table
from foundation.tabular.writing import Sheet, write_xlsx

from .figures import SECONDS, Figure, expect
from .ground import Ground

VILLAGE, UNUSED_DISTRICT = "35.10.02.2001", "351099"
PEOPLE, IN_A_FAMILY = 10_000, 4
MOST_MEGABYTES = 300
NAMES = ("SUGENG PRAYITNO", "SULASTRI", "DIMAS PRAYOGA", "SITI AMINAH", "AHMAD FAUZI", "DEWI LESTARI")


class _Means:
    """Transactions that reach the village."""

    def reading(self) -> AbstractContextManager[None]:
        return working_in(VILLAGE)

    def result(self) -> AbstractContextManager[None]:
        return working_in(VILLAGE)


def measure(ground: Ground) -> Iterator[Figure]:
    """Seconds of each step; the people are gone again afterwards."""
    means, content = _Means(), _workbook(ground.rng)
    started = perf_counter()
    read = read_table(content)
    floor = perf_counter() - started
    expect(sum(1 for _row in read.rows) >= PEOPLE, "the file has everybody")
    with means.reading():
        batch = import_open(VILLAGE, content, "ukur.xlsx", created_by=None)
        before = Resident.objects.count()
    preview = _seconds(lambda: import_preview(batch.pk, means))
    _expect_state(batch, means, ImportBatch.State.READY)
    with means.reading():
        import_agree(batch.pk)
    apply = _seconds(lambda: import_apply(batch.pk, means))
    _expect_state(batch, means, ImportBatch.State.APPLIED)
    with means.reading():
        expect(Resident.objects.count() == before + PEOPLE, "everybody was taken in")
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNDOING)
    undo = _seconds(lambda: import_undo(batch.pk, means))
    with means.reading():
        expect(Resident.objects.count() == before, "everybody is gone again")
        batch.delete()
    copied = _copied(ground, content)
    yield Figure(f"Preview of {PEOPLE:,} rows", preview, SECONDS, 3, "reading the file", floor)
    yield Figure(f"Applying {PEOPLE:,} new people", apply, SECONDS, 2, "COPY of as many cells", copied)
    yield Figure(f"Taking {PEOPLE:,} people back", undo, SECONDS, 2)
    yield Figure("Highest memory of the process", _megabytes(), "MB", MOST_MEGABYTES)


def _workbook(rng: Random) -> bytes:
    example = {column.key: column.example for column in COLUMNS}
    rows = []
    for number in range(PEOPLE // IN_A_FAMILY):
        issued = date(2010, 1, 1) + timedelta(days=number % 3000)
        family = compose_kk_number(UNUSED_DISTRICT, issued, number // 3000 + 1)
        for place in range(IN_A_FAMILY):
            sex = 1 if place in (0, 2) else 2
            born = date(1960 + place * 12, 1, 1) + timedelta(days=rng.randrange(3000))
            nik = compose_nik(UNUSED_DISTRICT, born, sex, (number * IN_A_FAMILY + place) % 9999 + 1)
            rows.append(
                example
                | {
                    "nik": nik,
                    "name": rng.choice(NAMES),
                    "number": family,
                    "relation": ("1", "3", "4", "4")[place],
                    "sex": str(sex),
                    "birth_date": f"{born:%d-%m-%Y}",
                    "rt": f"{number % 9 + 1:03}",
                }
            )
    return write_xlsx(
        Sheet("Data", data_columns(), [[row[column.key] for column in COLUMNS] for row in rows])
    )


def _copied(ground: Ground, content: bytes) -> float:
    """Seconds that PostgreSQL needs to take as many cells in by COPY."""
    width = len(COLUMNS)
    lines = ["\t".join(str(cell or "") for cell in row[:width]) for row in read_table(content).rows]
    columns = ", ".join(f"c{number} text" for number in range(width))
    with ground.as_owner() as cursor:
        started = perf_counter()
        cursor.execute(f"CREATE TEMP TABLE ukur ({columns})")
        cursor.copy_expert("COPY ukur FROM STDIN", io.StringIO("\n".join(lines) + "\n"))
        return perf_counter() - started


def _expect_state(batch: ImportBatch, means: _Means, state: str) -> None:
    with means.reading():
        batch.refresh_from_db()
    expect(batch.state == state, f"the import is {batch.state}: {batch.notice} {batch.counts}")


def _seconds(deed: Any) -> float:
    started = perf_counter()
    deed()
    return perf_counter() - started


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
