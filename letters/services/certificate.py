"""A village's certificate after it was issued: revoked for a reason, or its key brought under another secret."""

from datetime import timedelta
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.reach import EVERYWHERE, working_in
from letters.certificates import lock_certificates, make_certificate
from letters.errors import OutOfTurn
from letters.models import Certificate, CertificateAuthority
from letters.offline_keys import offline_keys_reencrypt
from letters.signing.authority import KeyPair, UnreadableKeyError, key_password, load_private_key
from villages.models import Region

RENEW_EARLY = timedelta(days=90)
"""A certificate may be renewed by hand this long before its end; a second press then finds a new one."""


@transaction.atomic
def certificate_issue(village: Region, by: UUID) -> Certificate:
    """The village's first certificate, or the next one before the present one ends.

    The present one signs no more but is not revoked: letters signed with it stay valid. Raises OutOfTurn when the
    present one has long to go. Needs an elevated reach.
    """
    lock_certificates()
    soon = timezone.now() + RENEW_EARLY
    if Certificate.objects.filter(village=village, is_current=True, not_after__gt=soon).exists():
        raise OutOfTurn(_("Sertifikat desa ini masih lama berlaku. Cabut lebih dahulu bila kuncinya bocor."))
    return make_certificate(village, by)


@transaction.atomic
def certificate_revoke(
    village_code: str, reason: str, *, serial: str | None = None, by: UUID | None = None
) -> Certificate | None:
    """Revokes the village's present certificate (or the one of the serial), for good; a new one signs the next letter.

    Letters that were signed before stay valid. Needs an elevated reach. Locks the certificate; None without one.
    """
    rows = Certificate.objects.select_for_update(of=("self",)).filter(village_id=village_code)
    wanted = rows.filter(is_current=True) if serial is None else rows.filter(serial=serial)
    row = wanted.filter(revoked_at__isnull=True).first()
    if row is None:
        return None
    row.revoked_by_id = by
    row.is_current = False
    row.revoked_at = timezone.now()
    row.revocation_reason = reason
    row.save(update_fields=["is_current", "revoked_at", "revocation_reason", "revoked_by"])
    return row


def secret_rotate(old: str, new: str) -> tuple[int, int]:
    """Brings every private key under the new secret; returns how many were changed and how many already were.

    Each key is a transaction of its own, so a rotation that broke off is simply started again.

    Raises:
        UnreadableKeyError: a key opens with neither secret; those before it are changed already.
    """
    changed = done = 0
    for model in (CertificateAuthority, Certificate):
        with working_in(EVERYWHERE):
            keys = list(model._default_manager.values_list("pk", flat=True))
        for key_id in keys:
            if _rotate_one(model, key_id, old, new):
                changed += 1
            else:
                done += 1
    more_changed, more_done = offline_keys_reencrypt(old, new)
    return changed + more_changed, done + more_done


def _rotate_one(
    model: type[CertificateAuthority] | type[Certificate], key_id: UUID, old: str, new: str
) -> bool:
    with working_in(EVERYWHERE):
        return _reencrypt(model, key_id, old, new)


def _reencrypt(
    model: type[CertificateAuthority] | type[Certificate], key_id: UUID, old: str, new: str
) -> bool:
    row = model._default_manager.select_for_update(of=("self",)).get(pk=key_id)
    pair = KeyPair(row.certificate, row.private_key)
    try:
        load_private_key(pair, new)
        return False
    except UnreadableKeyError:
        key = load_private_key(pair, old)
    purpose = "authority" if model is CertificateAuthority else "village"
    row.private_key = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(key_password(new, purpose)),
    ).decode()
    row.save(update_fields=["private_key"])
    return True
