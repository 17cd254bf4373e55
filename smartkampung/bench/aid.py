"""Aid: everybody matched with every rule, one changed rule seen before it takes effect, one family, the map."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from assistance.models import Coverage, Enrolment, Programme, Standing, Terms
from assistance.queries.map_values import MEASURES, map_values
from assistance.queries.simulation import changes_under
from assistance.services.match import match_everybody, match_families
from foundation.access.reach import elevated
from foundation.access.roles import Role
from villages.models import Region

from .aid_by_hand import write_by_hand
from .figures import MS, SECONDS, Figure, expect, interleaved, p50, p95
from .ground import REGENCY, VILLAGE, Ground


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
    different = write_by_hand(ground, compare=True)
    expect(different == 0, f"{different} rows differ between the matching and the SQL by hand")
    times: dict[str, list[float]] = {"hand": [], "ours": []}
    for _round in range(3):
        times["hand"].append(_seconds(partial(write_by_hand, ground)))
        times["ours"].append(_seconds(match_everybody))
    hand, ours = p50(times["hand"]), p50(times["ours"])
    name = f"Everybody matched, compared and written ({enrolments:,} enrolments)"
    yield Figure(name, ours, SECONDS, 15)
    yield Figure("… beside SQL by hand for the same rows", ours, SECONDS, None, "by hand", hand, 2)


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


def _seconds(deed: Any) -> float:
    started = perf_counter()
    deed()
    return perf_counter() - started
