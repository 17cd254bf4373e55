"""A backup is worth what its restore brings back: a whole installation, or nothing at all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from foundation.documents.storage import save
from foundation.installation.backup.sealing import new_key
from foundation.installation.environment import PROJECT
from letters.models import Letter
from tests.citizens.factories import household


@pytest.fixture
def empty_database(transactional_db: None) -> Iterator[str]:
    """A database beside the test's, made and removed by the owner; yields its address."""
    given = connection.settings_dict
    # Each worker's test database has its own beside it.
    target = f"{given['NAME']}_restored"

    def run(statement: str) -> None:
        with closing(
            psycopg2.connect(
                host=given["HOST"],
                port=given["PORT"] or None,
                user=given["USER"],
                password=given["PASSWORD"] or None,
                dbname="postgres",
            )
        ) as other:
            other.autocommit = True
            with other.cursor() as cursor:
                cursor.execute(statement)

    run(f"DROP DATABASE IF EXISTS {target}")
    run(f"CREATE DATABASE {target}")
    yield address(target)
    run(f"DROP DATABASE {target} WITH (FORCE)")


def address(name: str) -> str:
    given = connection.settings_dict
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    return f"postgres://{given['USER']}{password}@/{name}?host={given['HOST']}&port={given['PORT'] or 5432}"


def manage(
    *arguments: str, database: str, state: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A management command as an installation of its own runs it."""
    return subprocess.run(
        [sys.executable, str(PROJECT / "manage.py"), *arguments],
        env=os.environ
        | {
            "DATABASE_URL": database,
            "DATABASE_OWNER_URL": database,
            "SMARTKAMPUNG_VAR": str(state),
            "DEMO": "0",
            "DEBUG": "0",
        }
        | {"SECRET_KEY": settings.SECRET_KEY, "SIGNING_KEY_SECRET": settings.SIGNING_KEY_SECRET}
        | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def counts(database: str) -> dict[str, int]:
    with closing(psycopg2.connect(database)) as other, other.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            found[name] = cursor.fetchone()[0]
    return found


def test_a_round_trip(empty_database: str, tmp_path: Path) -> None:
    household()
    source = address(connection.settings_dict["NAME"])
    first, second = tmp_path / "first", tmp_path / "second"
    for state in (first, second):
        state.mkdir()
    settings_media = first / "media"
    settings_media.mkdir()
    content = b"%PDF-1.7 a stored paper"
    stored = save(content)
    place = settings_media / stored.path
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    private, public = new_key()
    key, wrong = tmp_path / "key.txt", tmp_path / "wrong.txt"
    key.write_text(f"# mine\n{private}\n")
    wrong.write_text(new_key()[0])
    archive, damaged = tmp_path / "backup.age", tmp_path / "damaged.age"

    refused = manage("backup", str(archive), database=source, state=first)
    assert "BACKUP_RECIPIENTS" in refused.stderr
    assert not archive.exists()
    done = manage("backup", str(archive), database=source, state=first, BACKUP_RECIPIENTS=public)
    assert done.returncode == 0, done.stderr
    assert b"Sugeng" not in archive.read_bytes()
    assert archive.stat().st_mode & 0o077 == 0

    def restore(file: Path, identity: Path) -> subprocess.CompletedProcess[str]:
        return manage(
            "restore", str(file), "--identity", str(identity), database=empty_database, state=second
        )

    assert "kuncinya bukan kunci arsip ini" in restore(archive, wrong).stderr
    assert counts(empty_database) == {}
    whole = bytearray(archive.read_bytes())
    whole[-200] ^= 1
    damaged.write_bytes(whole)
    assert "rusak" in restore(damaged, key).stderr
    assert counts(empty_database).get("citizens_resident", 0) == 0
    damaged.write_bytes(archive.read_bytes()[:-70_000])
    refused = restore(damaged, key)
    assert refused.returncode != 0
    assert counts(empty_database).get("citizens_resident", 0) == 0

    done = restore(archive, key)
    assert done.returncode == 0, done.stderr
    before, after = counts(source), counts(empty_database)
    assert {name: n for name, n in before.items() if after[name] != n} == {}
    assert after["citizens_resident"] == 3
    assert (second / "media" / stored.path).read_bytes() == content
    examined = manage("check_invariants", database=empty_database, state=second)
    assert examined.returncode == 0, examined.stdout + examined.stderr

    assert "sudah berisi" in restore(archive, key).stderr or after["accounts_user"] == 0


def test_an_archive_of_a_newer_version_is_refused(db: Any) -> None:
    from foundation.installation.backup.rows import bring_schema_to, migrations
    from foundation.installation.backup.sealing import ArchiveError

    with pytest.raises(ArchiveError, match="versi yang lebih baru"):
        bring_schema_to([*migrations(), ["citizens", "9999_from_tomorrow"]])
    assert not Letter.objects.exists()
