"""Signatures that a person gives through the national service: who signs, what waits, and each batch."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from .letter import Letter


class ElectronicSigner(models.Model):
    """An official (penanda tangan elektronik) as the service knows them. The passphrase is kept nowhere."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    area_code = models.CharField(max_length=32)
    identity = models.CharField(_("NIK atau surel yang terdaftar"), max_length=120)
    status = models.CharField(_("keadaan menurut layanan"), max_length=40, blank=True, default="")
    checked_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    certificate_until = models.DateTimeField(_("sertifikat berlaku sampai"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user_id)


class SignatureOrder(models.Model):
    """A finished PDF that waits for its signatory's electronic signature; the letter is issued when it has it."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, primary_key=True, related_name="signature_order"
    )
    area_code = models.CharField(max_length=32)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=120)
    receipt = models.CharField(max_length=80, blank=True, default="")
    refusals = models.PositiveSmallIntegerField(default=0)
    ordered_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0) & ~Q(sha256=""), name="order_has_content")
        ]
        indexes = [
            models.Index(
                fields=["signer", "refusals"],
                name="signature_order_waiting",
                condition=Q(signed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.sha256


class SignedCertificate(models.Model):
    """A signatory's certificate seen on a letter of ours: it tells a changed copy from a stranger's paper."""

    serial = models.CharField(max_length=64, primary_key=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    subject = models.CharField(max_length=200)
    not_after = models.DateTimeField()
    first_seen = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.serial


class SigningRound(models.Model):
    """One batch that a signatory's passphrase was typed for, and how it goes."""

    class State(models.TextChoices):
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")
        STOPPED = "stopped", _("Berhenti")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    signed = models.PositiveIntegerField(_("sudah ditandatangani"), default=0)
    problem = models.CharField(_("hambatan"), max_length=400, blank=True, default="")
    started_at = models.DateTimeField(auto_now_add=True)
    lease_until = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signer"], condition=Q(state="running"), name="one_running_round"
            ),
            models.CheckConstraint(
                condition=Q(state="running", finished_at__isnull=True)
                | (~Q(state="running") & Q(finished_at__isnull=False)),
                name="round_ends_once",
            ),
        ]
        indexes = [models.Index(fields=["signer", "-started_at"], name="signing_round_latest")]

    def __str__(self) -> str:
        return f"{self.signer_id} {self.state}"
