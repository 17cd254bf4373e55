"""What a service returns is believed only when it is the very letter, whole, and signed under a known authority."""

import io
from datetime import datetime

import pikepdf

from letters.signing.report import SignatureReport
from letters.signing.verification import examine_pdf


class NotTheLetter(Exception):
    """The returned file is not the letter that was sent, or its signature does not hold; the text says which."""


def accept_signed(
    sent: bytes, returned: bytes, *, trust_roots: list[str], now: datetime | None = None
) -> SignatureReport:
    """Return the report of a signature that leaves nothing to object to.

    Args:
        sent: the file as it was given away.
        returned: what came back.
        trust_roots: PEM certificates of the service's authorities.

    Raises:
        NotTheLetter: with the reason, for logs.
    """
    report = examine_pdf(returned, trust_roots=trust_roots, now=now, contained=False)
    if not report.genuine:
        raise NotTheLetter(f"signature: {report.problem}")
    # A service that appends leaves what was sent in place; one that writes the file anew keeps the pages.
    if not returned.startswith(sent) and _pages(sent) != _pages(returned):
        raise NotTheLetter("other pages than were sent")
    return report


def _pages(content: bytes) -> list[bytes]:
    """What is drawn on each page, and with which fonts and pictures."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            drawn = []
            for page in pdf.pages:
                page.contents_coalesce()
                resources = page.obj.get("/Resources", pikepdf.Dictionary())
                drawn.append(page.obj.Contents.read_bytes() + repr(sorted(resources.keys())).encode())
            return drawn
    except (pikepdf.PdfError, AttributeError, ValueError) as error:
        raise NotTheLetter(f"unreadable: {type(error).__name__}") from error
