"""Imports of residents: the file, its rows as they were understood, and what they changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from villages.models import Region


def no_counts() -> dict[str, int]:
    """Counts by outcome; none before the first preview."""
    return {}


def no_entries() -> list[dict[str, str]]:
    """An empty list of entries."""
    return []


class ImportBatch(models.Model):
    """One uploaded file (impor) and how far it has come."""

    class State(models.TextChoices):
        READING = "reading", _("Sedang dibaca")
        READY = "ready", _("Menunggu persetujuan")
        APPLYING = "applying", _("Sedang diterapkan")
        APPLIED = "applied", _("Sudah diterapkan")
        UNDOING = "undoing", _("Sedang dibatalkan")
        UNDONE = "undone", _("Sudah dibatalkan")
        DISCARDED = "discarded", _("Dibuang")
        FAILED = "failed", _("Tidak dapat dibaca")

    class Format(models.TextChoices):
        TEMPLATE = "template", _("Templat Smart Kampung")
        OPENSID = "opensid", _("Buku kerja penduduk OpenSID")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.TEMPLATE)
    path = models.CharField(_("berkas tersimpan"), max_length=100)
    file_name = models.CharField(_("nama berkas"), max_length=100)
    sheet = models.CharField(_("lembar"), max_length=60, blank=True, default="")
    progress = models.PositiveSmallIntegerField(_("kemajuan (%)"), default=0)
    counts = models.JSONField(_("jumlah per hasil"), default=no_counts)
    unused_columns = models.JSONField(_("kolom yang tidak dipakai"), default=no_entries)
    new_regions = models.JSONField(_("wilayah yang akan dibuat"), default=no_entries)
    made_regions = models.JSONField(_("wilayah yang dibuat"), default=no_entries)
    notice = models.TextField(_("yang perlu diketahui petugas"), blank=True, default="")
    forgotten = models.BooleanField(_("berkas dan barisnya sudah dihapus"), default=False)
    created_by = models.UUIDField(
        _("diunggah oleh"), null=True, blank=True, help_text=_("Kosong bila lewat perintah pada server.")
    )
    created_at = models.DateTimeField(_("diunggah pada"), auto_now_add=True)
    applied_by = models.UUIDField(_("diterapkan oleh"), null=True, blank=True)
    applied_at = models.DateTimeField(_("diterapkan pada"), null=True, blank=True)
    undone_by = models.UUIDField(_("dibatalkan oleh"), null=True, blank=True)
    undone_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("impor")
        verbose_name_plural = _("impor")
        indexes = [models.Index(fields=["village", "-created_at"], name="import_of_village")]
        constraints = [
            models.CheckConstraint(condition=Q(area_code=models.F("village_id")), name="import_in_village"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="import_progress_percent"),
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "undoing", "undone"]) | Q(applied_at__isnull=False),
                name="import_applied_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor {self.pk}"


class ImportRow(models.Model):
    """A row of the file as it was understood, and what comparing it with the register gave.

    `data` has the row's own values by column of the register, without those that the file leaves empty; `changes` has
    `[old, new]` by column. `faults` are found in the file alone, `reasons` are these and what the register adds, each
    as `{"column": …, "text": …}`; `notes` are remarks that refuse nothing.
    """

    class Outcome(models.TextChoices):
        NEW = "new", _("Baru")
        CHANGED = "changed", _("Berubah")
        UNCHANGED = "unchanged", _("Tetap")
        REFUSED = "refused", _("Ditolak")
        ELSEWHERE = "elsewhere", _("Tercatat di desa lain")

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    area_code = models.CharField(max_length=32)
    number = models.PositiveIntegerField(_("nomor baris"))
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.REFUSED)
    nik = models.CharField(max_length=16, null=True, blank=True)  # noqa: DJ001 - unknown, as in the register
    family_number = models.CharField(max_length=16, null=True, blank=True)  # noqa: DJ001 - as above
    name = models.CharField(max_length=100, blank=True, default="")
    resident_id = models.UUIDField()
    family_id = models.UUIDField(null=True, blank=True)
    data = models.JSONField()
    family_data = models.JSONField()
    changes = models.JSONField()
    family_changes = models.JSONField()
    faults = models.JSONField()
    reasons = models.JSONField()
    notes = models.JSONField()

    class Meta:
        verbose_name = _("baris impor")
        verbose_name_plural = _("baris impor")
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome"),
            models.Index(fields=["batch", "nik"], name="import_row_nik"),
            models.Index(fields=["batch", "resident_id"], name="import_row_resident"),
        ]

    def __str__(self) -> str:
        return f"Baris {self.number}"


class ImportChange(models.Model):
    """A row of the register that an import made (`before` is null) or changed, for taking it back."""

    class Kind(models.TextChoices):
        FAMILY = "family", _("Keluarga")
        RESIDENT = "resident", _("Penduduk")

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes", db_index=False)
    area_code = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    row_id = models.UUIDField()
    before = models.JSONField(null=True)

    class Meta:
        verbose_name = _("perubahan impor")
        verbose_name_plural = _("perubahan impor")
        constraints = [models.UniqueConstraint(fields=["batch", "kind", "row_id"], name="import_change_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
