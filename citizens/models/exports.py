"""Downloads of residents: what was asked for, by whom and why, and the file while it is kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from villages.models import Region


class ResidentExport(models.Model):
    """A list of residents that an officer asked for (unduhan); its file is the requester's alone and expires."""

    class State(models.TextChoices):
        WORKING = "working", _("Sedang dibuat")
        READY = "ready", _("Siap diunduh")
        FAILED = "failed", _("Gagal dibuat")
        EXPIRED = "expired", _("Sudah dihapus")

    class Format(models.TextChoices):
        XLSX = "xlsx", _("Excel, dapat diimpor lagi")
        CSV = "csv", _("CSV")
        PDF = "pdf", _("PDF untuk dicetak")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WORKING)
    format = models.CharField(_("bentuk"), max_length=4, choices=Format.choices)
    hamlet = models.CharField(_("dusun"), max_length=32, blank=True, default="")
    book = models.CharField(_("buku"), max_length=40, blank=True, default="")
    """The slug of a book of the population; empty for a list of residents."""
    year = models.PositiveSmallIntegerField(_("tahun"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("status dasar"), null=True, blank=True)
    whole_numbers = models.BooleanField(_("NIK dan nomor KK lengkap"), default=False)
    reason = models.CharField(_("alasan"), max_length=300)
    people = models.PositiveIntegerField(_("banyaknya orang"), null=True, blank=True)
    path = models.CharField(max_length=100, blank=True, default="")
    created_by = models.UUIDField(_("diminta oleh"))
    created_at = models.DateTimeField(_("diminta pada"), auto_now_add=True)
    expires_at = models.DateTimeField(_("dihapus pada"))

    class Meta:
        verbose_name = _("unduhan penduduk")
        verbose_name_plural = _("unduhan penduduk")
        indexes = [models.Index(fields=["created_by", "-created_at"], name="export_of_requester")]
        constraints = [
            models.CheckConstraint(condition=Q(area_code=models.F("village_id")), name="export_in_village"),
            models.CheckConstraint(condition=~Q(reason=""), name="export_has_a_reason"),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(path=""), name="export_ready_has_a_file"),
        ]

    def __str__(self) -> str:
        return f"Unduhan {self.pk}"
