"""Who stays in the village for a time while registered elsewhere (penduduk nonpermanen, Permendagri 74/2022)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from citizens import code_lists
from foundation.access.area import lies_in_village
from villages.models import Region

_SIXTEEN_DIGITS = r"^[0-9]{16}$"


class Stay(models.Model):
    """One stay: whoever is a guest has a record of their own at home, so this is none of the register's residents."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(_("dusun, RW, dan RT"), max_length=32)
    name = models.CharField(_("nama lengkap"), max_length=100)
    nik = models.CharField(_("NIK"), max_length=16, blank=True, default="")
    passport = models.CharField(_("nomor paspor"), max_length=20, blank=True, default="")
    sex = models.PositiveSmallIntegerField(_("jenis kelamin"), choices=code_lists.SEX.choices)
    birth_place = models.CharField(_("tempat lahir"), max_length=60, blank=True, default="")
    birth_date = models.DateField(_("tanggal lahir"))
    occupation = models.PositiveSmallIntegerField(_("pekerjaan"), choices=code_lists.OCCUPATION.choices)
    citizenship = models.PositiveSmallIntegerField(
        _("kewarganegaraan"), choices=code_lists.CITIZENSHIP.choices, default=code_lists.INDONESIAN
    )
    origin = models.CharField(_("datang dari"), max_length=150)
    purpose = models.CharField(_("maksud dan tujuan"), max_length=150)
    host = models.CharField(_("nama dan alamat yang didatangi"), max_length=200)
    arrived_on = models.DateField(_("datang pada"))
    left_on = models.DateField(_("pergi pada"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kepergiannya dicatat pada"), null=True, blank=True)
    note = models.CharField(_("keterangan"), max_length=300, blank=True, default="")
    recorded_by_name = models.CharField(_("dicatat oleh"), max_length=160)
    created_at = models.DateTimeField(_("dicatat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("penduduk sementara")
        verbose_name_plural = _("penduduk sementara")
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="stay_area_in_its_village"),
            models.CheckConstraint(
                condition=Q(nik="") | Q(nik__regex=_SIXTEEN_DIGITS), name="stay_nik_has_16_digits"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("arrived_on")),
                name="stay_ends_after_arrival",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, ended_at__isnull=True)
                | Q(left_on__isnull=False, ended_at__isnull=False),
                name="stay_end_is_recorded",
            ),
            models.UniqueConstraint(
                fields=["village", "nik"],
                condition=Q(left_on__isnull=True) & ~Q(nik=""),
                name="stay_once_at_a_time",
            ),
        ]
        indexes = [models.Index(F("village"), F("arrived_on").desc(), F("id").desc(), name="stay_village")]

    def __str__(self) -> str:
        return str(self.pk)
