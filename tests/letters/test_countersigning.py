"""What the camat reads before countersigning, and what the village reads when it was declined."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from letters.models import Letter
from letters.services.actions import perform
from tests.access.cast import signed_in
from tests.citizens.factories import SARONGAN
from tests.letters.factories import a_request, an_office, an_officer

pytestmark = pytest.mark.django_db
PESANGGARAN_DISTRICT, ELSEWHERE = "35.10.01", "35.10.05"


def waiting_letter() -> Letter:
    return Letter.objects.get(request=a_request("signed", kind="sktm"))


def camat(district: str = PESANGGARAN_DISTRICT) -> Any:
    return signed_in(an_officer(f"camat.{district}", "subdistrict", district))


def test_the_camat_reads_the_letter_as_it_will_be() -> None:
    letter, browser = waiting_letter(), camat()
    page = f"/kecamatan/permohonan/{letter.request_id}/"
    assert f"{page}pratinjau.pdf" in browser.get(page).content.decode()
    preview = browser.get(f"{page}pratinjau.pdf")
    assert preview["Content-Type"] == "application/pdf"
    text = " ".join(PdfReader(io.BytesIO(preview.content)).pages[0].extract_text().split())
    for said in (letter.number, "Mengetahui", "Camat Pesanggaran"):
        assert said in text, said


def test_nobody_else_reads_it_there_and_nobody_once_it_is_decided() -> None:
    letter, office = waiting_letter(), an_office()
    address = f"/kecamatan/permohonan/{letter.request_id}/pratinjau.pdf"
    assert camat(ELSEWHERE).get(address).status_code == 404
    assert signed_in(an_officer("kepala.3510012001", "head", SARONGAN)).get(address).status_code == 403
    perform("countersign", letter.request_id, office.camat)
    assert camat().get(address).status_code == 404


def test_a_declined_letter_waits_for_nobody() -> None:
    letter, office = waiting_letter(), an_office()
    perform("decline", letter.request_id, office.camat, note="Desil tidak sesuai")
    clerk = signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))
    page = clerk.get(f"/desa/permohonan/{letter.request_id}/").content.decode()
    assert "Desil tidak sesuai" in page
    assert "Menunggu pengesahan Camat. PDF" not in page
    assert "pratinjau.pdf" not in camat().get(f"/kecamatan/permohonan/{letter.request_id}/").content.decode()
