"""Finding work that nobody took: the guarantee that does not depend on the broker."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from .events import record, ring
from .models import Heartbeat, Job

MOST_AT_ONCE = 2000
DAY_BEGINS_AT = 3
"""Hour, local time: before offices open, after the night's backup."""


def sweep() -> int:
    """Rings for each job that is due and was not taken, or whose lease ran out; returns how many."""
    now = timezone.now()
    _begin_day()
    # A bell rung for a fresh row is on its way; ringing again at once would only double the noise.
    grace = timedelta(seconds=settings.JOB_SWEEP_SECONDS / 3)
    Heartbeat.objects.update_or_create(name="sweeper", defaults={"at": now})
    left = Job.objects.filter(
        Q(state=Job.State.WAITING, run_after__lte=now - grace)
        | Q(state=Job.State.RUNNING, lease_until__lt=now)
    )
    jobs = list(left.order_by("run_after").values_list("pk", "queue")[:MOST_AT_ONCE])
    for job_id, queue in jobs:
        ring(job_id, queue)
    return len(jobs)


def _begin_day() -> None:
    """Tells once a day that it has begun; what is done daily awaits the event."""
    now = timezone.localtime()
    if now.hour >= DAY_BEGINS_AT:
        record("platform.day_began", key=now.date().isoformat())
