"""Signing through the national e-signature service (BSrE): the officer's own certificate, opened by a passphrase.

Nothing of this module survives a call. The passphrase lives in a `BsreSigner`, which the round of one batch holds in
memory and which no row, log, message or file ever sees.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Self

import segno
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from letters.signing.backend import (
    Paper,
    SignerMaterial,
    SigningBackend,
    SigningRefused,
    SigningUnavailable,
)
from letters.signing.esign_client import (
    AccessDenied,
    Appearance,
    EsignClient,
    Refused,
    ServiceDown,
    SignOrder,
)
from letters.signing.pem_file import certificates_in

logger = logging.getLogger(__name__)

FILES_A_CALL = 10
CAN_SIGN = "ISSUE"


@dataclass(frozen=True, slots=True)
class BsreSigner(SignerMaterial):
    """An officer as the service knows them, and the passphrase that was typed for one batch."""

    identity: str
    passphrase: str = field(repr=False)


class BsreSigningBackend(SigningBackend):
    """Has the service sign."""

    most_at_once: ClassVar[int] = FILES_A_CALL

    def __init__(self, client: EsignClient, appearance: Appearance) -> None:
        """Args: client: the connection; appearance: what the service draws, by default nothing."""
        self._client = client
        self._appearance = appearance

    @classmethod
    def from_settings(cls) -> Self:
        """Make the back end from the BSRE_* settings. Raises ImproperlyConfigured where they do not suffice."""
        return cls(client_from_settings(), appearance_from_settings())

    def sign(
        self, pdf: bytes, signer: SignerMaterial, *, reason: str, location: str, signed_at: datetime
    ) -> bytes:
        """Sign as the interface says; the moment in the signature is the service's own."""
        (signed,) = self.sign_several([Paper(pdf, reason, location)], signer, signed_at=signed_at)
        return signed

    def sign_several(
        self, papers: Sequence[Paper], signer: SignerMaterial, *, signed_at: datetime
    ) -> Iterator[bytes]:
        """Sign as the interface says: with version 2 several files in one call."""
        if signed_at.tzinfo is None:
            raise ValueError("the moment of signature needs a zone")
        if not isinstance(signer, BsreSigner):
            raise SigningRefused(_("Penanda tangan ini tidak memakai sertifikat nasional."))
        size = FILES_A_CALL if self._client.version == 2 else 1
        for start in range(0, len(papers), size):
            yield from self._sign_group(papers[start : start + size], signer)

    def _sign_group(self, papers: Sequence[Paper], signer: BsreSigner) -> list[bytes]:
        try:
            fetched = self._fetched_again(papers)
            return fetched or self._client.sign(
                [self._order(paper) for paper in papers],
                signer.identity,
                signer.passphrase,
                self._appearance,
            )
        except AccessDenied as error:
            logger.error("the e-signature service does not accept this installation: %s", error)
            raise SigningUnavailable(
                _("Layanan tanda tangan elektronik nasional menolak aplikasi ini. Hubungi admin kabupaten.")
            ) from error
        except ServiceDown as error:
            logger.warning("the e-signature service gave no usable answer: %s", error)
            raise SigningUnavailable(waiting_text(), error.document_id) from error
        except Refused as error:
            # Its words could hold anything that was sent.
            said = str(error).replace(signer.passphrase, "…").replace(signer.identity, "…")
            raise SigningRefused(
                _("Layanan tanda tangan elektronik nasional menolak: %(text)s") % {"text": said}
            ) from None

    def _fetched_again(self, papers: Sequence[Paper]) -> list[bytes]:
        """The file that an earlier call had signed before its answer broke off, where it can still be had."""
        if self._client.version != 1 or not papers[0].receipt:
            return []
        try:
            return [self._client.download(papers[0].receipt)]
        except (ServiceDown, Refused) as error:
            logger.info("an earlier signature cannot be fetched again: %s", error)
            return []

    def _order(self, paper: Paper) -> SignOrder:
        image = b""
        if self._appearance.kind == "box" and self._client.version == 2:
            picture = io.BytesIO()
            segno.make(paper.link, error="m", micro=False).save(picture, kind="png", scale=6, border=1)
            image = picture.getvalue()
        return SignOrder(paper.pdf, paper.reason, paper.location, paper.link, image)


def waiting_text() -> str:
    """What letters say that wait for the service."""
    return _("Menunggu layanan tanda tangan elektronik nasional.")


def client_from_settings() -> EsignClient:
    """The connection that the BSRE_* settings describe.

    Raises:
        ImproperlyConfigured: no address, or a version other than 1 and 2.
    """
    if not settings.BSRE_URL or settings.BSRE_API_VERSION not in (1, 2):
        raise ImproperlyConfigured("LETTER_SIGNING_BACKEND=bsre needs BSRE_URL, and BSRE_API_VERSION 1 or 2")
    return EsignClient(
        settings.BSRE_URL,
        settings.BSRE_USER,
        settings.BSRE_PASSWORD,
        version=settings.BSRE_API_VERSION,
        connect=settings.BSRE_CONNECT_SECONDS,
        read=settings.BSRE_READ_SECONDS,
    )


def appearance_from_settings() -> Appearance:
    """What the service draws: nothing, a mark at a tag (version 1), or a mark in a box.

    Raises:
        ImproperlyConfigured: it cannot be understood.
    """
    kind = settings.BSRE_APPEARANCE
    if kind == "invisible":
        return Appearance()
    try:
        page, *box = (int(number) for number in settings.BSRE_BOX.split(","))
        left, bottom, width, height = box
    except ValueError as error:
        raise ImproperlyConfigured("BSRE_BOX needs page,x,y,width,height") from error
    if kind == "box" or (kind == "tag" and settings.BSRE_API_VERSION == 1):
        return Appearance(kind, settings.BSRE_TAG, page, (left, bottom, width, height))
    raise ImproperlyConfigured("BSRE_APPEARANCE is invisible, box, or (with version 1) tag")


def bsre_trust_roots() -> list[str]:
    """PEM certificates of the authorities above the service's signers; none where none is configured."""
    return certificates_in(settings.BSRE_TRUST_ROOTS)
