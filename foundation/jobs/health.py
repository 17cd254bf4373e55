"""How the jobs are doing, in figures."""

from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from .models import Heartbeat, Job

STUCK_AFTER = timedelta(minutes=10)


def counts() -> dict[str, int]:
    """Number of jobs by state, done ones left out."""
    rows = Job.objects.exclude(state=Job.State.DONE).values_list("state").annotate(Count("id"))
    return dict(rows)


def last_sweep() -> datetime | None:
    """When the sweeper last ran; None when it never did."""
    return Heartbeat.objects.filter(name="sweeper").values_list("at", flat=True).first()


def last_finished() -> datetime | None:
    """When a worker last finished a job."""
    return (
        Job.objects.filter(finished_at__isnull=False)
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)
        .first()
    )


def stuck() -> int:
    """Jobs that were due ten minutes ago and are neither done nor failed."""
    return Job.objects.filter(
        state__in=[Job.State.WAITING, Job.State.RUNNING], run_after__lt=timezone.now() - STUCK_AFTER
    ).count()
