"""What the API refuses: problem details in Indonesian, and nothing stored."""

from typing import Any

import pytest

from letters.models import Letter, Request
from tests.acting import ActingClient
from tests.citizens.factories import PENGANJURAN, SARONGAN, ResidentFactory
from tests.letters.factories import a_code, a_letter, a_request, an_office
from tests.letters.program import Program, new_request, the_heads, the_operators

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]

PROBLEM_KEYS = {"type", "title", "status", "detail"}


@pytest.fixture
def operator() -> Program:
    return the_operators()


@pytest.fixture
def head() -> Program:
    return the_heads()


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
