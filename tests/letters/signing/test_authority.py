"""The certificates say what they may be used for, and their keys open with this installation's secret only."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from letters.signing.authority import (
    DOCUMENT_SIGNING,
    KeyPair,
    UnreadableKeyError,
    create_authority,
    issue_certificate,
    key_password,
    load_private_key,
)

from .conftest import NOW, Office


def _extension(pair: KeyPair, kind: type) -> Any:
    return pair.certificate.extensions.get_extension_for_class(kind)


def _usages(pair: KeyPair) -> set[str]:
    usage = _extension(pair, x509.KeyUsage).value
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment"]
    names += ["key_agreement", "key_cert_sign", "crl_sign"]
    return {name for name in names if getattr(usage, name)}


def test_the_authority_may_only_sign_certificates_and_has_no_authority_below_it(office: Office) -> None:
    constraints = _extension(office.authority, x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (True, True, 0)
    assert _extension(office.authority, x509.KeyUsage).critical
    assert _usages(office.authority) == {"key_cert_sign", "crl_sign"}


def test_a_village_may_only_sign_documents(office: Office) -> None:
    constraints = _extension(office.certificate, x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca) == (True, False)
    assert _usages(office.certificate) == {"digital_signature", "content_commitment"}
    assert list(_extension(office.certificate, x509.ExtendedKeyUsage).value) == [DOCUMENT_SIGNING]


def test_a_certificate_points_to_its_authority(office: Office) -> None:
    certificate, authority = office.certificate.certificate, office.authority.certificate
    certificate.verify_directly_issued_by(authority)
    theirs = _extension(office.authority, x509.SubjectKeyIdentifier).value.digest
    assert _extension(office.certificate, x509.AuthorityKeyIdentifier).value.key_identifier == theirs
    assert _extension(office.certificate, x509.SubjectKeyIdentifier).value.digest != theirs


def test_keys_are_p256_and_names_are_those_given(office: Office) -> None:
    certificate = office.certificate.certificate
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    assert certificate.subject.rfc4514_string() == (
        "CN=Kepala Desa Sarongan,OU=Desa Sarongan,O=Pemerintah Kabupaten Banyuwangi,"
        "L=Kecamatan Pesanggaran,C=ID"
    )


def test_a_stored_key_is_encrypted_and_never_shown(office: Office) -> None:
    stored = office.certificate.encrypted_key_pem
    assert stored.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert stored not in repr(office.certificate)
    assert stored not in repr(office.signer)
    with pytest.raises(TypeError):
        serialization.load_pem_private_key(stored.encode(), None)


def test_a_stored_key_does_not_open_with_another_secret(office: Office, settings: Any) -> None:
    assert load_private_key(office.certificate, settings.SIGNING_KEY_SECRET)
    with pytest.raises(UnreadableKeyError):
        load_private_key(office.certificate, settings.SIGNING_KEY_SECRET + "!")


def test_a_key_of_another_certificate_is_refused(office: Office, settings: Any) -> None:
    other = _issue(office.authority, common_name="Lurah Lain")
    mixed = KeyPair(office.certificate.certificate_pem, other.encrypted_key_pem)
    with pytest.raises(UnreadableKeyError):
        load_private_key(mixed, settings.SIGNING_KEY_SECRET)


def test_each_purpose_has_its_own_password() -> None:
    secret = "rahasia yang cukup panjang"
    assert key_password(secret, "authority") == key_password(secret, "authority")
    assert key_password(secret, "authority") != key_password(secret, "village")
    assert key_password(secret, "village") != key_password(secret + "!", "village")
    with pytest.raises(ValueError, match="16"):
        key_password("pendek", "village")


def test_long_names_are_cut_and_empty_ones_left_out(office: Office) -> None:
    pair = _issue(office.authority, common_name="Kepala Desa " * 10, unit=" ")
    subject = pair.certificate.subject
    assert len(subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value) <= 64
    assert not subject.get_attributes_for_oid(x509.NameOID.ORGANIZATIONAL_UNIT_NAME)


def test_times_are_utc_and_serials_differ(office: Office) -> None:
    zone = datetime.fromisoformat("2026-11-23T07:00:00+07:00")
    pair = _issue(office.authority, not_before=zone)
    assert pair.certificate.not_valid_before_utc == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    assert pair.expires_at == NOW + timedelta(days=1)
    assert pair.serial != _issue(office.authority).serial
    assert _issue(office.authority, serial=0x2A).serial == "2a"


def test_a_certificate_cannot_outlive_its_authority(office: Office) -> None:
    with pytest.raises(ValueError, match="within"):
        _issue(office.authority, not_after=NOW + timedelta(days=365 * 30))


def test_naive_times_are_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        create_authority("Otoritas", "Kabupaten", not_before=naive, not_after=naive + timedelta(days=1))


def _issue(authority: KeyPair, **changes: Any) -> KeyPair:
    values: dict[str, Any] = {
        "common_name": "Kepala Desa Sarongan",
        "organisation": "Pemerintah Kabupaten Banyuwangi",
        "not_before": NOW,
        "not_after": NOW + timedelta(days=1),
    }
    return issue_certificate(authority, **values | changes)
