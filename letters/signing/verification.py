"""Verification of a PDF file that anyone may bring: whole, changed, or not ours.

It is the second of two judges. The first is the register: a file whose SHA-256 is that of an issued letter
needs no examination, and one that verifies here but has another SHA-256 is not the issued file (a bit may
have flipped in the signature's own value, which no signature can cover).
"""

from datetime import UTC, datetime

from django.conf import settings

from foundation.documents.own_process import NoAnswer, ask_process
from letters.signing.pem_file import certificates_in
from letters.signing.problems import Problem
from letters.signing.report import SignatureReport

MAX_BYTES = 10 * 1024 * 1024
MAX_SECONDS = 5
MAX_MEMORY = 768 * 1024 * 1024
HEADER_WITHIN = 1024


def examine_pdf(
    data: bytes, *, trust_roots: list[str], now: datetime | None = None, contained: bool = True
) -> SignatureReport:
    """Examine the signature of a PDF file.

    Args:
        data: the file, of any size and of any kind.
        trust_roots: PEM certificates of the authorities that are ours.
        now: the present moment; by default the clock's.
        contained: examine in a process of its own, under limits of time and memory. Switch it off only for a
            file that this installation has just signed: the process costs a hundred times the examination.

    Raises:
        Nothing that a file can cause.
    """
    obstacle = _obstacle(data)
    if obstacle:
        return SignatureReport(problem=obstacle)
    moment = now or datetime.now(UTC)
    stamp_roots = certificates_in(settings.TIMESTAMP_TRUST_ROOTS)
    if contained:
        return _examine_in_child(data, trust_roots, moment, stamp_roots)
    # The signing libraries are loaded only where they are used.
    from letters.signing.examination import examine

    return examine(data, trust_roots, moment, stamp_roots)


def _obstacle(data: bytes) -> Problem | None:
    """What makes any parsing needless. A byte range stands in the clear, or it could not be filled in."""
    if not data:
        return Problem.EMPTY
    if len(data) > MAX_BYTES:
        return Problem.TOO_LARGE
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        return Problem.NOT_PDF
    if b"/ByteRange" not in data:
        return Problem.NOT_SIGNED
    return None


def _examine_in_child(
    data: bytes, trust_roots: list[str], now: datetime, stamp_roots: list[str]
) -> SignatureReport:
    order = {
        "trust_roots": trust_roots,
        "stamp_roots": stamp_roots,
        "now": now.isoformat(),
        "memory": MAX_MEMORY,
        "seconds": MAX_SECONDS,
    }
    try:
        answer, _parts = ask_process("letters.signing.examination_process", order, data, 2 * MAX_SECONDS)
    except NoAnswer:
        return SignatureReport(problem=Problem.TOO_COSTLY)
    return SignatureReport.from_json(answer["report"])
