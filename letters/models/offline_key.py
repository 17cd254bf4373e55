"""Keys of the signed text in a letter's QR code, checked without a network."""

from django.db import models
from django.db.models import Q
from uuid6 import uuid7


class OfflineKey(models.Model):
    """The installation's key for QR codes (ECDSA P-256); one is current, older ones go on being published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=4, unique=True)
    public_key = models.TextField()
    private_key = models.TextField()
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="one_current_offline_key"
            )
        ]

    def __str__(self) -> str:
        return self.name
