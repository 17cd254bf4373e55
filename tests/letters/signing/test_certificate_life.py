"""A village's certificate is revoked for good, the list says so, and keys come under a new secret."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as product_settings
from django.core.management import CommandError, call_command

from letters.models import Certificate, CertificateAuthority, LetterDocument
from letters.services.certificate import secret_rotate
from letters.signing.authority import KeyPair, UnreadableKeyError, load_private_key
from letters.verification import verify_file, verify_token
from tests.acting import ActingClient, see_everything
from tests.citizens.factories import SARONGAN
from tests.letters.factories import a_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]
NEW_SECRET = "rahasia yang baru dan cukup panjang untuk dipakai"


def revoke(reason: str = "key_compromise") -> Certificate:
    call_command("revoke_certificate", SARONGAN, reason=reason, verbosity=0)
    see_everything()
    return Certificate.objects.filter(revoked_at__isnull=False).latest("revoked_at")


def test_the_next_letter_has_a_new_certificate_and_earlier_ones_stay_valid(store: object) -> None:
    earlier = a_letter()
    revoked = revoke()
    later = a_letter()
    serials = dict(LetterDocument.objects.values_list("letter_id", "certificate_serial"))
    assert serials[earlier.pk] == revoked.serial != serials[later.pk]
    assert verify_token(earlier.token).status == "valid"
    content = (store / LetterDocument.objects.get(letter=earlier).path).read_bytes()  # type: ignore[operator]
    assert verify_file(content).verdict == "whole"


def test_the_public_list_names_what_was_revoked_and_why() -> None:
    assert ActingClient().get("/sertifikat/dicabut.crl").status_code == 404
    a_letter()
    revoked = revoke("superseded")
    answer = ActingClient().get("/sertifikat/dicabut.crl")
    assert answer["Content-Type"] == "application/pkix-crl"
    told = x509.load_der_x509_crl(answer.content)
    authority = x509.load_pem_x509_certificate(CertificateAuthority.objects.get().certificate.encode())
    public_key = authority.public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    assert told.is_signature_valid(public_key)
    assert told.next_update_utc is not None
    assert told.next_update_utc > datetime.now(UTC)
    (entry,) = told
    assert f"{entry.serial_number:x}" == revoked.serial
    assert entry.extensions.get_extension_for_class(x509.CRLReason).value.reason.value == "superseded"


def test_nothing_to_revoke_is_said() -> None:
    with pytest.raises(CommandError, match="tidak mempunyai sertifikat"):
        revoke()


def test_a_broken_off_rotation_is_started_again() -> None:
    a_letter()
    old = product_settings.SIGNING_KEY_SECRET
    # The authority, the village and the QR codes each have a key.
    assert secret_rotate(old, NEW_SECRET) == (3, 0)
    see_everything()
    assert secret_rotate(old, NEW_SECRET) == (0, 3)
    see_everything()
    row = Certificate.objects.get()
    pair = KeyPair(row.certificate, row.private_key)
    assert load_private_key(pair, NEW_SECRET)
    with pytest.raises(UnreadableKeyError):
        load_private_key(pair, old)
    with pytest.raises(UnreadableKeyError):
        secret_rotate("rahasia yang salah sama sekali", "rahasia lain lagi yang salah")
