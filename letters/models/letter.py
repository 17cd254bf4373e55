"""Numbered letters and their documents."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from foundation.access.area import lies_in_village
from villages.models import Region

from .request import Request


class Letter(models.Model):
    """A letter (surat): numbered in the transaction of its signature, kept for good, number and all."""

    class DocumentState(models.TextChoices):
        WAITING = "waiting", _("Menunggu pengesahan Camat")
        RENDERING = "rendering", _("Sedang dibuat")
        UNSIGNED = "unsigned", _("Menunggu tanda tangan elektronik")
        READY = "ready", _("Siap")
        FAILED = "failed", _("Gagal dibuat")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="letter")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    family_id = models.UUIDField(_("keluarga"), null=True, blank=True)
    register = models.CharField(_("buku register"), max_length=60)
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveIntegerField(_("nomor urut"))
    number = models.CharField(_("nomor surat"), max_length=120)
    issued_on = models.DateField(_("tanggal surat"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    token = models.CharField(max_length=43, unique=True)
    short_code = models.CharField(_("kode pemeriksaan"), max_length=12, unique=True)
    snapshot = models.JSONField(_("data saat ditandatangani"))
    signed_at = models.DateTimeField(_("ditandatangani"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    countersigned_at = models.DateTimeField(_("disahkan Camat"), null=True, blank=True)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    issued_at = models.DateTimeField(_("terbit"), null=True, blank=True)
    document_state = models.CharField(max_length=10, choices=DocumentState.choices)
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    revocation_reason = models.CharField(_("alasan pencabutan"), max_length=500, blank=True, default="")
    replaced_by = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("diganti oleh"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="letter_area_in_village"),
            models.UniqueConstraint(
                fields=["village", "register", "year", "sequence"], name="letter_number_once"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="letter_number_from_one"),
            models.CheckConstraint(
                condition=~Q(document_state="ready") | Q(issued_at__isnull=False),
                name="ready_letter_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revocation_reason=""), name="revoked_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["village", "year", "-sequence"], name="letter_register"),
            models.Index(fields=["family_id"], name="letter_family"),
            models.Index(
                fields=["signed_by"],
                name="letter_on_its_way",
                condition=Q(document_state__in=["rendering", "unsigned"]),
            ),
            models.Index(
                fields=["valid_until", "village"],
                name="letter_expiry",
                condition=Q(valid_until__isnull=False, revoked_at=None, replaced_by=None),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> str:
        """signed, countersigned, issued, revoked or replaced."""
        if self.revoked_at is not None:
            return "revoked"
        if self.replaced_by_id is not None:
            return "replaced"
        if self.issued_at is not None:
            return "issued"
        return "countersigned" if self.countersigned_at is not None else "signed"

    @property
    def is_expired(self) -> bool:
        """Whether its validity has run out today."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def current_document(self) -> "LetterDocument | None":
        """The PDF that counts, once it is ready."""
        # Through all(), so that lists can fetch the documents of all their letters at once.
        return next((document for document in self.documents.all() if document.is_current), None)


class LetterDocument(models.Model):
    """A signed PDF of a letter; its hash is the register's. Never rendered again, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="documents")
    is_current = models.BooleanField(default=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=120)
    certificate_serial = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(is_current=True), name="one_current_document"
            ),
            models.CheckConstraint(condition=Q(size__gt=0) & ~Q(sha256=""), name="document_has_content"),
        ]

    def __str__(self) -> str:
        return self.sha256
