"""Checking a letter: by its token, by its short code, or by the PDF itself.

Whoever checks learns the kind, number, date, village, signatory and the holder's initials, and no number of a person.
"""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone

from foundation.access.reach import elevated

from .certificates import trust_roots
from .models import Certificate, Letter, LetterDocument, SignedCertificate
from .signing.report import SignatureReport
from .signing.verification import examine_pdf


class Status(StrEnum):
    """What a check by token says."""

    VALID = "valid"
    REVOKED = "revoked"
    REPLACED = "replaced"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class FileVerdict(StrEnum):
    """What a check of a PDF says beside the letter's status."""

    WHOLE = "whole"
    CHANGED = "changed"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Verification:
    """The answer to a check; only `status` when the letter is unknown."""

    status: Status
    kind: str = ""
    number: str = ""
    date: datetime.date | None = None
    valid_until: datetime.date | None = None
    village: str = ""
    signatory: str = ""
    holder: str = ""
    about: tuple[str, ...] = ()
    """Initials of others whom the letter is about, as the person who died."""
    countersignatory: str = ""
    revoked_on: datetime.date | None = None
    replaced_by: str = ""
    token: str = ""
    certificate_revoked_on: datetime.date | None = None
    signed_before: bool = True
    """Whether the letter was signed before its certificate was revoked."""

    def as_data(self) -> dict[str, Any]:
        """The shape of the API."""
        return {
            "status": self.status.value,
            "kind": self.kind or None,
            "number": self.number or None,
            "date": self.date.isoformat() if self.date else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "village": self.village or None,
            "signatory": self.signatory or None,
            "countersignatory": self.countersignatory or None,
            "holder": self.holder or None,
        }


@dataclass(frozen=True)
class FileVerification:
    """The answer to a check of a PDF."""

    verdict: FileVerdict
    letter: Verification


UNKNOWN = Verification(Status.UNKNOWN)


def verify_token(token: str) -> Verification:
    """Looks a letter up by the token behind its QR code. A letter without its PDF is not known yet."""
    with elevated():
        letter = (
            Letter.objects.select_related("village", "replaced_by")
            .filter(token=token, issued_at__isnull=False)
            .first()
        )
        return describe(letter) if letter else UNKNOWN


def verify_short_code(code: str) -> Verification:
    """Looks a letter up by the code printed beside the QR code, typed in any case and grouping."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    with elevated():
        letter = (
            Letter.objects.select_related("village", "replaced_by")
            .filter(short_code=plain, issued_at__isnull=False)
            .first()
        )
        return describe(letter) if letter else UNKNOWN


def verify_file(content: bytes) -> FileVerification:
    """Judges a PDF: whole when its hash is the register's; changed when a letter of ours was altered; else not ours.

    The hash is the first judge, for a few flipped bits fall into padding that no signature covers.
    """
    digest = hashlib.sha256(content).hexdigest()
    with elevated():
        document = (
            LetterDocument.objects.select_related("letter__village", "letter__replaced_by")
            .filter(sha256=digest)
            .first()
        )
        if document is not None:
            return FileVerification(FileVerdict.WHOLE, describe(document.letter))
    report = examine_pdf(content, trust_roots=trust_roots())
    if report.certificate_serial and _was_ours(report):
        return FileVerification(FileVerdict.CHANGED, UNKNOWN)
    return FileVerification(FileVerdict.NOT_OURS, UNKNOWN)


def describe(letter: Letter) -> Verification:
    """What a checker is told of a letter."""
    if letter.revoked_at is not None:
        status = Status.REVOKED
    elif letter.replaced_by_id is not None:
        status = Status.REPLACED
    elif letter.is_expired:
        status = Status.EXPIRED
    else:
        status = Status.VALID
    snapshot = letter.snapshot
    return Verification(
        status=status,
        kind=snapshot["type"]["name"],
        number=letter.number,
        date=letter.issued_on,
        valid_until=letter.valid_until,
        village=letter.village.official_title,
        signatory=_signatory(snapshot["signatory"]),
        holder=initials(snapshot["values"]["pemohon"]["nama"]),
        about=tuple(_people_named(snapshot["values"].get("isian", {}))),
        countersignatory=_signatory(snapshot["countersignatory"]),
        revoked_on=timezone.localdate(letter.revoked_at) if letter.revoked_at else None,
        replaced_by=letter.replaced_by.number if letter.replaced_by else "",
        token=letter.token,
        **_certificate_end(letter),
    )


def _certificate_end(letter: Letter) -> dict[str, Any]:
    """When the village's certificate that signed this letter was revoked, and whether the letter came before."""
    document = LetterDocument.objects.filter(letter=letter).first()
    serial = document.certificate_serial if document else ""
    certificate = Certificate.objects.filter(serial=serial, revoked_at__isnull=False).first()
    if certificate is None or certificate.revoked_at is None:
        return {}
    before = letter.signed_at is not None and letter.signed_at < certificate.revoked_at
    return {
        "certificate_revoked_on": timezone.localdate(certificate.revoked_at),
        "signed_before": before,
    }


def _signatory(lines: dict[str, Any] | None) -> str:
    return f"{lines['name']}, {lines['heading'][-1]}" if lines else ""


def _people_named(answers: Mapping[str, Any]) -> Iterator[str]:
    """Residents among the answers; each stands there with everything that may be printed of them."""
    for answer in answers.values():
        if isinstance(answer, dict) and answer.get("nama"):
            yield initials(answer["nama"])


def initials(name: str) -> str:
    """The name masked: first letters stay, "Siti Aminah" is "S*** A*****"."""
    return " ".join(word[:1] + "*" * max(len(word) - 1, 1) for word in name.split())


def _was_ours(report: SignatureReport) -> bool:
    """Whether a letter of ours was altered into this file.

    A village's own certificate signs nothing but our letters. An official's national one signs elsewhere too, so a
    file with a sound signature of theirs that is not in the register is another paper.
    """
    serial = report.certificate_serial
    with elevated():
        if Certificate.objects.filter(serial=serial).exists():
            return True
        return not report.genuine and SignedCertificate.objects.filter(serial=serial).exists()
