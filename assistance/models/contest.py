"""Proposing who is entitled and contesting who is not (usul-sanggah); who says so stands apart, behind its own wall."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from assistance.models.programme import Programme
from citizens.models import Family
from foundation.access.area import lies_in_village
from villages.models import Region


class Contest(models.Model):
    """One proposal (usul) or objection (sanggah), looked into by the village and decided by the social office."""

    class Kind(models.TextChoices):
        PROPOSE = "usul", _("Usul: seharusnya menerima")
        OBJECT = "sanggah", _("Sanggah: seharusnya tidak menerima")

    class Reason(models.TextChoices):
        POOR = "miskin", _("Hidup kekurangan")
        LOST_WORK = "kehilangan-kerja", _("Kehilangan pekerjaan")
        ILL = "sakit", _("Sakit menahun atau disabilitas")
        ALONE = "sendiri", _("Lanjut usia hidup sendiri")
        WRONG_DATA = "data-salah", _("Data kesejahteraannya keliru")
        WELL_OFF = "mampu", _("Sudah mampu")
        DEAD_OR_MOVED = "meninggal-pindah", _("Sudah meninggal atau pindah")
        TWICE = "rangkap", _("Menerima bantuan rangkap")

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Menunggu pemeriksaan desa")
        VERIFIED = "verified", _("Menunggu putusan Dinas Sosial")
        ACCEPTED = "accepted", _("Diterima")
        REJECTED = "rejected", _("Tidak diterima")

    class Finding(models.TextChoices):
        RIGHT = "right", _("Benar seperti yang disampaikan")
        WRONG = "wrong", _("Tidak benar")
        UNCLEAR = "unclear", _("Belum dapat dipastikan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("jenis"), max_length=8, choices=Kind.choices)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("alasan"), max_length=20, choices=Reason.choices)
    text = models.TextField(_("penjelasan"), max_length=1000)
    named = models.CharField(_("siapa"), max_length=100)
    address = models.CharField(_("alamat"), max_length=200, blank=True, default="")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.SUBMITTED)
    submitted_at = models.DateTimeField(_("disampaikan pada"), auto_now_add=True)
    due_at = models.DateTimeField(_("paling lambat"))
    finding = models.CharField(
        _("hasil pemeriksaan"), max_length=8, choices=Finding.choices, blank=True, default=""
    )
    note = models.TextField(_("catatan desa"), max_length=1000, blank=True, default="")
    verified_at = models.DateTimeField(_("diperiksa pada"), null=True, blank=True)
    verified_by_name = models.CharField(_("diperiksa oleh"), max_length=150, blank=True, default="")
    answer = models.TextField(_("jawaban"), max_length=1000, blank=True, default="")
    decided_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    decided_by_name = models.CharField(_("diputuskan oleh"), max_length=150, blank=True, default="")

    class Meta:
        verbose_name = _("usul atau sanggah")
        verbose_name_plural = _("usul dan sanggah")
        ordering = ["submitted_at"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="contest_area_in_its_village"),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "rejected"))
                | (Q(decided_at__isnull=False) & ~Q(answer="")),
                name="contest_decided_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | ~Q(finding=""), name="contest_verified_with_a_finding"
            ),
        ]
        indexes = [
            models.Index(fields=["village", "state"], name="contest_village"),
            models.Index(
                fields=["due_at"], name="contest_open", condition=Q(state__in=("submitted", "verified"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.submitted_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.SUBMITTED, self.State.VERIFIED)


class ContestReporter(models.Model):
    """Who says so, and what they send along: seen by themselves and by the social office, never by the village."""

    contest = models.OneToOneField(
        Contest, on_delete=models.CASCADE, primary_key=True, related_name="reporter"
    )
    person_id = models.UUIDField()
    family_id = models.UUIDField()
    area_code = models.CharField(max_length=32, help_text=_("Kabupaten: tidak dijangkau peran di desa."))
    path = models.CharField(max_length=200, blank=True, default="")
    file_name = models.CharField(max_length=150, blank=True, default="")
    content_type = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("pelapor")
        verbose_name_plural = _("pelapor")
        indexes = [models.Index(fields=["person_id"], name="contest_reporter_person")]

    def __str__(self) -> str:
        return str(self.contest_id)
