"""A real backup brings back what was erased after it was made; one command erases it again."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from uuid6 import uuid7

from foundation.accounts.models import SignInCode
from foundation.installation.backup.sealing import new_key
from tests.citizens.factories import household

from .test_backup import address, counts, empty_database, manage

__all__ = ["empty_database"]

CODES, LEDGER = "accounts_signincode", "retention_erasure"


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_since_the_backup_is_erased_again(empty_database: str, tmp_path: Path) -> None:  # noqa: F811
    household()
    for age in (40, 1):
        code = SignInCode.objects.create(person_id=uuid7(), expires_at=timezone.now())
        SignInCode.objects.filter(pk=code.pk).update(created_at=timezone.now() - timedelta(days=age))
    source = address(connection.settings_dict["NAME"])
    first, second = tmp_path / "first", tmp_path / "second"
    for state in (first, second):
        state.mkdir()
    private, public = new_key()
    key, archive = tmp_path / "key.txt", tmp_path / "backup.age"
    key.write_text(private)
    done = manage("backup", str(archive), database=source, state=first, BACKUP_RECIPIENTS=public)
    assert done.returncode == 0, done.stderr

    dry = manage("retention", "--dry-run", database=source, state=first)
    assert "sign-in-codes: 1 baris" in dry.stdout
    done = manage("retention", database=source, state=first)
    assert "sign-in-codes: 1 baris" in done.stdout, done.stderr
    assert (counts(source)[CODES], counts(source)[LEDGER]) == (1, 1)

    done = manage("restore", str(archive), "--identity", str(key), database=empty_database, state=second)
    assert "erase_again" in done.stdout, done.stderr
    assert (counts(empty_database)[CODES], counts(empty_database)[LEDGER]) == (2, 0)
    # Times have grown since: by the rule alone the code would stay.
    longer = tmp_path / "longer.toml"
    longer.write_text('[days]\n"sign-in-codes" = 3000\n')
    ledger = first / "erasures.jsonl"
    done = manage(
        "erase_again",
        "--ledger",
        str(ledger),
        database=empty_database,
        state=second,
        RETENTION_FILE=str(longer),
    )
    assert "sign-in-codes: 1 baris" in done.stdout, done.stderr
    assert (counts(empty_database)[CODES], counts(empty_database)[LEDGER]) == (1, 1)
