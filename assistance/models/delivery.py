"""Files that bring data in: welfare data, recipients of a programme, payments; each row with whom it means."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from assistance.models.programme import Programme
from citizens.models import Family, Resident


class Delivery(models.Model):
    """One file (kiriman data) on its way from upload to the tables."""

    class Kind(models.TextChoices):
        WELFARE = "welfare", _("Data kesejahteraan (DTSEN)")
        RECIPIENTS = "recipients", _("Daftar penerima program")
        PAYMENTS = "payments", _("Penyaluran")

    class State(models.TextChoices):
        READING = "reading", _("Dibaca")
        READY = "ready", _("Menunggu keputusan")
        APPLYING = "applying", _("Diterapkan")
        APPLIED = "applied", _("Sudah diterapkan")
        FAILED = "failed", _("Gagal")
        DISCARDED = "discarded", _("Dibuang")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("isi"), max_length=12, choices=Kind.choices)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(_("sumber"), max_length=80)
    valid_from = models.DateField(_("keadaan sejak"))
    is_complete = models.BooleanField(_("daftar lengkap"), default=False)
    area_code = models.CharField(max_length=32)
    path = models.CharField(max_length=200)
    file_name = models.CharField(_("nama berkas"), max_length=100)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.READING)
    notice = models.CharField(_("keterangan"), max_length=300, blank=True, default="")
    written = models.PositiveIntegerField(_("yang ditulis"), default=0)
    created_by = models.UUIDField(null=True, blank=True)
    created_by_name = models.CharField(_("diunggah oleh"), max_length=150, blank=True, default="")
    created_at = models.DateTimeField(_("diunggah pada"), auto_now_add=True)
    applied_at = models.DateTimeField(_("diterapkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("kiriman data")
        verbose_name_plural = _("kiriman data")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="welfare", programme__isnull=True)
                | (~Q(kind="welfare") & Q(programme__isnull=False)),
                name="delivery_of_a_programme_unless_welfare",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"


class DeliveryRow(models.Model):
    """One row of a delivery: what it says, and whom it means."""

    class Outcome(models.TextChoices):
        MATCHED = "matched", _("Cocok")
        OPEN = "open", _("Perlu diputuskan")
        REFUSED = "refused", _("Ditolak")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="rows")
    area_code = models.CharField(max_length=32)
    number = models.PositiveIntegerField(_("baris"))
    nik = models.CharField(max_length=16, blank=True, default="")
    kk = models.CharField(max_length=16, blank=True, default="")
    name = models.CharField(_("nama"), max_length=100, blank=True, default="")
    birth_date = models.DateField(_("tanggal lahir"), null=True, blank=True)
    address = models.CharField(_("alamat"), max_length=200, blank=True, default="")
    values = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(_("alasan"), max_length=300, blank=True, default="")
    family = models.ForeignKey(Family, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    score = models.PositiveSmallIntegerField(_("kemiripan (%)"), null=True, blank=True)
    decided_by_name = models.CharField(_("diputuskan oleh"), max_length=150, blank=True, default="")

    class Meta:
        verbose_name = _("baris kiriman")
        verbose_name_plural = _("baris kiriman")
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_delivery_row_each")]
        indexes = [models.Index(fields=["delivery", "outcome", "number"], name="delivery_outcome")]

    def __str__(self) -> str:
        return f"{self.delivery_id}:{self.number}"
