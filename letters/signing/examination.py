"""Reading the signatures of a PDF file with pyHanko, here and without limits: see `verification`."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from letters.signing.byte_range import Coverage, judge_coverage
from letters.signing.problems import Problem
from letters.signing.report import SignatureReport

logger = logging.getLogger(__name__)

MAX_SIGNATURES = 8


def examine(
    data: bytes, trust_roots: list[str], now: datetime, stamp_roots: Sequence[str] = ()
) -> SignatureReport:
    """Examine the signatures of a PDF file; of several, the most telling one is reported.

    Args:
        data: the file.
        trust_roots: PEM certificates that a signature of ours leads to.
        now: the present moment, against which the certificate's end is reported.
        stamp_roots: PEM certificates that the time-stamp servers' certificates lead to.

    Raises:
        Nothing that a file can cause; ValueError for a trust root that is no certificate.
    """
    roots, stamps = (
        [x509.Certificate.load(pem.unarmor(root.encode())[2]) for root in texts]
        for texts in (trust_roots, [*trust_roots, *stamp_roots])
    )
    try:
        signatures = PdfFileReader(BytesIO(data)).embedded_regular_signatures
        if not signatures:
            return SignatureReport(problem=Problem.NOT_SIGNED)
        reports = [_report(data, signature, roots, stamps, now) for signature in signatures[:MAX_SIGNATURES]]
    except (MemoryError, RecursionError):
        return SignatureReport(problem=Problem.TOO_COSTLY)
    except Exception as error:
        # A hostile file can make the parser fail in any way.
        logger.info("a PDF file could not be examined: %s", type(error).__name__)
        return SignatureReport(signed=b"/ByteRange" in data, problem=Problem.UNREADABLE)
    return max(reports, key=lambda report: (report.genuine, report.ours, report.intact))


def _report(
    data: bytes,
    signature: EmbeddedPdfSignature,
    roots: list[x509.Certificate],
    stamps: list[x509.Certificate],
    now: datetime,
) -> SignatureReport:
    certificate = signature.signer_cert
    claimed = signature.self_reported_timestamp
    signed_at = _in_utc(claimed) if claimed else None
    coverage = judge_coverage(data, [int(number) for number in signature.byte_range], signature.pkcs7_content)
    # Without a time-stamp the claimed moment is all there is; a moment to come is never believed.
    moment = min(signed_at or now, now)
    status = _validate(signature, roots, stamps, moment)
    stamped_at = _stamped_at(status)
    if stamped_at is not None:
        # A server's time stands above the one that the signature claims for itself.
        signed_at = moment = stamped_at
        status = _validate(signature, roots, stamps, moment)
    intact = coverage.sound and _is_intact(status)
    ours = intact and status.bottom_line
    return SignatureReport(
        signed=True,
        intact=intact,
        ours=ours,
        covers_whole_file=coverage.whole_file,
        modified_after=not coverage.whole_file,
        signer_name=certificate.subject.native.get("common_name"),
        signed_at=signed_at,
        certificate_serial=f"{certificate.serial_number:x}",
        certificate_until=certificate["tbs_certificate"]["validity"]["not_after"].native,
        problem=_problem(
            coverage, intact, ours, certificate, roots, moment, moment if stamped_at is not None else now
        ),
    )


def _validate(
    signature: EmbeddedPdfSignature,
    roots: list[x509.Certificate],
    stamps: list[x509.Certificate],
    moment: datetime,
) -> PdfSignatureStatus:
    # Nothing is fetched. Withdrawn certificates are the register's business: it knows each letter's state.
    context, stamp_context = (
        ValidationContext(
            trust_roots=trusted, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
        )
        for trusted in (roots, stamps)
    )
    return validate_pdf_signature(
        signature,
        context,
        stamp_context,
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
    )


def _stamped_at(status: PdfSignatureStatus) -> datetime | None:
    """The moment that a trusted time-stamp server vouches for."""
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.valid and stamp.intact and stamp.trusted):
        return None
    return _in_utc(stamp.timestamp)


def _is_intact(status: PdfSignatureStatus) -> bool:
    """`bottom_line` without the question of trust; `valid` alone stays true when something is appended."""
    return bool(status.intact and status.valid and status.docmdp_ok and status.seed_value_ok)


def _problem(
    coverage: Coverage,
    intact: bool,
    ours: bool,
    certificate: x509.Certificate,
    roots: list[x509.Certificate],
    moment: datetime,
    now: datetime,
) -> Problem | None:
    validity = certificate["tbs_certificate"]["validity"]
    begins, ends = validity["not_before"].native, validity["not_after"].native
    if not intact:
        return Problem.ADDED_TO if coverage.sound and not coverage.whole_file else Problem.CHANGED
    if not ours:
        known_issuer = any(root.subject == certificate.issuer for root in roots)
        in_time = begins <= moment <= ends
        return Problem.FOREIGN if in_time or not known_issuer else Problem.CERTIFICATE_NOT_VALID_THEN
    if not coverage.whole_file:
        return Problem.ADDED_TO
    return Problem.CERTIFICATE_EXPIRED_SINCE if ends < now else None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
