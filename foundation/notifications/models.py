"""What was told to whom, and by which channel it reached them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7


class Notification(models.Model):
    """A message in the portal; `recipient_id` is a user or a person of the population register."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient_id = models.UUIDField(_("penerima"))
    key = models.CharField(max_length=120)
    subject = models.CharField(_("perihal"), max_length=160)
    body = models.TextField(_("isi"))
    link = models.CharField(_("tautan"), max_length=200, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["recipient_id", "key"], name="told_once")]
        indexes = [models.Index(fields=["recipient_id", "-created_at"], name="notification_recipient")]

    def __str__(self) -> str:
        return self.key


class Delivery(models.Model):
    """One notification by one channel outside the portal; the receipt is kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu")
        SENT = "sent", _("Terkirim")
        FAILED = "failed", _("Gagal")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("saluran"), max_length=20)
    address = models.CharField(_("alamat"), max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    receipt = models.CharField(_("tanda terima"), max_length=200, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivered_once_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class DemoMessage(models.Model):
    """A message caught by the demo outbox; demo mode only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(_("saluran"), max_length=20)
    recipient = models.CharField(_("penerima"), max_length=200)
    subject = models.CharField(_("perihal"), max_length=300, blank=True, default="")
    body = models.TextField(_("isi"))
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.recipient
