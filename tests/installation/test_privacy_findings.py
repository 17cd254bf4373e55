"""What `doctor` says of retention and of the civil registry."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from foundation.installation.examination.findings import Level
from foundation.installation.examination.privacy import examine_privacy
from foundation.jobs.models import Job
from foundation.retention.tasks import TASK


def levels() -> list[Level]:
    return [finding.level for finding in examine_privacy()]


def night(state: str = "done", hours: int = 1) -> None:
    at = timezone.now() - timedelta(hours=hours)
    job = Job.objects.create(
        kind=TASK, key=f"{state}{hours}", queue="bulk", payload={}, state=state, run_after=at, finished_at=at
    )
    Job.objects.filter(pk=job.pk).update(created_at=at)


@pytest.mark.parametrize(
    ("state", "hours", "level"),
    [("done", 1, Level.GOOD), ("done", 30, Level.WARNING), ("failed", 1, Level.WARNING)],
)
def test_a_night_that_was_missed_is_told(db: None, state: str, hours: int, level: Level) -> None:
    night(state, hours)
    assert levels() == [level]


def test_a_new_installation_has_missed_nothing(db: None) -> None:
    assert levels() == [Level.GOOD]


@pytest.mark.parametrize("text", ["[days]\nnonsense = 3\n", "no toml", None])
def test_times_of_ones_own_that_cannot_be_read_are_vital(
    db: None, tmp_path: Path, settings: Any, text: str | None
) -> None:
    settings.RETENTION_FILE = tmp_path / "own.toml"
    if text is not None:
        settings.RETENTION_FILE.write_text(text)
    assert levels() == [Level.VITAL]


@pytest.mark.parametrize(
    ("url", "password", "wanted"),
    [
        ("https://dukcapil.example/verify", "x", [Level.GOOD, Level.GOOD]),
        ("http://10.20.30.40/verify", "x", [Level.GOOD, Level.GOOD]),
        ("http://dukcapil.example/verify", "x", [Level.GOOD, Level.VITAL]),
        ("https://dukcapil.example/verify", "", [Level.VITAL, Level.GOOD]),
    ],
)
def test_how_the_registry_is_asked(
    db: None, settings: Any, url: str, password: str, wanted: list[Level]
) -> None:
    night()
    settings.DUKCAPIL_BACKEND, settings.DUKCAPIL_URL = "http", url
    settings.DUKCAPIL_USER, settings.DUKCAPIL_PASSWORD = "kabupaten", password
    assert levels()[1:] == wanted
