"""Recording what happened and what it starts, in the transaction of the cause."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from .models import Event, Job
from .registry import find_task, subscribers

logger = logging.getLogger(__name__)


def record(event: str, *, key: str, area_code: str = "", kind: str = "", **ids: object) -> None:
    """Writes the event and one job for each task that awaits it, and rings the worker when the transaction commits.

    Args: key: makes the event unique under its name (a second one with the same key does nothing); kind: of what it
    happened to, for tasks that await certain kinds only; ids: what the tasks need to find their rows again, as ids;
    never names or numbers of people.
    """
    payload = {name: str(value) for name, value in ids.items()}
    _row, created = Event.objects.get_or_create(
        name=event, key=key, defaults={"area_code": area_code, "payload": payload}
    )
    if not created:
        return
    for name in subscribers(event, kind):
        order(name, key=f"{event}:{key}", area_code=area_code, **ids)


def order(name: str, *, key: str, area_code: str = "", **ids: object) -> None:
    """Writes one job and rings the worker on commit; a job of the same kind and key is written once."""
    task = find_task(name)
    job, created = Job.objects.get_or_create(
        kind=name,
        key=key,
        defaults={
            "queue": task.queue,
            "area_code": area_code,
            "payload": {field: str(value) for field, value in ids.items()},
            "max_attempts": task.max_attempts,
            "run_after": timezone.now(),
        },
    )
    if created:
        ring_on_commit(job.pk, job.queue)


def ring_on_commit(job_id: UUID, queue: str, delay: float = 0) -> None:
    """Rings once the running transaction has committed."""
    transaction.on_commit(lambda: ring(job_id, queue, delay))


def ring(job_id: UUID, queue: str, delay: float = 0) -> None:
    """Tells a worker that a job waits. A dead broker costs a delay and nothing else: the sweeper finds the row."""
    from .tasks import run_job

    try:
        run_job.apply_async(args=(str(job_id),), queue=queue, countdown=delay, retry=False)
    except Exception as error:
        # Whatever the broker's client raises, the caller's work is committed already and must be answered as such.
        logger.warning("broker did not take the bell for job %s: %s", job_id, type(error).__name__)


def try_again(job: Job) -> None:
    """Sets a job that failed for good back to waiting, by a person's wish."""
    updated = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
        state=Job.State.WAITING, attempts=0, run_after=timezone.now(), error="", finished_at=None
    )
    if updated:
        ring_on_commit(job.pk, job.queue)
