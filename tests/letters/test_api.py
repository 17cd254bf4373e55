"""The API as the contract has it: shapes, refusals, and the whole way of a letter by programs alone."""

from typing import Any
from uuid import UUID

import jsonschema
import pytest
from drf_spectacular.generators import SchemaGenerator

from foundation.accounts.models import User
from foundation.accounts.tokens import issue_token
from foundation.documents.storage import read_stored
from letters.models import Letter, Request
from letters.services.sign import sign_request
from tests.acting import ActingClient, run_jobs
from tests.citizens.factories import PENGANJURAN, SARONGAN, ResidentFactory
from tests.letters.factories import (
    ANSWERS,
    a_citizen,
    a_code,
    a_letter,
    a_request,
    an_office,
    an_officer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]

TYPE_KEYS = {"code", "name", "classification", "fields", "documents", "steps"}
REQUEST_KEYS = {
    "id",
    "code",
    "state",
    "letter_type",
    "resident",
    "village",
    "created_at",
    "history",
    "letter",
}
LETTER_KEYS = {"id", "number", "state", "issued_on", "document", "token", "verification_url"}
VERIFICATION_KEYS = {"status", "kind", "number", "date", "village", "signatory", "holder"}
PROBLEM_KEYS = {"type", "title", "status", "detail"}
FIRST_TEN = (
    "sktm domisili usaha skck belum-menikah penghasilan kehilangan kelahiran kematian pindah".split()  # noqa: SIM905
)


class Program(ActingClient):
    """A program with an officer's token."""

    def __init__(self, username: str, role: str = "operator", area: str = SARONGAN) -> None:
        token = issue_token(an_officer(username, role, area))
        super().__init__(headers={"Authorization": f"Bearer {token}"})

    def send(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)


@pytest.fixture
def operator() -> Program:
    an_office()
    return Program("petugas.3510012001")


@pytest.fixture
def head() -> Program:
    an_office()
    return Program("kepala.3510012001", "head")


def new_request(**changed: Any) -> dict[str, Any]:
    return {"letter_type": "domisili", "data": ANSWERS["domisili"]} | changed


def is_version_7(text: str) -> bool:
    return UUID(text).version == 7


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


def fits(schema: dict[str, Any], path: str, method: str, answer: Any) -> None:
    """The answer is what the schema promises for the operation (OpenAPI 3.1 schemas are JSON schemas)."""
    promised = schema["paths"][f"/api/v1/{path}"][method]["responses"]
    content = promised[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator(
        {"$defs": {}, "components": schema["components"], **content},
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    ).validate(answer.json())


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


class TestShapes:
    """Every key of the contract is there, and every answer is what the schema promises."""

    def test_letter_types(self, schema: dict[str, Any]) -> None:
        answer = ActingClient().get("/api/v1/letter-types")
        fits(schema, "letter-types", "get", answer)
        types = {kind["code"]: kind for kind in answer.json()}
        assert set(FIRST_TEN) <= set(types)
        for kind in types.values():
            assert set(kind) >= TYPE_KEYS
            for field in kind["fields"]:
                assert {"name", "label", "type", "required"} <= set(field)
                assert (field["type"] == "choice") == ("choices" in field)
        assert types["sktm"]["steps"] == ["check", "initial", "sign", "countersign"]

    @pytest.mark.parametrize("state", ["draft", "returned", "initialled", "signed", "issued", "revoked"])
    def test_a_request(self, operator: Program, schema: dict[str, Any], state: str) -> None:
        case = a_request(state)
        answer = operator.get(f"/api/v1/requests/{case.pk}")
        fits(schema, "requests/{request_id}", "get", answer)
        shown = answer.json()
        assert set(shown) >= REQUEST_KEYS
        assert (shown["id"], shown["state"], shown["village"]) == (str(case.pk), state, SARONGAN)
        assert set(shown["resident"]) >= {"id", "name", "nik"}
        assert shown["resident"]["nik"] == case.resident.nik
        assert is_version_7(shown["id"])
        assert is_version_7(shown["resident"]["id"])
        for entry in shown["history"]:
            assert set(entry) >= {"state", "at", "by", "note"}
        if shown["letter"] is not None:
            assert set(shown["letter"]) >= LETTER_KEYS

    def test_lists_of_requests_and_letters(self, operator: Program, schema: dict[str, Any]) -> None:
        letter = a_letter()
        a_request("submitted")
        requests = operator.get("/api/v1/requests")
        fits(schema, "requests", "get", requests)
        assert len(requests.json()) == 2
        assert len(operator.get("/api/v1/requests?state=submitted").json()) == 1
        letters = operator.get("/api/v1/letters")
        fits(schema, "letters", "get", letters)
        assert [row["id"] for row in letters.json()] == [str(letter.pk)]

    def test_lists_come_in_pages(self, operator: Program) -> None:
        for _ in range(3):
            a_request("draft")
        first = operator.get("/api/v1/requests?page_size=2")
        second = operator.get("/api/v1/requests?page_size=2&page=2")
        assert (len(first.json()), len(second.json())) == (2, 1)
        assert 'rel="next"' in first["Link"]
        assert "Link" not in second

    @pytest.mark.parametrize(
        ("state", "document"), [("signed", "rendering"), ("issued", "ready"), ("revoked", "ready")]
    )
    def test_a_letter(self, operator: Program, schema: dict[str, Any], state: str, document: str) -> None:
        letter = a_letter(state=state)
        answer = operator.get(f"/api/v1/letters/{letter.pk}")
        fits(schema, "letters/{letter_id}", "get", answer)
        shown = answer.json()
        assert set(shown) >= LETTER_KEYS
        assert (shown["state"], shown["document"]["state"]) == (state, document)
        assert set(shown["document"]) == {"state", "sha256", "bytes"}
        assert is_version_7(shown["id"])
        assert shown["verification_url"].endswith(f"/v/{letter.token}/")
        assert shown["issued_on"] == letter.issued_on.isoformat()

    def test_a_document_that_could_not_be_made(self, operator: Program) -> None:
        letter = a_letter(state="signed")
        Letter.objects.filter(pk=letter.pk).update(document_state="failed")
        assert operator.get(f"/api/v1/letters/{letter.pk}").json()["document"]["state"] == "failed"

    def test_the_pdf_is_the_registers(self, operator: Program) -> None:
        letter = a_letter()
        document = letter.current_document
        assert document is not None
        answer = operator.get(f"/api/v1/letters/{letter.pk}/pdf")
        assert answer.content == read_stored(document.path)
        assert letter.request.resident.nik not in answer["Content-Disposition"]

    def test_a_pdf_that_is_not_ready(self, operator: Program) -> None:
        letter = a_letter(state="signed")
        answer = operator.get(f"/api/v1/letters/{letter.pk}/pdf")
        assert (answer.status_code, answer.json()["status"]) == (409, 409)

    def test_a_check(self, schema: dict[str, Any]) -> None:
        for token in (a_letter().token, "tidak-ada"):
            answer = ActingClient().get(f"/api/v1/verify/{token}")
            fits(schema, "verify/{token}", "get", answer)
            assert set(answer.json()) >= VERIFICATION_KEYS

    def test_queues(self, operator: Program, schema: dict[str, Any]) -> None:
        a_request("submitted")
        answer = operator.get("/api/v1/queues")
        fits(schema, "queues", "get", answer)
        assert [row["village"] for row in answer.json()] == [SARONGAN]
        assert answer.json()[0]["waiting"] == 1


class TestRefusals:
    """Problem details in Indonesian, and nothing stored."""

    def refused(self, answer: Any, status: int) -> dict[str, Any]:
        assert answer.status_code == status, answer.content
        assert answer["Content-Type"] == "application/problem+json"
        body: dict[str, Any] = answer.json()
        assert set(body) >= PROBLEM_KEYS
        assert body["status"] == status
        assert body["title"]
        return body

    def test_an_action_out_of_turn(self, operator: Program) -> None:
        case = a_request("initialled")
        body = self.refused(operator.send(f"requests/{case.pk}/check"), 409)
        assert "Diparaf" in body["detail"]

    @pytest.mark.parametrize("action", ["initial", "sign", "countersign", "reject"])
    def test_an_action_that_is_not_ones_own(self, operator: Program, action: str) -> None:
        case = a_request("checked")
        self.refused(operator.send(f"requests/{case.pk}/{action}", {"note": "x", "otp": a_code()}), 403)
        assert case.history.count() == 3

    @pytest.mark.parametrize("action", ["submit", "check", "return", "cancel"])
    def test_another_villages_request_does_not_exist(self, action: str) -> None:
        case = a_request("submitted")
        an_office(PENGANJURAN)
        stranger = Program("petugas.3510161004", area=PENGANJURAN)
        for number in (case.pk, "0190a000-0000-7000-8000-000000000000"):
            self.refused(stranger.send(f"requests/{number}/{action}", {"note": "x"}), 404)
            self.refused(stranger.get(f"/api/v1/requests/{number}"), 404)

    def test_another_villages_letter_does_not_exist(self) -> None:
        letter = a_letter()
        an_office(PENGANJURAN)
        stranger = Program("kepala.3510161004", "head", PENGANJURAN)
        for path in (f"letters/{letter.pk}", f"letters/{letter.pk}/pdf"):
            self.refused(stranger.get(f"/api/v1/{path}"), 404)
        self.refused(stranger.send(f"letters/{letter.pk}/revoke", {"reason": "x", "otp": a_code()}), 404)

    def test_without_a_token(self) -> None:
        body = self.refused(ActingClient().get("/api/v1/requests"), 401)
        assert body["title"] == "Silakan masuk terlebih dahulu"

    def test_signing_asks_for_the_second_factor(self, head: Program) -> None:
        case = a_request("initialled")
        body = self.refused(head.send(f"requests/{case.pk}/sign"), 403)
        assert body["type"] == "urn:smartkampung:problem:second-factor"
        body = self.refused(head.send(f"requests/{case.pk}/sign", {"otp": "000000"}), 403)
        assert "otp" in body["errors"]
        assert not Letter.objects.exists()
        assert head.send(f"requests/{case.pk}/sign", {"otp": a_code()}).status_code == 200
        # Fresh for a quarter of an hour.
        assert head.send(f"requests/{a_request('initialled').pk}/sign").status_code == 200

    @pytest.mark.parametrize(
        ("changed", "field", "words"),
        [
            ({"letter_type": "tidak-ada"}, "letter_type", "tidak dilayani"),
            ({"letter_type": "tidak ada"}, "letter_type", ""),
            ({"resident": "351001120387000"}, "resident", "16 angka; yang diketik 15"),
            ({"resident": "3510011203879999"}, "resident", "Tidak ada warga"),
            ({"resident": "3510017213879999"}, "resident", "tanggal lahir"),
            ({"resident": "0190a000-0000-7000-8000-000000000000"}, "resident", "Tidak ada warga"),
            ({"data": {}}, "keperluan", "wajib diisi"),
            ({"data": {"keperluan": " "}}, "keperluan", "wajib diisi"),
            ({"data": {"keperluan": "x" * 151}}, "keperluan", "150"),
            ({"data": {"keperluan": ["a", "b"]}}, "keperluan", "satu teks"),
            ({"data": {"keperluan": {"a": 1}}}, "keperluan", "satu teks"),
            ({"data": {"keperluan": "\ud800"}}, "keperluan", "satu teks"),
            ({"data": {"keperluan": "a\x00b"}}, "keperluan", ""),
            (
                {"data": {"keperluan": "x", "tinggal_sejak": "2999-01-01"}},
                "tinggal_sejak",
                "sesudah hari ini",
            ),
            ({"data": {"keperluan": "x", "tinggal_sejak": "31-02-2020"}}, "tinggal_sejak", ""),
            ({"data": {"keperluan": "x", "status_tempat_tinggal": "Istana"}}, "status_tempat_tinggal", ""),
            ({"data": "teks"}, "data", ""),
            ({"channel": "merpati"}, "channel", ""),
            (
                {"documents": [{"document": "pendukung", "filename": "a.jpg", "content": "***"}]},
                "documents",
                "",
            ),
            (
                {"documents": [{"document": "lain", "filename": "a.jpg", "content": "aGFsbw=="}]},
                "lain",
                "tidak diminta",
            ),
            (
                {"documents": [{"document": "pendukung", "filename": "a.jpg", "content": "TVqQAAMAAAA="}]},
                "pendukung",
                "bukan foto atau PDF",
            ),
        ],
    )
    def test_wrong_input(self, operator: Program, changed: dict[str, Any], field: str, words: str) -> None:
        body = new_request(resident=str(ResidentFactory().pk)) | changed
        errors = self.refused(operator.send("requests", body), 400)["errors"]
        assert list(errors) == [field]
        assert words in " ".join(errors[field])
        assert not Request.objects.exists()

    @pytest.mark.parametrize("missing", ["letter_type", "resident"])
    def test_what_is_missing_is_named(self, operator: Program, missing: str) -> None:
        body = new_request(resident=str(ResidentFactory().pk))
        del body[missing]
        assert list(self.refused(operator.send("requests", body), 400)["errors"]) == [missing]

    @pytest.mark.parametrize("text", ["", "{", "[]", '"teks"', "\x00", '{"letter_type": NaN}'])
    def test_a_body_that_is_no_object(self, operator: Program, text: str) -> None:
        answer = operator.post("/api/v1/requests", text, content_type="application/json")
        self.refused(answer, 400)

    def test_sending_back_without_words(self, operator: Program) -> None:
        case = a_request("submitted")
        body = self.refused(operator.send(f"requests/{case.pk}/return", {"note": " "}), 400)
        assert "alasannya" in body["errors"]["note"][0]

    @pytest.mark.parametrize(
        "extra", [{"state": "signed"}, {"number": "1"}, {"village": PENGANJURAN}, {"id": "x"}]
    )
    def test_what_was_not_asked_for_changes_nothing(self, operator: Program, extra: dict[str, str]) -> None:
        body = new_request(resident=str(ResidentFactory().pk)) | extra
        shown = operator.send("requests", body).json()
        assert (shown["state"], shown["village"], shown["letter"]) == ("draft", SARONGAN, None)

    @pytest.mark.parametrize(
        "path", ["verify/a%00b", "letter-types?village=%00", "residents?q=a%00b", "requests?state=%00"]
    )
    def test_a_nul_in_the_address(self, operator: Program, path: str) -> None:
        self.refused(operator.get(f"/api/v1/{path}"), 400)

    def test_numbers_of_pages_out_of_range(self, operator: Program) -> None:
        for query in ("page=0", "page=-1", "page=x", "page=99999999999", "page_size=0", "page_size=1e9"):
            assert operator.get(f"/api/v1/requests?{query}").status_code == 200, query


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


class TestSchema:
    """OpenAPI 3.1 at its address, whole."""

    OPERATIONS = (
        "post auth/token",
        "get letter-types",
        "get residents",
        "get requests",
        "post requests",
        "get requests/{request_id}",
        *(
            f"post requests/{{request_id}}/{action}"
            for action in "submit check return reject initial sign countersign cancel".split()  # noqa: SIM905
        ),
        "get letters",
        "get letters/{letter_id}",
        "get letters/{letter_id}/pdf",
        "post letters/{letter_id}/revoke",
        "get verify/{token}",
        "get queues",
    )

    def test_every_operation_of_the_contract(self) -> None:
        schema = ActingClient().get("/api/schema/").json()
        assert schema["openapi"].startswith("3.1")
        found = {
            f"{method} {path.removeprefix('/api/v1/')}"
            for path, methods in schema["paths"].items()
            for method in methods
        }
        assert set(self.OPERATIONS) <= found

    def test_its_references_lead_somewhere_and_its_names_differ(self, schema: dict[str, Any]) -> None:
        components = schema["components"]["schemas"]
        operation_ids = [spec["operationId"] for ways in schema["paths"].values() for spec in ways.values()]
        assert len(set(operation_ids)) == len(operation_ids)

        def references(node: Any) -> set[str]:
            if isinstance(node, dict):
                here = {node["$ref"]} if "$ref" in node else set()
                return here.union(*(references(part) for part in node.values()))
            if isinstance(node, list):
                return set().union(*(references(part) for part in node))
            return set()

        for reference in references(schema):
            assert reference.removeprefix("#/components/schemas/") in components
        for part in components.values():
            jsonschema.Draft202012Validator.check_schema(part)


def test_a_citizen_sees_their_own_requests_only() -> None:
    resident, other = ResidentFactory(), ResidentFactory()
    mine = a_request("submitted", resident=resident)
    a_request("submitted", resident=other)
    browser = ActingClient()
    citizen = a_citizen(resident)
    browser.force_login(User.objects.get(pk=citizen.user_id))
    assert [row["id"] for row in browser.get("/api/v1/requests").json()] == [str(mine.pk)]


def test_the_camat_sees_what_has_come_up_with_the_number_masked() -> None:
    case = a_request("initialled", kind="sktm")
    a_request("signed")
    camat = Program("camat.351001", "subdistrict", "35.10.01")
    assert camat.get("/api/v1/requests").json() == []
    sign_request(case.pk, an_office().head)
    (shown,) = camat.get("/api/v1/requests").json()
    assert shown["id"] == str(case.pk)
    assert "•" in shown["resident"]["nik"]
