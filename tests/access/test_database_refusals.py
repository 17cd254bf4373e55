"""What the database refuses, whatever the code above it tries."""

from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from uuid6 import uuid7

from citizens.models import Resident
from foundation.accounts.models import User
from foundation.notifications.models import Notification
from letters.models import Attachment, Letter, LetterDocument, LetterTypeVersion, Request, RequestEvent
from tests.acting import see_only
from tests.citizens.factories import FamilyFactory, ResidentFactory

from .cast import PESANGGARAN, SARONGAN
from .world import Papers, make_request


class TestWriting:
    """A row of another village is neither written nor moved nor changed."""

    def test_no_resident_elsewhere(self, db: None) -> None:
        family = FamilyFactory(village_id=PESANGGARAN)
        see_only(SARONGAN)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            ResidentFactory(village_id=PESANGGARAN, family=family)

    def test_no_family_elsewhere(self, db: None) -> None:
        see_only(SARONGAN)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            FamilyFactory(village_id=PESANGGARAN)

    def test_no_request_elsewhere(self, papers: dict[str, Papers]) -> None:
        resident = Resident.objects.get(pk=papers["other_village"].resident)
        clerk = User.objects.get(username="clerk.of.own")
        see_only(SARONGAN)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            make_request(resident, clerk)

    def test_no_history_of_anothers_request(self, papers: dict[str, Papers]) -> None:
        see_only(SARONGAN)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            RequestEvent.objects.create(
                request_id=papers["other_village"].draft, action="check", state="checked", at=timezone.now()
            )

    def test_no_message_in_anothers_name(self, db: None) -> None:
        see_only(SARONGAN, user=str(uuid7()))
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Notification.objects.create(recipient_id=uuid7(), key="k", subject="s", body="b")

    def test_nobody_moves_out_of_reach(self, papers: dict[str, Papers]) -> None:
        see_only(SARONGAN)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Resident.objects.filter(pk=papers["own"].resident).update(
                village_id=PESANGGARAN, area_code=PESANGGARAN
            )

    def test_what_is_out_of_reach_is_not_changed(self, papers: dict[str, Papers]) -> None:
        see_only(SARONGAN)
        strangers = papers["other_village"]
        assert Resident.objects.filter(pk=strangers.resident).update(name="x") == 0
        assert Request.objects.filter(pk=strangers.draft).update(state="issued") == 0
        assert Letter.objects.filter(pk=strangers.letter).update(revocation_reason="x") == 0
        assert Attachment.objects.filter(pk=strangers.draft_file).delete()[0] == 0


class TestRuntimeRole:
    """The role that pages and workers run under."""

    @pytest.fixture(autouse=True)
    def _database(self, db: None) -> None:
        pass

    def ask(self, sql: str, *values: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]

    def test_is_the_one_these_tests_run_under(self) -> None:
        assert self.ask("SELECT current_user") == [settings.DATABASE_RUNTIME_ROLE]

    def test_is_no_superuser(self) -> None:
        sql = (
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert self.ask(sql) == [False]

    def test_owns_nothing(self) -> None:
        sql = "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        assert self.ask(sql) == []

    def test_cannot_change_the_schema(self) -> None:
        for sql in (
            "CREATE TABLE t (x int)",
            "ALTER TABLE letters_letter DISABLE ROW LEVEL SECURITY",
            "DROP POLICY reach ON letters_letter",
            "ALTER TABLE letters_requestevent DISABLE TRIGGER history_is_frozen",
            "UPDATE django_migrations SET name = name",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)

    @pytest.mark.parametrize(
        "table",
        [
            "letters_letter",
            "letters_requestevent",
            "letters_letterdocument",
            "letters_registercounter",
            "letters_registerentry",
            "letters_reservation",
            "letters_paperletter",
            "letters_incomingletter",
            "letters_printlog",
            "letters_handover",
            "jobs_event",
        ],
    )
    def test_cannot_delete_what_is_kept(self, table: str) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            self.ask(f"DELETE FROM {table} RETURNING 1")  # noqa: S608 - names from the list above

    def test_a_request_with_history_cannot_be_deleted(self, papers: dict[str, Papers]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.objects.filter(pk=papers["own"].draft)._raw_delete("default")


class TestFrozenRows:
    """Triggers refuse what no code should try."""

    @pytest.fixture(autouse=True)
    def _papers(self, papers: dict[str, Papers]) -> None:
        self.papers = papers["own"]

    def test_history(self) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            RequestEvent.objects.filter(request_id=self.papers.draft).update(note="x")

    def test_stored_documents(self) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            LetterDocument.objects.filter(letter_id=self.papers.letter).update(sha256="0" * 64)

    def test_published_version(self) -> None:
        version = LetterTypeVersion.objects.first()
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            LetterTypeVersion.objects.filter(pk=version.pk).update(body="x")
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            LetterTypeVersion.objects.filter(pk=version.pk).delete()

    @pytest.mark.parametrize(
        "change",
        [
            {"number": "x"},
            {"sequence": 99},
            {"year": 1999},
            {"register": "x"},
            {"village_id": PESANGGARAN},
            {"issued_on": "2020-01-01"},
            {"token": "x"},
            {"signed_at": timezone.now()},
            {"signed_by_id": uuid7()},
            {"request_id": uuid7()},
            {"short_code": "x"},
            {"valid_until": "2099-01-01"},
            {"snapshot": {"type": {"name": "x"}}},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_number_and_signature(self, change: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            Letter.objects.filter(pk=self.papers.letter).update(**change)

    def test_what_may_change_does(self) -> None:
        letters = Letter.objects.filter(pk=self.papers.letter)
        assert letters.update(revoked_at=timezone.now(), revocation_reason="salah nama") == 1
