"""A worker's task under test, and a broker that only listens."""

import pytest

from foundation.jobs import registry
from foundation.jobs.tasks import run_job

from .doubles import Worker


@pytest.fixture(autouse=True)
def _a_day_that_nobody_awaits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The daily event is known, and starts nothing here."""
    monkeypatch.setattr(registry, "_subscriptions", {"platform.day_began": ()})


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    double = Worker()
    monkeypatch.setattr(registry, "_tasks", dict(registry._tasks))
    monkeypatch.setattr(
        registry,
        "_subscriptions",
        {"platform.day_began": (), "thing.happened": ("tests.work", "tests.tell"), "thing.ignored": ()},
    )
    registry.task("tests.work", queue="bulk", max_attempts=3, on_failure=double.on_failure)(double)
    registry.task("tests.tell", queue="notifications")(lambda claim: None)
    return double


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, float]]:
    """What the broker was given."""
    rung: list[tuple[str, str, float]] = []

    def take(args: tuple[str], queue: str, countdown: float, *, retry: bool) -> None:
        assert retry is False
        rung.append((args[0], queue, countdown))

    monkeypatch.setattr(run_job, "apply_async", take)
    return rung
