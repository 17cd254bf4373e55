"""Figures of the population, kept by triggers beside the register and read instead of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models import Region


class PopulationCount(models.Model):
    """How many people (or families) of an area share one trait; all rows of a trait add up to the figure.

    A change of the register adds rows (+1, -1) and locks none, so writers never wait for each other. From time to time
    the database replaces a village's rows by their sums. `value` is the trait's code; of `BORN` it is the month,
    year × 12 + month − 1. Only those who live here count; a family counts until its KK is closed.
    """

    class Trait(models.IntegerChoices):
        BORN = 1, _("bulan lahir")
        RELIGION = 2, _("agama")
        EDUCATION = 3, _("pendidikan")
        OCCUPATION = 4, _("pekerjaan")
        MARITAL_STATUS = 5, _("status perkawinan")
        FAMILY = 6, _("keluarga")

    id = models.BigAutoField(primary_key=True)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(_("dusun, atau desa"), max_length=32)
    trait = models.PositiveSmallIntegerField(choices=Trait.choices)
    value = models.IntegerField()
    sex = models.PositiveSmallIntegerField()
    people = models.IntegerField()

    class Meta:
        verbose_name = _("angka penduduk")
        indexes = [models.Index(fields=["village", "trait"], name="population_count_village")]

    def __str__(self) -> str:
        return f"{self.area_code} {self.trait}/{self.value}/{self.sex}: {self.people}"
