"""Residents (penduduk) and their families (keluarga, one KK each)."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate, Lower
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from citizens import code_lists
from citizens.code_lists import CodeList
from foundation.access.area import lies_in_village
from villages.models import Region

_SIXTEEN_DIGITS = r"^[0-9]{16}$"


def _in_list(field: str, codes: CodeList) -> models.CheckConstraint:
    first, last = codes.codes[0], codes.codes[-1]
    without_gaps = codes.codes == tuple(range(first, last + 1))
    # Of a field that may be empty, NULL passes: a check refuses only what is false.
    listed = Q(**{f"{field}__range": (first, last)}) if without_gaps else Q(**{f"{field}__in": codes.codes})
    return models.CheckConstraint(condition=listed, name=f"resident_{field}_listed")


def full_years(born: date, day: date) -> int:
    """Whole years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Family(models.Model):
    """A family (keluarga) as its KK has it; the number is missing while the KK is being made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("nomor KK"), max_length=16, null=True, blank=True, unique=True)
    village = models.ForeignKey(
        Region, on_delete=models.PROTECT, verbose_name=_("desa/kelurahan"), related_name="families"
    )
    area_code = models.CharField(_("kode wilayah terkecil"), max_length=32)
    address = models.CharField(_("alamat"), max_length=200, blank=True, default="")
    head = models.OneToOneField(
        "Resident",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("kepala keluarga"),
        related_name="headed_family",
    )
    latitude = models.DecimalField(_("lintang rumah"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("bujur rumah"), max_digits=9, decimal_places=6, null=True, blank=True)
    closed_on = models.DateField(
        _("tutup sejak"), null=True, blank=True, help_text=_("Tidak ada lagi anggota yang tinggal di sini.")
    )
    created_at = models.DateTimeField(_("dicatat pada"), auto_now_add=True)
    updated_at = models.DateTimeField(_("diubah pada"), auto_now=True)

    class Meta:
        verbose_name = _("keluarga")
        verbose_name_plural = _("keluarga")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=_SIXTEEN_DIGITS), name="family_number_has_16_digits"
            ),
            models.CheckConstraint(condition=lies_in_village(), name="family_area_in_its_village"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="family_place_has_both_coordinates",
            ),
        ]
        # A dusun's or RT's families, by the beginning of their code.
        indexes = [models.Index(fields=["area_code"], name="family_area", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        # Never the number: this text ends up in logs and error pages.
        return f"Keluarga {self.pk}"


class Resident(models.Model):
    """A resident (penduduk); a child or a newcomer may have no NIK yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    nik = models.CharField(_("NIK"), max_length=16, null=True, blank=True, unique=True)
    name = models.CharField(_("nama lengkap"), max_length=100)
    sex = models.PositiveSmallIntegerField(_("jenis kelamin"), choices=code_lists.SEX.choices)
    birth_place = models.CharField(_("tempat lahir"), max_length=60)
    birth_date = models.DateField(_("tanggal lahir"))
    religion = models.PositiveSmallIntegerField(_("agama"), choices=code_lists.RELIGION.choices)
    education = models.PositiveSmallIntegerField(_("pendidikan"), choices=code_lists.EDUCATION.choices)
    occupation = models.PositiveSmallIntegerField(_("pekerjaan"), choices=code_lists.OCCUPATION.choices)
    marital_status = models.PositiveSmallIntegerField(
        _("status perkawinan"), choices=code_lists.MARITAL_STATUS.choices
    )
    relation = models.PositiveSmallIntegerField(
        _("hubungan dalam keluarga"), choices=code_lists.RELATION.choices
    )
    blood_group = models.PositiveSmallIntegerField(
        _("golongan darah"), choices=code_lists.BLOOD_GROUP.choices, default=code_lists.BLOOD_GROUP_UNKNOWN
    )
    citizenship = models.PositiveSmallIntegerField(
        _("kewarganegaraan"), choices=code_lists.CITIZENSHIP.choices, default=code_lists.INDONESIAN
    )
    disability = models.PositiveSmallIntegerField(
        _("disabilitas"), choices=code_lists.DISABILITY.choices, default=code_lists.NO_DISABILITY
    )
    family = models.ForeignKey(
        Family,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("keluarga"),
        related_name="members",
    )
    village = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        verbose_name=_("desa/kelurahan"),
        related_name="residents",
        # The indexes by village below serve the foreign key as well.
        db_index=False,
    )
    area_code = models.CharField(_("kode wilayah terkecil"), max_length=32)
    address = models.CharField(
        _("alamat"), max_length=200, blank=True, default="", help_text=_("Hanya bila berbeda dari alamat KK.")
    )
    phone = models.CharField(_("nomor telepon"), max_length=20, blank=True, default="")
    email = models.EmailField(_("surel"), blank=True, default="")
    status = models.PositiveSmallIntegerField(
        _("status dasar"), choices=code_lists.STATUS.choices, default=code_lists.ALIVE
    )
    residence = models.PositiveSmallIntegerField(
        _("status kependudukan"),
        choices=code_lists.RESIDENCE.choices,
        default=code_lists.PERMANENT,
        db_default=code_lists.PERMANENT,
    )
    resident_since = models.DateField(_("tinggal di desa sejak"), null=True, blank=True)
    current_education = models.PositiveSmallIntegerField(
        _("pendidikan yang sedang ditempuh"),
        choices=code_lists.CURRENT_EDUCATION.choices,
        null=True,
        blank=True,
    )
    id_card = models.PositiveSmallIntegerField(
        _("status KTP-el"), choices=code_lists.ID_CARD.choices, null=True, blank=True
    )
    insurance = models.PositiveSmallIntegerField(
        _("jaminan kesehatan"), choices=code_lists.INSURANCE.choices, null=True, blank=True
    )
    # Aid asks whether, not what: which illness it is is nobody's business here.
    chronically_ill = models.BooleanField(_("sakit menahun"), null=True, blank=True)
    pregnant = models.BooleanField(_("sedang hamil"), null=True, blank=True)
    birth_certificate = models.CharField(
        _("nomor akta kelahiran"), max_length=60, blank=True, default="", db_default=""
    )
    marriage_certificate = models.CharField(
        _("nomor akta/buku nikah"), max_length=60, blank=True, default="", db_default=""
    )
    married_on = models.DateField(_("tanggal perkawinan"), null=True, blank=True)
    divorce_certificate = models.CharField(
        _("nomor akta perceraian"), max_length=60, blank=True, default="", db_default=""
    )
    divorced_on = models.DateField(_("tanggal perceraian"), null=True, blank=True)
    passport = models.CharField(
        _("nomor paspor"),
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text=_("Hanya bagi warga negara asing."),
    )
    passport_until = models.DateField(_("paspor berlaku sampai"), null=True, blank=True)
    stay_permit = models.CharField(
        _("nomor KITAS/KITAP"),
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text=_("Hanya bagi warga negara asing."),
    )
    father_name = models.CharField(_("nama ayah"), max_length=100, blank=True, default="")
    father_nik = models.CharField(_("NIK ayah"), max_length=16, blank=True, default="", db_default="")
    mother_name = models.CharField(_("nama ibu"), max_length=100, blank=True, default="")
    mother_nik = models.CharField(_("NIK ibu"), max_length=16, blank=True, default="", db_default="")
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("digabung ke"),
        related_name="merged",
        db_index=False,
    )
    created_at = models.DateTimeField(_("dicatat pada"), auto_now_add=True)
    updated_at = models.DateTimeField(_("diubah pada"), auto_now=True)

    class Meta:
        verbose_name = _("penduduk")
        verbose_name_plural = _("penduduk")
        constraints = [
            models.CheckConstraint(
                condition=Q(nik__regex=_SIXTEEN_DIGITS), name="resident_nik_has_16_digits"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="resident_has_a_name"),
            # A check against today's date would fail a restored backup on a machine whose clock is behind.
            models.CheckConstraint(
                condition=Q(birth_date__gte=date(1900, 1, 1)), name="resident_born_since_1900"
            ),
            models.CheckConstraint(condition=lies_in_village(), name="resident_area_in_its_village"),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(relation=code_lists.HEAD_OF_FAMILY, status=code_lists.ALIVE),
                name="family_has_one_head",
            ),
            models.CheckConstraint(
                condition=Q(father_nik="") | Q(father_nik__regex=_SIXTEEN_DIGITS),
                name="resident_father_nik_has_16_digits",
            ),
            models.CheckConstraint(
                condition=Q(mother_nik="") | Q(mother_nik__regex=_SIXTEEN_DIGITS),
                name="resident_mother_nik_has_16_digits",
            ),
            models.CheckConstraint(
                condition=~Q(citizenship=code_lists.INDONESIAN)
                | Q(passport="", stay_permit="", passport_until__isnull=True),
                name="resident_passport_of_foreigners_only",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | (Q(status=code_lists.INVALID, nik__isnull=True) & ~Q(merged_into=F("id"))),
                name="resident_merged_is_a_tombstone",
            ),
            _in_list("residence", code_lists.RESIDENCE),
            _in_list("current_education", code_lists.CURRENT_EDUCATION),
            _in_list("id_card", code_lists.ID_CARD),
            _in_list("insurance", code_lists.INSURANCE),
            _in_list("sex", code_lists.SEX),
            _in_list("religion", code_lists.RELIGION),
            _in_list("education", code_lists.EDUCATION),
            _in_list("occupation", code_lists.OCCUPATION),
            _in_list("marital_status", code_lists.MARITAL_STATUS),
            _in_list("relation", code_lists.RELATION),
            _in_list("blood_group", code_lists.BLOOD_GROUP),
            _in_list("citizenship", code_lists.CITIZENSHIP),
            _in_list("disability", code_lists.DISABILITY),
            _in_list("status", code_lists.STATUS),
        ]
        indexes = [
            # Serves a village's list in order, a prefix and the next page by key alike.
            models.Index(F("village"), Collate(Lower("name"), "C"), F("id"), name="resident_village_name"),
            # The village inside the index keeps a fragment or a typo from matching the whole regency first.
            GinIndex(
                F("village"), OpClass(Lower("name"), name="gin_trgm_ops"), name="resident_name_fragments"
            ),
            # Rows below a region, by the beginning of their code, in whatever order the database sorts text.
            models.Index(fields=["area_code"], name="resident_area", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["phone"], name="resident_phone", condition=~Q(phone="")),
            # The same person recorded twice: same day of birth and sex, much the same name.
            models.Index(fields=["birth_date", "sex"], name="resident_birth"),
            models.Index(
                fields=["merged_into"], name="resident_merged", condition=Q(merged_into__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_alive(self) -> bool:
        return self.status == code_lists.ALIVE

    @property
    def street(self) -> str:
        """The street and house: the resident's own before the family's."""
        return self.address or (self.family.address if self.family else "")

    def age_on(self, day: date) -> int:
        """Whole years of age on a day."""
        return full_years(self.birth_date, day)
