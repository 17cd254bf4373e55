"""Statistics of a village and of the regency: the page, beside the count over the register that it saves."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client

from citizens.statistics import population_statistics
from foundation.access.reach import elevated
from foundation.access.roles import Role
from villages.models import Region

from .figures import MS, Figure, expect, interleaved, p95
from .ground import REGENCY, VILLAGE, Ground

TODAY = date(2026, 11, 25)
# What the page would have to ask for one of its tables without kept figures.
RECOUNT = """
SELECT religion, sex, count(*) FROM citizens_resident
WHERE status = 1 AND (village_id = %(area)s OR starts_with(village_id, %(area)s || '.')) GROUP BY 1, 2
"""


def measure(ground: Ground) -> Iterator[Figure]:
    """p95 of the figures and of the whole page."""
    browsers = {
        VILLAGE: ground.browser("operator.3510012001", Role.OPERATOR, VILLAGE),
        REGENCY: ground.browser("admin.kabupaten", Role.DISTRICT_ADMIN, REGENCY),
    }
    for code, what, target in ((VILLAGE, "village", 100), (REGENCY, "regency", 300)):
        area = Region.objects.get(code=code)
        client = browsers[code]
        with elevated():
            _agrees(ground, area)
            times = interleaved(
                max(5, ground.rounds // 4),
                {"kept": partial(population_statistics, area, TODAY), "recount": partial(_recount, code)},
            )
        page = interleaved(max(5, ground.rounds // 4), {"page": partial(_open, client, code)})["page"]
        yield Figure(
            f"Statistics of the {what}: figures p95",
            p95(times["kept"]),
            MS,
            None,
            "recount of one table",
            p95(times["recount"]),
        )
        yield Figure(f"Statistics of the {what}: whole page p95", p95(page), MS, target)


def _agrees(ground: Ground, area: Region) -> None:
    figures = population_statistics(area, TODAY)
    counted: dict[int, int] = {}
    for _religion, sex, people in _recount(area.code):
        counted[sex] = counted.get(sex, 0) + people
    expect(
        (figures.men, figures.women) == (counted[1], counted[2]), "the kept figures are those of a recount"
    )
    expect(sum(line.total for line in figures.ages) == figures.total, "everybody has an age")
    expect(sum(part.total for part in figures.parts) == figures.total, "everybody lives somewhere")


def _recount(code: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"area": code})
        return list(cursor.fetchall())


def _open(client: Client, code: str) -> None:
    expect(client.get(f"/desa/statistik/{code}/").status_code == 200, "the page answers")
