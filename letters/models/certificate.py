"""Certificates of the product's own authority; private keys are stored encrypted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from villages.models import Region


class CertificateAuthority(models.Model):
    """The authority (otoritas sertifikat) of this installation; one is active."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    certificate = models.TextField()
    private_key = models.TextField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="one_active_authority"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Certificate(models.Model):
    """A village's signing certificate (sertifikat elektronik); once revoked it signs nothing more, for good."""

    class Reason(models.TextChoices):
        """Reasons of RFC 5280, section 5.3.1, that a village can have."""

        KEY_COMPROMISE = "key_compromise", _("Kunci bocor atau diduga bocor")
        AFFILIATION_CHANGED = "affiliation_changed", _("Nama atau susunan pemerintahan berubah")
        SUPERSEDED = "superseded", _("Diganti dengan sertifikat baru")
        CESSATION = "cessation_of_operation", _("Desa tidak lagi memakai layanan ini")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="certificates")
    authority = models.ForeignKey(CertificateAuthority, on_delete=models.PROTECT, related_name="certificates")
    serial = models.CharField(max_length=40, unique=True)
    certificate = models.TextField()
    private_key = models.TextField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    revocation_reason = models.CharField(
        _("alasan pencabutan"), max_length=30, choices=Reason.choices, blank=True, default=""
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village"], condition=Q(is_current=True), name="one_current_certificate"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revocation_reason="")
                | (Q(revoked_at__isnull=False, is_current=False) & ~Q(revocation_reason="")),
                name="revoked_certificate_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.serial
