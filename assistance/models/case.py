"""A family in sudden need (UGD Kemiskinan): reported by anybody, visited, decided, helped by several offices."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from citizens.models import Family
from foundation.access.area import lies_in_village
from villages.models import Region


class PovertyCase(models.Model):
    """One case (kasus), with a clock for its next step."""

    class Source(models.TextChoices):
        FORM = "form", _("Formulir daring")
        OFFICER = "officer", _("Petugas")
        MESSAGE = "message", _("WhatsApp atau telepon")

    class State(models.TextChoices):
        REPORTED = "reported", _("Menunggu kunjungan")
        VISITED = "visited", _("Menunggu putusan")
        HELPED = "helped", _("Sedang dibantu")
        CLOSED = "closed", _("Selesai")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    source = models.CharField(_("asal laporan"), max_length=8, choices=Source.choices)
    named = models.CharField(_("siapa yang perlu dibantu"), max_length=100)
    address = models.CharField(_("alamat"), max_length=200)
    text = models.TextField(_("keadaannya"), max_length=1000)
    contact = models.CharField(_("kontak pelapor"), max_length=60, blank=True, default="")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.REPORTED)
    reported_at = models.DateTimeField(_("dilaporkan pada"), auto_now_add=True)
    due_at = models.DateTimeField(_("langkah berikutnya paling lambat"))
    visit = models.TextField(_("hasil kunjungan"), max_length=1000, blank=True, default="")
    visited_at = models.DateTimeField(_("dikunjungi pada"), null=True, blank=True)
    visited_by_name = models.CharField(_("dikunjungi oleh"), max_length=150, blank=True, default="")
    decision = models.TextField(_("putusan"), max_length=1000, blank=True, default="")
    decided_by_name = models.CharField(_("diputuskan oleh"), max_length=150, blank=True, default="")
    closed_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("kasus kemiskinan")
        verbose_name_plural = _("kasus kemiskinan")
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="case_area_in_its_village"),
            models.CheckConstraint(
                condition=Q(state="reported") | ~Q(visit=""), name="case_visited_with_a_finding"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("helped", "closed")) | ~Q(decision=""), name="case_decided_with_words"
            ),
        ]
        indexes = [
            models.Index(fields=["village", "state"], name="case_village"),
            models.Index(fields=["due_at"], name="case_open", condition=~Q(state="closed")),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.reported_at:%Y-%m-%d}"


class Intervention(models.Model):
    """What one office does for a case, by when, and what came of it."""

    class Office(models.TextChoices):
        SOCIAL = "social", _("Dinas Sosial")
        HEALTH = "health", _("Puskesmas/Dinas Kesehatan")
        SCHOOL = "school", _("Dinas Pendidikan")
        HOUSING = "housing", _("Dinas Perumahan")
        REGISTRY = "registry", _("Dukcapil")
        WORK = "work", _("Dinas Tenaga Kerja")
        VILLAGE = "village", _("Desa/kelurahan")
        ALMS = "alms", _("Baznas/UPZ")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(PovertyCase, on_delete=models.CASCADE, related_name="interventions")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    office = models.CharField(_("oleh"), max_length=10, choices=Office.choices)
    what = models.CharField(_("apa yang dilakukan"), max_length=200)
    due_on = models.DateField(_("paling lambat"))
    done_on = models.DateField(_("selesai pada"), null=True, blank=True)
    result = models.CharField(_("hasil"), max_length=300, blank=True, default="")
    planned_by_name = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        verbose_name = _("tindakan")
        verbose_name_plural = _("tindakan")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""), name="intervention_done_with_a_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.due_on}"


class ReportMessage(models.Model):
    """A message by which somebody reported a family; a digest of the provider's id makes that it is taken once.

    The sender's number stays until the answer is on its way; then it stands with the case alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=20, blank=True, default="")
    answer = models.TextField(max_length=1000, blank=True, default="")
    case = models.ForeignKey(
        PovertyCase, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    received_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("laporan lewat pesan")
        verbose_name_plural = _("laporan lewat pesan")

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d %H:%M}"
