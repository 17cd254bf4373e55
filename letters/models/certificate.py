"""Certificates of the product's own authority; private keys are stored encrypted."""

from django.db import models
from django.db.models import Q
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
    """A village's signing certificate (sertifikat elektronik)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="certificates")
    authority = models.ForeignKey(CertificateAuthority, on_delete=models.PROTECT, related_name="certificates")
    serial = models.CharField(max_length=40, unique=True)
    certificate = models.TextField()
    private_key = models.TextField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village"], condition=Q(is_current=True), name="one_current_certificate"
            )
        ]

    def __str__(self) -> str:
        return self.serial
