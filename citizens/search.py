"""One box for people: NIK, KK number, phone, or what is remembered of a name, within the reach of whoever looks."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from psycopg2.extras import DateRange

from foundation.access.roles import Actor, within
from villages.models import Region

from .models import Family, Resident
from .nik import LENGTH, compact

LIMIT = 25
SHORTEST_NUMBER, SHORTEST_FRAGMENT = 4, 2
VILLAGE_CODE_LENGTH = len("35.10.01.2001")
MOST_VILLAGES_BY_NAME = 30
LISTED = (
    "name",
    "nik",
    "birth_place",
    "birth_date",
    "address",
    "area_code",
    "village_id",
    "status",
    "residence",
    "relation",
    "family__address",
)
"""What lists of people show."""
YEAR = re.compile(r"(?:19|20)\d\d")
DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)")


@dataclass(frozen=True)
class Found:
    """The people that a text may mean, the likeliest first.

    `crowded`: names of theirs that more people bear than the list has room for.
    """

    people: list[Resident] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)


def search_residents(actor: Actor, text: str, *, limit: int = LIMIT) -> list[Resident]:
    """The people of `find_people`, with all that is recorded of them."""
    people = find_people(actor, text, limit=limit).people
    whole = Resident.objects.select_related("family", "village").in_bulk([person.pk for person in people])
    return [whole[person.pk] for person in people]


def find_people(actor: Actor, text: str, *, limit: int = LIMIT) -> Found:
    """Residents within the actor's reach whom the text may mean, the living first.

    A number is looked for as NIK or KK number (whole, or the beginning of a NIK) and as phone number. Words are
    fragments of the name in any order and any case; a year or a day of birth beside them narrows it. Where no name
    has them all, the names with the fewest wrong letters are given, for people misspell them. Text shorter than two
    letters or four digits finds nobody. In a whole regency fragments are looked for within the words of names.
    Of each only what a list shows is read.
    """
    digits = compact(text.replace("+", ""))
    if digits.isascii() and digits.isdigit():
        return Found(_by_number(actor, digits, limit)) if len(digits) >= SHORTEST_NUMBER else Found()
    fragments, born = _parts(text)
    if not fragments or max(map(len, fragments)) < SHORTEST_FRAGMENT:
        return Found()
    villages = _villages(actor.codes())
    if villages == []:
        return Found()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, bearers FROM citizens_named(%s::text[], %s::text[], %s::text[], %s::daterange, %s)",
            [villages, list(actor.codes()), fragments, born, limit],
        )
        bearers = dict(cursor.fetchall())
    by_id = {person.pk: person for person in _reached(actor).filter(pk__in=bearers)}
    people = [by_id[pk] for pk in bearers if pk in by_id]
    return Found(people, _crowded(people, bearers))


def _parts(text: str) -> tuple[list[str], DateRange | None]:
    """The fragments of the name, and the days of birth that a year or a day among them stands for."""
    fragments, born = [], None
    for part in text.lower().split():
        days = _days(part)
        if days is None:
            fragments.append(part)
        else:
            born = days
    return fragments, born


def _days(part: str) -> DateRange | None:
    if YEAR.fullmatch(part):
        return DateRange(date(int(part), 1, 1), date(int(part), 12, 31), "[]")
    if written := DAY.fullmatch(part):
        day, month, year = map(int, written.groups())
        with suppress(ValueError):
            born = date(year, month, day)
            return DateRange(born, born, "[]")
    return None


def _crowded(people: list[Resident], bearers: dict[object, int]) -> list[str]:
    shown: dict[str, int] = {}
    for person in people:
        shown[person.name] = shown.get(person.name, 0) + 1
    return list(dict.fromkeys(p.name for p in people if bearers[p.pk] > shown[p.name]))


def _by_number(actor: Actor, digits: str, limit: int) -> list[Resident]:
    if len(digits) == LENGTH:
        # The family is looked up first: one condition over both tables would read every resident in reach.
        families = list(Family.objects.filter(number=digits).values_list("pk", flat=True))
        condition = Q(nik=digits) | Q(family_id__in=families)
    else:
        local = "0" + digits[2:] if digits.startswith("62") else digits
        condition = Q(phone=local)
        if len(digits) < LENGTH:
            # With both ends of a range the index is used under row-level security; for LIKE it would not be.
            condition |= Q(nik__gte=digits, nik__lt=digits[:-1] + chr(ord(digits[-1]) + 1))
    people = _reached(actor).filter(condition)
    # The code of the living is the lowest.
    return list(people.order_by("status", "family_id", "relation", "id")[:limit])


def _reached(actor: Actor) -> QuerySet[Resident]:
    listed = Resident.objects.select_related("family").only(*LISTED)
    return listed.filter(within(actor.codes()))


def _villages(codes: Iterable[str]) -> list[str] | None:
    """The villages that the codes cover; None for so many that naming them narrows nothing."""
    villages: list[str] = []
    for code in codes:
        if code.count(".") < 2:
            return None
        if len(code) >= VILLAGE_CODE_LENGTH:
            villages.append(code[:VILLAGE_CODE_LENGTH])
        else:
            below = Region.objects.filter(parent_id=code, level=Region.Level.VILLAGE)
            villages.extend(below.values_list("code", flat=True))
    return villages if len(villages) <= MOST_VILLAGES_BY_NAME else None
