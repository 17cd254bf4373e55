"""The access journal (jurnal akses): who looked at whose data, when, on which screen and why."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from foundation.access.roles import Role


class Screen(models.TextChoices):
    """Where the data was shown."""

    RESIDENT = "resident", _("halaman data diri")
    FAMILY = "family", _("halaman keluarga")
    NUMBER = "number", _("nomor lengkap ditampilkan")
    SEARCH = "search", _("hasil pencarian")
    COUNTER = "counter", _("loket")
    REQUEST = "request", _("permohonan surat")
    PAPER = "paper", _("berkas surat atau persyaratan")
    EXPORT = "export", _("unduhan daftar")
    IMPORT = "import", _("berkas yang diimpor")
    PROGRAM = "program", _("program lain (API)")
    AID = "aid", _("bantuan sosial")
    COPY = "copy", _("salinan data sendiri")
    IDENTITY = "identity", _("pemeriksaan NIK ke Dukcapil")


class Purpose(models.TextChoices):
    """Why somebody looks (tujuan)."""

    SERVICE = "service", _("melayani warga di loket")
    REQUEST = "request", _("memproses permohonan surat")
    REGISTER = "register", _("merawat buku penduduk")
    AID = "aid", _("bantuan sosial")
    OVERSIGHT = "oversight", _("pengawasan")
    EMERGENCY = "emergency", _("keadaan darurat")
    OWN = "own", _("permintaan sendiri")
    OTHER = "other", _("keperluan lain")


class AccessEntry(models.Model):
    """One look at one person's data, or one list of people (then without a person, `people` says how many)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("waktu"), default=timezone.now)
    actor_id = models.UUIDField(_("akun"))
    actor_role = models.CharField(_("peran"), max_length=20, choices=Role.choices)
    actor_area = models.CharField(_("wilayah peran"), max_length=32, blank=True, default="")
    subject_id = models.UUIDField(_("orang yang dilihat"), null=True, blank=True)
    family_id = models.UUIDField(_("keluarganya"), null=True, blank=True)
    area_code = models.CharField(_("kode wilayah"), max_length=32)
    screen = models.CharField(_("halaman"), max_length=20, choices=Screen.choices)
    purpose = models.CharField(_("tujuan"), max_length=20, choices=Purpose.choices)
    reason = models.CharField(_("alasan"), max_length=300, blank=True, default="")
    reference_id = models.UUIDField(_("permohonan atau izin yang mendasari"), null=True, blank=True)
    fields = ArrayField(models.CharField(max_length=30), verbose_name=_("yang terlihat"), default=list)
    people = models.PositiveIntegerField(_("banyaknya orang"), default=1)

    class Meta:
        verbose_name = _("catatan akses")
        verbose_name_plural = _("jurnal akses")
        constraints = [
            models.CheckConstraint(
                condition=Q(screen__in=Screen.values) & Q(purpose__in=Purpose.values),
                name="access_screen_and_purpose_listed",
            ),
            models.CheckConstraint(
                condition=~Q(purpose=Purpose.OTHER) | ~Q(reason=""), name="access_other_purpose_is_told"
            ),
        ]
        indexes = [
            # Whom did this account look at between two moments; who looked at this person.
            models.Index(fields=["actor_id", "at"], name="access_by_actor"),
            models.Index(
                fields=["subject_id", "at"], name="access_by_subject", condition=Q(subject_id__isnull=False)
            ),
            models.Index(fields=["at"], name="access_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.screen} {self.at:%Y-%m-%d %H:%M}"


class BreakGlass(models.Model):
    """A permission to look at one person for a quarter of an hour, taken with a reason and told at once."""

    class Category(models.TextChoices):
        COMPLAINT = "complaint", _("pengaduan warga")
        COURT = "court", _("permintaan penegak hukum atau pengadilan")
        DATA = "data", _("data ganda atau salah antarwilayah")
        EMERGENCY = "emergency", _("keadaan darurat atau bencana")
        OTHER = "other", _("keperluan lain")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("dibuka pada"), default=timezone.now)
    until = models.DateTimeField(_("sampai"))
    actor_id = models.UUIDField(_("akun"))
    subject_id = models.UUIDField(_("orang yang dibuka"))
    area_code = models.CharField(_("kode wilayah"), max_length=32)
    category = models.CharField(_("alasan"), max_length=20, choices=Category.choices)
    reason = models.CharField(_("penjelasan"), max_length=500)

    class Meta:
        verbose_name = _("pembukaan data darurat")
        verbose_name_plural = _("pembukaan data darurat")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_has_a_reason"),
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="break_glass_ends"),
        ]
        indexes = [models.Index(fields=["actor_id", "subject_id", "until"], name="break_glass_open")]

    def __str__(self) -> str:
        return f"{self.category} {self.at:%Y-%m-%d %H:%M}"
