"""The product's own certificate authority, and the keys and certificates that it gives to villages.

Keys are ECDSA P-256: a signature costs a quarter of what RSA-2048 costs, and the file stays small. A private
key exists in the clear only in the memory of the process that uses it; what is stored is PKCS #8, encrypted
with a password that is derived from `settings.SIGNING_KEY_SECRET` and so lies outside the database.
"""

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID, ObjectIdentifier
from django.conf import settings

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
AUTHORITY_YEARS = 20
SHORTEST_SECRET = 16
# RFC 5280, appendix A.1: the upper bound of names, organisations and units.
LONGEST_NAME = 64


class UnreadableKeyError(Exception):
    """A private key cannot be opened: damaged, or encrypted under another secret."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A certificate and its encrypted private key, both PEM text, as they are stored."""

    certificate_pem: str
    encrypted_key_pem: str = field(repr=False)

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate, parsed."""
        return x509.load_pem_x509_certificate(self.certificate_pem.encode())

    @property
    def serial(self) -> str:
        """The certificate's serial number in lower-case hexadecimal, as a signature's report gives it."""
        return f"{self.certificate.serial_number:x}"

    @property
    def expires_at(self) -> datetime:
        """The last moment (UTC) at which the certificate is valid."""
        return self.certificate.not_valid_after_utc


def key_password(secret: str, purpose: str) -> bytes:
    """Derive the password that encrypts the private keys of one purpose.

    Args:
        secret: the installation's SIGNING_KEY_SECRET.
        purpose: what the key is for ("authority" or "village"); each purpose has its own password.

    Raises:
        ValueError: the secret is too short to protect anything.
    """
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"SIGNING_KEY_SECRET needs at least {SHORTEST_SECRET} characters")
    derivation = HKDF(
        hashes.SHA256(), length=32, salt=None, info=f"smartkampung signing key: {purpose}".encode()
    )
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))


def load_private_key(pair: KeyPair, secret: str) -> ec.EllipticCurvePrivateKey:
    """Open a stored private key.

    Raises:
        UnreadableKeyError: the key is damaged, of another kind, not the certificate's, or encrypted under
            another secret.
    """
    certificate = pair.certificate
    password = key_password(secret, _purpose(certificate))
    try:
        key = serialization.load_pem_private_key(pair.encrypted_key_pem.encode(), password)
    except (TypeError, ValueError) as error:
        raise UnreadableKeyError("the private key does not open with this installation's secret") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise UnreadableKeyError("the private key is not the certificate's")
    return key


def create_authority(
    name: str,
    organisation: str,
    *,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> KeyPair:
    """Make a new self-signed authority, which signs village certificates and nothing else.

    Args:
        name: its common name.
        organisation: who runs this installation, such as the regency's government.
        not_before: start of validity (UTC); by default yesterday, so that no clock is behind it.
        not_after: end of validity (UTC); by default twenty years from now.

    Raises:
        ValueError: the times are naive or out of order, or the secret is too short.
    """
    now = datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, organisation)
    builder = _builder(
        subject=subject,
        issuer=subject,
        public_key=key.public_key(),
        serial=x509.random_serial_number(),
        not_before=not_before or now - timedelta(days=1),
        not_after=not_after or now + timedelta(days=365 * AUTHORITY_YEARS),
    )
    builder = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(authority=True), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    return _key_pair(builder.sign(key, hashes.SHA256()), key)


def issue_certificate(
    authority: KeyPair,
    *,
    common_name: str,
    organisation: str,
    unit: str = "",
    locality: str = "",
    serial: int | None = None,
    not_before: datetime,
    not_after: datetime,
) -> KeyPair:
    """Make a new key and have the authority certify it for signing documents.

    Args:
        authority: what `create_authority` returned.
        common_name: whose signature it is, for example "Kepala Desa Sarongan"; like the other names it is cut
            at 64 characters.
        organisation: the government that the signatory belongs to.
        unit: the office, for example "Desa Sarongan".
        locality: the district.
        serial: the certificate's serial number; by default 159 random bits.
        not_before: start of validity (UTC).
        not_after: end of validity (UTC), not after the authority's own.

    Raises:
        UnreadableKeyError: the authority's private key does not open with this installation's secret.
        ValueError: the times are naive, out of order, or outside the authority's validity.
    """
    issuer = authority.certificate
    if not_before < issuer.not_valid_before_utc or not_after > issuer.not_valid_after_utc:
        raise ValueError("a certificate must be valid within its authority's validity")
    issuer_key = load_private_key(authority, settings.SIGNING_KEY_SECRET)
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(
        subject=_name(common_name, organisation, unit, locality),
        issuer=issuer.subject,
        public_key=key.public_key(),
        serial=x509.random_serial_number() if serial is None else serial,
        not_before=not_before,
        not_after=not_after,
    )
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
        )
    )
    return _key_pair(builder.sign(issuer_key, hashes.SHA256()), key)


def _builder(
    *,
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    serial: int,
    not_before: datetime,
    not_after: datetime,
) -> x509.CertificateBuilder:
    if not_before.tzinfo is None or not_after.tzinfo is None:
        raise ValueError("a certificate's validity needs times with a zone")
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer)
        .public_key(public_key)
        .serial_number(serial)
        .not_valid_before(not_before.astimezone(UTC))
        .not_valid_after(not_after.astimezone(UTC))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _name(common_name: str, organisation: str, unit: str = "", locality: str = "") -> x509.Name:
    parts = [
        (NameOID.LOCALITY_NAME, locality),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.COMMON_NAME, common_name),
    ]
    attributes = [x509.NameAttribute(NameOID.COUNTRY_NAME, "ID")]
    attributes += [
        x509.NameAttribute(kind, value[:LONGEST_NAME].strip()) for kind, value in parts if value.strip()
    ]
    return x509.Name(attributes)


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _key_pair(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> KeyPair:
    password = key_password(settings.SIGNING_KEY_SECRET, _purpose(certificate))
    encrypted = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password),
    )
    return KeyPair(certificate.public_bytes(serialization.Encoding.PEM).decode(), encrypted.decode())


def _purpose(certificate: x509.Certificate) -> str:
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    return "authority" if constraints.ca else "village"
