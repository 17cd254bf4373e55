"""The list of revoked certificates (CRL, RFC 5280) of the product's own authority."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from django.conf import settings

from letters.signing.authority import KeyPair, load_private_key

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RevokedSerial:
    """A certificate that signs no more: its serial number in hexadecimal, since when (UTC), and why (RFC 5280)."""

    serial: str
    since: datetime
    reason: str


def revocation_list(authority: KeyPair, revoked: Iterable[RevokedSerial], *, now: datetime) -> bytes:
    """Return the signed list as DER; its number grows with the clock.

    Raises:
        UnreadableKeyError: the authority's key does not open with this installation's secret.
    """
    issuer = authority.certificate
    key = load_private_key(authority, settings.SIGNING_KEY_SECRET)
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now.astimezone(UTC))
        .next_update(now.astimezone(UTC) + VALID_FOR)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
        )
    )
    for row in revoked:
        reason = x509.CRLReason(x509.ReasonFlags[row.reason])
        entry = x509.RevokedCertificateBuilder(int(row.serial, 16), row.since.astimezone(UTC))
        builder = builder.add_revoked_certificate(entry.add_extension(reason, critical=False).build())
    signed = builder.sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)
