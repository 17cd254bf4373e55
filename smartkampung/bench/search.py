"""Finding people: by number, by fragments, with one typo; in a village and in the whole regency."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client

from citizens.models import Resident
from citizens.search import Found, find_people
from foundation.access.reach import elevated
from foundation.access.roles import Actor, Role

from .figures import MS, PERCENT, Figure, expect, interleaved, p95
from .ground import REGENCY, VILLAGE, Ground

HERE = "SELECT id::text, name, nik FROM citizens_resident WHERE village_id = %s AND status = 1"
EVERYWHERE = "SELECT id::text, name, nik FROM citizens_resident TABLESAMPLE SYSTEM (1) WHERE status = 1"

BEFORE = 20
"""So many others are looked for before the village's searches are measured; none of them is measured."""


class Stopwatch:
    """Adds up what the statements of a connection take; the log of Django rounds each to a millisecond."""

    def __init__(self) -> None:
        self.milliseconds = 0.0

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        started = perf_counter()
        try:
            return execute(*statement)
        finally:
            self.milliseconds += (perf_counter() - started) * 1000


def measure(ground: Ground) -> Iterator[Figure]:
    """SQL and whole answers; the reference is the same person by primary key, the least that a search can cost."""
    clerk, regency = ground.officer(), ground.officer(REGENCY, Role.AUDITOR)
    regency = Actor(user_id=regency.user_id, name="Ukur", grants=regency.grants)
    here = _people(ground, HERE, [VILLAGE])
    everywhere = _people(ground, EVERYWHERE, [])
    for kind, text_of, area_target in (
        ("fragment", _fragment, None),
        ("typo", _typo, 100),
        ("NIK", _nik, 30),
    ):
        yield from _village(ground, clerk, here, kind, text_of)
        if area_target:
            yield from _regency(ground, regency, everywhere, kind, text_of, area_target)


def _village(ground: Ground, actor: Actor, people: list[Any], kind: str, text_of: Any) -> Iterator[Figure]:
    wanted = [(person, text_of(ground.rng, person)) for person in people[: ground.rounds]]
    sql, floor, hits = [], [], 0
    with ground.acting(actor):
        # As in the middle of a morning: statements are planned, the village's pages were read for others.
        for other in people[ground.rounds :][:BEFORE]:
            find_people(actor, text_of(ground.rng, other))
        for person, text in wanted:
            statements = Stopwatch()
            with connection.execute_wrapper(statements):
                found = find_people(actor, text)
            sql.append(statements.milliseconds)
            hits += _found(found, person)
            floor += interleaved(1, {"key": _by_key(person)})["key"]
    share = 100 * hits / len(wanted)
    yield Figure(f"Village, {kind}: SQL p95", p95(sql), MS, 5, "by key", p95(floor))
    yield Figure(f"Village, {kind}: the right person among 25", share, PERCENT, 95)
    client = ground.browser("operator.3510012001", Role.OPERATOR, VILLAGE)
    whole = []
    for _person, text in wanted:
        whole += interleaved(1, {"page": partial(_posted, client, text)})["page"]
    yield Figure(f"Village, {kind}: whole answer p95", p95(whole), MS, 30)


def _regency(
    ground: Ground, actor: Actor, people: list[Any], kind: str, text_of: Any, target: float
) -> Iterator[Figure]:
    wanted = [(person, text_of(ground.rng, person)) for person in people[: ground.rounds]]
    times, floor, hits, strangers = [], [], 0, 0
    with elevated():
        for person, text in wanted:
            measured = interleaved(
                1,
                {
                    "search": partial(find_people, actor, text),
                    "key": _by_key(person),
                },
            )
            times += measured["search"]
            floor += measured["key"]
            found = find_people(actor, text)
            hits += _found(found, person)
            strangers += person[1] not in [other.name for other in found.people]
    yield Figure(f"Regency, {kind}: search p95", p95(times), MS, target, "by key", p95(floor))
    yield Figure(f"Regency, {kind}: the right person among 25", 100 * hits / len(wanted), PERCENT, 95)
    right = 100 - 100 * strangers / len(wanted)
    yield Figure(f"Regency, {kind}: the right name among 25", right, PERCENT)


def _by_key(person: Any) -> Callable[[], Any]:
    return lambda: list(Resident.objects.filter(pk=person[0]))


def _found(found: Found, person: Any) -> bool:
    """Whether the person is in the list, or more bear the very name than the list has room for.

    Then no name tells who is meant, and the list offers all of that name, and the year of birth.
    """
    return person[0] in [other.pk for other in found.people] or person[1] in found.crowded


def _people(ground: Ground, question: str, values: list[Any]) -> list[Any]:
    with ground.as_owner() as cursor:
        cursor.execute(question, values)
        people = [(UUID(key), name, nik) for key, name, nik in sorted(cursor.fetchall())]
    ground.rng.shuffle(people)
    expect(len(people) >= ground.rounds, "there are people enough to look for")
    return people


def _fragment(rng: Random, person: Any) -> str:
    words = person[1].lower().split()
    rng.shuffle(words)
    return " ".join(word[: max(3, len(word) - 2)] for word in words)


def _typo(rng: Random, person: Any) -> str:
    return misspelt(rng, person[1])


def misspelt(rng: Random, name: str) -> str:
    """The name with one letter of its longest word left out, doubled, exchanged or swapped."""
    words = name.split()
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[longest]
    at = rng.randrange(1, max(2, len(word) - 1))
    words[longest] = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice("aeioulnrst") + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )
    return " ".join(words)


def _nik(_rng: Random, person: Any) -> str:
    return str(person[2])


def _posted(client: Client, text: str) -> None:
    response = client.post("/desa/penduduk/", {"q": text}, headers={"HX-Request": "true"})
    expect(response.status_code == 200, "the search page answers")
