"""Families whom somebody should ask, because something about them was noticed elsewhere (jemput bola)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from citizens.models import Family
from foundation.access.area import lies_in_village
from villages.models import Region


class OutreachHint(models.Model):
    """One reason to ask a family, once; settled when somebody has asked."""

    class Reason(models.TextChoices):
        ALONE = "alone", _("Lanjut usia hidup sendiri tanpa bantuan")
        BREADWINNER = "breadwinner", _("Pencari nafkah meninggal")
        LETTERS = "letters", _("Berulang kali meminta surat keterangan tidak mampu")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Noticed from the register, so it never keeps a row of the register from going.
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    reason = models.CharField(_("alasan"), max_length=12, choices=Reason.choices)
    noticed_on = models.DateField(_("diketahui pada"), auto_now_add=True)
    settled_at = models.DateTimeField(_("ditanyakan pada"), null=True, blank=True)
    settled_by_name = models.CharField(_("ditanyakan oleh"), max_length=150, blank=True, default="")
    note = models.CharField(_("hasil"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("petunjuk jemput bola")
        verbose_name_plural = _("petunjuk jemput bola")
        ordering = ["area_code", "noticed_on", "id"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="hint_area_in_its_village"),
            models.UniqueConstraint(
                fields=["family", "reason"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_hint_each",
            ),
        ]
        indexes = [
            models.Index(fields=["village"], name="hint_open", condition=models.Q(settled_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.noticed_on}"
