"""One box for people: NIK, KK number, phone, or what is remembered of a name, within the reach of whoever looks."""

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, NullIf
from psycopg2.extras import DateRange

from foundation.access.roles import Actor, within
from villages.models import Region

from .models import Family, Resident
from .nik import LENGTH, compact

LIMIT = 25
SHORTEST_NUMBER, SHORTEST_FRAGMENT = 4, 2
VILLAGE_CODE_LENGTH = len("35.10.01.2001")
MOST_VILLAGES_BY_NAME = 30
YEAR = re.compile(r"(?:19|20)\d\d")
DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)")


LISTED = """
SELECT r.id, r.name, r.nik, r.birth_place, r.birth_date, coalesce(nullif(r.address, ''), f.address, ''), r.area_code,
  r.village_id, r.status, r.residence, found.bearers
FROM citizens_named(%s::text[], %s::text[], %s::text[], %s::daterange, %s) WITH ORDINALITY found (id, bearers, at)
JOIN citizens_resident r ON r.id = found.id LEFT JOIN citizens_family f ON f.id = r.family_id
WHERE EXISTS (SELECT FROM unnest(%s::text[]) a WHERE r.area_code = a OR starts_with(r.area_code, a || '.'))
ORDER BY found.at
"""


class Listed(NamedTuple):
    """What a list shows of a resident; the street is the family's where the resident has none."""

    pk: UUID
    name: str
    nik: str | None
    birth_place: str
    birth_date: date
    street: str
    area_code: str
    village_id: str
    status: int
    residence: int
    bearers: int = 1
    """How many bear the name, as far as they were counted."""


@dataclass(frozen=True)
class Found:
    """The people that a text may mean, the likeliest first."""

    people: list[Listed] = field(default_factory=list)

    @property
    def crowded(self) -> list[str]:
        """Names of theirs that more people bear than the list has room for."""
        shown = Counter(person.name for person in self.people)
        return list(dict.fromkeys(p.name for p in self.people if p.bearers > shown[p.name]))


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
        areas = list(actor.codes())
        cursor.execute(LISTED, [villages, areas, fragments, born, limit, areas])
        return Found([Listed(*row) for row in cursor.fetchall()])


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


def _by_number(actor: Actor, digits: str, limit: int) -> list[Listed]:
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
    # The code of the living is the lowest.
    people = Resident.objects.filter(within(actor.codes()), condition)
    rows = people.order_by("status", "family_id", "relation", "id").values_list(
        "id",
        "name",
        "nik",
        "birth_place",
        "birth_date",
        Coalesce(NullIf("address", Value("")), "family__address", Value("")),
        "area_code",
        "village_id",
        "status",
        "residence",
    )
    return [Listed(*row) for row in rows[:limit]]


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
