"""The journal as the inspectorate reads it: lines of a day, and what stands out in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour, TruncHour
from django.utils import timezone

from .models import AccessEntry, BreakGlass

MANY_PEOPLE_AN_HOUR = 100
NIGHT_FROM, NIGHT_TO = 22, 5
"""Hours (local time) in which nobody works in a village office."""


@dataclass(frozen=True)
class Oddity:
    """Something worth a question: `kind` is many, night or family; `count` is people for many, else looks."""

    kind: str
    actor_id: UUID
    at: datetime
    count: int


def entries_of_day(codes: Iterable[str], day: date) -> QuerySet[AccessEntry]:
    """Lines of a day about people or lists in the given regions, newest first."""
    return AccessEntry.objects.filter(_in(codes), **_day(day)).order_by("-at")


def openings(codes: Iterable[str], *, since: date) -> QuerySet[BreakGlass]:
    """Break-glass permissions in the regions since a day, newest first."""
    start = timezone.make_aware(datetime.combine(since, time.min))
    return BreakGlass.objects.filter(_in(codes), at__gte=start).order_by("-at")


def seen_people(actor_id: UUID, since: datetime, until: datetime) -> QuerySet[AccessEntry]:
    """Whose data an account was shown between two moments: the scope of an incident, one line for each person."""
    lines = AccessEntry.objects.filter(
        actor_id=actor_id, at__gte=since, at__lt=until, subject_id__isnull=False
    )
    return lines.order_by("subject_id", "at").distinct("subject_id")


def oddities(entries: QuerySet[AccessEntry], families: dict[UUID, UUID]) -> list[Oddity]:
    """What stands out: more than a hundred people in an hour, looks at night, looks at the own family.

    Args: families: the family of each account whose person is in the register.
    """
    people = entries.order_by().filter(subject_id__isnull=False)
    hourly = people.values("actor_id", hour=TruncHour("at")).annotate(n=Count("subject_id", distinct=True))
    found = [
        Oddity("many", row["actor_id"], row["hour"], row["n"])
        for row in hourly.filter(n__gt=MANY_PEOPLE_AN_HOUR)
    ]
    at_night = people.annotate(clock=ExtractHour("at")).filter(
        Q(clock__gte=NIGHT_FROM) | Q(clock__lt=NIGHT_TO)
    )
    found += [
        Oddity("night", row["actor_id"], row["hour"], row["n"])
        for row in at_night.values("actor_id", hour=TruncHour("at")).annotate(n=Count("id"))
    ]
    own = Q(pk__in=[])
    for actor_id, family_id in families.items():
        own |= Q(actor_id=actor_id, family_id=family_id)
    found += [
        Oddity("family", row["actor_id"], row["hour"], row["n"])
        for row in people.filter(own).values("actor_id", hour=TruncHour("at")).annotate(n=Count("id"))
    ]
    return sorted(found, key=lambda oddity: oddity.at, reverse=True)


def _in(codes: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(area_code=code) | Q(area_code__begins=code + ".")
    return condition


def _day(day: date) -> dict[str, datetime]:
    start = timezone.make_aware(datetime.combine(day, time.min))
    return {"at__gte": start, "at__lt": start + timedelta(days=1)}
