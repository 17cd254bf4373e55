"""Signing with a certificate of the product's own authority: PAdES baseline B, certified against any change.

With a time-stamp server it is baseline LT: the server's time, and the lists of revoked certificates, in the file.
Without one, the same file, key and moment give the same bytes: a job that is done twice cannot make two different
letters.
"""

import asyncio
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Self

from asn1crypto import crl as asn1_crl
from asn1crypto import pem, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.attributes import (
    CMSAttributeProvider,
    SignedAttributeProviderSpec,
    SigningCertificateV2Provider,
)
from pyhanko.sign.general import SigningError as LibrarySigningError
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from letters.signing.authority import KeyPair, UnreadableKeyError, load_private_key
from letters.signing.backend import SignerMaterial, SigningBackend, SigningRefused, SigningUnavailable
from letters.signing.pem_file import certificates_in

FIELD_NAME = "TandaTangan1"
LONGEST_P256_SIGNATURE = 72  # bytes of DER
KEYS_KEPT = 256  # one regency's villages


@dataclass(frozen=True, slots=True)
class LocalSigner(SignerMaterial):
    """A village's stored key pair, and the certificates from its issuer up to the root."""

    certificate_pem: str
    encrypted_key_pem: str = field(repr=False)
    chain: tuple[str, ...]
    revocation_list: bytes = field(default=b"", repr=False, compare=False)
    """The authority's present list (DER): long-term data, where a time-stamp server is configured."""


class LocalSigningBackend(SigningBackend):
    """Signs in this process; loaded keys stay in its memory."""

    def __init__(self, secret: str, stamp: "TimeStamp | None" = None) -> None:
        self._secret = secret
        self._stamp = stamp

    @classmethod
    def from_settings(cls) -> Self:
        """Make the back end with this installation's secret."""
        return cls(settings.SIGNING_KEY_SECRET, TimeStamp.from_settings())

    def sign(
        self, pdf: bytes, signer: SignerMaterial, *, reason: str, location: str, signed_at: datetime
    ) -> bytes:
        """Sign as the interface says; `signed_at` must lie within the certificate's validity."""
        if signed_at.tzinfo is None:
            raise ValueError("the moment of signature needs a zone")
        if not isinstance(signer, LocalSigner):
            raise SigningRefused(_("Penanda tangan ini tidak memakai sertifikat milik sistem."))
        try:
            loaded = _load_signer(signer, self._secret)
        except (UnreadableKeyError, ValueError) as error:
            # Mended by giving the process the right secret, so the letter must not be given up.
            raise SigningUnavailable(
                _("Kunci tanda tangan desa tidak dapat dibuka. Hubungi admin kabupaten.")
            ) from error
        moment = signed_at.astimezone(UTC)
        if not loaded.valid_from <= moment <= loaded.valid_until:
            raise SigningRefused(
                _("Sertifikat tanda tangan desa belum atau tidak lagi berlaku. Hubungi admin kabupaten.")
            )
        try:
            return asyncio.run(
                _sign(
                    pdf,
                    loaded,
                    reason=reason,
                    location=location,
                    moment=moment,
                    stamp=self._stamp,
                    revocation_list=signer.revocation_list,
                )
            )
        except (TimestampRequestError, ValidationError) as error:
            if self._stamp is None:
                raise
            raise SigningUnavailable(_("Menunggu layanan cap waktu.")) from error
        except (PdfError, LibrarySigningError, ValueError, KeyError) as error:
            raise SigningRefused(
                _("Berkas surat tidak dapat ditandatangani. Hubungi admin kabupaten.")
            ) from error


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """A time-stamp server (RFC 3161), and the certificates that it is trusted by."""

    url: str
    seconds: float
    roots: tuple[str, ...]

    @classmethod
    def from_settings(cls) -> "TimeStamp | None":
        """As TIMESTAMP_URL and its like say; None without one."""
        if not settings.TIMESTAMP_URL:
            return None
        roots = certificates_in(settings.TIMESTAMP_TRUST_ROOTS)
        return cls(settings.TIMESTAMP_URL, settings.TIMESTAMP_SECONDS, tuple(roots))

    def client(self) -> HTTPTimeStamper:
        """The library's client; a new one for each signature, for it keeps a dummy answer."""
        return HTTPTimeStamper(self.url, timeout=self.seconds)


class _NamedCertificate(SignedAttributeProviderSpec, SigningCertificateV2Provider):
    """All that PAdES signs beside the file's digest: which certificate it is. Encoded once, as it never changes."""

    def __init__(self, certificate: asn1_x509.Certificate) -> None:
        super().__init__(certificate)
        self._encoded = as_signing_certificate_v2(certificate).dump()

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> list[CMSAttributeProvider]:
        """Itself alone."""
        return [self]

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        """The attribute, read from its bytes."""
        return tsp.SigningCertificateV2.load(self._encoded)


class _LoadedSigner(Signer):
    """The library's own signer parses the private key at each signature; this one keeps it parsed."""

    def __init__(
        self, certificate: asn1_x509.Certificate, key: ec.EllipticCurvePrivateKey, chain: list[bytes]
    ) -> None:
        self.chain = [asn1_x509.Certificate.load(der) for der in chain]
        store = SimpleCertificateStore.from_certs(self.chain)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self.signed_attr_prov_spec = _NamedCertificate(certificate)
        self._key = key
        validity = certificate["tbs_certificate"]["validity"]
        self.valid_from: datetime = validity["not_before"].native
        self.valid_until: datetime = validity["not_after"].native
        self.container_size: int | None = None
        """Bytes of a signature without a time-stamp; the same for every letter, and found by a trial."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign with the kept key; the nonce follows RFC 6979, so that a repeated job gives the same bytes."""
        if dry_run:
            return bytes(LONGEST_P256_SIGNATURE)
        return self._key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


class _ArchivalSigner(PdfSigner):
    """Keeps the file at PDF 1.7, which PDF/A-3 is made of.

    For keys on a NIST curve the library would raise the file to PDF 2.0 (ISO/TS 32002); PAdES
    (ETSI EN 319 142-1) needs no more than its own extension of PDF 1.7.
    """

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Declare the PAdES extension and nothing else."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _StableWriter(IncrementalPdfFileWriter):
    """Adds nothing of the clock or of chance, and leaves the metadata as rendered.

    The library would set a modification date and rewrite the XMP packet that marks the file as PDF/A.
    """

    def __init__(self, pdf: bytes, moment: datetime) -> None:
        super().__init__(BytesIO(pdf))
        revision = hashlib.sha256(pdf + moment.isoformat().encode()).digest()[:16]
        self._document_id[1] = generic.ByteStringObject(revision)

    def _update_meta(self) -> None:
        pass


@lru_cache(maxsize=KEYS_KEPT)
def _load_signer(signer: LocalSigner, secret: str) -> _LoadedSigner:
    key = load_private_key(KeyPair(signer.certificate_pem, signer.encrypted_key_pem), secret)
    certificate = asn1_x509.Certificate.load(_der(signer.certificate_pem))
    return _LoadedSigner(certificate, key, [_der(text) for text in signer.chain])


def _der(text: str) -> bytes:
    content: bytes = pem.unarmor(text.encode())[2]
    return content


async def _sign(
    pdf: bytes,
    signer: _LoadedSigner,
    *,
    reason: str,
    location: str,
    moment: datetime,
    stamp: TimeStamp | None = None,
    revocation_list: bytes = b"",
) -> bytes:
    metadata = PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        reason=reason,
        location=location,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        embed_validation_info=stamp is not None,
        validation_context=_long_term_context(signer, stamp, revocation_list) if stamp else None,
        # In the signed revision itself, so that nothing is ever added to the file.
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )
    # The visible mark is part of the letter itself. PDF/A asks the widget for the print flag and forbids
    # hiding it.
    widget = fields.SigFieldSpec(
        FIELD_NAME, invis_sig_settings=fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False)
    )
    writer = _StableWriter(pdf, moment)
    archival = _ArchivalSigner(
        metadata, signer=signer, timestamper=stamp.client() if stamp else None, new_field_spec=widget
    )
    session = archival.init_signing_session(writer)
    session.system_time = moment
    validation = None
    if stamp is None:
        # Each reserved byte that stays empty is one that no signature covers.
        signer.container_size = signer.container_size or await session.estimate_signature_container_size(
            None, tight=True
        )
        reserved = signer.container_size
    else:
        # A time-stamp server's answers differ in length, by a byte or by a certificate: the library leaves room.
        validation = await session.perform_presign_validation(writer)
        reserved = await session.estimate_signature_container_size(validation)
    document = session.prepare_tbs_document(validation_info=validation, bytes_reserved=reserved)
    digest, output = document.digest_tbs_document()
    await document.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=moment))
    output.seek(0)
    signed: bytes = output.read()
    return signed


def _long_term_context(signer: _LoadedSigner, stamp: TimeStamp, revocation_list: bytes) -> ValidationContext:
    """What the signer's and the time-stamp's certificates are validated by, and what goes into the file."""
    roots = [asn1_x509.Certificate.load(_der(text)) for text in stamp.roots]
    lists = [asn1_crl.CertificateList.load(revocation_list)] if revocation_list else []
    return ValidationContext(
        trust_roots=[*signer.chain, *roots], crls=lists, allow_fetching=False, revocation_mode="soft-fail"
    )
