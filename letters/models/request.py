"""A request for a letter, its documents and its history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from citizens.models import Resident
from foundation.access.area import lies_in_village
from letters.workflow import OPEN_STATES, State
from villages.models import Region

from .catalogue import LetterTypeVersion


class Request(models.Model):
    """A request (permohonan) for one letter about one resident, from draft to collection.

    The office's own letters (surat dinas: invitations, orders, announcements) are about nobody in the register: then
    resident and family are missing.
    """

    class Channel(models.TextChoices):
        WEB = "web", _("Telepon/komputer warga")
        COUNTER = "counter", _("Loket desa")
        API = "api", _("Aplikasi lain")
        KIOSK = "kiosk", _("Anjungan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("kode permohonan"), max_length=12, unique=True)
    state = models.CharField(_("keadaan"), max_length=14, choices=State.choices, default=State.DRAFT)
    type_version = models.ForeignKey(LetterTypeVersion, on_delete=models.PROTECT, related_name="requests")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    family_id = models.UUIDField(_("keluarga"), null=True, blank=True)
    data = models.JSONField(_("isian"), default=dict)
    before_return = models.JSONField(_("isian sebelum dikembalikan"), null=True, blank=True)
    channel = models.CharField(_("saluran"), max_length=10, choices=Channel.choices)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    idempotency_key = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("diajukan"), null=True, blank=True)
    state_since = models.DateTimeField(_("sejak"), auto_now_add=True)
    due_at = models.DateTimeField(_("janji selesai"), null=True, blank=True)
    vouched_at = models.DateTimeField(_("dikenal sejak"), null=True, blank=True)
    vouched_by = models.CharField(_("dikenal oleh"), max_length=160, blank=True, default="")
    replaces = models.ForeignKey(
        "letters.Letter",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name=_("mengganti surat"),
    )
    replacement_reason = models.CharField(_("alasan penggantian"), max_length=300, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="request_area_in_village"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="request_state_known"),
            models.CheckConstraint(
                condition=Q(resident__isnull=False, family_id__isnull=False)
                | Q(resident__isnull=True, family_id__isnull=True, channel__in=["counter", "api"]),
                name="request_about_somebody_or_the_office",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(submitted_at__isnull=False),
                name="request_submitted_at",
            ),
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="request_once_per_key",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(state__in=["rejected", "cancelled", "revoked"]),
                name="one_replacement_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["village", "state", "submitted_at"],
                include=["due_at", "area_code"],
                name="request_open",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(fields=["family_id", "-created_at"], name="request_family"),
            models.Index(fields=["village", "-created_at"], name="request_village_recent"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """Whom the letter is about, for lists and headings: a resident's name, or the office itself."""
        if self.resident is not None:
            return self.resident.name
        return gettext("Kantor %(village)s") % {"village": self.village.official_title}

    @property
    def is_open(self) -> bool:
        """Whether an office still has something to do with it."""
        return self.state in OPEN_STATES


class RequestEvent(models.Model):
    """One step in a request's history: who did what, when and why. Rows are never changed or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="history")
    action = models.CharField(_("tindakan"), max_length=20)
    state = models.CharField(_("keadaan sesudahnya"), max_length=14, choices=State.choices)
    actor_id = models.UUIDField(_("pelaku"), null=True, blank=True)
    actor_name = models.CharField(_("nama pelaku"), max_length=120, blank=True, default="")
    actor_role = models.CharField(_("peran"), max_length=20, blank=True, default="")
    note = models.TextField(_("catatan"), blank=True, default="")
    fields = models.JSONField(_("isian yang perlu diperbaiki"), default=list, blank=True)
    remarks = models.JSONField(_("catatan tiap isian"), default=dict, blank=True, db_default={})
    at = models.DateTimeField(_("waktu"))

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["request", "at"], name="request_event_order")]

    def __str__(self) -> str:
        return f"{self.action} {self.at}"


class Attachment(models.Model):
    """A document (berkas persyaratan) sent with a request; the file lies in the private store under its hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="attachments")
    document = models.CharField(_("persyaratan"), max_length=40)
    name = models.CharField(_("nama berkas"), max_length=150)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name
