"""Programs: tokens, sessions and their forgery protection, and what a request may not set."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.utils import timezone

from citizens.models import Resident
from foundation.accounts.models import ApiToken, RoleAssignment, User
from letters.models import Letter, Request
from tests.access.cast import PASSWORD, PESANGGARAN, SARONGAN, citizen, signed_in, with_token
from tests.acting import ActingClient
from tests.citizens.factories import ResidentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sugeng() -> Resident:
    return ResidentFactory()


def ask_token(username: str = "sri", password: str = PASSWORD) -> Any:
    data = {"username": username, "password": password}
    return ActingClient().post("/api/v1/auth/token", data, content_type="application/json")


def residents(token: str) -> int:
    browser = ActingClient(HTTP_AUTHORIZATION=f"Bearer {token}")
    return browser.get("/api/v1/residents?q=sugeng").status_code


def a_request(resident: Resident, **more: Any) -> dict[str, Any]:
    return {
        "letter_type": "domisili",
        "resident": resident.nik,
        "data": {"keperluan": "Melamar pekerjaan"},
    } | more


class TestToken:
    def test_name_and_password_give_one(self, sri: User) -> None:
        answer = ask_token()
        assert answer.status_code == 200
        assert residents(answer.json()["token"]) == 200

    def test_it_is_kept_as_a_digest_only(self, sri: User) -> None:
        token = ask_token().json()["token"]
        assert len(token) >= 43
        assert token not in ApiToken.objects.get().digest

    @pytest.mark.parametrize(("username", "password"), [("sri", "salah"), ("siti", PASSWORD), ("sri", "")])
    def test_wrong_ones_do_not(self, sri: User, username: str, password: str) -> None:
        answer = ask_token(username, password or "x")
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer.json()["title"]
        assert not ApiToken.objects.exists()

    def test_what_is_missing_is_named(self) -> None:
        answer = ActingClient().post("/api/v1/auth/token", {}, content_type="application/json")
        assert answer.status_code == 400
        assert set(answer.json()["errors"]) == {"username", "password"}

    def test_it_ends_after_twelve_hours(self, sri: User) -> None:
        token = ask_token().json()["token"]
        with time_machine.travel(timezone.now() + timedelta(hours=12, seconds=1)):
            assert residents(token) == 401

    def test_a_deactivated_user_has_none(self, sri: User) -> None:
        token = ask_token().json()["token"]
        User.objects.filter(pk=sri.pk).update(is_active=False)
        assert residents(token) == 401
        assert ask_token().status_code == 401

    def test_a_lost_role_counts_at_once(self, sri: User) -> None:
        token = ask_token().json()["token"]
        RoleAssignment.objects.filter(user=sri).delete()
        assert residents(token) == 403

    def test_a_demo_account_has_none_outside_demo_mode(self, sri: User, settings: Any) -> None:
        User.objects.filter(pk=sri.pk).update(is_demo=True)
        settings.DEMO = True
        token = ask_token().json()["token"]
        settings.DEMO = False
        assert residents(token) == 401
        assert ask_token().status_code == 401

    @pytest.mark.parametrize("token", ["", "x", "x" * 5000, "' OR 1=1", "ü"])
    def test_an_invented_one_is_refused(self, sri: User, token: str) -> None:
        assert residents(token) == 401

    def test_an_invented_one_is_not_made_good_by_a_session(self, sri: User) -> None:
        browser = signed_in(sri, HTTP_AUTHORIZATION="Bearer invented")
        assert browser.get("/api/v1/residents?q=sugeng").status_code == 401

    def test_too_many_tries_are_told_when_to_come_back(self, sri: User) -> None:
        answers = [ask_token(password="salah").status_code for _try in range(11)]
        assert answers == [401] * 10 + [429]
        assert int(ask_token()["Retry-After"]) > 0


class TestForgery:
    """What changes something is taken from a session only when the page was ours."""

    def test_a_session_without_proof_is_refused(self, sugeng: Resident) -> None:
        browser = signed_in(citizen(sugeng), enforce_csrf_checks=True)
        answer = browser.post("/api/v1/requests", a_request(sugeng), content_type="application/json")
        assert answer.status_code == 403
        assert not Request.objects.exists()

    def test_a_session_with_proof_is_served(self, sugeng: Resident, settings: Any) -> None:
        browser = signed_in(citizen(sugeng), enforce_csrf_checks=True)
        carrier = RequestFactory().get("/")
        token = get_token(carrier)
        browser.cookies[settings.CSRF_COOKIE_NAME] = carrier.META["CSRF_COOKIE"]
        answer = browser.post(
            "/api/v1/requests",
            a_request(sugeng),
            content_type="application/json",
            HTTP_X_CSRFTOKEN=token,
        )
        assert answer.status_code == 201

    def test_a_token_needs_no_proof(self, sri: User, sugeng: Resident) -> None:
        program = with_token(sri, enforce_csrf_checks=True)
        answer = program.post("/api/v1/requests", a_request(sugeng), content_type="application/json")
        assert answer.status_code == 201

    @pytest.mark.parametrize(
        "address", ["/masuk/", "/keluar/", "/verifikasi/", "/desa/tanda-tangan/", "/bahasa/"]
    )
    def test_pages_refuse_forms_that_are_not_ours(self, sri: User, address: str) -> None:
        browser = signed_in(sri, enforce_csrf_checks=True)
        page = browser.post(address, {"x": "1"})
        assert page.status_code == 403
        assert "Muat ulang" in page.content.decode()


class TestWhatARequestMayNotSet:
    """Fields that are the house's are passed over, whoever sends them."""

    FORBIDDEN = {
        "state": "issued",
        "number": "999",
        "sequence": 999,
        "village": PESANGGARAN,
        "village_id": PESANGGARAN,
        "area_code": PESANGGARAN,
        "family_id": "00000000-0000-0000-0000-000000000000",
        "signed_at": "2020-01-01T00:00:00Z",
        "signed_by": "x",
        "submitted_at": "2020-01-01T00:00:00Z",
        "due_at": "2020-01-01T00:00:00Z",
        "vouched_at": "2020-01-01T00:00:00Z",
        "created_by": "x",
        "code": "MINE",
        "id": "00000000-0000-0000-0000-000000000000",
        "letter": {"number": "1"},
        "is_staff": True,
        "roles": ["head"],
    }

    def test_on_creation(self, sri: User, sugeng: Resident) -> None:
        body = a_request(sugeng, **self.FORBIDDEN)
        plain = {name: value for name, value in self.FORBIDDEN.items() if not isinstance(value, (dict, list))}
        body["data"] = body["data"] | plain
        answer = with_token(sri).post("/api/v1/requests", body, content_type="application/json")
        assert answer.status_code == 201, answer.content
        row = Request.objects.get()
        assert (row.state, row.village_id, row.area_code) == ("draft", SARONGAN, SARONGAN)
        assert (row.family_id, row.created_by_id) == (sugeng.family_id, sri.pk)
        assert row.submitted_at is row.due_at is row.vouched_at is None
        assert row.code != "MINE"
        assert set(self.FORBIDDEN).isdisjoint(row.data)
        assert not Letter.objects.exists()

    def test_on_an_action(self, sri: User, sugeng: Resident) -> None:
        program = with_token(sri)
        row = program.post("/api/v1/requests", a_request(sugeng), content_type="application/json").json()
        body = {"note": "", "target": "issued", "state": "issued", "action": "sign", "actor": "x"}
        answer = program.post(f"/api/v1/requests/{row['id']}/submit", body, content_type="application/json")
        assert answer.json()["state"] == "submitted"

    def test_in_a_form(self, sugeng: Resident) -> None:
        browser = signed_in(citizen(sugeng))
        browser.post("/surat/ajukan/domisili/", self.FORBIDDEN | {"keperluan": "Melamar pekerjaan"})
        row = Request.objects.get()
        assert (row.state, row.village_id, row.channel) == ("draft", SARONGAN, "web")

    def test_a_citizen_does_not_stand_at_the_counter(self, sugeng: Resident) -> None:
        """At the counter the clerk sees the papers; somebody at home sends them."""
        program = with_token(citizen(sugeng))
        body = a_request(sugeng, channel="counter")
        answer = program.post("/api/v1/requests", body, content_type="application/json")
        assert answer.status_code == 400
        assert "channel" in answer.json()["errors"]

    @pytest.mark.parametrize("value", [None, [], {}, True, 1.5, [["x"]], {"a": {"b": 1}}, "x" * 100_000])
    @pytest.mark.parametrize("field", ["letter_type", "resident", "data", "documents", "channel"])
    def test_a_value_of_another_kind_is_told_so(
        self, sri: User, sugeng: Resident, field: str, value: Any
    ) -> None:
        body = a_request(sugeng) | {field: value}
        answer = with_token(sri).post("/api/v1/requests", body, content_type="application/json")
        assert answer.status_code in (201, 400)
        if answer.status_code == 400:
            assert answer.json()["errors"]

    @pytest.mark.parametrize("value", [None, [], {}, True, 1.5, [["x"]], {"a": {"b": 1}}, "x" * 100_000])
    def test_an_answer_of_another_kind_is_told_so(self, sri: User, sugeng: Resident, value: Any) -> None:
        body = a_request(sugeng, data={"keperluan": value, "sejak": value})
        answer = with_token(sri).post("/api/v1/requests", body, content_type="application/json")
        assert answer.status_code in (201, 400)

    @pytest.mark.parametrize("body", ["", "[]", "null", "{", '"x"', "12", '{"a":' * 3000])
    def test_what_is_no_object_is_told_so(self, sri: User, body: str) -> None:
        answer = with_token(sri).generic("POST", "/api/v1/requests", body, content_type="application/json")
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"


def test_a_repeated_request_is_made_once(sri: User, sugeng: Resident) -> None:
    program = with_token(sri)
    answers = [
        program.post(
            "/api/v1/requests",
            a_request(sugeng),
            content_type="application/json",
            HTTP_IDEMPOTENCY_KEY="k-1",
        )
        for _time in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Request.objects.count() == 1
