"""A job is done once, tried again, taken over, and ended where people see it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from foundation.jobs.claims import Claim, LeaseLost, claim
from foundation.jobs.events import try_again
from foundation.jobs.models import Heartbeat, Job
from foundation.jobs.runner import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Hopeless, pause_after, run
from foundation.jobs.tasks import run_job

from .doubles import Worker, a_job, fail

pytestmark = pytest.mark.django_db


class TestRunning:
    def test_a_job_is_done_once_however_often_it_is_delivered(self, worker: Worker) -> None:
        job = a_job()
        assert [run(job.pk) for _time in range(5)] == [True, False, False, False, False]
        assert worker.calls == [1]
        job.refresh_from_db()
        assert job.state == Job.State.DONE
        assert job.finished_at is not None
        assert job.lease_until is None

    def test_celery_is_told_an_id_only(self, worker: Worker) -> None:
        job = a_job()
        run_job(str(job.pk))
        assert worker.calls == [1]

    def test_nobody_claims_what_somebody_works_on(self, worker: Worker) -> None:
        job = a_job()
        assert claim(job.pk) is not None
        assert claim(job.pk) is None
        assert run(job.pk) is False

    def test_nobody_claims_before_its_time(self, worker: Worker) -> None:
        job = a_job(run_after=timezone.now() + timedelta(seconds=30))
        assert run(job.pk) is False
        with time_machine.travel(timezone.now() + timedelta(seconds=31)):
            assert run(job.pk) is True

    def test_a_result_ends_the_job_in_its_own_transaction(self, worker: Worker) -> None:
        job = a_job()

        def work(held: Claim) -> None:
            with held.result():
                Heartbeat.objects.create(name="result", at=timezone.now())
                _ = 1 / 0

        worker.work = work
        run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.WAITING
        assert not Heartbeat.objects.filter(name="result").exists()


class TestFailing:
    def test_it_is_tried_again_later_and_later(self, worker: Worker, bells: list[Any]) -> None:
        worker.work = fail
        job = a_job(max_attempts=99)
        now = timezone.now()
        pauses = []
        for _attempt in range(8):
            with time_machine.travel(now, tick=False):
                assert run(job.pk)
            job.refresh_from_db()
            assert job.state == Job.State.WAITING
            assert job.error == "ValueError: broken"
            pauses.append((job.run_after - now).total_seconds())
            now = job.run_after
        assert pauses == sorted(pauses[:6]) + pauses[6:]
        assert FIRST_PAUSE_SECONDS * 0.9 <= pauses[0] <= FIRST_PAUSE_SECONDS * 1.1
        assert all(pause <= LONGEST_PAUSE_SECONDS * 1.1 for pause in pauses)
        # Short pauses are rung for; the sweeper finds the long ones.
        assert [round(delay) for _id, _queue, delay in bells] == [round(pause) for pause in pauses[:3]]

    def test_the_longest_pause_is_a_quarter_of_an_hour(self) -> None:
        assert max(pause_after(attempt) for attempt in range(1, 60)) <= LONGEST_PAUSE_SECONDS * 1.1

    def test_after_the_last_try_it_has_failed_and_people_are_told(
        self, worker: Worker, bells: list[Any]
    ) -> None:
        worker.work = fail
        job = a_job()
        for attempt in range(1, 4):
            assert not worker.ended
            with time_machine.travel(timezone.now() + timedelta(hours=attempt)):
                run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert worker.ended == ["1"]
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert run(job.pk) is False

    def test_what_is_hopeless_is_not_tried_again(self, worker: Worker) -> None:
        def work(held: Claim) -> None:
            raise Hopeless("the certificate was revoked")

        worker.work = work
        job = a_job()
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == (Job.State.FAILED, "the certificate was revoked")
        assert worker.ended == ["1"]

    def test_a_job_that_takes_its_workers_down_ends(self, worker: Worker) -> None:
        """A killed worker reports nothing; the attempts are counted when they begin."""
        job = a_job()
        now = timezone.now()
        for attempt in range(3):
            with time_machine.travel(now + timedelta(minutes=10 * attempt)):
                held = claim(job.pk)
                assert held is not None
                assert held.attempt == attempt + 1
        with time_machine.travel(now + timedelta(hours=1)):
            assert run(job.pk) is True
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert worker.calls == []
        assert worker.ended == ["1"]

    def test_a_person_may_start_it_anew(
        self, worker: Worker, bells: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        job = a_job(state=Job.State.FAILED, attempts=3, error="broken", finished_at=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            try_again(job)
        job.refresh_from_db()
        assert (job.state, job.attempts, job.error) == (Job.State.WAITING, 0, "")
        assert len(bells) == 1
        assert run(job.pk) is True

    def test_what_has_not_failed_is_not_started_anew(self, worker: Worker, bells: list[Any]) -> None:
        job = a_job(state=Job.State.DONE, attempts=1)
        try_again(job)
        job.refresh_from_db()
        assert job.state == Job.State.DONE


class TestTakeOver:
    """A lease that ran out is somebody else's; the worker that comes back late writes nothing."""

    def test_another_worker_takes_over(self, worker: Worker) -> None:
        job = a_job()
        first = claim(job.pk)
        later = timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
        with time_machine.travel(later):
            second = claim(job.pk)
        assert first is not None
        assert second is not None
        assert (first.attempt, second.attempt) == (1, 2)

    def test_the_late_result_is_refused(self, worker: Worker) -> None:
        job = a_job()
        zombie = claim(job.pk)
        with time_machine.travel(timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)):
            assert run(job.pk) is True
        assert zombie is not None
        with pytest.raises(LeaseLost), zombie.result():
            Heartbeat.objects.create(name="zombie", at=timezone.now())
        assert not Heartbeat.objects.filter(name="zombie").exists()

    def test_the_late_failure_is_passed_over(self, worker: Worker) -> None:
        job = a_job()

        def work(held: Claim) -> None:
            Job.objects.filter(pk=job.pk).update(attempts=2)
            raise ValueError("too late")

        worker.work = work
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == (Job.State.RUNNING, "")

    def test_a_late_extension_is_refused(self, worker: Worker) -> None:
        job = a_job()
        zombie = claim(job.pk)
        Job.objects.filter(pk=job.pk).update(attempts=2)
        assert zombie is not None
        with pytest.raises(LeaseLost):
            zombie.extend()

    def test_an_extended_lease_holds(self, worker: Worker) -> None:
        job = a_job()
        held = claim(job.pk)
        now = timezone.now()
        assert held is not None
        with time_machine.travel(now + timedelta(seconds=settings.JOB_LEASE_SECONDS - 5)):
            held.extend()
        with time_machine.travel(now + timedelta(seconds=settings.JOB_LEASE_SECONDS + 5)):
            assert claim(job.pk) is None
