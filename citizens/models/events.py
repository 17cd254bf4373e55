"""Life events (peristiwa kependudukan, mutasi): what happened to whom, on whose word, and what it changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from foundation.access.area import lies_in_village
from villages.models import Region

from .register import Family, Resident

# The day begins first in the east: no zone's today is refused.
_DAY_OF_RECORD = Func(
    F("recorded_at"),
    template="(%(expressions)s AT TIME ZONE 'Asia/Jayapura')::date",
    output_field=models.DateField(),
)


class LifeEvent(models.Model):
    """One event in the village's book of changes; a mistake is voided with a reason, never deleted."""

    class Kind(models.TextChoices):
        BIRTH = "birth", _("Lahir")
        DEATH = "death", _("Meninggal")
        MOVE_IN = "move_in", _("Pindah datang")
        MOVE_OUT = "move_out", _("Pindah keluar")
        MARRIAGE = "marriage", _("Kawin")
        DIVORCE = "divorce", _("Cerai")
        HEAD_CHANGE = "head_change", _("Ganti kepala keluarga")
        FAMILY_SPLIT = "family_split", _("Pisah KK")
        CORRECTION = "correction", _("Pembetulan data")
        ENTRY = "entry", _("Pencatatan pertama")
        MERGE = "merge", _("Penggabungan data ganda")
        FAMILY_JOIN = "family_join", _("Gabung KK")
        LOST = "lost", _("Hilang")
        LEFT = "left", _("Pergi")
        RETURN = "return", _("Kembali")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("peristiwa"), max_length=12, choices=Kind.choices)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="life_events", verbose_name=_("penduduk")
    )
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=32)
    happened_on = models.DateField(_("tanggal peristiwa"))
    document = models.CharField(_("nomor dokumen"), max_length=80, blank=True, default="")
    note = models.CharField(_("keterangan"), max_length=500, blank=True, default="")
    details = models.JSONField(_("rincian"), default=dict, blank=True)
    family_before = models.ForeignKey(
        Family, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("keluarga semula")
    )
    family_after = models.ForeignKey(
        Family, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("keluarga sesudahnya")
    )
    recorded_at = models.DateTimeField(_("dicatat pada"), auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(_("dicatat oleh"), max_length=160)
    voided_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)
    voided_by_name = models.CharField(_("dibatalkan oleh"), max_length=160, blank=True, default="")
    void_reason = models.CharField(_("alasan pembatalan"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("peristiwa kependudukan")
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="life_event_area_in_village"),
            models.CheckConstraint(
                condition=Q(happened_on__lte=_DAY_OF_RECORD),
                name="life_event_not_ahead",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="", voided_by_name="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="") & ~Q(voided_by_name="")),
                name="life_event_voided_with_reason",
            ),
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(kind="death", voided_at__isnull=True),
                name="life_event_one_death",
            ),
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(kind="birth", voided_at__isnull=True),
                name="life_event_one_birth",
            ),
        ]
        indexes = [
            models.Index(F("village"), F("happened_on").desc(), F("id").desc(), name="life_event_book"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class EventChange(models.Model):
    """What an event changed in one resident or family, so that it can be told in words and taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(LifeEvent, on_delete=models.PROTECT, related_name="changes")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="+")
    created = models.BooleanField(_("baris baru"), default=False)
    before = models.JSONField(_("sebelumnya"), default=dict)
    after = models.JSONField(_("sesudahnya"), default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=True) ^ Q(family__isnull=True),
                name="event_change_of_one_row",
            ),
            models.UniqueConstraint(fields=["event", "resident"], name="event_changes_resident_once"),
            models.UniqueConstraint(fields=["event", "family"], name="event_changes_family_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class EventProposal(models.Model):
    """An event that somebody else has reason to suggest: an issued letter, or the village that a resident left.

    `data` prefills the form. The clerk of the village records the event or sets the proposal aside with a reason.
    """

    class Source(models.TextChoices):
        LETTER = "letter", _("Surat yang terbit")
        VILLAGE = "village", _("Desa asal")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("peristiwa"), max_length=12, choices=LifeEvent.Kind.choices)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=32)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("penduduk")
    )
    source = models.CharField(_("sumber"), max_length=10, choices=Source.choices)
    source_key = models.CharField(max_length=80)
    reference = models.CharField(_("nomor surat"), max_length=120, blank=True, default="")
    data = models.JSONField(_("isian"), default=dict)
    created_at = models.DateTimeField(_("diusulkan pada"), auto_now_add=True)
    event = models.OneToOneField(LifeEvent, on_delete=models.PROTECT, null=True, related_name="proposal")
    settled_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)
    settled_by_name = models.CharField(max_length=160, blank=True, default="")
    dismissal = models.CharField(_("alasan tidak dicatat"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("usulan peristiwa")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="proposal_area_in_village"),
            models.UniqueConstraint(fields=["source", "source_key"], name="proposal_once_per_source"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, event__isnull=True, dismissal="")
                | (Q(settled_at__isnull=False) & (Q(event__isnull=True) ^ Q(dismissal=""))),
                name="proposal_settled_by_event_or_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["village", "created_at"],
                name="proposal_open",
                condition=Q(settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
