"""What is due goes, what is not stays, the ledger says so, and a restored backup loses it again."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from citizens.models import Resident
from foundation.access.roles import Role
from foundation.accounts.models import SignInCode
from foundation.audit.models import AccessEntry
from foundation.documents.storage import exists
from foundation.jobs.claims import LeaseLost
from foundation.jobs.events import record
from foundation.jobs.models import Job
from foundation.retention.carrying_out import Cause, carry_out
from foundation.retention.copies import FILE
from foundation.retention.models import Erasure
from foundation.retention.rules import KEEP, NIGHTLY, Rule, all_rules, rule_named
from letters.models import Attachment
from tests.access.cast import FIRST_RT, REGENCY, SARONGAN, officer, signed_in
from tests.access.world import make_papers, make_request
from tests.acting import run_jobs, see_everything
from tests.citizens.factories import ResidentFactory

from . import old_rows
from .old_rows import MAKERS, MARGIN


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def person(db: None) -> Resident:
    return ResidentFactory(area_code=FIRST_RT)


NIGHTLY_RULES = [rule for rule in all_rules() if rule.action != KEEP and rule.by == NIGHTLY]


def due_rows(rule: Rule) -> set[Any]:
    assert rule.keeper is not None
    return set(rule.keeper.due(rule.cutoff(timezone.now())).values_list("pk", flat=True))


def paths_of(row: Any) -> Iterator[str]:
    if path := getattr(row, "path", ""):
        yield path


@pytest.mark.parametrize("rule", NIGHTLY_RULES, ids=lambda rule: rule.name)
def test_what_is_due_goes_and_what_is_not_stays(rule: Rule, person: Resident) -> None:
    make = MAKERS[rule.name]
    old = make(person, rule.cutoff(timezone.now()) - MARGIN)
    young = make(person, rule.cutoff(timezone.now()) + MARGIN)
    assert due_rows(rule) == {old.pk}
    files, kept = list(paths_of(old)), list(paths_of(young))
    rows, _files = carry_out(rule, cause=Cause.NIGHTLY)
    see_everything()
    assert rows == 1
    assert due_rows(rule) == set()
    assert type(young)._default_manager.filter(pk=young.pk).exists()
    if rule.action == "erase" and files and rule.name != "resident-list-orders":
        assert [exists(path) for path in files] == [False]
    assert [exists(path) for path in kept] == [True] * len(kept)
    line = Erasure.objects.get(rule=rule.name)
    assert (line.rows, line.action) == (1, rule.action)
    assert carry_out(rule, cause=Cause.NIGHTLY) == (0, 0)


def rule(name: str) -> Rule:
    found = rule_named(name)
    assert found is not None
    return found


def test_a_file_that_another_row_names_stays(person: Resident) -> None:
    refused = rule("refused-documents")
    old = old_rows.document(person, refused.cutoff(timezone.now()) - MARGIN)
    running = make_request(person, officer(Role.OPERATOR, SARONGAN), state="submitted")
    Attachment.objects.create(
        request=running,
        document="kk",
        name="n",
        content_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        path=old.path,
    )
    assert carry_out(refused, cause=Cause.NIGHTLY) == (1, 0)
    see_everything()
    assert exists(old.path)


def test_the_nightly_job_carries_all_of_them_out(person: Resident) -> None:
    for item in NIGHTLY_RULES:
        MAKERS[item.name](person, item.cutoff(timezone.now()) - MARGIN)
    record("platform.day_began", key="a-morning")
    run_jobs()
    see_everything()
    assert Job.objects.get(kind="retention.carry_out").state == Job.State.DONE
    for item in NIGHTLY_RULES:
        assert due_rows(item) == set(), item.name


def test_a_dry_run_counts_and_changes_nothing(person: Resident) -> None:
    codes = rule("sign-in-codes")
    old_rows.code(person, codes.cutoff(timezone.now()) - MARGIN)
    out = StringIO()
    call_command("retention", "--dry-run", stdout=out)
    see_everything()
    assert "sign-in-codes: 1 baris" in out.getvalue()
    assert SignInCode.objects.count() == 1
    assert not Erasure.objects.exists()
    call_command("retention", stdout=out)
    see_everything()
    assert not SignInCode.objects.exists()


def test_a_restored_backup_loses_again_what_was_erased(person: Resident, tmp_path: Path) -> None:
    """The ledger of the database came back from before; the copy beside it remembers."""
    codes = rule("sign-in-codes")
    at = codes.cutoff(timezone.now()) - MARGIN
    old_rows.code(person, at)
    carry_out(codes, cause=Cause.NIGHTLY)
    see_everything()
    copy = (tmp_path / FILE).read_text()
    assert str(person.pk) not in copy
    # As it was before: the code is there again, and nobody has written that it was erased. The time has grown since.
    came_back = old_rows.code(person, at)
    settings_file = tmp_path / "own.toml"
    settings_file.write_text('[days]\n"sign-in-codes" = 3000\n')
    with override_settings(RETENTION_FILE=str(settings_file)):
        assert due_rows(rule("sign-in-codes")) == set()
        call_command("erase_again", stdout=StringIO())
    see_everything()
    assert not SignInCode.objects.filter(pk=came_back.pk).exists()
    assert Erasure.objects.filter(cause=Cause.RESTORED).exists()


def test_a_copy_kept_elsewhere_serves_as_well(person: Resident, tmp_path: Path) -> None:
    codes = rule("sign-in-codes")
    old_rows.code(person, codes.cutoff(timezone.now()) - MARGIN)
    carry_out(codes, cause=Cause.NIGHTLY)
    out = StringIO()
    call_command("erasure_ledger", stdout=out)
    kept = tmp_path / "kept.jsonl"
    kept.write_text(out.getvalue() + '{"half')
    (tmp_path / FILE).unlink()
    out = StringIO()
    call_command("erase_again", "--ledger", str(kept), stdout=out)
    see_everything()
    assert "sign-in-codes: 0 baris" in out.getvalue()


def test_the_ledger_is_never_changed(db: None) -> None:
    line = Erasure.objects.create(
        rule="r", action="erase", cutoff=timezone.now(), rows=1, cause=Cause.NIGHTLY
    )
    for deed in (line.delete, lambda: Erasure.objects.update(rows=2)):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_the_page_shows_rules_and_ledger(person: Resident) -> None:
    codes = rule("sign-in-codes")
    old_rows.code(person, codes.cutoff(timezone.now()) - MARGIN)
    carry_out(codes, cause=Cause.NIGHTLY)
    make_papers("own")
    for role in (Role.AUDITOR, Role.DISTRICT_ADMIN):
        page = signed_in(officer(role, REGENCY)).get("/kabupaten/masa-simpan/").content.decode()
        for item in all_rules():
            assert item.what in page
        assert "pekerjaan harian" in page


def test_the_owner_of_the_schema_ends_the_journal(person: Resident) -> None:
    """Beyond the rights of the running product, which may add lines and nothing else."""
    journal = rule("access-journal")
    for age in (MARGIN, -MARGIN):
        AccessEntry.objects.create(
            at=journal.cutoff(timezone.now()) - age,
            actor_id=person.pk,
            actor_role=Role.OPERATOR,
            area_code=SARONGAN,
            screen="resident",
            purpose="service",
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        call_command("retention", "--owner", stdout=StringIO())
    see_everything()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        call_command("retention", "--owner", stdout=StringIO())
        cursor.execute(f"SET ROLE {settings.DATABASE_RUNTIME_ROLE}")
    see_everything()
    assert AccessEntry.objects.count() == 1
    assert Erasure.objects.get().rule == "access-journal"


def test_a_rule_that_breaks_off_keeps_what_it_has_done(
    person: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch and its line are one transaction; the rest is done at the next try."""
    codes = rule("sign-in-codes")
    for _ in range(5):
        old_rows.code(person, codes.cutoff(timezone.now()) - MARGIN)
    monkeypatch.setattr("foundation.retention.carrying_out.ROWS_AT_ONCE", 2)
    beats = iter([None, LeaseLost()])

    def beat() -> None:
        if fault := next(beats):
            raise fault

    with pytest.raises(LeaseLost):
        carry_out(codes, cause=Cause.NIGHTLY, beat=beat)
    see_everything()
    assert (SignInCode.objects.count(), list(Erasure.objects.values_list("rows", flat=True))) == (3, [2])
    assert carry_out(codes, cause=Cause.NIGHTLY) == (3, 0)
    see_everything()
    assert sorted(Erasure.objects.values_list("rows", flat=True)) == [1, 2, 2]
