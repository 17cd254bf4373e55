"""Checks of a NIK with the civil registry: the day, the verdict, the consent, and nothing that the registry said."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from foundation.access.area import lies_in_village
from villages.models import Region

from .register import Resident


class IdentityCheck(models.Model):
    """One question to the registry (pemeriksaan NIK), asked with the person's consent.

    `fingerprint` tells whether the record is still the one that was asked about; nobody can read anything from it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Sedang diperiksa")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Belum berhasil")

    class Verdict(models.TextChoices):
        MATCH = "match", _("Sesuai")
        MISMATCH = "mismatch", _("Tidak sesuai")
        NOT_FOUND = "not_found", _("NIK tidak ditemukan")
        INACTIVE = "inactive", _("NIK ditemukan tetapi tidak aktif")

    class Consent(models.TextChoices):
        SPOKEN = "spoken", _("lisan, di loket")
        WRITTEN = "written", _("tertulis")

    class Problem(models.TextChoices):
        QUOTA = "quota", _("kuota hari ini habis")
        DOWN = "down", _("layanan tidak menjawab")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=32)
    fingerprint = models.CharField(max_length=64)
    consent = models.CharField(_("persetujuan"), max_length=10, choices=Consent.choices)
    asked_by_name = models.CharField(_("diminta oleh"), max_length=160)
    asked_at = models.DateTimeField(_("diminta pada"), default=timezone.now)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.WAITING)
    verdict = models.CharField(_("hasil"), max_length=10, choices=Verdict.choices, blank=True, default="")
    problem = models.CharField(_("hambatan"), max_length=10, choices=Problem.choices, blank=True, default="")
    checked_on = models.DateField(_("diperiksa pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pemeriksaan NIK")
        verbose_name_plural = _("pemeriksaan NIK")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="identity_area_in_village"),
            models.CheckConstraint(
                condition=(Q(state="done", checked_on__isnull=False) & ~Q(verdict=""))
                | (~Q(state="done") & Q(checked_on__isnull=True, verdict="")),
                name="identity_done_with_a_verdict",
            ),
            models.UniqueConstraint(
                fields=["resident"], condition=Q(state="waiting"), name="identity_one_question_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["resident", "-asked_at"], name="identity_of_resident")]

    def __str__(self) -> str:
        return f"{self.state} {self.verdict}"
