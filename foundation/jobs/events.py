"""Recording what happened and what it starts, in the transaction of the cause."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from uuid6 import uuid7

from .models import Job
from .registry import find_task, subscribers

# Looking for the row first would take four statements instead of one, for each of the jobs of every letter.
NEW_EVENT = """
INSERT INTO jobs_event (id, name, key, area_code, payload, recorded_at) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (name, key) DO NOTHING RETURNING id
"""
NEW_JOB = """
INSERT INTO jobs_job (id, kind, key, queue, area_code, payload, max_attempts, run_after, created_at,
  state, attempts, error) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'waiting', 0, '')
ON CONFLICT (kind, key) DO NOTHING RETURNING id
"""
logger = logging.getLogger(__name__)


def record(event: str, *, key: str, area_code: str = "", kind: str = "", **ids: object) -> None:
    """Writes the event and one job for each task that awaits it, and rings the worker when the transaction commits.

    Args: key: makes the event unique under its name (a second one with the same key does nothing); kind: of what it
    happened to, for tasks that await certain kinds only; ids: what the tasks need to find their rows again, as ids;
    never names or numbers of people.
    """
    if not _written(NEW_EVENT, uuid7(), event, key, area_code, _payload(ids), timezone.now()):
        return
    for name in subscribers(event, kind):
        order(name, key=f"{event}:{key}", area_code=area_code, **ids)


def order(name: str, *, key: str, area_code: str = "", **ids: object) -> None:
    """Writes one job and rings the worker on commit; a job of the same kind and key is written once."""
    task = find_task(name)
    job_id, now = uuid7(), timezone.now()
    values = (name, key, task.queue, area_code, _payload(ids), task.max_attempts, now, now)
    if _written(NEW_JOB, job_id, *values):
        ring_on_commit(job_id, task.queue)


def _payload(ids: Mapping[str, object]) -> str:
    return json.dumps({name: str(value) for name, value in ids.items()})


def _written(statement: str, *values: str | int | UUID | datetime) -> bool:
    """Whether the row is new; one that is there already stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() is not None


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
