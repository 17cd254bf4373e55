"""Carrying out a job: claim, work, end; failures are tried again with growing pauses and then shown to people."""

import logging
import random
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.access.reach import set_reach

from .claims import Claim, LeaseLost, claim
from .events import ring
from .models import Job
from .registry import find_task

logger = logging.getLogger(__name__)
FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 900.0
RING_WITHIN_SECONDS = 60.0


class Hopeless(Exception):
    """Raised by a handler when another try can't help; the text tells the people concerned why."""


def run(job_id: UUID) -> bool:
    """Carries out one attempt; False when there was nothing to claim. Safe to call any number of times."""
    held = claim(job_id)
    if held is None:
        return False
    if held.attempt > held.max_attempts:
        # A job that takes its worker down with it never reports a failure; the count does.
        _fail(held, "percobaan habis")
        return True
    try:
        find_task(held.kind).handler(held)
        if not held.ended:
            _finish(held)
    except LeaseLost:
        logger.warning("job %s %s: lease lost, result dropped", held.kind, held.job_id)
    except Hopeless as error:
        _fail(held, str(error))
    except Exception as error:
        logger.exception("job %s %s failed in attempt %s", held.kind, held.job_id, held.attempt)
        _postpone(held, f"{type(error).__name__}: {error}")
    return True


def pause_after(attempt: int) -> float:
    """Seconds until the next try: 5, 15, 45 … up to a quarter of an hour, spread by a fifth."""
    pause = min(FIRST_PAUSE_SECONDS * 3 ** (attempt - 1), LONGEST_PAUSE_SECONDS)
    return pause * random.uniform(0.9, 1.1)  # noqa: S311 - spreads load, guards nothing


def _finish(job: Claim) -> None:
    job.held().update(state=Job.State.DONE, finished_at=timezone.now(), lease_until=None, error="")


def _postpone(job: Claim, error: str) -> None:
    if job.attempt >= job.max_attempts:
        _fail(job, error)
        return
    pause = pause_after(job.attempt)
    job.held().update(
        state=Job.State.WAITING,
        run_after=timezone.now() + timedelta(seconds=pause),
        lease_until=None,
        error=error[:2000],
    )
    if pause <= RING_WITHIN_SECONDS:
        ring(job.job_id, job.queue, pause)


def _fail(job: Claim, error: str) -> None:
    task = find_task(job.kind)
    with transaction.atomic():
        set_reach([job.area_code] if job.area_code else [])
        ended = job.held().update(
            state=Job.State.FAILED, finished_at=timezone.now(), lease_until=None, error=error[:2000]
        )
        if ended and task.on_failure is not None:
            task.on_failure(job)
    logger.error("job %s %s failed for good: %s", job.kind, job.job_id, error)
