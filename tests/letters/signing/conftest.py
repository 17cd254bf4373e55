"""A letter in PDF/A-3u, an authority, a village's certificate, and the letter signed with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from letters import signing_round
from letters.services.electronic import signer_register
from letters.signing.authority import KeyPair, create_authority, issue_certificate
from letters.signing.backend import signing_backend
from letters.signing.local import LocalSigner
from tests.letters.factories import Office as VillageOffice
from tests.letters.factories import an_office

from .bsre_server import PASSWORD, USER, BsreServer
from .rounds import NIK

NOW = datetime(2026, 11, 23, 3, 15, 42, tzinfo=UTC)
LETTER = """
<html lang="id"><head><title>Surat Keterangan Tidak Mampu</title></head>
<body><h1>Surat Keterangan Tidak Mampu</h1>
<p>Yang bertanda tangan di bawah ini menerangkan bahwa keluarga tersebut tidak mampu.</p>
<p style="page-break-before: always">Halaman kedua.</p></body></html>
"""


@dataclass(frozen=True)
class Office:
    """A village with what it signs with."""

    authority: KeyPair
    certificate: KeyPair

    @property
    def signer(self) -> LocalSigner:
        pair = self.certificate
        return LocalSigner(pair.certificate_pem, pair.encrypted_key_pem, (self.authority.certificate_pem,))

    @property
    def roots(self) -> list[str]:
        return [self.authority.certificate_pem]

    def sign(self, pdf: bytes, signed_at: datetime = NOW) -> bytes:
        return signing_backend().sign(
            pdf, self.signer, reason="Penerbitan surat", location="Sarongan", signed_at=signed_at
        )


def open_office(name: str = "Otoritas Smart Kampung") -> Office:
    """An authority of its own, and one certificate that is valid for two years around NOW."""
    year = timedelta(days=365)
    authority = create_authority(
        name, "Pemerintah Kabupaten Banyuwangi", not_before=NOW - 2 * year, not_after=NOW + 20 * year
    )
    certificate = issue_certificate(
        authority,
        common_name="Kepala Desa Sarongan",
        organisation="Pemerintah Kabupaten Banyuwangi",
        unit="Desa Sarongan",
        locality="Kecamatan Pesanggaran",
        not_before=NOW - year,
        not_after=NOW + year,
    )
    return Office(authority, certificate)


@pytest.fixture(scope="session")
def office() -> Office:
    return open_office()


@pytest.fixture(scope="session")
def letter() -> bytes:
    pdf: bytes = weasyprint.HTML(string=LETTER).write_pdf(pdf_variant="pdf/a-3u")
    return pdf


@pytest.fixture(scope="session")
def other_letter() -> bytes:
    changed = LETTER.replace("tidak mampu", "mampu")
    pdf: bytes = weasyprint.HTML(string=changed).write_pdf(pdf_variant="pdf/a-3u")
    return pdf


@pytest.fixture(scope="session")
def signed(office: Office, letter: bytes) -> bytes:
    return office.sign(letter)


@pytest.fixture(scope="session")
def running() -> Iterator[BsreServer]:
    with BsreServer() as server:
        yield server


@pytest.fixture
def server(running: BsreServer, settings: Any, tmp_path: Path) -> BsreServer:
    """The service, whole, and this installation as its customer."""
    running.break_with("")
    running.service.people.clear()
    running.service.calls.clear()
    roots = tmp_path / "akar.pem"
    roots.write_text("Otoritas\n" + running.service.authority.pem)
    settings.LETTER_SIGNING_BACKEND = "bsre"
    settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD = running.url, USER, PASSWORD
    settings.BSRE_TRUST_ROOTS = str(roots)
    settings.BSRE_READ_SECONDS = 1.0
    return running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses of a fault's length are not waited out."""
    monkeypatch.setattr(signing_round, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(signing_round, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(signing_round, "LOOK_AGAIN_SECONDS", 0.01)


@pytest.fixture
def village_office(server: BsreServer, db: None) -> VillageOffice:
    """Sarongan's office, whose head the service knows."""
    office = an_office()
    signer_register(office.head, NIK)
    return office
