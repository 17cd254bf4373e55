"""The erasure ledger: what kind of data was erased or made anonymous, how much, when, and under which rule."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7


class Erasure(models.Model):
    """One stretch of erasing under one rule; no person, no id of one, nothing of what was erased."""

    class Cause(models.TextChoices):
        NIGHTLY = "nightly", _("pekerjaan harian")
        COMMAND = "command", _("perintah pengelola")
        RESTORED = "restored", _("sesudah cadangan dipulihkan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.CharField(_("aturan"), max_length=60)
    action = models.CharField(_("tindakan"), max_length=10)
    cutoff = models.DateTimeField(_("yang lebih lama daripada"))
    rows = models.PositiveIntegerField(_("baris"))
    files = models.PositiveIntegerField(_("berkas"), default=0)
    cause = models.CharField(_("sebab"), max_length=10, choices=Cause.choices)
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("catatan penghapusan")
        verbose_name_plural = _("buku penghapusan")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(rows__gt=0), name="erasure_of_something")]
        indexes = [models.Index(fields=["rule", "-cutoff"], name="erasure_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.rows}"
