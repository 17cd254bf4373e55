"""Matching people with programmes: everybody, a village, or the families of whom something has changed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assistance.matching.question import EVERYBODY, Scope, ask
from assistance.matching.writing import write_everybody, write_standings
from assistance.models import Coverage, MonthlyCoverage, VillageFigure
from assistance.queries.terms import rules_on
from foundation.access.reach import elevated


def match_families(families: Iterable[UUID | None], day: date | None = None) -> int:
    """Puts the standing of some families right, in the transaction of what changed. Returns how many rows changed."""
    ids = tuple(sorted({family for family in families if family is not None}))
    if not ids:
        return 0
    # A family that moves leaves the reach of whoever writes it down.
    with elevated():
        return _match(Scope(families=ids), day)


def match_villages(villages: Iterable[str], day: date | None = None) -> int:
    """Puts the standings of whole villages right. Returns how many rows changed."""
    with elevated():
        return _match(Scope(villages=tuple(villages)), day)


def match_everybody(day: date | None = None) -> int:
    """Matches the whole regency, and keeps the month's figures. Returns how many standings were not right before."""
    day = day or timezone.localdate()
    with transaction.atomic(), elevated():
        changed = write_everybody(ask(rules_on(day), day, EVERYBODY))
        keep_month(day)
    return changed


def keep_month(day: date) -> None:
    """Keeps the present figures as those of the day's month, over earlier ones of the same month."""
    month = day.replace(day=1)
    MonthlyCoverage.objects.filter(month=month).delete()
    rows = [
        MonthlyCoverage(
            month=month,
            village_id=row.village_id,
            programme_id=row.programme_id,
            entitled=row.entitled,
            enrolled=row.enrolled,
            gap=row.gap,
            unentitled=row.unentitled,
        )
        for row in Coverage.objects.all()
    ]
    rows += [
        MonthlyCoverage(month=month, village_id=row.village_id, measure=row.measure, value=row.value)
        for row in VillageFigure.objects.all()
    ]
    MonthlyCoverage.objects.bulk_create(rows, batch_size=2000)


def _match(scope: Scope, day: date | None) -> int:
    day = day or timezone.localdate()
    return write_standings(ask(rules_on(day), day, scope), scope)
