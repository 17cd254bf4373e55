"""A circuit breaker for services of others, shared by all processes through one row a service.

It opens after ten failures in a row, or when half of the last twenty calls failed. While it is open nobody calls; after
half a minute one process may try, and its outcome decides for all.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .models import Circuit

IN_A_ROW = 10
REMEMBERED = 20
REST = timedelta(seconds=30)
PROBE = timedelta(seconds=90)


class CircuitOpen(Exception):
    """The service is being left alone until `until`."""

    def __init__(self, name: str, until: datetime) -> None:
        """Keep what is closed, and until when."""
        super().__init__(f"{name} rests until {until.isoformat()}")
        self.until = until


def enter(name: str) -> None:
    """Asks whether the service may be called now; every call that is let in ends with `succeeded` or `failed`.

    Raises CircuitOpen while it rests, or while another process tries whether it is back.
    """
    now = timezone.now()
    row = Circuit.objects.filter(pk=name).first()
    if row is None or row.open_until is None:
        return
    if row.open_until > now:
        raise CircuitOpen(name, row.open_until)
    # One of all that wait may try; a probe that dies is followed by another after its time.
    mine = Circuit.objects.filter(pk=name, open_until=row.open_until).update(open_until=now + PROBE)
    if not mine:
        raise CircuitOpen(name, now + PROBE)


def succeeded(name: str) -> None:
    """The service answered, be it with a refusal: whatever was open closes."""
    quiet = Q(pk=name, open_until__isnull=True, failures=0) & ~Q(recent__contains="0")
    if Circuit.objects.filter(quiet).exists():
        return
    with transaction.atomic():
        row = _locked(name)
        row.failures = 0
        row.recent = "" if row.open_until else (row.recent + "1")[-REMEMBERED:]
        row.open_until = row.opened_at = None
        row.save()


def failed(name: str, reason: str) -> None:
    """The service did not answer, or answered with a fault of its own; `reason` is shown to administrators."""
    now = timezone.now()
    with transaction.atomic():
        row = _locked(name)
        row.failures = min(row.failures + 1, 1000)
        row.recent = (row.recent + "0")[-REMEMBERED:]
        row.last_failure = reason[:200]
        row.failed_at = now
        half_failed = len(row.recent) == REMEMBERED and row.recent.count("0") * 2 >= REMEMBERED
        if row.open_until is not None or row.failures >= IN_A_ROW or half_failed:
            row.opened_at = row.opened_at or now
            row.open_until = now + REST
        row.save()


def is_open(name: str) -> bool:
    """Whether the service is being left alone."""
    return Circuit.objects.filter(pk=name, open_until__isnull=False).exists()


def _locked(name: str) -> Circuit:
    Circuit.objects.get_or_create(pk=name)
    return Circuit.objects.select_for_update().get(pk=name)
