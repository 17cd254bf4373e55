"""A letter signed here: certified, still an archival file, and the same each time."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ImproperlyConfigured

from letters.signing.backend import SignerMaterial, SigningRefused, SigningUnavailable, signing_backend
from letters.signing.local import FIELD_NAME, LocalSigner, LocalSigningBackend
from letters.signing.verification import examine_pdf

from .conftest import NOW, Office


@pytest.fixture(scope="module")
def opened(signed: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(signed))


def test_a_signed_letter_verifies(office: Office, signed: bytes) -> None:
    report = examine_pdf(signed, trust_roots=office.roots, now=NOW, contained=False)
    assert report.genuine
    assert report.problem is None
    assert report.signer_name == "Kepala Desa Sarongan"
    assert report.signed_at == NOW
    assert report.certificate_serial == office.certificate.serial


def test_the_signature_certifies_against_any_change(opened: pikepdf.Pdf) -> None:
    signature = opened.Root.Perms.DocMDP
    assert signature.SubFilter == "/ETSI.CAdES.detached"
    assert signature.Reference[0].TransformMethod == "/DocMDP"
    assert signature.Reference[0].TransformParams.P == 1
    assert str(signature.Reason) == "Penerbitan surat"
    assert str(signature.Location) == "Sarongan"


def test_the_byte_range_covers_the_file_but_for_the_signature_itself(signed: bytes) -> None:
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", signed)
    assert found
    start, before, resume, after = map(int, found.groups())
    assert start == 0
    assert resume + after == len(signed)
    assert re.fullmatch(rb"<[0-9A-F]+>", signed[before:resume])
    # Only the few bytes by which a signature can be shorter than its longest form stay unused.
    assert len(re.search(rb"(00)*>$", signed[before:resume])[0]) <= 12  # type: ignore[index]


def test_the_letter_keeps_what_makes_it_pdf_a(opened: pikepdf.Pdf, letter: bytes, signed: bytes) -> None:
    assert signed.startswith(letter)
    assert signed.startswith(b"%PDF-1.7")
    assert "/Version" not in opened.Root
    assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
    metadata = opened.Root.Metadata.read_bytes()
    assert metadata == pikepdf.open(BytesIO(letter)).Root.Metadata.read_bytes()
    assert re.search(rb'pdfaid:part(>|=")3', metadata)
    assert re.search(rb'pdfaid:conformance(>|=")U', metadata)


def test_the_widget_is_what_pdf_a_allows(opened: pikepdf.Pdf) -> None:
    (field,) = opened.Root.AcroForm.Fields
    assert str(field.T) == FIELD_NAME
    assert [float(number) for number in field.Rect] == [0, 0, 0, 0]
    flags = int(field.F)
    assert flags & 0b100, "printed"
    assert not flags & 0b100011, "neither invisible, hidden nor without view"
    assert "/NeedAppearances" not in opened.Root.AcroForm
    assert int(opened.Root.AcroForm.SigFlags) == 3


def test_signing_again_gives_the_same_bytes(office: Office, letter: bytes, signed: bytes) -> None:
    assert office.sign(letter) == signed
    assert LocalSigningBackend.from_settings() is not LocalSigningBackend.from_settings()
    assert office.sign(letter, NOW + timedelta(seconds=1)) != signed


def test_a_signed_letter_is_not_signed_twice(office: Office, signed: bytes) -> None:
    with pytest.raises(SigningRefused):
        office.sign(signed)


@pytest.mark.parametrize("content", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_letter_is_refused(office: Office, content: bytes) -> None:
    with pytest.raises(SigningRefused):
        office.sign(content)


@pytest.mark.parametrize("moment", [NOW - timedelta(days=366), NOW + timedelta(days=366)])
def test_nothing_is_signed_outside_the_certificates_validity(
    office: Office, letter: bytes, moment: Any
) -> None:
    with pytest.raises(SigningRefused):
        office.sign(letter, moment)


def test_a_lost_secret_is_a_reason_to_try_later(office: Office, letter: bytes, settings: Any) -> None:
    settings.SIGNING_KEY_SECRET = "rahasia lain yang cukup panjang"
    with pytest.raises(SigningUnavailable):
        office.sign(letter)


def test_a_damaged_key_is_a_reason_to_try_later(office: Office, letter: bytes) -> None:
    damaged = LocalSigner(office.certificate.certificate_pem, "rusak", ())
    with pytest.raises(SigningUnavailable):
        signing_backend().sign(letter, damaged, reason="", location="", signed_at=NOW)


def test_material_of_another_back_end_is_refused(letter: bytes) -> None:
    with pytest.raises(SigningRefused):
        signing_backend().sign(letter, SignerMaterial(), reason="", location="", signed_at=NOW)


def test_a_moment_without_a_zone_is_a_mistake(office: Office, letter: bytes) -> None:
    with pytest.raises(ValueError, match="zone"):
        office.sign(letter, NOW.replace(tzinfo=None))


def test_an_unknown_back_end_is_a_mistake_of_configuration(settings: Any) -> None:
    settings.LETTER_SIGNING_BACKEND = "entah"
    with pytest.raises(ImproperlyConfigured, match="entah"):
        signing_backend()
