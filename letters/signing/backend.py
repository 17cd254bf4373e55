"""What every way of signing has in common: one call, two kinds of failure, and the choice of a back end."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

# By name, so that a process that never signs does not load the signing libraries.
BACKENDS = {
    "local": "letters.signing.local.LocalSigningBackend",
    "bsre": "letters.signing.bsre.BsreSigningBackend",
}
ASKS_PASSPHRASE = frozenset({"bsre"})


class SigningError(Exception):
    """A letter could not be signed. The text is Indonesian and may be shown to the officers concerned."""


class SigningUnavailable(SigningError):
    """Signing does not work now (service down, time-out, key not readable): it is tried again later.

    `receipt` is what a service gave to fetch the signed file with, where its answer broke off.
    """

    def __init__(self, text: str, receipt: str = "") -> None:
        """Keep the receipt beside the text."""
        super().__init__(text)
        self.receipt = receipt


class SigningRefused(SigningError):
    """Signing will not work however often it is tried (expired certificate, wrong passphrase, unfit file).

    A batch stops at the first one: a service may lock a certificate after repeated wrong passphrases.
    """


class SignerMaterial:
    """By what means a person or an office signs. Each back end has its own kind and refuses every other.

    It may carry a secret that lives for one batch only (a passphrase): never store it, log it or put it in a
    job row, and keep it out of `repr`.
    """


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file to be signed.

    `link` is the letter's verification address; `receipt` is what an earlier, broken answer left behind.
    """

    pdf: bytes
    reason: str
    location: str
    link: str = ""
    receipt: str = ""


class SigningBackend(ABC):
    """Signs finished PDF files. It holds no state of a letter and touches no database."""

    most_at_once: ClassVar[int] = 1
    """How many files one call of `sign_several` should be given."""

    @classmethod
    @abstractmethod
    def from_settings(cls) -> Self:
        """Make the back end as this installation's settings describe it."""

    @abstractmethod
    def sign(
        self, pdf: bytes, signer: SignerMaterial, *, reason: str, location: str, signed_at: datetime
    ) -> bytes:
        """Sign a finished file and return the signed one. With a remote service this may take a minute.

        Args:
            pdf: the file, complete with its visible mark and QR code: any later change breaks the signature.
            signer: the material of this back end.
            reason: why it is signed, kept in the signature.
            location: where it is signed, kept in the signature.
            signed_at: the moment of signature, with a zone. A service may put its own beside it.

        Raises:
            SigningUnavailable: try again later.
            SigningRefused: do not try again.
            ValueError: `signed_at` has no zone.
        """

    def sign_several(
        self, papers: Sequence[Paper], signer: SignerMaterial, *, signed_at: datetime
    ) -> Iterator[bytes]:
        """Sign files one after the other and yield each as soon as it is there; raises what `sign` raises."""
        for paper in papers:
            yield self.sign(
                paper.pdf, signer, reason=paper.reason, location=paper.location, signed_at=signed_at
            )


def asks_passphrase() -> bool:
    """Whether a person's passphrase is needed to sign: then letters wait for the person instead of a worker."""
    return settings.LETTER_SIGNING_BACKEND in ASKS_PASSPHRASE


def signing_backend() -> SigningBackend:
    """The back end that `settings.LETTER_SIGNING_BACKEND` names.

    Raises:
        ImproperlyConfigured: there is none of that name.
    """
    try:
        path = BACKENDS[settings.LETTER_SIGNING_BACKEND]
    except KeyError:
        known = ", ".join(BACKENDS)
        raise ImproperlyConfigured(
            f"LETTER_SIGNING_BACKEND {settings.LETTER_SIGNING_BACKEND!r} is unknown (known: {known})"
        ) from None
    backend: type[SigningBackend] = import_string(path)
    return backend.from_settings()
