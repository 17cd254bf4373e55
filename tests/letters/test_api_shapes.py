"""The API's answers have every key of the contract, and are what the schema promises."""

from typing import Any
from uuid import UUID

import jsonschema
import pytest
from drf_spectacular.generators import SchemaGenerator

from foundation.documents.storage import read_stored
from letters.models import Letter
from letters.services.sign import sign_request
from tests.acting import ActingClient
from tests.citizens.factories import SARONGAN
from tests.letters.factories import a_letter, a_request, an_office
from tests.letters.program import Program, the_operators

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
FIRST_TEN = (
    "sktm domisili usaha skck belum-menikah penghasilan kehilangan kelahiran kematian pindah".split()  # noqa: SIM905
)


@pytest.fixture
def operator() -> Program:
    return the_operators()


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
        assert all(set(row) >= REQUEST_KEYS for row in requests.json())
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


def test_the_camat_sees_what_has_come_up_with_the_number_masked() -> None:
    case = a_request("initialled", kind="sktm")
    a_request("signed")
    camat = Program("camat.351001", "subdistrict", "35.10.01")
    assert camat.get("/api/v1/requests").json() == []
    sign_request(case.pk, an_office().head)
    (shown,) = camat.get("/api/v1/requests").json()
    assert shown["id"] == str(case.pk)
    assert "•" in shown["resident"]["nik"]


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
        "get assistance/programmes",
        "get assistance/gaps",
        "get assistance/overlaps",
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
