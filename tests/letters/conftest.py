"""The ground of the letters' tests: a store of their own, a doorbell that rings nowhere, and the database's clock."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection

from foundation.jobs.tasks import run_job
from letters import tasks
from letters.rendering import render_letter

Clock = Callable[[str], AbstractContextManager[None]]
_rendered: list[bytes] = []


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are stored during one test."""
    folder = tmp_path / "media"
    monkeypatch.setattr(storages["default"], "location", str(folder))
    return folder


@pytest.fixture(autouse=True)
def bell(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the jobs that a worker was rung for; tests carry jobs out themselves."""
    rung: list[str] = []
    monkeypatch.setattr(run_job, "apply_async", lambda args, **options: rung.append(args[0]))
    return rung


@pytest.fixture
def quick_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """One real PDF for all letters: where the paper's words don't matter, but its signature does."""

    def once(snapshot: Any) -> bytes:
        if not _rendered:
            _rendered.append(render_letter(snapshot))
        return _rendered[0]

    monkeypatch.setattr(tasks, "render_letter", once)


@pytest.fixture
def database_clock(db: None) -> Clock:
    """Sets what the database's clock tells, until the test ends: `with database_clock("2026-12-31 23:59:59+07"):`."""

    @contextmanager
    def told(moment: str) -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            role = cursor.fetchone()[0]
            cursor.execute("SET LOCAL ROLE NONE")
            cursor.execute("CREATE SCHEMA IF NOT EXISTS told")
            cursor.execute(
                "CREATE OR REPLACE FUNCTION told.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
                f" $$ SELECT timestamptz '{moment}' $$"
            )
            cursor.execute(f'GRANT USAGE ON SCHEMA told TO "{role}"')
            cursor.execute(f'SET LOCAL ROLE "{role}"')
            cursor.execute("SET LOCAL search_path = told, pg_catalog, public")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL search_path = public")

    return told
