"""Rows of the letter's life, one module a subject."""

from .after_issue import Handover, PrintLog, Scan
from .catalogue import LetterType, LetterTypeVersion
from .certificate import Certificate, CertificateAuthority
from .drafts import LetterTypeDraft
from .electronic import ElectronicSigner, SignatureOrder, SignedCertificate, SigningRound
from .letter import Letter, LetterDocument
from .mail import Disposition, DispositionTask, IncomingLetter
from .offline_key import OfflineKey
from .register import PaperLetter, RegisterCounter, RegisterEntry, Reservation
from .request import Attachment, Request, RequestEvent

__all__ = [
    "Attachment",
    "Certificate",
    "CertificateAuthority",
    "ElectronicSigner",
    "Disposition",
    "DispositionTask",
    "Handover",
    "IncomingLetter",
    "Letter",
    "LetterDocument",
    "LetterType",
    "LetterTypeDraft",
    "LetterTypeVersion",
    "OfflineKey",
    "PaperLetter",
    "PrintLog",
    "RegisterCounter",
    "RegisterEntry",
    "Request",
    "RequestEvent",
    "SignatureOrder",
    "SignedCertificate",
    "SigningRound",
    "Reservation",
    "Scan",
]
