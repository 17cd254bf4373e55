"""Where each family and person stands: entitled to what, receiving what; and the figures of villages made from it.

A programme has a bit (Programme.bit) in the masks. A family's row carries the bits of programmes for families, a
person's row (only where there is something to carry) those for persons. Triggers keep the figures; the nightly run
proves them.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from assistance.models.programme import Programme
from citizens.models import Family, Resident
from villages.models import Region


class Standing(models.Model):
    """What the rules in force say of a family or a person (kedudukan), beside what they receive."""

    id = models.UUIDField(
        primary_key=True, editable=False, help_text=_("Nomor orangnya, atau nomor keluarganya.")
    )
    # Worked out from the register, so it never keeps a row of the register from going.
    family = models.ForeignKey(Family, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    resident = models.ForeignKey(
        Resident,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=32)
    entitled = models.BigIntegerField(default=0)
    enrolled = models.BigIntegerField(default=0)
    decile = models.PositiveSmallIntegerField(null=True, blank=True)
    clashes = models.BooleanField(
        default=False, help_text=_("Menerima dua bantuan yang tidak boleh rangkap.")
    )
    bare = models.BooleanField(
        default=False, help_text=_("Berhak atas sesuatu, keluarganya tidak menerima apa pun.")
    )

    class Meta:
        verbose_name = _("kedudukan")
        verbose_name_plural = _("kedudukan")
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=True, id=models.F("family"))
                | Q(resident__isnull=False, id=models.F("resident")),
                name="standing_of_a_family_or_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "family"], name="standing_village"),
            models.Index(fields=["resident"], name="standing_resident", condition=Q(resident__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.resident_id or ''}"


class Coverage(models.Model):
    """How a programme stands in a village now: people or families, by the programme's unit."""

    village = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    entitled = models.IntegerField(_("berhak"), default=0)
    enrolled = models.IntegerField(_("menerima"), default=0)
    gap = models.IntegerField(_("berhak tetapi tidak menerima"), default=0)
    unentitled = models.IntegerField(_("menerima tetapi tidak berhak"), default=0)

    class Meta:
        verbose_name = _("cakupan")
        verbose_name_plural = _("cakupan")
        constraints = [models.UniqueConstraint(fields=["village", "programme"], name="one_coverage_each")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.programme_id}"


class VillageFigure(models.Model):
    """One figure of a village that belongs to no single programme."""

    class Measure(models.IntegerChoices):
        """1 to 10 are the families of that decile."""

        FAMILIES = 0, _("Keluarga")
        DECILE_1 = 1, _("Keluarga desil 1")
        DECILE_2 = 2, _("Keluarga desil 2")
        DECILE_3 = 3, _("Keluarga desil 3")
        DECILE_4 = 4, _("Keluarga desil 4")
        DECILE_5 = 5, _("Keluarga desil 5")
        DECILE_6 = 6, _("Keluarga desil 6")
        DECILE_7 = 7, _("Keluarga desil 7")
        DECILE_8 = 8, _("Keluarga desil 8")
        DECILE_9 = 9, _("Keluarga desil 9")
        DECILE_10 = 10, _("Keluarga desil 10")
        CLASHING = 11, _("Keluarga dengan bantuan rangkap")
        BARE = 12, _("Keluarga berhak yang tidak menerima apa pun")

    village = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    measure = models.PositiveSmallIntegerField(choices=Measure.choices)
    value = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("angka desa")
        verbose_name_plural = _("angka desa")
        constraints = [models.UniqueConstraint(fields=["village", "measure"], name="one_figure_each")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.measure}: {self.value}"


class MonthlyCoverage(models.Model):
    """Coverage and figures as they stood at the last matching of a month: what changes are told from."""

    month = models.DateField(_("bulan"))
    village = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, related_name="+")
    measure = models.PositiveSmallIntegerField(null=True)
    entitled = models.IntegerField(default=0)
    enrolled = models.IntegerField(default=0)
    gap = models.IntegerField(default=0)
    unentitled = models.IntegerField(default=0)
    value = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("cakupan bulanan")
        verbose_name_plural = _("cakupan bulanan")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "month", "programme", "measure"],
                name="one_month_each",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(programme__isnull=True, measure__isnull=False)
                | Q(programme__isnull=False, measure__isnull=True),
                name="month_of_a_programme_or_a_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.village_id}"


class MatchingRun(models.Model):
    """One matching of everybody with all rules (pemadanan): when, what it found, and what it put right."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu")
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(_("keadaan tanggal"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices)
    asked_by_name = models.CharField(_("diminta oleh"), max_length=150, blank=True, default="")
    asked_at = models.DateTimeField(_("diminta pada"), auto_now_add=True)
    progress = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)
    families = models.PositiveIntegerField(_("keluarga"), default=0)
    changed = models.PositiveIntegerField(_("kedudukan yang berubah"), default=0)

    class Meta:
        verbose_name = _("pemadanan")
        verbose_name_plural = _("pemadanan")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.day} {self.state}"
