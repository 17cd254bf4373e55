"""Files of recipients: by NIK, and by misspelt names without any number; how quick, and how often the right person."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from random import Random
from time import perf_counter
from typing import Any

from django.utils import timezone

from assistance.deliveries.columns import COLUMNS, sheet_columns
from assistance.deliveries.matching import candidates_for
from assistance.models import Delivery, DeliveryRow, Programme
from assistance.services.deliveries import delivery_read
from foundation.access.reach import elevated, working_in
from foundation.documents.storage import save
from foundation.tabular.writing import Sheet, write_xlsx

from .figures import PERCENT, SECONDS, Figure, expect
from .ground import REGENCY, Ground
from .search import misspelt

BY_NUMBER, BY_NAME = 10_000, 1_000
ABBREVIATED = {"Muhammad": "M.", "Mohammad": "M.", "Siti": "St.", "Ahmad": "A.", "Abdul": "Abd."}
PEOPLE = """
SELECT r.id::text, r.nik, r.name, r.birth_date, f.address
FROM citizens_resident r TABLESAMPLE SYSTEM (2) JOIN citizens_family f ON f.id = r.family_id
WHERE r.status = 1 AND r.nik IS NOT NULL
"""


class _Means:
    """Transactions that reach the regency, as the worker's do."""

    def result(self) -> AbstractContextManager[None]:
        return working_in(REGENCY)


def measure(ground: Ground) -> Iterator[Figure]:
    """Seconds of reading and matching; shares of rows in which the right person is offered. Nothing is applied."""
    with ground.as_owner() as cursor:
        cursor.execute(PEOPLE)
        people = sorted(cursor.fetchall())
    ground.rng.shuffle(people)
    expect(len(people) >= BY_NUMBER, "there are people enough")
    numbered = [{"nik": nik, "name": name, "birth_date": born} for _id, nik, name, born, _at in people]
    delivery, seconds = _read(numbered[:BY_NUMBER])
    with working_in(REGENCY):
        matched = delivery.rows.filter(outcome=DeliveryRow.Outcome.MATCHED).count()
        expect(matched == BY_NUMBER, f"all are known by their number, not {matched}")
        delivery.delete()
    yield Figure(f"{BY_NUMBER:,} rows read and matched by NIK", seconds, SECONDS)
    yield from _by_name(ground.rng, people[:BY_NAME])


def _by_name(rng: Random, people: Sequence[Any]) -> Iterator[Figure]:
    """Names with one wrong letter or shortened as lists have them, the address in every other row, no number."""
    told = [
        {"name": _as_listed(rng, name), "birth_date": born, "address": at if number % 2 else ""}
        for number, (_id, _nik, name, born, at) in enumerate(people)
    ]
    delivery, seconds = _read(told)
    offered = first = among = 0
    with working_in(REGENCY), elevated():
        rows = {row.number: row for row in delivery.rows.all()}
        for number, person in enumerate(people, start=2):
            row = rows[number]
            expect(
                row.outcome != DeliveryRow.Outcome.MATCHED,
                "nobody is taken for another without a person's word",
            )
            offered += row.resident_id is not None
            first += str(row.resident_id) == person[0]
            among += person[0] in [candidate.resident_id for candidate in candidates_for(row)]
        delivery.delete()
    yield Figure(f"{BY_NAME:,} rows read and matched by misspelt name", seconds, SECONDS)
    yield Figure("Misspelt: the right person offered first", 100 * first / len(people), PERCENT, 90)
    yield Figure("Misspelt: who is offered is the right one", 100 * first / max(1, offered), PERCENT, 90)
    yield Figure("Misspelt: the right person among five to choose", 100 * among / len(people), PERCENT, 95)


def _read(rows: Sequence[dict[str, Any]]) -> tuple[Delivery, float]:
    """A file with these rows, read and matched as a worker does; and the seconds of it."""
    kind = Delivery.Kind.RECIPIENTS
    table = [[row.get(column.key) for column in COLUMNS[kind]] for row in rows]
    with working_in(REGENCY):
        delivery = Delivery.objects.create(
            kind=kind,
            programme=Programme.objects.get(code="pip"),
            source="ukur",
            valid_from=timezone.localdate(),
            area_code=REGENCY,
            path=save(write_xlsx(Sheet("Data", sheet_columns(kind), table))).path,
            file_name="ukur.xlsx",
        )
    started = perf_counter()
    delivery_read(delivery.pk, _Means())
    seconds = perf_counter() - started
    with working_in(REGENCY):
        delivery.refresh_from_db()
    expect(delivery.state == Delivery.State.READY, f"the file is {delivery.state}: {delivery.notice}")
    return delivery, seconds


def _as_listed(rng: Random, name: str) -> str:
    words = name.split()
    if words[0] in ABBREVIATED and rng.random() < 0.5:
        return " ".join([ABBREVIATED[words[0]], *words[1:]])
    return misspelt(rng, name)
