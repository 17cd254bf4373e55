"""What the socio-economic data (DTSEN) say of a family, from one day to the next statement."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from citizens.models import Family
from foundation.access.area import lies_in_village
from villages.models import Region


class Welfare(models.Model):
    """A family's welfare (kesejahteraan) as one source stated it, valid until the next statement."""

    class Housing(models.IntegerChoices):
        OWN = 1, _("Milik sendiri")
        RENTED = 2, _("Sewa/kontrak")
        BORROWED = 3, _("Menumpang/bebas sewa")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, related_name="+", verbose_name=_("keluarga"), db_index=False
    )
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(_("kode wilayah terkecil"), max_length=32)
    decile = models.PositiveSmallIntegerField(_("desil"), null=True, blank=True)
    income = models.PositiveBigIntegerField(_("penghasilan keluarga sebulan (Rp)"), null=True, blank=True)
    lost_livelihood = models.BooleanField(_("kehilangan mata pencaharian"), null=True, blank=True)
    housing = models.PositiveSmallIntegerField(
        _("status rumah"), choices=Housing.choices, null=True, blank=True
    )
    unfit_house = models.BooleanField(_("rumah tidak layak huni"), null=True, blank=True)
    electricity = models.PositiveIntegerField(_("daya listrik (VA)"), null=True, blank=True)
    farmland = models.PositiveIntegerField(_("luas lahan tani (m²)"), null=True, blank=True)
    source = models.CharField(_("sumber"), max_length=80)
    valid_from = models.DateField(_("keadaan sejak"))
    valid_until = models.DateField(_("digantikan pada"), null=True, blank=True)
    recorded_by_name = models.CharField(_("dicatat oleh"), max_length=150, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("data kesejahteraan")
        verbose_name_plural = _("data kesejahteraan")
        constraints = [
            models.CheckConstraint(condition=Q(decile__range=(1, 10)), name="welfare_decile_1_to_10"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="welfare_ends_after_its_beginning",
            ),
            models.CheckConstraint(condition=lies_in_village(), name="welfare_area_in_its_village"),
            ExclusionConstraint(
                name="one_welfare_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (Func("valid_from", "valid_until", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["village"], name="welfare_village"),
            models.Index(fields=["family"], name="welfare_now", condition=Q(valid_until__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.valid_from}"
