"""The product's own authority and the villages' certificates: made when first needed, kept encrypted."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from foundation.access.reach import elevated
from villages.models import Region
from villages.queries import ancestor

from .models import Certificate, CertificateAuthority
from .signing.authority import KeyPair, create_authority, issue_certificate
from .signing.bsre import bsre_trust_roots
from .signing.revocation_list import RevokedSerial, revocation_list

CERTIFICATE_YEARS = 2
RENEW_BEFORE = timedelta(days=30)

if TYPE_CHECKING:
    from .signing.local import LocalSigner


def trust_roots() -> list[str]:
    """PEM certificates of all authorities that this installation ever had, and of the national service's."""
    with elevated():
        own = list(CertificateAuthority.objects.values_list("certificate", flat=True))
    return own + bsre_trust_roots()


def current_signer(village: Region) -> "tuple[LocalSigner, str]":
    """The village's present signing material and its certificate's serial; made or renewed when there is none.

    Needs an elevated reach.
    """
    # The signing library takes a second to load, and only workers sign.
    from .signing.local import LocalSigner

    certificate = _current(village) or _issue(village)
    authority = certificate.authority
    lists = (current_revocation_list() or b"") if settings.TIMESTAMP_URL else b""
    signer = LocalSigner(certificate.certificate, certificate.private_key, (authority.certificate,), lists)
    return signer, certificate.serial


def current_revocation_list() -> bytes | None:
    """The active authority's signed list of revoked certificates (DER); None before the first certificate."""
    with elevated():
        authority = CertificateAuthority.objects.filter(is_active=True).first()
        if authority is None:
            return None
        rows = Certificate.objects.filter(authority=authority, revoked_at__isnull=False).order_by(
            "revoked_at"
        )
        revoked = [
            RevokedSerial(row.serial, row.revoked_at, row.revocation_reason)
            for row in rows
            if row.revoked_at is not None
        ]
    pair = KeyPair(authority.certificate, authority.private_key)
    return revocation_list(pair, revoked, now=datetime.now(UTC))


def _current(village: Region) -> Certificate | None:
    soon = datetime.now(UTC) + RENEW_BEFORE
    rows = Certificate.objects.select_related("authority")
    return rows.filter(village=village, is_current=True, not_after__gt=soon).first()


@transaction.atomic
def _issue(village: Region) -> Certificate:
    lock_certificates()
    return _current(village) or make_certificate(village)


def make_certificate(village: Region, by: UUID | None = None) -> Certificate:
    """A new certificate for the village's next letters; the present one signs no more, and stays valid to its end.

    Needs an elevated reach, a transaction, and the lock of `lock_certificates`. Args: by: who asked for it.
    """
    authority = _authority(village)
    district = ancestor(village.pk, Region.Level.DISTRICT)
    now = datetime.now(UTC)
    pair = issue_certificate(
        KeyPair(authority.certificate, authority.private_key),
        common_name=f"Pemerintah {village.official_title}",
        organisation=_government(village),
        unit=village.official_title,
        locality=district.name if district else "",
        not_before=now - timedelta(hours=1),
        not_after=now + timedelta(days=365 * CERTIFICATE_YEARS),
    )
    Certificate.objects.filter(village=village, is_current=True).update(is_current=False)
    return Certificate.objects.create(
        village=village,
        authority=authority,
        serial=pair.serial,
        certificate=pair.certificate_pem,
        private_key=pair.encrypted_key_pem,
        not_before=pair.certificate.not_valid_before_utc,
        not_after=pair.expires_at,
        issued_by_id=by,
    )


def _authority(village: Region) -> CertificateAuthority:
    authority = CertificateAuthority.objects.filter(is_active=True).first()
    if authority is None:
        pair = create_authority("Otoritas Sertifikat Smart Kampung", _government(village))
        authority = CertificateAuthority.objects.create(
            certificate=pair.certificate_pem, private_key=pair.encrypted_key_pem
        )
    return authority


def _government(village: Region) -> str:
    regency = ancestor(village.pk, Region.Level.REGENCY)
    return f"Pemerintah {regency.name}" if regency else village.official_title


def lock_certificates() -> None:
    """Two who need a new certificate at once make one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('certificates'))")
