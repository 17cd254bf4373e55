"""Signatures with a server's time and long-term data, against a real time-stamp server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from letters.signing.backend import SigningUnavailable, signing_backend
from letters.signing.revocation_list import RevokedSerial, revocation_list
from letters.signing.verification import examine_pdf

from .conftest import Office
from .tsa_server import TsaServer


@pytest.fixture(scope="module")
def running() -> Iterator[TsaServer]:
    with TsaServer() as server:
        yield server


@pytest.fixture
def tsa(running: TsaServer, settings: Any, tmp_path: Path) -> TsaServer:
    running.broken = running.growing = False
    roots = tmp_path / "cap-waktu.pem"
    roots.write_text(running.pem)
    settings.TIMESTAMP_URL, settings.TIMESTAMP_TRUST_ROOTS = running.url, str(roots)
    return running


def sign(office: Office, letter: bytes) -> bytes:
    now = datetime.now(UTC)
    revoked = revocation_list(office.authority, [RevokedSerial("abcd", now, "superseded")], now=now)
    signer = replace(office.signer, revocation_list=revoked)
    return signing_backend().sign(letter, signer, reason="Surat", location="Sarongan", signed_at=now)


def test_the_file_carries_the_servers_time_and_long_term_data(
    tsa: TsaServer, office: Office, letter: bytes
) -> None:
    signed = sign(office, letter)
    report = examine_pdf(signed, trust_roots=office.roots, contained=False)
    assert report.genuine
    assert report.covers_whole_file
    opened = pikepdf.open(BytesIO(signed))
    assert len(opened.Root.DSS.CRLs) == 1
    assert len(opened.Root.DSS.Certs) >= 1
    assert examine_pdf(signed, trust_roots=office.roots).genuine, "also in the confined process"


def test_the_stamped_time_still_counts_when_the_certificate_has_ended(
    tsa: TsaServer, office: Office, letter: bytes
) -> None:
    signed = sign(office, letter)
    later = datetime.now(UTC) + timedelta(days=800)
    report = examine_pdf(signed, trust_roots=office.roots, now=later, contained=False)
    assert report.genuine
    assert report.problem is None


def test_a_time_stamp_of_a_stranger_is_not_believed(
    tsa: TsaServer, office: Office, letter: bytes, settings: Any
) -> None:
    signed = sign(office, letter)
    settings.TIMESTAMP_TRUST_ROOTS = ""
    assert not examine_pdf(signed, trust_roots=office.roots, contained=False).genuine


def test_a_time_stamp_may_be_longer_than_the_one_before(
    tsa: TsaServer, office: Office, letter: bytes
) -> None:
    tsa.growing = True
    for _ in range(2):
        assert examine_pdf(sign(office, letter), trust_roots=office.roots, contained=False).genuine


def test_a_server_that_fails_means_later(
    tsa: TsaServer, office: Office, letter: bytes, settings: Any
) -> None:
    tsa.broken = True
    with pytest.raises(SigningUnavailable, match="cap waktu"):
        sign(office, letter)
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(SigningUnavailable, match="cap waktu"):
        sign(office, letter)
