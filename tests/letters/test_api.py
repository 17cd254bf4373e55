"""The whole way of a letter by programs alone, and requests that are sent again."""

import pytest

from foundation.accounts.models import User
from letters.models import Request
from tests.acting import ActingClient, run_jobs
from tests.citizens.factories import ResidentFactory
from tests.letters.factories import ANSWERS, a_citizen, a_code, a_request, an_office
from tests.letters.program import Program, new_request, the_heads, the_operators

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


@pytest.fixture
def operator() -> Program:
    return the_operators()


@pytest.fixture
def head() -> Program:
    return the_heads()


class TestWholeWay:
    """From the token to the PDF."""

    def test_a_poverty_letter_by_programs_alone(self, operator: Program, head: Program) -> None:
        resident = ResidentFactory()
        secretary = Program("sekretaris.3510012001", "secretary")
        camat = Program("camat.351001", "subdistrict", "35.10.01")
        body = new_request(letter_type="sktm", resident=resident.nik, data=ANSWERS["sktm"], channel="counter")
        made = operator.send("requests", body)
        assert made.status_code == 201
        address = f"requests/{made.json()['id']}"
        for who, action, state in (
            (operator, "submit", "submitted"),
            (operator, "check", "checked"),
            (secretary, "initial", "initialled"),
            (head, "sign", "signed"),
            (camat, "countersign", "countersigned"),
        ):
            answer = who.send(f"{address}/{action}", {"otp": a_code()} if "sign" in action else {})
            assert (answer.status_code, answer.json()["state"]) == (200, state)
        run_jobs()
        shown = operator.get(f"/api/v1/{address}").json()
        assert [entry["state"] for entry in shown["history"]] == [
            "draft",
            "submitted",
            "checked",
            "initialled",
            "signed",
            "countersigned",
            "issued",
        ]
        letter = operator.get(f"/api/v1/letters/{shown['letter']['id']}").json()
        assert (letter["state"], letter["document"]["state"]) == ("issued", "ready")
        pdf = operator.get(f"/api/v1/letters/{letter['id']}/pdf")
        assert pdf["Content-Type"] == "application/pdf"
        assert len(pdf.content) == letter["document"]["bytes"]
        check = ActingClient().get(f"/api/v1/verify/{letter['token']}").json()
        assert (check["status"], check["number"]) == ("valid", letter["number"])
        revoked = head.send(f"letters/{letter['id']}/revoke", {"reason": "Data keliru", "otp": a_code()})
        assert (revoked.status_code, revoked.json()["state"]) == (200, "revoked")
        assert ActingClient().get(f"/api/v1/verify/{letter['token']}").json()["status"] == "revoked"

    def test_a_token_for_name_and_password(self) -> None:
        an_office()
        sign_in = {"username": "petugas.3510012001", "password": "kata-sandi-panjang"}
        given = ActingClient().post("/api/v1/auth/token", sign_in, content_type="application/json")
        assert set(given.json()) == {"token"}
        bearer = {"Authorization": f"Bearer {given.json()['token']}"}
        assert ActingClient().get("/api/v1/requests", headers=bearer).status_code == 200
        wrong = ActingClient().post(
            "/api/v1/auth/token", sign_in | {"password": "salah"}, content_type="application/json"
        )
        assert (wrong.status_code, wrong["Content-Type"]) == (401, "application/problem+json")


class TestIdempotency:
    """The same key gives the same request."""

    def test_the_same_key(self, operator: Program) -> None:
        body = new_request(resident=str(ResidentFactory().pk))
        first = operator.send("requests", body, **{"Idempotency-Key": "abc"})
        second = operator.send("requests", body, **{"Idempotency-Key": "abc"})
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json()["id"] == second.json()["id"]
        assert Request.objects.count() == 1

    def test_another_key_and_none(self, operator: Program) -> None:
        body = new_request(resident=str(ResidentFactory().pk))
        for key in ("abc", "abd", "", ""):
            assert operator.send("requests", body, **{"Idempotency-Key": key}).status_code == 201
        assert Request.objects.count() == 4

    def test_a_key_is_its_users_own(self, operator: Program, head: Program) -> None:
        body = new_request(resident=str(ResidentFactory().pk))
        for program in (operator, head):
            assert program.send("requests", body, **{"Idempotency-Key": "abc"}).status_code == 201

    def test_a_refused_request_does_not_use_the_key_up(self, operator: Program) -> None:
        body = new_request(resident=str(ResidentFactory().pk))
        assert operator.send("requests", body | {"data": {}}, **{"Idempotency-Key": "abc"}).status_code == 400
        assert operator.send("requests", body, **{"Idempotency-Key": "abc"}).status_code == 201


def test_a_citizen_sees_their_own_requests_only() -> None:
    resident, other = ResidentFactory(), ResidentFactory()
    mine = a_request("submitted", resident=resident)
    a_request("submitted", resident=other)
    browser = ActingClient()
    citizen = a_citizen(resident)
    browser.force_login(User.objects.get(pk=citizen.user_id))
    assert [row["id"] for row in browser.get("/api/v1/requests").json()] == [str(mine.pk)]
