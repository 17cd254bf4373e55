"""A worker's claim on a job: a lease for two minutes, fenced by the number of the attempt."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from foundation.access.reach import set_reach

from .models import Job


class LeaseLost(Exception):
    """Another worker took the job over meanwhile; this one's result must not be written."""


# One statement and no transaction around it: every side effect of the product begins with it.
CLAIM = """
UPDATE jobs_job SET state = 'running', attempts = attempts + 1, lease_until = %(until)s
WHERE id = (SELECT id FROM jobs_job WHERE id = %(id)s AND (
  state = 'waiting' AND run_after <= %(now)s OR state = 'running' AND lease_until < %(now)s
) FOR UPDATE SKIP LOCKED)
RETURNING id, kind, key, queue, attempts, max_attempts, area_code, payload
"""


@dataclass
class Claim:
    """The right to carry out one attempt of a job; `ended` once its result was written."""

    job_id: UUID
    kind: str
    key: str
    queue: str
    attempt: int
    max_attempts: int
    area_code: str
    payload: dict[str, str]
    ended: bool = False

    def id(self, name: str) -> UUID:
        """An id from the payload."""
        return UUID(self.payload[name])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A short transaction that sees only the job's region."""
        with transaction.atomic():
            set_reach([self.area_code] if self.area_code else [])
            yield

    @contextmanager
    def result(self) -> Iterator[None]:
        """The transaction in which the result is written and the job ends; LeaseLost when the claim has ended.

        The job ends first: that holds its row, so that nobody else ends it meanwhile, and is undone with the rest.
        """
        with transaction.atomic():
            set_reach([self.area_code] if self.area_code else [])
            ended = self.held().update(
                state=Job.State.DONE, finished_at=timezone.now(), lease_until=None, error=""
            )
            if not ended:
                raise LeaseLost
            yield
        self.ended = True

    def extend(self) -> None:
        """Prolongs the lease while long work goes on."""
        if not self.held().update(lease_until=timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)):
            raise LeaseLost

    def held(self) -> QuerySet[Job]:
        """The job's row, as long as this claim on it has not ended."""
        return Job.objects.filter(pk=self.job_id, state=Job.State.RUNNING, attempts=self.attempt)


def claim(job_id: UUID) -> Claim | None:
    """Claims a job that waits and is due, or whose lease ran out; None when there is nothing to claim."""
    now = timezone.now()
    lease = timedelta(seconds=settings.JOB_LEASE_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"id": job_id, "now": now, "until": now + lease})
        row = cursor.fetchone()
    return Claim(*(*row[:-1], json.loads(row[-1]))) if row is not None else None
