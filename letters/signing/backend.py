"""What every way of signing has in common: one call, two kinds of failure, and the choice of a back end."""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

# By name, so that a process that never signs does not load the signing libraries.
BACKENDS = {"local": "letters.signing.local.LocalSigningBackend"}


class SigningError(Exception):
    """A letter could not be signed. The text is Indonesian and may be shown to the officers concerned."""


class SigningUnavailable(SigningError):
    """Signing does not work now (service down, time-out, key not readable): the job tries again later."""


class SigningRefused(SigningError):
    """Signing will not work however often it is tried (expired certificate, wrong passphrase, unfit file).

    A batch stops at the first one: a service may lock a certificate after repeated wrong passphrases.
    """


class SignerMaterial:
    """By what means a person or an office signs. Each back end has its own kind and refuses every other.

    It may carry a secret that lives for one batch only (a passphrase): never store it, log it or put it in a
    job row, and keep it out of `repr`.
    """


class SigningBackend(ABC):
    """Signs finished PDF files. It holds no state of a letter and touches no database."""

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
