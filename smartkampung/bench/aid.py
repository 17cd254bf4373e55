"""Aid: everybody matched with every rule, one changed rule seen before it takes effect, one family, the map."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from assistance.models import Coverage, Enrolment, Programme, Standing, Terms
from assistance.queries.map_values import MEASURES, map_values
from assistance.queries.simulation import changes_under
from assistance.services.match import match_everybody, match_families
from foundation.access.reach import elevated
from foundation.access.roles import Role
from villages.models import Region

from .figures import MS, SECONDS, Figure, expect, interleaved, p50, p95
from .ground import REGENCY, VILLAGE, Ground

# Written by hand for the programmes and terms that the product ships, as an expert would: one pass over people,
# grouped by family, dates as constants, each programme's rule once.
BY_HAND = """
WITH e AS MATERIALIZED (
  SELECT e.family_id, o.code, o.bit FROM assistance_enrolment e JOIN assistance_programme o ON o.id = e.programme_id
  WHERE e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)),
a AS (SELECT family_id, bool_or(code = 'pkh') AS pkh, bool_or(code = 'sembako') AS sembako,
  bool_or(code = 'blt-dd') AS blt FROM e GROUP BY 1),
g AS (
  SELECT family_id, count(*) AS members, bool_or(pregnant) AS pregnant, bool_or(birth_date > %(y7)s) AS small,
    bool_or(birth_date > %(y2)s) AS baby,
    bool_or(current_education IN (4, 6, 7) AND birth_date > %(y22)s) AS pupil, bool_or(birth_date <= %(y60)s) AS old,
    bool_or(disability <> 7) AS disabled, bool_or(chronically_ill) AS ill
  FROM citizens_resident WHERE status = 1 AND family_id IS NOT NULL GROUP BY 1),
h AS MATERIALIZED (
  SELECT f.id, w.decile, w.unfit_house, w.housing, w.lost_livelihood, g.*, coalesce(a.pkh, false) AS pkh,
    coalesce(a.sembako, false) AS sembako, coalesce(a.blt, false) AS blt, v.kind
  FROM citizens_family f JOIN g ON g.family_id = f.id LEFT JOIN a ON a.family_id = f.id
  JOIN assistance_welfare w ON w.family_id = f.id AND w.valid_from <= %(day)s
    AND (w.valid_until IS NULL OR w.valid_until > %(day)s)
  JOIN villages_region v ON v.code = f.village_id
  WHERE f.closed_on IS NULL AND (w.decile <= 5 OR a.pkh))
SELECT 'pkh', count(*) FROM h WHERE decile <= 4 AND (pregnant OR small OR pupil OR old OR disabled)
UNION ALL SELECT 'sembako', count(*) FROM h WHERE decile <= 5
UNION ALL SELECT 'blt-dd', count(*) FROM h WHERE kind = 'desa' AND decile <= 4 AND NOT pkh AND NOT sembako
  AND (decile <= 1 OR lost_livelihood OR ill OR disabled OR members = 1 AND old)
UNION ALL SELECT 'rutilahu', count(*) FROM h WHERE unfit_house AND housing = 1 AND decile <= 4
UNION ALL SELECT 'paket-gizi', count(*) FROM h WHERE decile <= 4 AND (pregnant OR baby)
UNION ALL SELECT 'paket-pangan', count(*) FROM h WHERE decile <= 3 AND NOT sembako AND NOT blt
UNION ALL SELECT unnest(ARRAY['pbi-jkn', 'pip', 'atensi-lansia', 'aspd', 'pkh-plus', 'rantang-kasih',
  'banyuwangi-cerdas']), unnest(ARRAY[
    count(*) FILTER (WHERE decile <= 5 AND coalesce(insurance NOT IN (3, 99), true)),
    count(*) FILTER (WHERE current_education IN (4, 6, 7) AND birth_date <= %(y6)s AND birth_date > %(y22)s
      AND (decile <= 4 OR pkh)),
    count(*) FILTER (WHERE birth_date <= %(y60)s AND members <= 2 AND decile <= 3),
    count(*) FILTER (WHERE disability <> 7 AND decile <= 4),
    count(*) FILTER (WHERE birth_date <= %(y70)s AND pkh),
    count(*) FILTER (WHERE birth_date <= %(y60)s AND members = 1 AND decile <= 2),
    count(*) FILTER (WHERE current_education IN (8, 9, 10, 11) AND birth_date > %(y26)s AND decile <= 4)])
  FROM citizens_resident p JOIN h ON h.id = p.family_id WHERE p.status = 1
"""
# What the answer costs once it is known: the same rows written into a table of the same shape.
STORED = "CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM assistance_standing"


def measure(ground: Ground) -> Iterator[Figure]:
    """Seconds and milliseconds, each beside its reference in the same run."""
    yield from _everybody(ground)
    yield from _one_rule(ground)
    yield from _one_family(ground)
    yield from _map(ground)


def _everybody(ground: Ground) -> Iterator[Figure]:
    match_everybody()
    with elevated():
        enrolments = Enrolment.objects.count()
        counted = {row["programme__code"]: row["n"] for row in _entitled()}
    by_hand = dict(_by_hand(ground))
    expect(
        by_hand == {code: counted.get(code, 0) for code in by_hand}, f"by hand {by_hand}, matched {counted}"
    )
    times: dict[str, list[float]] = {"hand": [], "ours": []}
    for _round in range(3):
        times["hand"].append(_seconds(partial(_by_hand, ground)))
        times["ours"].append(_seconds(match_everybody))
    hand, ours = p50(times["hand"]), p50(times["ours"])
    yield Figure(
        f"Everybody matched ({enrolments:,} enrolments)", ours, SECONDS, 15, "SQL by hand, counts only", hand
    )
    stored = p50([_seconds(partial(_stored, ground)) for _round in range(3)])
    yield Figure(
        "… beside the same answer by hand and stored", ours, SECONDS, None, "by hand", hand + stored, 2
    )


def _one_rule(ground: Ground) -> Iterator[Figure]:
    regency, village = Region.objects.get(code=REGENCY), Region.objects.get(code=VILLAGE)
    terms = (
        Terms.objects.select_related("programme")
        .filter(programme__code="sembako")
        .order_by("-valid_from")
        .first()
    )
    assert terms is not None  # noqa: S101 - the catalogue has it
    draft = Terms(
        programme=terms.programme,
        rule={"fact": "decile", "is": "at_most", "value": 4},
        valid_from=timezone.localdate(),
    )
    with elevated():
        whole = p50([_seconds(partial(changes_under, draft, regency)) for _round in range(3)])
        times = interleaved(max(5, ground.rounds // 4), {"village": partial(changes_under, draft, village)})
    yield Figure("One changed rule, the regency", whole, SECONDS, 2)
    yield Figure("One changed rule, a village p95", p95(times["village"]), MS, 100)


def _one_family(ground: Ground) -> Iterator[Figure]:
    with elevated():
        families = list(
            Standing.objects.filter(village=VILLAGE, resident=None).values_list("pk", flat=True)[:500]
        )

    def again() -> None:
        with transaction.atomic():
            match_families([ground.rng.choice(families)])

    yield Figure(
        "One family matched again p95", p95(interleaved(ground.rounds, {"family": again})["family"]), MS, 10
    )


def _map(ground: Ground) -> Iterator[Figure]:
    programme = Programme.objects.get(code="pkh")
    client = ground.browser("dinsos", Role.SOCIAL_OFFICER, REGENCY)
    rounds = max(5, ground.rounds // 2)
    values = partial(map_values, REGENCY, MEASURES["belum"], programme, by_village=True)
    expect(
        sum(values().values())
        == sum(Coverage.objects.filter(programme=programme).values_list("gap", flat=True)),
        "sum",
    )
    times = interleaved(rounds, {"values": values, "page": partial(_page, client)})
    yield Figure("Map: a measure of 217 villages p95", p95(times["values"]), MS, None)
    yield Figure("Map: whole page of 217 villages p95", p95(times["page"]), MS, 60)


def _page(client: Client) -> None:
    expect(client.get("/bansos/peta/?rinci=desa").status_code == 200, "the map answers")


def _entitled() -> list[Any]:
    return list(Coverage.objects.values("programme__code").annotate(n=Sum("entitled")))


def _by_hand(ground: Ground) -> list[Any]:
    day = timezone.localdate()
    years = {f"y{n}": day.replace(year=day.year - n) for n in (2, 6, 7, 22, 26, 60, 70)}
    with ground.as_owner() as cursor:
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute(BY_HAND, {"day": day, **years})
        return list(cursor.fetchall())


def _stored(ground: Ground) -> None:
    with ground.as_owner() as cursor:
        cursor.execute(STORED)


def _seconds(deed: Any) -> float:
    started = perf_counter()
    deed()
    return perf_counter() - started
