"""Programmes of aid, their terms over time, and which of them exclude each other: data, never code."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from villages.models import Region

LAST_BIT = 62


class Programme(models.Model):
    """A programme (program bantuan) under which people or families receive something."""

    class Unit(models.TextChoices):
        FAMILY = "family", _("Keluarga")
        PERSON = "person", _("Orang")

    class Owner(models.TextChoices):
        STATE = "state", _("Pemerintah pusat")
        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten")
        VILLAGE = "village", _("Desa")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("nama program"), max_length=120)
    short_name = models.CharField(_("nama singkat"), max_length=30)
    owner = models.CharField(_("penanggung jawab"), max_length=10, choices=Owner.choices)
    fund = models.CharField(_("sumber dana"), max_length=60)
    unit = models.CharField(_("diberikan kepada"), max_length=10, choices=Unit.choices)
    purpose = models.CharField(_("untuk apa"), max_length=300, blank=True, default="")
    bit = models.PositiveSmallIntegerField(
        unique=True, editable=False, help_text=_("Tempat program di dalam ringkasan tiap keluarga.")
    )
    closed_on = models.DateField(_("ditutup sejak"), null=True, blank=True)

    class Meta:
        verbose_name = _("program bantuan")
        verbose_name_plural = _("program bantuan")
        ordering = ["bit"]
        constraints = [
            models.CheckConstraint(condition=Q(bit__lte=LAST_BIT), name="programme_bit_fits"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_for_families(self) -> bool:
        return self.unit == self.Unit.FAMILY


class Terms(models.Model):
    """What a programme asks and gives during some time (ketentuan); published terms of one programme never overlap."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Rancangan")
        PUBLISHED = "published", _("Berlaku")

    class Period(models.TextChoices):
        ONCE = "once", _("sekali")
        MONTH = "month", _("tiap bulan")
        QUARTER = "quarter", _("tiap triwulan")
        YEAR = "year", _("tiap tahun")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="terms")
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    article = models.CharField(_("dasar hukum"), max_length=200)
    rule = models.JSONField(_("syarat"))
    amount = models.PositiveBigIntegerField(_("besar bantuan (Rp)"), null=True, blank=True)
    in_kind = models.CharField(_("bantuan bukan uang"), max_length=120, blank=True, default="")
    period = models.CharField(_("diberikan"), max_length=10, choices=Period.choices)
    components = models.JSONField(
        _("komponen"), default=list, blank=True, help_text=_("Bagian bantuan dengan besar sendiri.")
    )
    documents = models.JSONField(_("berkas yang diminta"), default=list, blank=True)
    quota_per_village = models.PositiveIntegerField(_("kuota tiap desa"), null=True, blank=True)
    written_by_name = models.CharField(_("disusun oleh"), max_length=150, blank=True, default="")
    published_by_name = models.CharField(_("diberlakukan oleh"), max_length=150, blank=True, default="")
    published_at = models.DateTimeField(_("diberlakukan pada"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ketentuan program")
        verbose_name_plural = _("ketentuan program")
        ordering = ["programme", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="terms_end_after_their_beginning",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="terms_published_at_some_time",
            ),
            ExclusionConstraint(
                name="one_terms_at_a_time",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_until", Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state="published"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.valid_from}"


class VillageQuota(models.Model):
    """How many a village may take up under some terms, where it differs from the terms' own number."""

    terms = models.ForeignKey(Terms, on_delete=models.CASCADE, related_name="quotas")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    places = models.PositiveIntegerField(_("kuota"))

    class Meta:
        verbose_name = _("kuota desa")
        constraints = [models.UniqueConstraint(fields=["terms", "village"], name="one_quota_a_village")]

    def __str__(self) -> str:
        return f"{self.village_id}: {self.places}"


class Exclusion(models.Model):
    """Two programmes, or components of them, that one family may not receive together (larangan rangkap)."""

    first = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    first_component = models.CharField(max_length=40, blank=True, default="")
    second = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    second_component = models.CharField(max_length=40, blank=True, default="")
    article = models.CharField(_("dasar hukum"), max_length=200)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("larangan rangkap")
        verbose_name_plural = _("larangan rangkap")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "first_component", "second", "second_component", "valid_from"],
                name="one_exclusion_a_pair",
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")) | ~Q(first_component=F("second_component")),
                name="exclusion_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}/{self.first_component} – {self.second_id}/{self.second_component}"
