"""What the forms of life events are made of: the day and its proof, members of a family, a NIK, a home."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField, DigitsField
from villages.models import Region

from . import code_lists
from .formatting import neighbourhoods
from .models import Resident
from .nik import NumberError, parse_kk_number, parse_nik
from .services.homes import Home
from .services.recording import Facts

CHOOSE = ("", _("Pilih…"))


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
    form.initial.setdefault("happened_on", timezone.localdate())
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
