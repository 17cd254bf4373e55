"""A task under test, and jobs for it."""

from typing import Any

from django.utils import timezone

from foundation.jobs.claims import Claim
from foundation.jobs.models import Job


class Worker:
    """A task under test: what it does, how often it was called, and whether its end was told."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.ended: list[str] = []
        self.work: Any = lambda claim: None

    def __call__(self, claim: Claim) -> None:
        self.calls.append(claim.attempt)
        self.work(claim)

    def on_failure(self, claim: Claim) -> None:
        self.ended.append(claim.payload["thing"])


def a_job(**fields: Any) -> Job:
    defaults = {
        "kind": "tests.work",
        "key": "k",
        "queue": "bulk",
        "payload": {"thing": "1"},
        "run_after": timezone.now(),
        "max_attempts": 3,
    }
    return Job.objects.create(**defaults | fields)


def fail(claim: Claim) -> None:
    raise ValueError("broken")
