"""An event makes a job for each task that awaits it, in the transaction of its cause; then the bell rings."""

from typing import Any

import pytest
from django.db import transaction

from foundation.jobs import events
from foundation.jobs.events import order, record
from foundation.jobs.models import Event, Job
from foundation.jobs.tasks import run_job

from .doubles import Worker

pytestmark = pytest.mark.django_db


class TestRecording:
    def test_an_event_makes_a_job_for_each_task_that_awaits_it(self, worker: Worker) -> None:
        record("thing.happened", key="1", area_code="35.10", thing=1)
        assert {job.kind for job in Job.objects.all()} == {"tests.work", "tests.tell"}
        job = Job.objects.get(kind="tests.work")
        assert (job.key, job.queue, job.area_code) == ("thing.happened:1", "bulk", "35.10")
        assert (job.payload, job.max_attempts, job.state) == ({"thing": "1"}, 3, Job.State.WAITING)

    def test_the_same_event_twice_makes_nothing_more(self, worker: Worker) -> None:
        for _time in range(2):
            record("thing.happened", key="1", thing=1)
        assert (Event.objects.count(), Job.objects.count()) == (1, 2)

    def test_another_key_is_another_event(self, worker: Worker) -> None:
        record("thing.happened", key="1", thing=1)
        record("thing.happened", key="2", thing=2)
        assert Job.objects.count() == 4

    def test_an_event_that_nobody_awaits_is_kept(self, worker: Worker) -> None:
        record("thing.ignored", key="1")
        assert (Event.objects.count(), Job.objects.count()) == (1, 0)

    def test_an_event_that_the_table_does_not_know_is_a_mistake(self, worker: Worker) -> None:
        with pytest.raises(KeyError), transaction.atomic():
            record("thing.unheard", key="1")
        assert not Event.objects.exists()

    def test_an_order_is_written_once(self, worker: Worker) -> None:
        for _time in range(2):
            order("tests.work", key="1", thing=1)
        assert Job.objects.count() == 1

    def test_the_bell_rings_after_the_commit_with_an_id_alone(
        self, worker: Worker, bells: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=False) as callbacks:
            order("tests.work", key="1", thing=1)
            assert bells == []
        for callback in callbacks:
            callback()
        assert bells == [(str(Job.objects.get().pk), "bulk", 0)]

    def test_what_is_rolled_back_rings_nothing(
        self, worker: Worker, bells: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        def cause() -> None:
            with transaction.atomic():
                order("tests.work", key="1", thing=1)
                _ = 1 / 0

        with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
            cause()
        assert bells == []
        assert not Job.objects.exists()

    def test_a_dead_broker_costs_nothing_but_time(
        self, worker: Worker, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        def refuse(**options: Any) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr(run_job, "apply_async", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            order("tests.work", key="1", thing=1)
        assert Job.objects.get().state == Job.State.WAITING


def test_the_bell_is_imported_late_on_purpose() -> None:
    """Celery's task module imports the runner, and the runner rings: only the bell may close the circle."""
    assert "run_job" not in vars(events)
