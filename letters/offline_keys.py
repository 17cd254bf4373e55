"""The installation's keys for QR codes: made when first needed, kept encrypted, replaced without loss."""

import base64
from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import IntegrityError, transaction

from foundation.access.reach import elevated

from .models import OfflineKey
from .signing.authority import key_password

PURPOSE = "offline"


def current_key() -> tuple[str, ec.EllipticCurvePrivateKey]:
    """The name of the current key and the key itself; the first is made when there is none. Needs an elevated reach."""
    row = OfflineKey.objects.filter(is_current=True).first() or _first()
    return row.name, _opened(row.private_key)


@transaction.atomic
def offline_key_rotate() -> str:
    """Makes a new current key and returns its name; what the old one signed is checked with it as before."""
    with elevated():
        OfflineKey.objects.select_for_update().filter(is_current=True).update(is_current=False)
        return _make().name


def public_keys() -> list[dict[str, str]]:
    """All keys that ever signed: name and public key (SubjectPublicKeyInfo, base64), the newest first."""
    with elevated():
        rows = OfflineKey.objects.order_by("-created_at").values_list("name", "public_key")
        return [{"name": name, "key": key} for name, key in rows]


def offline_keys_reencrypt(old: str, new: str) -> tuple[int, int]:
    """Brings the keys under a new secret; returns how many were changed and how many already were.

    Raises ValueError when a key opens with neither secret.
    """
    changed = done = 0
    with transaction.atomic(), elevated():
        for row in OfflineKey.objects.select_for_update():
            pem = row.private_key.encode()
            try:
                serialization.load_pem_private_key(pem, key_password(new, PURPOSE))
                done += 1
            except ValueError:
                key = serialization.load_pem_private_key(pem, key_password(old, PURPOSE))
                row.private_key = key.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.BestAvailableEncryption(key_password(new, PURPOSE)),
                ).decode()
                row.save(update_fields=["private_key"])
                changed += 1
    return changed, done


def _first() -> OfflineKey:
    try:
        with transaction.atomic():
            return _make()
    except IntegrityError:
        # Two workers needed the first one at once, and the other was quicker.
        return OfflineKey.objects.get(is_current=True)


def _make() -> OfflineKey:
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(key_password(settings.SIGNING_KEY_SECRET, PURPOSE)),
    )
    return OfflineKey.objects.create(
        name=str(OfflineKey.objects.count() + 1),
        public_key=base64.b64encode(public).decode(),
        private_key=private.decode(),
    )


@lru_cache(maxsize=4)
def _opened(private_key: str) -> ec.EllipticCurvePrivateKey:
    """The key, opened once in a process: that takes longer than a signature."""
    password = key_password(settings.SIGNING_KEY_SECRET, PURPOSE)
    key = serialization.load_pem_private_key(private_key.encode(), password)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the stored key is of another kind")
    return key
