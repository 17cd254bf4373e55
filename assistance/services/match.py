"""Matching people with programmes: everybody, a village, or the families of whom something has changed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assistance.matching.question import EVERYBODY, Scope, ask
from assistance.matching.writing import keep_month, write_everybody, write_standings
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
        keep_month(day.replace(day=1))
    return changed


def _match(scope: Scope, day: date | None) -> int:
    day = day or timezone.localdate()
    return write_standings(ask(rules_on(day), day, scope), scope)
