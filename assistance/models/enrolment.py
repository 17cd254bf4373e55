"""Who receives what: enrolments in programmes and what was paid out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from assistance.models.programme import Programme
from citizens.models import Family, Resident
from foundation.access.area import lies_in_village
from villages.models import Region


class Enrolment(models.Model):
    """A family, or one person of it, in a programme (kepesertaan) from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    component = models.CharField(_("komponen"), max_length=40, blank=True, default="")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("penerima"),
        help_text=_("Orang yang menerima; pada program keluarga boleh kosong."),
    )
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(_("kode wilayah terkecil"), max_length=32)
    starts_on = models.DateField(_("sejak"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    end_reason = models.CharField(_("sebab berakhir"), max_length=200, blank=True, default="")
    card = models.CharField(_("nomor kepesertaan"), max_length=40, blank=True, default="")
    source = models.CharField(_("sumber"), max_length=80)
    recorded_by_name = models.CharField(_("dicatat oleh"), max_length=150, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("kepesertaan")
        verbose_name_plural = _("kepesertaan")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="enrolment_ends_after_its_beginning",
            ),
            models.CheckConstraint(condition=lies_in_village(), name="enrolment_area_in_its_village"),
            models.UniqueConstraint(
                fields=["programme", "family", "resident", "component"],
                condition=Q(ends_on__isnull=True),
                name="enrolled_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["village", "programme"], name="enrolment_village"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.family_id}"


class Disbursement(models.Model):
    """One payment or hand-over (penyaluran) of an enrolment for a period; the period is named by its first day."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Direncanakan")
        PAID = "paid", _("Sudah disalurkan")
        FAILED = "failed", _("Gagal disalurkan")
        RETURNED = "returned", _("Dikembalikan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="disbursements")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(_("kode wilayah terkecil"), max_length=32)
    period = models.DateField(_("periode"))
    amount = models.PositiveBigIntegerField(_("jumlah (Rp)"), null=True, blank=True)
    status = models.CharField(_("keadaan"), max_length=10, choices=Status.choices)
    paid_on = models.DateField(_("disalurkan pada"), null=True, blank=True)
    note = models.CharField(_("keterangan"), max_length=200, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("penyaluran")
        verbose_name_plural = _("penyaluran")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "period"], name="one_disbursement_a_period"),
            models.CheckConstraint(
                condition=~Q(status="paid") | Q(paid_on__isnull=False), name="disbursement_paid_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["village", "period"], name="disbursement_village")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.period}"


class Lure(models.Model):
    """The fingerprint of a NIK that belongs to nobody (umpan): whoever asks for it is going through numbers."""

    digest = models.CharField(max_length=64, primary_key=True)
    note = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("umpan")
        verbose_name_plural = _("umpan")

    def __str__(self) -> str:
        return self.note
