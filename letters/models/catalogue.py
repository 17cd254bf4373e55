"""Kinds of letters as data, versioned: a published version never changes (a trigger holds it)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from villages.models import Region


class LetterType(models.Model):
    """A kind of letter (jenis surat): the district's, or a village's own when `village` is set."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("kode"), max_length=40)
    village = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="own_letter_types"
    )
    is_active = models.BooleanField(_("dilayani"), default=True)
    switched_off_in = models.ManyToManyField(Region, blank=True, related_name="switched_off_letter_types")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "village"], nulls_distinct=False, name="letter_type_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class LetterTypeVersion(models.Model):
    """One published version of a kind of letter; requests and letters remember theirs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter_type = models.ForeignKey(LetterType, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("versi"))
    name = models.CharField(_("nama"), max_length=120)
    group = models.CharField(_("kelompok"), max_length=60)
    description = models.CharField(_("penjelasan"), max_length=300)
    classification = models.CharField(_("kode klasifikasi"), max_length=30)
    audience = models.JSONField(_("siapa yang boleh meminta"))
    steps = models.JSONField(_("langkah persetujuan"))
    fields = models.JSONField(_("isian"))
    documents = models.JSONField(_("berkas"))
    body = models.TextField(_("naskah"))
    paper = models.CharField(_("kertas"), max_length=2, choices=[("F4", "F4"), ("A4", "A4")], default="F4")
    across = models.BooleanField(_("mendatar"), default=False)
    layout = models.CharField(
        _("susunan"),
        max_length=12,
        choices=[("certificate", _("Surat keterangan")), ("letter", _("Surat dinas"))],
        default="certificate",
    )
    acknowledges = models.BooleanField(_("kepala desa mengetahui"), default=False)
    name_en = models.CharField(_("nama dalam bahasa Inggris"), max_length=120, blank=True, default="")
    body_en = models.TextField(_("naskah bahasa Inggris"), blank=True, default="")
    validity_days = models.PositiveIntegerField(_("masa berlaku (hari)"), null=True, blank=True)
    service_minutes = models.PositiveIntegerField(_("janji layanan (menit kerja)"))
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["letter_type", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["letter_type", "number"], name="letter_type_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"

    def field(self, name: str) -> dict[str, Any] | None:
        """The asked field of this name, or None."""
        return next((field for field in self.fields if field["name"] == name), None)

    @property
    def is_for_office(self) -> bool:
        """Whether it is the office's own letter (surat dinas), which nobody asks for themselves."""
        return "office" in self.audience

    @property
    def needs_countersignature(self) -> bool:
        """Whether the camat signs too."""
        return "countersign" in self.steps
