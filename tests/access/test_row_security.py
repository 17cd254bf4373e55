"""The second wall: what the database shows and takes, whatever the code above it forgot to ask."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from uuid6 import uuid7

from citizens.models import Family, Resident
from foundation.access.reach import elevated, set_actor_reach, set_reach, working_in
from foundation.access.roles import Actor, Grant, Role
from foundation.accounts.models import SignInCode
from foundation.jobs.models import Job
from foundation.jobs.registry import _tasks, task
from foundation.jobs.runner import run
from foundation.notifications.models import Delivery, Notification
from letters.models import (
    Attachment,
    Certificate,
    CertificateAuthority,
    Letter,
    LetterDocument,
    Request,
    RequestEvent,
)
from tests.acting import see_only

from .cast import HAMLET, KECAMATAN, PENGANJURAN, PESANGGARAN, REGENCY, SARONGAN
from .world import PLACES, Papers, make_papers

PEOPLES_ROWS: list[type[Model]] = [
    Family,
    Resident,
    Request,
    RequestEvent,
    Attachment,
    Letter,
    LetterDocument,
]


def villages_of(model: type[Model]) -> set[str]:
    """The villages whose rows a query without any condition gives."""
    path = {RequestEvent: "request__village_id", Attachment: "request__village_id"}
    path |= {LetterDocument: "letter__village_id"}
    return set(model._default_manager.values_list(path.get(model, "village_id"), flat=True))


@pytest.mark.parametrize("model", PEOPLES_ROWS)
class TestUnfilteredQuery:
    """`Model.objects.all()`, as a forgotten condition would write it."""

    def test_shows_one_village(self, papers: dict[str, Papers], model: type[Model]) -> None:
        assert villages_of(model) == {SARONGAN, PESANGGARAN, PENGANJURAN}
        see_only(SARONGAN)
        assert villages_of(model) == {SARONGAN}

    def test_shows_the_villages_of_a_kecamatan(self, papers: dict[str, Papers], model: type[Model]) -> None:
        see_only(KECAMATAN)
        assert villages_of(model) == {SARONGAN, PESANGGARAN}

    def test_shows_the_villages_of_two_roles(self, papers: dict[str, Papers], model: type[Model]) -> None:
        see_only(f"{SARONGAN},{PENGANJURAN}")
        assert villages_of(model) == {SARONGAN, PENGANJURAN}

    def test_shows_one_hamlet(self, papers: dict[str, Papers], model: type[Model]) -> None:
        see_only(HAMLET)
        assert model._default_manager.count() == (2 if model in (RequestEvent, Attachment, Request) else 1)

    def test_shows_nothing_without_reach(self, papers: dict[str, Papers], model: type[Model]) -> None:
        see_only("")
        assert model._default_manager.count() == 0

    @pytest.mark.parametrize("reach", ["35.10.01.200", "35.10.01.2001.", ",", "*,", "''", "35.10.01.2001 "])
    def test_shows_nothing_for_what_is_no_code(
        self, papers: dict[str, Papers], model: type[Model], reach: str
    ) -> None:
        see_only(reach)
        assert model._default_manager.count() == 0

    def test_shows_a_citizen_the_own_family(self, papers: dict[str, Papers], model: type[Model]) -> None:
        own = Resident.objects.get(pk=papers["own"].resident)
        see_only("", family=str(own.family_id))
        assert villages_of(model) == {SARONGAN}
        count = {Request: 2, RequestEvent: 2, Attachment: 2}.get(model, 1)
        assert model._default_manager.count() == count


def test_search_finds_what_the_policy_shows(papers: dict[str, Papers]) -> None:
    """The search functions run as the owner of the tables, so they ask for the reach themselves."""
    see_only(SARONGAN)
    for villages in (None, [PESANGGARAN], [SARONGAN, PESANGGARAN]):
        values = "%s::text[], ARRAY['35.10'], ARRAY['canary'], NULL"
        asked: list[tuple[str, list[Any]]] = [
            (f"citizens_named_by_words({values}, %s, 100)", [villages, way])
            for way in ("fragment", "near", "alike")
        ]
        asked.append((f"citizens_named({values}, 100)", [villages]))
        for function, values in asked:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT id FROM {function}", values)  # noqa: S608 - written above
                found = [row[0] for row in cursor.fetchall()]
            assert len(found) == (0 if villages == [PESANGGARAN] else 2)
            assert set(Resident.objects.filter(pk__in=found).values_list("village_id", flat=True)) <= {
                SARONGAN
            }
            assert Resident.objects.filter(pk__in=found).count() == len(found)


def test_messages_are_the_recipients_own(db: None) -> None:
    mine, theirs = uuid7(), uuid7()
    for recipient in (mine, theirs):
        told = Notification.objects.create(recipient_id=recipient, key="k", subject="s", body="b")
        Delivery.objects.create(notification=told, channel="sms", address="08")
    see_only(REGENCY, user=str(mine))
    assert list(Notification.objects.values_list("recipient_id", flat=True)) == [mine]
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("model", [SignInCode, Certificate, CertificateAuthority])
def test_secrets_are_the_platforms_own(db: None, model: type[Model]) -> None:
    SignInCode.objects.create(area_code=SARONGAN, expires_at=timezone.now())
    authority = CertificateAuthority.objects.create(certificate="c", private_key="k")
    Certificate.objects.create(
        village_id=SARONGAN,
        authority=authority,
        serial="1",
        certificate="c",
        private_key="k",
        not_before=timezone.now(),
        not_after=timezone.now(),
    )
    assert model._default_manager.count() == 1
    see_only(REGENCY)
    assert model._default_manager.count() == 0
    with elevated():
        assert model._default_manager.count() == 1
    assert model._default_manager.count() == 0


class TestCarriedOver:
    """The reach ends with its transaction; a connection passes nothing on."""

    @pytest.fixture(autouse=True)
    def _as_the_product(self, transactional_db: None) -> Iterator[None]:
        for place in PLACES:
            make_papers(place)
        self.forget()
        yield
        self.forget()

    @staticmethod
    def forget() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('app.reach', '', false), set_config('app.user', '', false),"
                " set_config('app.family', '', false)"
            )

    def test_outside_a_transaction_nothing_is_visible(self) -> None:
        assert Resident.objects.count() == 0
        set_reach([SARONGAN])
        assert Resident.objects.count() == 0

    def test_the_next_transaction_starts_blind(self) -> None:
        with working_in(SARONGAN):
            assert villages_of(Resident) == {SARONGAN}
        assert Resident.objects.count() == 0
        with transaction.atomic():
            assert Resident.objects.count() == 0
        with working_in(PESANGGARAN):
            assert villages_of(Resident) == {PESANGGARAN}

    def test_a_failed_transaction_leaves_nothing(self) -> None:
        with pytest.raises(ZeroDivisionError), working_in(SARONGAN):
            _ = 1 / 0
        assert Resident.objects.count() == 0

    def test_the_family_and_the_user_are_not_passed_on(self) -> None:
        with elevated():
            resident = Resident.objects.filter(village_id=SARONGAN).first()
        actor = Actor(uuid7(), "Warga", resident.pk, resident.family_id, resident.area_code)
        with transaction.atomic():
            set_actor_reach(actor)
            assert Resident.objects.count() == 1
        assert Resident.objects.count() == 0
        with working_in(PENGANJURAN):
            assert villages_of(Resident) == {PENGANJURAN}

    def test_elevated_gives_back_what_was_before(self) -> None:
        with working_in(SARONGAN):
            with elevated():
                assert len(villages_of(Resident)) == 3
            assert villages_of(Resident) == {SARONGAN}
            with pytest.raises(ZeroDivisionError), elevated():
                _ = 1 / 0
            assert villages_of(Resident) == {SARONGAN}
        assert Resident.objects.count() == 0

    def test_a_new_connection_starts_blind(self) -> None:
        with working_in(SARONGAN):
            assert Resident.objects.exists()
        connection.close()
        assert Resident.objects.count() == 0

    def test_the_reach_is_set_in_the_transaction_only(self) -> None:
        """What a pooler in transaction mode hands on is a session without any of our settings."""
        with working_in(SARONGAN):
            pass
        with connection.cursor() as cursor:
            for name in ("app.reach", "app.family", "app.user"):
                cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
                assert cursor.fetchone()[0] == ""

    def test_a_worker_sees_the_jobs_village(self) -> None:
        seen: list[Any] = []

        @task("tests.look", queue="bulk")
        def look(claim: Any) -> None:
            with claim.reading():
                seen.append(villages_of(Resident))
            seen.append(Resident.objects.count())
            with claim.result():
                seen.append(villages_of(Request))

        try:
            for code, expected in ((SARONGAN, {SARONGAN}), ("", set())):
                job = Job.objects.create(
                    kind="tests.look",
                    key=code,
                    queue="bulk",
                    area_code=code,
                    payload={},
                    run_after=timezone.now(),
                )
                seen.clear()
                assert run(job.pk)
                assert seen == [expected, 0, expected]
                job.refresh_from_db()
                assert job.state == Job.State.DONE
        finally:
            del _tasks["tests.look"]


def test_an_officers_reach_is_what_the_roles_hold(db: None, papers: dict[str, Papers]) -> None:
    grants = (Grant(Role.OPERATOR, SARONGAN), Grant(Role.NEIGHBOURHOOD, f"{PENGANJURAN}.01"))
    set_actor_reach(Actor(uuid7(), "Rangkap", None, None, "", grants))
    assert villages_of(Resident) == {SARONGAN, PENGANJURAN}
