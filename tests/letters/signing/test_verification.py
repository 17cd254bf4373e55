"""Files of any kind are answered, never with an exception, and within limits."""

import asyncio
import logging
import zlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from letters.signing import verification
from letters.signing.local import _load_signer, _sign
from letters.signing.problems import Problem, describe
from letters.signing.report import SignatureReport
from letters.signing.verification import MAX_BYTES, examine_pdf

from .conftest import NOW, Office


def test_an_unsigned_letter_is_told_as_such(office: Office, letter: bytes) -> None:
    report = examine_pdf(letter, trust_roots=office.roots)
    assert report == SignatureReport(problem=Problem.NOT_SIGNED)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"\x89PNG\r\n", Problem.NOT_PDF),
        (b"<script>alert(1)</script>", Problem.NOT_PDF),
        (b"%PDF-1.7\n", Problem.NOT_SIGNED),
        (b"%PDF-1.7\n/ByteRange [0 1 2 3]", Problem.UNREADABLE),
        (b"%PDF-1.7\n".ljust(MAX_BYTES + 1), Problem.TOO_LARGE),
    ],
)
def test_what_cannot_be_examined_is_said_plainly(office: Office, data: bytes, problem: Problem) -> None:
    report = examine_pdf(data, trust_roots=office.roots, contained=False)
    assert report.problem == problem
    assert not report.genuine


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99, 0.999])
def test_a_truncated_letter_is_not_genuine(office: Office, signed: bytes, part: float) -> None:
    report = examine_pdf(signed[: int(len(signed) * part)], trust_roots=office.roots, contained=False)
    assert not report.genuine
    assert report.problem is not None


def test_an_encrypted_file_is_unreadable_or_unsigned(office: Office, signed: bytes) -> None:
    output = BytesIO()
    encryption = pikepdf.Encryption(owner="pemilik", user="pengguna")
    pikepdf.open(BytesIO(signed)).save(output, encryption=encryption)
    report = examine_pdf(output.getvalue(), trust_roots=office.roots, contained=False)
    assert not report.intact
    assert report.problem is not None


@given(st.binary(max_size=2000))
@effort(max_examples=200, deadline=None)
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert not examine_pdf(data, trust_roots=[], contained=False).genuine


@given(data=st.data())
@effort(max_examples=150, deadline=None)
def test_no_damage_to_a_signed_letter_makes_it_fail(
    data: st.DataObject, office: Office, signed: bytes
) -> None:
    start = data.draw(st.integers(0, len(signed)))
    end = data.draw(st.integers(start, min(len(signed), start + 500)))
    damaged = signed[:start] + data.draw(st.binary(max_size=200)) + signed[end:]
    report = examine_pdf(damaged, trust_roots=office.roots, now=NOW, contained=False)
    assert isinstance(report, SignatureReport)


def test_the_contained_examination_gives_the_same_report(office: Office, signed: bytes) -> None:
    inside = examine_pdf(signed, trust_roots=office.roots, now=NOW, contained=False)
    assert examine_pdf(signed, trust_roots=office.roots, now=NOW) == inside
    assert inside.genuine


def _pages_without_end() -> bytes:
    """A page tree that contains itself."""
    body = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>> endobj\n"
    body += b"2 0 obj <</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999999>> endobj\n"
    body += b"3 0 obj <</FT/Sig/T(a)/Kids[3 0 R]/V 4 0 R>> endobj\n"
    body += b"4 0 obj <</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>> endobj\n"
    offsets = [body.index(b"%d 0 obj" % number) for number in range(1, 5)]
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + table + b"trailer <</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _compressed_bomb() -> bytes:
    """A cross-reference stream of 64 kilobytes that unpacks to 64 megabytes."""
    packed = zlib.compress(bytes(64 * 1024 * 1024), 9)
    body = b"%PDF-1.5\n%/ByteRange\n"
    start = len(body)
    body += b"1 0 obj <</Type/XRef/Size 99999999/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>\n" % len(
        packed
    )
    return body + b"stream\n" + packed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start


@pytest.mark.parametrize("make", [_pages_without_end, _compressed_bomb])
def test_hostile_structures_end_within_the_limits(office: Office, make: Any) -> None:
    report = examine_pdf(make(), trust_roots=office.roots)
    assert not report.intact
    assert report.problem in {Problem.UNREADABLE, Problem.TOO_COSTLY, Problem.NOT_SIGNED}


def test_an_examination_that_takes_too_long_is_ended(
    office: Office, signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "MAX_SECONDS", 0.01)
    report = examine_pdf(signed, trust_roots=office.roots)
    assert report.problem == Problem.TOO_COSTLY


def test_an_examination_that_takes_too_much_memory_is_ended(
    office: Office, signed: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(verification, "MAX_MEMORY", 32 * 1024 * 1024)
    with caplog.at_level(logging.ERROR):
        report = examine_pdf(signed, trust_roots=office.roots)
    assert not report.genuine
    assert report.problem == Problem.TOO_COSTLY


def test_an_expired_certificate_is_reported_beside_a_letter_signed_in_time(
    office: Office, signed: bytes
) -> None:
    later = NOW + timedelta(days=400)
    report = examine_pdf(signed, trust_roots=office.roots, now=later, contained=False)
    assert report.genuine
    assert report.problem == Problem.CERTIFICATE_EXPIRED_SINCE


def test_a_letter_signed_outside_its_certificates_validity_is_not_ours(office: Office, letter: bytes) -> None:
    """The back end refuses to make such a letter, so it is made past its guard."""
    loaded = _load_signer(office.signer, settings.SIGNING_KEY_SECRET)
    too_late = NOW + timedelta(days=366)
    signed = asyncio.run(_sign(letter, loaded, reason="", location="", moment=too_late))
    report = examine_pdf(signed, trust_roots=office.roots, now=too_late, contained=False)
    assert report.intact
    assert not report.ours
    assert report.problem == Problem.CERTIFICATE_NOT_VALID_THEN


def test_a_moment_to_come_is_not_believed(office: Office, signed: bytes) -> None:
    before = NOW - timedelta(days=366)
    report = examine_pdf(signed, trust_roots=office.roots, now=before, contained=False)
    assert report.intact
    assert not report.ours
    assert report.problem == Problem.CERTIFICATE_NOT_VALID_THEN


def test_every_problem_has_a_sentence() -> None:
    assert all(str(describe(problem)).endswith(".") for problem in Problem)


def test_a_report_survives_the_way_between_processes(office: Office, signed: bytes) -> None:
    for data in (signed, b""):
        report = examine_pdf(data, trust_roots=office.roots, now=NOW, contained=False)
        assert SignatureReport.from_json(report.to_json()) == report
