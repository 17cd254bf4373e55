"""What each life event asks, and no more: its day, the document that proves it, and what only this event needs."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField, DigitsField
from villages.models import Region

from . import code_lists
from .formatting import neighbourhoods
from .models import Family, Resident
from .nik import NumberError, parse_kk_number, parse_nik
from .queries import living_members
from .relations import spouse_in
from .services.homes import Home
from .services.recording import Facts

CHOOSE = ("", _("Pilih…"))
CAUSES = (
    _("Sakit atau usia lanjut"),
    _("Wabah penyakit"),
    _("Kecelakaan"),
    _("Kriminalitas"),
    _("Bunuh diri"),
    _("Lainnya"),
)


class EventForm(forms.Form):
    """What every event asks. `order` puts a form's own fields where they belong."""

    happened_on = DateField(label=_("Tanggal peristiwa"), past_only=True)
    document = forms.CharField(
        label=_("Nomor dokumen"),
        required=False,
        max_length=80,
        help_text=_("Misalnya nomor akta, surat keterangan, atau KK."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    note = forms.CharField(
        label=_("Keterangan"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposal = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def facts(self) -> Facts:
        """The checked day, document and note."""
        told = self.cleaned_data
        return Facts(told["happened_on"], told["document"], told["note"], told.get("proposal"))


class HeadField(forms.ChoiceField):
    """Who heads the family from now on; the value is the resident's id or nothing."""

    def __init__(self, members: list[Resident], **options: Any) -> None:
        choices = [CHOOSE, *((str(m.pk), _named(m)) for m in members)]
        options.setdefault("label", _("Kepala keluarga yang baru"))
        options.setdefault("required", False)
        super().__init__(choices=choices, **options)


class MembersField(forms.MultipleChoiceField):
    """Some members of the family; the value is their ids."""

    def __init__(self, members: list[Resident], **options: Any) -> None:
        choices = [(str(m.pk), _named(m)) for m in members]
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **options)


class NikField(forms.CharField):
    """A NIK as people type it, or nothing."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20 sk-digits"}
        super().__init__(required=False, max_length=40, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> str:
        """The 16 digits. ValidationError that says what can't be right."""
        text: str = super().clean(value)
        try:
            return parse_nik(text).number if text else ""
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error


class HomeForm(forms.Form):
    """Where a new family lives, and its KK number once there is one."""

    area_code = forms.ChoiceField(label=_("Dusun, RW, dan RT"))
    address = forms.CharField(label=_("Alamat (jalan, nomor rumah)"), required=False, max_length=200)
    number = DigitsField(
        length=16,
        subject=_("nomor KK"),
        label=_("Nomor KK"),
        required=False,
        help_text=_("Kosongkan selama KK masih diurus."),
    )

    def lies_in(self, village: str) -> None:
        """Offers the neighbourhoods of the village."""
        self.fields["area_code"].choices = neighbourhood_choices(village)  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        """A number that can be one."""
        number: str = self.cleaned_data["number"]
        try:
            return parse_kk_number(number) if number else ""
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error

    def home(self, family_id: UUID | None = None) -> Home:
        """The checked home, or the family that is there."""
        if family_id is not None:
            return Home(family_id=family_id)
        told = self.cleaned_data
        return Home(area_code=told["area_code"], address=told["address"], number=told["number"])


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


class ReasonForm(forms.Form):
    """Why something is taken back or set aside."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis alasannya.")},
    )


def ask_for_reason(form: EventForm) -> None:
    """A correction is told with its reason, and with the day on which it became known."""
    form.fields["happened_on"].label = _("Tanggal pembetulan")
    note = form.fields["note"]
    note.label, note.required = _("Alasan pembetulan"), True
    note.error_messages["required"] = _("Tulis alasan pembetulannya.")


def neighbourhood_choices(village: str) -> list[tuple[str, Any]]:
    """The dusun, RW and RT of a village, in words; the village itself where nothing finer is known."""
    codes = list(
        Region.objects.filter(code__startswith=f"{village}.").order_by("code").values_list("code", flat=True)
    )
    names = neighbourhoods({*codes, village})
    return [("", CHOOSE[1]), *((code, names[code]) for code in codes), (village, _("Belum diketahui RT-nya"))]


def village_choices(but: str) -> list[Any]:
    """The villages of the regency by kecamatan, for a select."""
    regency = ".".join(but.split(".")[:2])
    rows = Region.objects.filter(code__startswith=f"{regency}.", level__in=("district", "village"))
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in rows.order_by("code"):
        if region.level == Region.Level.DISTRICT:
            groups[region.code] = (region.official_title, [])
        elif region.code != but and region.parent_id in groups:
            groups[region.parent_id][1].append((region.code, region.official_title))
    return [CHOOSE, *groups.values()]


def _named(member: Resident) -> str:
    return f"{member.name} ({code_lists.RELATION.label(member.relation)})"
