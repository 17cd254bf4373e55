"""Work that nobody took is found, whatever became of the broker."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from foundation.jobs import sweeper
from foundation.jobs.models import Heartbeat, Job
from foundation.jobs.tasks import run_job, sweep_jobs

from .doubles import Worker, a_job

pytestmark = pytest.mark.django_db


class TestSweeping:
    def test_it_rings_for_what_nobody_took(self, worker: Worker, bells: list[Any]) -> None:
        now = timezone.now()
        forgotten = a_job(key="forgotten", run_after=now - timedelta(minutes=1))
        abandoned = a_job(
            key="abandoned",
            state=Job.State.RUNNING,
            lease_until=now - timedelta(seconds=1),
            queue="documents",
        )
        a_job(key="fresh")
        a_job(key="later", run_after=now + timedelta(hours=1))
        a_job(key="busy", state=Job.State.RUNNING, lease_until=now + timedelta(minutes=1))
        a_job(key="done", state=Job.State.DONE, run_after=now - timedelta(hours=1))
        a_job(key="failed", state=Job.State.FAILED, run_after=now - timedelta(hours=1))
        assert sweeper.sweep() == 2
        assert {(pk, queue) for pk, queue, _delay in bells} == {
            (str(forgotten.pk), "bulk"),
            (str(abandoned.pk), "documents"),
        }

    def test_it_shows_that_it_lives(self, worker: Worker, bells: list[Any]) -> None:
        sweep_jobs()
        assert Heartbeat.objects.get(name="sweeper").at <= timezone.now()

    def test_a_dead_broker_does_not_stop_it(self, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(**options: Any) -> None:
            raise OSError("disk full")

        monkeypatch.setattr(run_job, "apply_async", refuse)
        a_job(run_after=timezone.now() - timedelta(minutes=1))
        assert sweeper.sweep() == 1

    def test_beat_knows_it(self) -> None:
        entry = settings.CELERY_BEAT_SCHEDULE["sweep-jobs"]
        assert entry["task"] == sweep_jobs.name
        assert entry["schedule"] <= 60


def test_the_lease_is_longer_than_a_task_may_run() -> None:
    assert settings.JOB_LEASE_SECONDS > settings.CELERY_TASK_TIME_LIMIT
