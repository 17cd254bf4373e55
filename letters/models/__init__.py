"""Rows of the letter's life, one module a subject."""

from .catalogue import LetterType, LetterTypeVersion
from .certificate import Certificate, CertificateAuthority
from .electronic import ElectronicSigner, SignatureOrder, SignedCertificate, SigningRound
from .letter import Letter, LetterDocument
from .register import RegisterCounter
from .request import Attachment, Request, RequestEvent

__all__ = [
    "Attachment",
    "Certificate",
    "CertificateAuthority",
    "ElectronicSigner",
    "Letter",
    "LetterDocument",
    "LetterType",
    "LetterTypeVersion",
    "RegisterCounter",
    "Request",
    "RequestEvent",
    "SignatureOrder",
    "SignedCertificate",
    "SigningRound",
]
