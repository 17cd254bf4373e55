"""The letterhead of a village: written by its keepers, shown as it prints, frozen in what is signed."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from foundation.documents.storage import read_stored
from letters.models import Letter
from letters.rendering import render_letter
from tests.access.cast import signed_in
from tests.citizens.factories import SARONGAN
from tests.letters.factories import a_request, an_office, an_officer
from villages.models import VillageProfile

PAGE, PREVIEW = "/desa/pengaturan/kop/", "/desa/pengaturan/kop/pratinjau.pdf"
ARMS = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9Z" fill="#0b5f66"/></svg>'
TYPED = {
    "address": "Jalan Pantai Nomor 7, Sarongan",
    "phone": "0333-7100100",
    "lines": "SEKRETARIAT PELAYANAN TERPADU",
    "paper": "A4",
    "margin_top": "15",
    "margin_left": "35",
    "margin_right": "25",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary() -> Client:
    an_office()
    return signed_in(an_officer("sekretaris.3510012001", "secretary", SARONGAN))


def profile() -> VillageProfile:
    return VillageProfile.objects.get(region_id=SARONGAN)


def page_of(content: bytes) -> Any:
    return PdfReader(io.BytesIO(content)).pages[0]


def test_what_is_saved_stands_on_the_next_letter_and_not_on_the_last(secretary: Client) -> None:
    before = a_request("signed", kind="domisili")
    answer = secretary.post(PAGE, TYPED | {"arms_file": SimpleUploadedFile("lambang.svg", ARMS)})
    assert answer.status_code == 302
    assert read_stored(profile().arms).startswith(b"<svg")
    after = a_request("signed", kind="domisili")
    old, new = (Letter.objects.get(request=case).snapshot for case in (before, after))
    assert "lines" not in old["letterhead"]
    assert old["letterhead"]["arms"] == ""
    page = page_of(render_letter(new))
    assert "SEKRETARIAT PELAYANAN TERPADU" in page.extract_text()
    assert "Jalan Pantai Nomor 7" in page.extract_text()
    assert round(float(page.mediabox.width) / 72 * 25.4) == 210
    assert "SEKRETARIAT" not in page_of(render_letter(old)).extract_text()


def test_the_preview_is_the_pdf_of_what_is_typed_and_saves_nothing(secretary: Client) -> None:
    known = profile().address
    shown = secretary.post(PAGE, TYPED | {"contoh": "1"}).content.decode()
    assert f"{PREVIEW}?" in shown
    assert "lines=SEKRETARIAT" in shown
    answer = secretary.get(PREVIEW, TYPED)
    assert answer["Content-Type"] == "application/pdf"
    assert "SEKRETARIAT PELAYANAN TERPADU" in page_of(answer.content).extract_text()
    assert profile().address == known


def test_the_neutral_mark_comes_back(secretary: Client) -> None:
    VillageProfile.objects.filter(region_id=SARONGAN).update(arms="aa/bb/aabb")
    secretary.post(PAGE, TYPED | {"arms_neutral": "on"})
    assert profile().arms == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"margin_left": "5"},
        {"margin_right": "60"},
        {"margin_top": "-3"},
        {"paper": "A0"},
        {"lines": "a\nb\nc"},
        {"lines": "x" * 91},
        {"arms_file": SimpleUploadedFile("lambang.png", b"<svg onload='alert(1)'/>")},
    ],
)
def test_what_no_letter_could_bear_is_refused(secretary: Client, wrong: dict[str, Any]) -> None:
    answer = secretary.post(PAGE, TYPED | wrong)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert profile().letterhead_lines == []
    if "arms_file" not in wrong:
        assert secretary.get(PREVIEW, TYPED | wrong).status_code == 422


def test_nobody_writes_another_villages_letterhead(secretary: Client) -> None:
    secretary.post(PAGE, TYPED | {"region": "35.10.01.2002"})
    other = VillageProfile.objects.filter(region_id="35.10.01.2002").first()
    assert other is None or other.letterhead_lines == []
