"""Regions from the province down to the neighbourhood, and a village office's face: officials, letterhead, hours."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7


class Region(models.Model):
    """A region (wilayah) under its Kemendagri code; below the village the code goes on with dusun, RW and RT."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten")
        DISTRICT = "district", _("Kecamatan")
        VILLAGE = "village", _("Desa/Kelurahan")
        HAMLET = "hamlet", _("Dusun/Lingkungan")
        RW = "rw", _("RW")
        RT = "rt", _("RT")

    class Kind(models.TextChoices):
        NONE = "", "-"
        DESA = "desa", _("Desa")
        KELURAHAN = "kelurahan", _("Kelurahan")

    code = models.CharField(_("kode wilayah"), max_length=32, primary_key=True)
    name = models.CharField(_("nama"), max_length=100)
    level = models.CharField(_("tingkat"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices, blank=True, default="")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    postal_code = models.CharField(_("kode pos"), max_length=5, blank=True, default="")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    area_km2 = models.DecimalField(_("luas (km²)"), max_digits=9, decimal_places=3, null=True, blank=True)
    time_zone = models.CharField(_("zona waktu"), max_length=40, default="Asia/Jakarta")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(code__startswith=models.F("parent_id")),
                name="region_code_continues_its_parent",
            ),
            models.CheckConstraint(
                condition=~Q(level="village") | ~Q(kind=""), name="village_is_desa_or_kelurahan"
            ),
        ]
        indexes = [models.Index(fields=["level"], name="region_level")]

    def __str__(self) -> str:
        return self.official_title if self.level == self.Level.VILLAGE else self.name

    @property
    def is_kelurahan(self) -> bool:
        return self.kind == self.Kind.KELURAHAN

    @property
    def official_title(self) -> str:
        """The name as letters print it: "Desa Sarongan", "Kelurahan Kepatihan", "Kecamatan Glagah"."""
        if self.level == self.Level.VILLAGE:
            return f"{'Kelurahan' if self.is_kelurahan else 'Desa'} {self.name}"
        if self.level == self.Level.DISTRICT:
            return f"Kecamatan {self.name}"
        return self.name

    @property
    def head_title(self) -> str:
        """What the head of the office is called."""
        if self.level == self.Level.DISTRICT:
            return "Camat"
        return "Lurah" if self.is_kelurahan else "Kepala Desa"

    def title_of(self, position: str) -> str:
        """What the head or secretary of the office is called."""
        if position == Official.Position.SECRETARY:
            return "Sekretaris Kelurahan" if self.is_kelurahan else "Sekretaris Desa"
        return self.head_title

    @property
    def kind_name(self) -> str:
        """ "Desa" or "Kelurahan"."""
        return "Kelurahan" if self.is_kelurahan else "Desa"

    @property
    def digits(self) -> str:
        """The code without dots."""
        return self.code.replace(".", "")


class Official(models.Model):
    """An official (pejabat) of a village or sub-district, for a term of office."""

    class Position(models.TextChoices):
        HEAD = "head", _("Kepala Desa / Lurah")
        SECRETARY = "secretary", _("Sekretaris")
        SUBDISTRICT_HEAD = "subdistrict_head", _("Camat")
        SECTION_HEAD = "section_head", _("Kepala Seksi / Kaur")

    DEPUTY_FORMS = (
        ("Plh.", _("Plh.: pelaksana harian, selama kepala berhalangan sementara")),
        ("a.n.", _("a.n.: atas nama kepala, oleh sekretaris")),
        ("u.b.", _("u.b.: untuk beliau, oleh pejabat di bawah sekretaris")),
    )
    """Forms in which somebody signs in the head's place (Permendagri 1/2023)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="officials")
    position = models.CharField(_("jabatan"), max_length=20, choices=Position.choices)
    name = models.CharField(_("nama"), max_length=120)
    title = models.CharField(_("sebutan jabatan"), max_length=80)
    prefix = models.CharField(
        _("atas nama"), max_length=10, blank=True, default="", help_text=_("a.n., Plt., Plh., Pj.")
    )
    nip = models.CharField(_("NIP"), max_length=18, blank=True, default="")
    rank = models.CharField(_("pangkat/golongan"), max_length=60, blank=True, default="")
    term_start = models.DateField(_("mulai menjabat"))
    term_end = models.DateField(_("akhir jabatan"), null=True, blank=True)
    user_id = models.UUIDField(_("akun"), null=True, blank=True)
    mandate = models.CharField(_("nomor surat perintah"), max_length=80, blank=True, default="")

    class Meta:
        ordering = ["region_id", "position", "-term_start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term_end__isnull=True) | Q(term_end__gte=models.F("term_start")),
                name="official_term_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.title})"


def default_letterhead() -> list[Any]:
    """Extra letterhead lines; none at first."""
    return []


class VillageProfile(models.Model):
    """What a village office prints on its letters and says of itself."""

    class RegisterMode(models.TextChoices):
        ONE = "one", _("Satu urutan nomor untuk semua surat")
        PER_CODE = "per_code", _("Urutan nomor sendiri untuk setiap kode klasifikasi")
        PER_KIND = "per_kind", _("Urutan nomor sendiri untuk setiap jenis surat")
        COMMON = "common", _("Satu urutan nomor bersama surat masuk")

    region = models.OneToOneField(Region, on_delete=models.CASCADE, related_name="profile", primary_key=True)
    address = models.CharField(_("alamat kantor"), max_length=200, blank=True, default="")
    phone = models.CharField(_("telepon"), max_length=30, blank=True, default="")
    email = models.EmailField(_("surel"), blank=True, default="")
    website = models.URLField(_("laman"), blank=True, default="")
    letterhead_lines = models.JSONField(_("baris tambahan kop surat"), default=default_letterhead, blank=True)
    number_format = models.CharField(
        _("format nomor surat"), max_length=80, default="{kode}/{nomor:03}/{kode_desa}/{bulan_romawi}/{tahun}"
    )
    register_mode = models.CharField(
        _("penomoran"), max_length=10, choices=RegisterMode.choices, default=RegisterMode.ONE
    )
    arms = models.CharField(_("lambang"), max_length=100, blank=True, default="")
    paper = models.CharField(
        _("kertas"),
        max_length=2,
        blank=True,
        default="",
        choices=[
            ("", _("Menurut jenis surat (umumnya F4)")),
            ("F4", "F4 (215 × 330 mm)"),
            ("A4", "A4 (210 × 297 mm)"),
        ],
    )
    margin_top = models.PositiveSmallIntegerField(
        _("jarak atas (mm)"), default=12, validators=[MinValueValidator(8), MaxValueValidator(30)]
    )
    margin_left = models.PositiveSmallIntegerField(
        _("jarak kiri (mm)"), default=25, validators=[MinValueValidator(20), MaxValueValidator(40)]
    )
    margin_right = models.PositiveSmallIntegerField(
        _("jarak kanan (mm)"), default=20, validators=[MinValueValidator(15), MaxValueValidator(30)]
    )

    def __str__(self) -> str:
        return str(self.region_id)


class OpeningHours(models.Model):
    """Opening hours (jam layanan) of a village office on one weekday, Monday = 0."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("hari"))
    opens = models.TimeField(_("buka"))
    closes = models.TimeField(_("tutup"))

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["region", "weekday", "opens"], name="opening_hours_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="opening_hours_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.weekday} {self.opens}–{self.closes}"


class Holiday(models.Model):
    """A day without service: national (region empty) or of one region."""

    date = models.DateField(_("tanggal"))
    name = models.CharField(_("hari libur"), max_length=120)
    region = models.ForeignKey(
        Region, on_delete=models.CASCADE, null=True, blank=True, related_name="holidays"
    )

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["date", "region"], nulls_distinct=False, name="holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
