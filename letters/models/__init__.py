"""Rows of the letter's life, one module a subject."""

from .catalogue import LetterType, LetterTypeVersion
from .certificate import Certificate, CertificateAuthority
from .letter import Letter, LetterDocument
from .register import RegisterCounter
from .request import Attachment, Request, RequestEvent

__all__ = [
    "Attachment",
    "Certificate",
    "CertificateAuthority",
    "Letter",
    "LetterDocument",
    "LetterType",
    "LetterTypeVersion",
    "RegisterCounter",
    "Request",
    "RequestEvent",
]
