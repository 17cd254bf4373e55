"""Checking a letter: what anybody learns from its token, its short code, or its PDF."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.access.models import RateCount
from foundation.documents.storage import read_stored
from letters.models import Letter
from letters.services.after_issue import revoke_letter
from letters.snapshot import grouped_code
from letters.verification import FileVerdict, Status, initials, verify_file, verify_short_code, verify_token
from tests.acting import ActingClient, see_only
from tests.letters.factories import a_letter, a_request, an_office

pytestmark = pytest.mark.usefixtures("quick_rendering")


@pytest.fixture
def letter(db: None) -> Letter:
    return a_letter()


def pdf_of(letter: Letter) -> bytes:
    document = letter.current_document
    assert document is not None
    return read_stored(document.path)


class TestByToken:
    """What the QR code leads to."""

    def test_a_letter_in_force(self, letter: Letter) -> None:
        found = verify_token(letter.token)
        assert found.status == Status.VALID
        assert (found.number, found.date, found.village) == (letter.number, letter.issued_on, "Desa Sarongan")
        assert found.kind == "Surat Keterangan Domisili"
        assert found.signatory == "Haris Wahyudi, Kepala Desa Sarongan"
        assert found.holder == "S***** P*******"

    def test_anybody_may_check_without_any_reach(self, letter: Letter) -> None:
        see_only("")
        assert Letter.objects.count() == 0
        assert verify_token(letter.token).status == Status.VALID
        assert Letter.objects.count() == 0

    def test_a_revoked_letter(self, letter: Letter) -> None:
        revoke_letter(letter.request_id, an_office().head, reason="Data keliru")
        assert verify_token(letter.token).status == Status.REVOKED

    def test_a_replaced_letter(self, letter: Letter) -> None:
        Letter.objects.filter(pk=letter.pk).update(replaced_by=a_letter())
        assert verify_token(letter.token).status == Status.REPLACED

    def test_an_expired_letter(self, letter: Letter) -> None:
        assert letter.valid_until is not None
        days = (letter.valid_until - timezone.localdate()).days
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert verify_token(letter.token).status == Status.VALID
        with time_machine.travel(timezone.now() + timedelta(days=days + 1)):
            assert verify_token(letter.token).status == Status.EXPIRED

    def test_a_letter_without_its_document_is_not_known_yet(self, db: None) -> None:
        signed = Letter.objects.get(request=a_request("signed"))
        assert verify_token(signed.token).status == Status.UNKNOWN
        assert verify_short_code(signed.short_code).status == Status.UNKNOWN

    def test_each_changed_letter_of_a_token_leads_nowhere(self, letter: Letter) -> None:
        for place, character in enumerate(letter.token):
            other = "A" if character != "A" else "B"
            changed = letter.token[:place] + other + letter.token[place + 1 :]
            assert verify_token(changed).status == Status.UNKNOWN

    def test_tokens_have_128_random_bits(self, letter: Letter) -> None:
        assert len(letter.token) >= 22
        assert letter.token != a_letter().token


class TestByShortCode:
    """What is typed from the paper."""

    def test_any_case_and_grouping(self, letter: Letter) -> None:
        code = letter.short_code
        for typed in (
            code,
            code.lower(),
            grouped_code(code),
            f" {code[:3]} {code[3:].lower()} ",
            code[:6] + ".-" + code[6:],
        ):
            assert verify_short_code(typed).number == letter.number, typed

    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(typed=st.text(max_size=40))
    def test_whatever_else_is_typed_is_unknown(self, db: None, typed: str) -> None:
        assert verify_short_code(typed.replace("\x00", "")).status == Status.UNKNOWN
        assert verify_token(typed.replace("\x00", "")).status == Status.UNKNOWN


class TestByFile:
    """The PDF itself."""

    def test_a_whole_letter(self, letter: Letter) -> None:
        found = verify_file(pdf_of(letter))
        assert (found.verdict, found.letter.status) == (FileVerdict.WHOLE, Status.VALID)
        assert found.letter.number == letter.number

    def test_a_revoked_letter_is_whole_and_revoked(self, letter: Letter) -> None:
        content = pdf_of(letter)
        revoke_letter(letter.request_id, an_office().head, reason="Data keliru")
        found = verify_file(content)
        assert (found.verdict, found.letter.status) == (FileVerdict.WHOLE, Status.REVOKED)

    @pytest.mark.parametrize("share", [0.05, 0.4, 0.6])
    def test_one_changed_byte(self, letter: Letter, share: float) -> None:
        content = bytearray(pdf_of(letter))
        content[int(len(content) * share)] ^= 1
        found = verify_file(bytes(content))
        assert found.verdict == FileVerdict.CHANGED
        assert found.letter.status == Status.UNKNOWN

    def test_something_added_behind(self, letter: Letter) -> None:
        assert verify_file(pdf_of(letter) + b"\n%tambahan\n").verdict == FileVerdict.CHANGED

    @pytest.mark.parametrize(
        "content", [b"", b"bukan PDF", b"%PDF-1.7\n%%EOF", b"%PDF-1.7 /ByteRange [0 1 2 3]"]
    )
    def test_what_is_not_ours(self, letter: Letter, content: bytes) -> None:
        assert verify_file(content).verdict == FileVerdict.NOT_OURS


class TestPages:
    """The same for people."""

    def test_the_page_shows_the_masked_holder_and_no_personal_number(self, letter: Letter) -> None:
        page = ActingClient().get(f"/v/{letter.token}/")
        text = page.content.decode().replace("<wbr>", "")
        assert page.status_code == 200
        assert letter.number in text
        assert "S***** P*******" in text
        resident = letter.request.resident
        for secret in (
            resident.name,
            resident.nik,
            str(resident.pk),
            resident.phone,
            resident.email,
            "Melati",
        ):
            assert secret not in text
        assert not re.search(r"\b\d{16}\b", text)

    def test_an_unknown_token_is_a_page_of_its_own(self, db: None) -> None:
        page = ActingClient().get("/v/tidak-ada/")
        assert page.status_code == 404
        assert "tidak" in page.content.decode().lower()

    def test_a_revoked_letter_says_so(self, letter: Letter) -> None:
        revoke_letter(letter.request_id, an_office().head, reason="Data keliru")
        assert "dicabut" in ActingClient().get(f"/v/{letter.token}/").content.decode().lower()

    def test_a_typed_code(self, letter: Letter) -> None:
        page = ActingClient().post("/verifikasi/", {"code": grouped_code(letter.short_code).lower()})
        assert letter.number in page.content.decode().replace("<wbr>", "")

    def test_an_uploaded_letter(self, letter: Letter) -> None:
        content = pdf_of(letter)
        browser = ActingClient()
        page = browser.post("/verifikasi/", {"file": SimpleUploadedFile("surat.pdf", content)})
        assert letter.number in page.content.decode().replace("<wbr>", "")
        changed = content[:400] + bytes([content[400] ^ 1]) + content[401:]
        page = browser.post("/verifikasi/", {"file": SimpleUploadedFile("surat.pdf", changed)})
        assert letter.number not in page.content.decode().replace("<wbr>", "")

    def test_an_upload_above_any_letters_size_is_refused_with_words(self, db: None) -> None:
        large = SimpleUploadedFile("besar.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024))
        page = ActingClient().post("/verifikasi/", {"file": large})
        assert "terlalu besar" in page.content.decode()

    def test_codes_can_not_be_guessed_in_numbers(self, letter: Letter) -> None:
        browser = ActingClient()
        answers = [browser.post("/verifikasi/", {"code": f"ABCD2345EFG{n % 9 + 1}"}) for n in range(21)]
        assert [answer.status_code for answer in answers] == [200] * 20 + [429]
        assert int(answers[-1]["Retry-After"]) > 0
        assert RateCount.objects.exists()

    def test_the_api_says_the_same_and_no_more(self, letter: Letter) -> None:
        answer = ActingClient().get(f"/api/v1/verify/{letter.token}")
        assert answer.json() == {
            "status": "valid",
            "kind": "Surat Keterangan Domisili",
            "number": letter.number,
            "date": letter.issued_on.isoformat(),
            "valid_until": letter.valid_until.isoformat() if letter.valid_until else None,
            "village": "Desa Sarongan",
            "signatory": "Haris Wahyudi, Kepala Desa Sarongan",
            "countersignatory": None,
            "holder": "S***** P*******",
        }
        unknown = ActingClient().get("/api/v1/verify/tidak-ada")
        assert (unknown.status_code, unknown.json()["status"]) == (200, "unknown")
        assert {value for key, value in unknown.json().items() if key != "status"} == {None}


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Siti Aminah", "S*** A*****"),
        ("A", "A*"),
        ("  Nur   Hidayat ", "N** H******"),
        ("Ni'matul", "N*******"),
    ],
)
def test_initials(name: str, masked: str) -> None:
    assert initials(name) == masked


@given(st.text(min_size=1, max_size=60))
def test_initials_tell_one_letter_a_word(name: str) -> None:
    for word, mask in zip(name.split(), initials(name).split(), strict=True):
        assert mask[0] == word[0]
        assert set(mask[1:]) == {"*"}
