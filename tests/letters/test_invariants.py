"""The invariants hold after ordinary work, and each one notices what breaks it."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from foundation.documents.storage import save
from foundation.jobs.models import Event, Job
from letters.invariants import INVARIANTS, Scope, examine_everything
from letters.models import Letter, LetterDocument, RegisterCounter, Request, RequestEvent
from tests.citizens.factories import PESANGGARAN
from tests.letters.factories import a_letter, a_request, an_office, document_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


GUARDED = ("letters_letter", "letters_registerentry", "letters_requestevent", "letters_lettertypeversion")


def broken() -> set[str]:
    return {invariant.code for invariant, breaches in examine_everything(Scope()) if breaches.count}


def as_owner(sql: str, *values: object) -> None:
    """Changes rows that the product keeps from changing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
        cursor.execute("SET LOCAL ROLE NONE")
        # A table with checks still to be made can't be altered, so they are made now.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f'SET LOCAL ROLE "{role}"')


def test_ordinary_work_breaks_none() -> None:
    for state in (
        "draft",
        "returned",
        "rejected",
        "cancelled",
        "initialled",
        "signed",
        "collected",
        "revoked",
    ):
        a_request(state, kind="sktm")
    a_letter()
    a_letter(office=an_office(PESANGGARAN))
    out = StringIO()
    call_command("check_invariants", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines] == [f"I{number}" for number in range(1, 11)]
    assert all(line.endswith(": 0 pelanggaran") for line in lines), out.getvalue()


def test_a_breach_is_named_and_fails_the_command() -> None:
    case = a_request("checked")
    Request.objects.filter(pk=case.pk).update(state="initialled")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_invariants", "--quick", stdout=out)
    assert f"1 pelanggaran ({case.code})" in out.getvalue()
    assert "tidak diperiksa (--quick)" in out.getvalue()


def test_a_state_without_its_history_is_noticed() -> None:
    Request.objects.filter(pk=a_request("checked").pk).update(state="submitted")
    assert broken() == {"I1"}


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE letters_registercounter SET last_number = last_number + 1",
        "UPDATE letters_letter SET sequence = sequence + 10",
        "UPDATE letters_letter SET sequence = 3 WHERE sequence = 2",
        "DELETE FROM letters_registercounter",
        "UPDATE letters_letter SET number = 'sama'",
    ],
)
def test_a_gap_in_the_register_is_noticed(harm: str) -> None:
    office = an_office()
    a_request("signed", office=office)
    a_request("signed", office=office)
    as_owner(harm)
    assert "I2" in broken()


def test_a_date_that_runs_back_is_noticed() -> None:
    office = an_office()
    a_request("signed", office=office)
    later = a_request("signed", office=office)
    as_owner("UPDATE letters_letter SET issued_on = issued_on - 1 WHERE request_id = %s", later.pk)
    assert broken() == {"I3"}


def test_a_missing_and_a_damaged_file_are_noticed(store: Path) -> None:
    document = LetterDocument.objects.get(letter=a_letter())
    path = store / document.path
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert broken() == {"I4"}
    path.unlink()
    assert broken() == {"I4"}


def test_a_letter_issued_without_its_document_is_noticed() -> None:
    letter = a_letter()
    as_owner("DELETE FROM letters_letterdocument WHERE letter_id = %s", letter.pk)
    assert broken() == {"I4"}


def test_a_file_that_nobody_signed_is_noticed() -> None:
    stored = save(b"%PDF-1.7 tanpa tanda tangan")
    as_owner(
        "UPDATE letters_letterdocument SET sha256 = %s, path = %s, size = %s WHERE letter_id = %s",
        stored.sha256,
        stored.path,
        stored.size,
        a_letter().pk,
    )
    assert broken() == {"I5"}


def test_an_event_written_twice_is_noticed() -> None:
    # The constraint would refuse it: the invariant is for a table that was restored without one.
    a_request("submitted")
    event = Event.objects.get()
    as_owner("ALTER TABLE jobs_event DROP CONSTRAINT event_once")
    Event.objects.create(name=event.name, key=event.key, payload=event.payload)
    assert broken() == {"I6"}


@pytest.mark.parametrize(
    ("action", "state"),
    [("sign", "signed"), ("check", "issued"), ("unknown", "checked"), ("create", "draft")],
)
def test_a_step_that_the_table_does_not_know_is_noticed(action: str, state: str) -> None:
    case = a_request("submitted")
    RequestEvent.objects.create(request=case, action=action, state=state, at=timezone.now())
    assert "I7" in broken()


def test_work_that_nobody_takes_is_noticed() -> None:
    case = a_request("signed")
    long_ago = timezone.now() - timedelta(minutes=11)
    Job.objects.filter(pk=document_job(case).pk).update(run_after=long_ago)
    assert broken() == {"I8"}


def test_a_letter_whose_job_is_gone_is_noticed() -> None:
    case = a_request("signed")
    Job.objects.filter(pk=document_job(case).pk).update(state="done")
    assert broken() == set()
    as_owner("UPDATE letters_letter SET signed_at = signed_at - interval '11 minutes'")
    assert broken() == {"I8"}


def test_a_number_whose_letter_is_not_the_requests_is_noticed() -> None:
    case = a_request("signed")
    as_owner("DELETE FROM letters_registerentry")
    as_owner("DELETE FROM letters_letter WHERE request_id = %s", case.pk)
    assert {"I2", "I9"} <= broken()


def test_a_letter_of_another_village_is_noticed() -> None:
    case = a_request("signed")
    Letter.objects.filter(request=case).update(family_id=case.pk)
    assert broken() == {"I10"}


def test_only_the_newest_files_are_read_when_a_sample_is_asked_for(store: Path) -> None:
    office = an_office()
    oldest = LetterDocument.objects.get(letter=a_letter(office=office))
    a_letter(office=office)
    (store / oldest.path).unlink()
    found = {i.code: b for i, b in examine_everything(Scope(sample=1))}
    assert found["I4"].count == 0
    assert "I4" in broken()


def test_every_invariant_says_what_it_holds() -> None:
    assert [invariant.code for invariant in INVARIANTS] == [f"I{number}" for number in range(1, 11)]
    assert RegisterCounter.objects.count() == 0
