"""Finding work that nobody took: the guarantee that does not depend on the broker."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .events import ring
from .models import Heartbeat, Job

# A bell rung for a fresh row is on its way; ringing again at once would only double the noise.
GRACE = timedelta(seconds=20)
MOST_AT_ONCE = 2000


def sweep() -> int:
    """Rings for each job that is due and was not taken, or whose lease ran out; returns how many."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(name="sweeper", defaults={"at": now})
    left = Job.objects.filter(
        Q(state=Job.State.WAITING, run_after__lte=now - GRACE)
        | Q(state=Job.State.RUNNING, lease_until__lt=now)
    )
    jobs = list(left.order_by("run_after").values_list("pk", "queue")[:MOST_AT_ONCE])
    for job_id, queue in jobs:
        ring(job_id, queue)
    return len(jobs)
