"""The national service's back end against a real server that speaks its API: both versions, every fault."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from letters.signing.acceptance import NotTheLetter, accept_signed
from letters.signing.backend import (
    Paper,
    SignerMaterial,
    SigningRefused,
    SigningUnavailable,
    signing_backend,
)
from letters.signing.bsre import BsreSigner, bsre_trust_roots, client_from_settings
from letters.signing.esign_client import AccessDenied, Refused, ServiceDown

from .bsre_server import BsreServer

NIK = "3510121203870001"
PASSPHRASE = "rahasia kepala desa"
SIGNER = BsreSigner(NIK, PASSPHRASE)


@pytest.fixture(params=[1, 2])
def version(request: pytest.FixtureRequest, server: BsreServer, settings: Any) -> int:
    settings.BSRE_API_VERSION = request.param
    return int(request.param)


def sign(pdf: bytes, signer: SignerMaterial = SIGNER) -> bytes:
    return signing_backend().sign(
        pdf, signer, reason="Penerbitan surat", location="Sarongan", signed_at=datetime.now(UTC)
    )


@pytest.mark.usefixtures("version")
class TestSigning:
    def test_what_comes_back_is_the_letter_under_the_services_authority(self, letter: bytes) -> None:
        report = accept_signed(letter, sign(letter), trust_roots=bsre_trust_roots())
        assert report.signer_name == "Haris Wahyudi"
        assert report.certificate_until is not None
        assert report.certificate_serial

    def test_several_files_come_back_in_their_order(
        self, server: BsreServer, version: int, letter: bytes
    ) -> None:
        papers = [Paper(letter + b"\n" * count, "Surat", "Sarongan") for count in range(12)]
        signed = list(signing_backend().sign_several(papers, SIGNER, signed_at=datetime.now(UTC)))
        for paper, returned in zip(papers, signed, strict=True):
            accept_signed(paper.pdf, returned, trust_roots=bsre_trust_roots())
        assert [count for _path, count in server.service.calls] == ([1] * 12 if version == 1 else [10, 2])

    def test_a_wrong_passphrase_is_refused_and_not_repeated(self, server: BsreServer, letter: bytes) -> None:
        with pytest.raises(SigningRefused) as refusal:
            sign(letter, BsreSigner(NIK, "salah-ketik"))
        assert "Passphrase anda salah" in str(refusal.value)
        assert "salah-ketik" not in str(refusal.value)
        assert "salah-ketik" not in repr(BsreSigner(NIK, "salah-ketik"))
        assert server.service.signings() == 1

    def test_a_locked_or_expired_certificate_is_refused(self, server: BsreServer, letter: bytes) -> None:
        server.service.signatory(NIK).wrong_tries = 3
        with pytest.raises(SigningRefused, match="terkunci"):
            sign(letter)
        server.service.signatory("3510121203870002").status = "EXPIRED"
        with pytest.raises(SigningRefused, match="tidak aktif"):
            sign(letter, BsreSigner("3510121203870002", PASSPHRASE))

    @pytest.mark.parametrize("fault", ["500", "502", "reset", "redirect", "truncated", "unauthorized"])
    def test_a_fault_of_the_service_means_later(self, fault: str, server: BsreServer, letter: bytes) -> None:
        server.break_with(fault)
        with pytest.raises(SigningUnavailable):
            sign(letter)
        server.break_with("")
        assert sign(letter)

    def test_a_service_that_hangs_is_given_up(self, server: BsreServer, letter: bytes, settings: Any) -> None:
        settings.BSRE_READ_SECONDS = 0.2
        server.break_with("slow", seconds=0.8)
        with pytest.raises(SigningUnavailable):
            sign(letter)
        # The late answer is the server's own affair; it must not fall into the next test.
        time.sleep(1)

    @pytest.mark.parametrize("fault", ["garbage", "changed", "other", "stranger", "unsigned"])
    def test_what_is_not_the_letter_is_not_believed(
        self, fault: str, server: BsreServer, letter: bytes, other_letter: bytes
    ) -> None:
        server.service.earlier = server.service.signatory(NIK).sign(other_letter, "Surat lain", "Sarongan")
        server.break_with(fault)
        with pytest.raises(NotTheLetter):
            accept_signed(letter, sign(letter), trust_roots=bsre_trust_roots())

    def test_the_service_tells_how_it_knows_the_signer(self, server: BsreServer) -> None:
        client = client_from_settings()
        assert client.status(NIK) == "ISSUE"
        server.service.signatory(NIK).status = "EXPIRED"
        assert client.status(NIK) == "EXPIRED"

    def test_the_service_verifies_too(self, letter: bytes) -> None:
        client = client_from_settings()
        assert client.verify(sign(letter)) == "VALID"
        assert client.verify(letter) == "INVALID"

    def test_another_kind_of_signer_is_refused(self, letter: bytes) -> None:
        with pytest.raises(SigningRefused):
            sign(letter, SignerMaterial())


class TestAnswersThatBrokeOff:
    """Version 1 keeps the signed file under a number: it is fetched, not signed again."""

    def test_the_file_is_fetched_again(self, server: BsreServer, settings: Any, letter: bytes) -> None:
        settings.BSRE_API_VERSION = 1
        server.break_with("truncated", times=1)
        with pytest.raises(SigningUnavailable) as broken:
            sign(letter)
        assert broken.value.receipt
        paper = Paper(letter, "Surat", "Sarongan", receipt=broken.value.receipt)
        (fetched,) = signing_backend().sign_several([paper], SIGNER, signed_at=datetime.now(UTC))
        accept_signed(letter, fetched, trust_roots=bsre_trust_roots())
        assert server.service.signings() == 1
        # It is given once; the next try has it signed anew.
        (again,) = signing_backend().sign_several([paper], SIGNER, signed_at=datetime.now(UTC))
        assert server.service.signings() == 2
        assert again != fetched


class TestConnection:
    def test_an_unreachable_service_means_later(self, server: BsreServer, settings: Any) -> None:
        settings.BSRE_URL = "http://127.0.0.1:9"
        with pytest.raises(ServiceDown):
            client_from_settings().status(NIK)

    def test_a_wrong_password_of_the_installation_is_no_refusal(
        self, server: BsreServer, settings: Any
    ) -> None:
        settings.BSRE_PASSWORD = "bukan ini"
        with pytest.raises(AccessDenied):
            client_from_settings().status(NIK)

    def test_an_answer_without_end_is_not_read(
        self, server: BsreServer, settings: Any, letter: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.BSRE_API_VERSION = 1
        monkeypatch.setattr("letters.signing.esign_client.LARGEST_PDF", 1000)
        with pytest.raises(SigningUnavailable):
            sign(letter)

    def test_version_2_knows_people_by_address_too(self, server: BsreServer, settings: Any) -> None:
        settings.BSRE_API_VERSION = 2
        client_from_settings().status("kades@desa.example")
        assert "kades@desa.example" in server.service.people

    def test_what_it_does_not_know_is_a_refusal(self, server: BsreServer, settings: Any) -> None:
        settings.BSRE_API_VERSION = 1
        with pytest.raises(Refused):
            client_from_settings().download("tidak-ada")


@pytest.mark.parametrize(
    ("changed", "works"),
    [
        ({"BSRE_URL": ""}, False),
        ({"BSRE_API_VERSION": 3}, False),
        ({"BSRE_APPEARANCE": "tag", "BSRE_API_VERSION": 2}, False),
        ({"BSRE_APPEARANCE": "besar"}, False),
        ({"BSRE_APPEARANCE": "box", "BSRE_BOX": "1,2"}, False),
        ({"BSRE_APPEARANCE": "tag", "BSRE_TAG": "[qr_bsre]", "BSRE_API_VERSION": 1}, True),
        ({"BSRE_APPEARANCE": "box", "BSRE_API_VERSION": 2}, True),
    ],
)
def test_settings_that_do_not_suffice_are_told(
    changed: dict[str, Any], works: bool, server: BsreServer, settings: Any, letter: bytes
) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)
    if works:
        paper = Paper(letter, "Surat", "Sarongan", link="https://surat.example/v/abc/")
        (signed,) = signing_backend().sign_several([paper], SIGNER, signed_at=datetime.now(UTC))
        accept_signed(letter, signed, trust_roots=bsre_trust_roots())
    else:
        with pytest.raises(ImproperlyConfigured):
            signing_backend()
