"""What each life event asks, and no more: its day, the document that proves it, and what only this event needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DigitsField

from . import code_lists
from .event_fields import (
    CHOOSE,
    EventForm,
    HeadField,
    HomeForm,
    MembersField,
    NikField,
    ask_for_reason,
    village_choices,
)
from .models import Family, LifeEvent, Resident
from .queries import living_members
from .relations import spouse_in

CAUSES = (
    _("Sakit atau usia lanjut"),
    _("Wabah penyakit"),
    _("Kecelakaan"),
    _("Kriminalitas"),
    _("Bunuh diri"),
    _("Lainnya"),
)


class BirthForm(EventForm):
    """A newborn; the mother is whoever the page is about."""

    name = forms.CharField(label=_("Nama anak"), max_length=100)
    sex = forms.TypedChoiceField(
        label=_("Jenis kelamin"), choices=code_lists.SEX.choices, coerce=int, widget=forms.RadioSelect
    )
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=60)
    nik = NikField(label=_("NIK anak"), help_text=_("Boleh menyusul setelah terbit."))
    father_name = forms.CharField(
        label=_("Nama ayah"),
        required=False,
        max_length=100,
        help_text=_("Kosongkan bila ayahnya suami ibu di KK ini."),
    )
    field_order = ["name", "sex", "happened_on", "birth_place", "nik", "father_name", "document", "note"]

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Tanggal lahir")
        self.fields["document"].label = _("Nomor surat kelahiran atau akta")


class DeathForm(EventForm):
    """A death; where the head died, who follows."""

    place = forms.CharField(label=_("Tempat meninggal"), required=False, max_length=150)
    cause = forms.ChoiceField(
        label=_("Sebab"), required=False, choices=[CHOOSE, *((cause, cause) for cause in CAUSES)]
    )
    field_order = ["happened_on", "place", "cause", "new_head", "document", "note"]

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Tanggal meninggal")
        self.fields["document"].label = _("Nomor surat kematian atau akta")
        others = [m for m in living_members(resident.family_id) if m.pk != resident.pk]
        if resident.family is not None and resident.family.head_id == resident.pk and others:
            self.fields["new_head"] = HeadField(others)
        self.order_fields(self.field_order)


class MarriageForm(EventForm):
    """A marriage with somebody of the village by NIK, or with somebody from elsewhere by name."""

    spouse_nik = NikField(label=_("NIK pasangan"), help_text=_("Bila pasangannya warga desa ini."))
    spouse_name = forms.CharField(
        label=_("Nama pasangan"),
        required=False,
        max_length=100,
        help_text=_("Bila pasangannya bukan warga desa ini."),
    )
    joins = forms.BooleanField(label=_("Pasangannya masuk ke KK ini"), required=False)
    field_order = ["happened_on", "spouse_nik", "spouse_name", "joins", "document", "note"]

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Tanggal perkawinan")
        self.fields["document"].label = _("Nomor akta atau buku nikah")


class DivorceForm(EventForm):
    """A divorce; the spouse where the KK knows them."""

    field_order = ["happened_on", "spouse", "document", "note"]

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = living_members(resident.family_id)
        married = [m for m in members if m.marital_status == code_lists.MARRIED and m.sex != resident.sex]
        known = spouse_in(resident, members)
        self.fields["happened_on"].label = _("Tanggal perceraian")
        self.fields["document"].label = _("Nomor akta cerai atau putusan")
        self.fields["spouse"] = HeadField(
            married,
            label=_("Pasangannya"),
            initial=str(known.pk) if known else "",
            help_text=_("Kosongkan bila pasangannya tidak tercatat di KK ini."),
        )
        self.order_fields(self.field_order)


class MoveOutForm(EventForm):
    """Who moves where: to another village of the regency, or away."""

    village = forms.ChoiceField(
        label=_("Desa tujuan di kabupaten ini"),
        required=False,
        help_text=_("Desa itu mendapat usulan untuk menerima data yang sama."),
    )
    destination = forms.CharField(
        label=_("Tujuan di luar kabupaten"),
        required=False,
        max_length=200,
        help_text=_("Misalnya Denpasar, Bali."),
    )
    field_order = ["movers", "happened_on", "village", "destination", "new_head", "document", "note"]

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = living_members(family.pk)
        self.fields["movers"] = MembersField(members, label=_("Siapa yang pindah?"))
        self.fields["happened_on"].label = _("Tanggal pindah")
        self.fields["document"].label = _("Nomor surat pindah")
        self.fields["village"].choices = village_choices(family.village_id)  # type: ignore[attr-defined]
        if len(members) > 1:
            self.fields["new_head"] = HeadField(
                members, help_text=_("Hanya bila kepala keluarga pindah dan ada yang tinggal.")
            )
        self.order_fields(self.field_order)


class HeadChangeForm(EventForm):
    """Who heads the family now."""

    field_order = ["new_head", "happened_on", "document", "note"]

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [m for m in living_members(family.pk) if m.pk != family.head_id]
        self.fields["new_head"] = HeadField(others, required=True)
        self.order_fields(self.field_order)


class SplitForm(EventForm, HomeForm):
    """Who leaves the family, who heads the new one, and where it lives."""

    field_order = [
        "leavers",
        "head",
        "happened_on",
        "area_code",
        "address",
        "number",
        "new_head",
        "document",
        "note",
    ]

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        kwargs["initial"] = {"area_code": family.area_code, "address": family.address} | kwargs.get(
            "initial", {}
        )
        super().__init__(*args, **kwargs)
        self.lies_in(family.village_id)
        members = living_members(family.pk)
        self.fields["leavers"] = MembersField(members, label=_("Siapa yang pisah?"))
        self.fields["head"] = HeadField(members, label=_("Kepala keluarga di KK baru"), required=True)
        self.fields["new_head"] = HeadField(
            members,
            label=_("Kepala keluarga di KK lama"),
            help_text=_("Hanya bila kepala keluarga yang sekarang ikut pisah."),
        )
        self.order_fields(self.field_order)


class FamilyCorrectionForm(EventForm, HomeForm):
    """KK number, address and place of the house."""

    latitude = forms.DecimalField(
        label=_("Lintang rumah"), required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6
    )
    longitude = forms.DecimalField(
        label=_("Bujur rumah"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6
    )
    field_order = [
        "number",
        "area_code",
        "address",
        "latitude",
        "longitude",
        "happened_on",
        "note",
        "document",
    ]

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        names = ("area_code", "address", "number", "latitude", "longitude")
        kwargs["initial"] = {name: getattr(family, name) for name in names} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.lies_in(family.village_id)
        ask_for_reason(self)

    def clean(self) -> dict[str, Any]:
        """A place has both coordinates."""
        told = super().clean() or self.cleaned_data
        if (told.get("latitude") is None) != (told.get("longitude") is None):
            self.add_error("longitude", _("Isi lintang dan bujur, atau kosongkan keduanya."))
        return told


class AbsenceForm(EventForm):
    """Since when somebody is missing or gone; where the head is, who follows."""

    field_order = ["kind", "happened_on", "new_head", "document", "note"]
    kind = forms.ChoiceField(
        label=_("Yang terjadi"),
        choices=[
            (LifeEvent.Kind.LOST, _("Hilang: dilaporkan ke polisi atau keluarganya mencari")),
            (LifeEvent.Kind.LEFT, _("Pergi: meninggalkan desa tanpa pindah dan tanpa kabar")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Sejak")
        self.fields["document"].label = _("Nomor laporan polisi atau surat keterangan")
        others = [m for m in living_members(resident.family_id) if m.pk != resident.pk]
        if resident.family is not None and resident.family.head_id == resident.pk and others:
            self.fields["new_head"] = HeadField(others)
        self.order_fields(self.field_order)


class ReturnForm(EventForm):
    """When somebody who was away came back."""

    field_order = ["happened_on", "document", "note"]

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Kembali pada")


class JoinForm(EventForm):
    """Who joins which other family of the village, and as what."""

    number = DigitsField(length=16, subject=_("nomor KK"), label=_("Nomor KK yang dituju"))
    relation = forms.TypedChoiceField(
        label=_("Hubungan dengan kepala keluarga di KK itu"),
        choices=[
            CHOOSE,
            *(choice for choice in code_lists.RELATION.choices if choice[0] != code_lists.HEAD_OF_FAMILY),
        ],
        coerce=int,
        help_text=_("Bila beberapa orang bergabung dan hubungannya berbeda, betulkan datanya sesudah ini."),
    )
    field_order = ["joiners", "number", "relation", "happened_on", "new_head", "document", "note"]

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = living_members(family.pk)
        self.fields["joiners"] = MembersField(members, label=_("Siapa yang bergabung ke KK lain?"))
        if len(members) > 1:
            self.fields["new_head"] = HeadField(
                members, help_text=_("Hanya bila kepala keluarga ikut bergabung dan ada yang tinggal.")
            )
        self.order_fields(self.field_order)
