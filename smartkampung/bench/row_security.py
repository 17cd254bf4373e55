"""What row-level security costs: the same questions as the runtime role and as the exempt owner."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection

from .figures import MS, Figure, expect, interleaved, p50
from .ground import VILLAGE, Ground

QUESTIONS = {
    "list of 25": (
        "SELECT id, name FROM citizens_resident WHERE village_id = %s"
        ' ORDER BY lower(name) COLLATE "C", id LIMIT 25',
        VILLAGE,
    ),
    "count of a village": ("SELECT count(*) FROM citizens_resident WHERE village_id = %s", VILLAGE),
    "person by NIK": ("SELECT id, name FROM citizens_resident WHERE nik = %s", None),
}


def measure(ground: Ground) -> Iterator[Figure]:
    """Medians, interleaved; both give the same rows."""
    with ground.as_owner() as owner:
        owner.execute(
            "SELECT nik FROM citizens_resident WHERE village_id = %s AND nik IS NOT NULL LIMIT 1", [VILLAGE]
        )
        (nik,) = owner.fetchone()
        for what, (question, value) in QUESTIONS.items():
            value = value or nik
            with ground.acting(ground.officer()), connection.cursor() as limited:
                asked = {
                    "limited": partial(_rows, limited, question, value),
                    "free": partial(_rows, owner, question, value),
                }
                times = interleaved(ground.rounds, asked)
                same = _rows(limited, question, value) == _rows(owner, question, value)
            expect(same, f"{what}: the officer sees their village whole")
            yield Figure(
                f"Row-level security, {what}: p50",
                p50(times["limited"]),
                MS,
                None,
                "exempt owner",
                p50(times["free"]),
            )


def _rows(cursor: Any, question: str, value: str) -> list[Any]:
    cursor.execute(question, [value])
    return [tuple(map(str, row)) for row in cursor.fetchall()]
