"""Forms of corrections: what should be different and why; which fields the clerk corrects; why not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DigitsField

from .models import Family, Resident
from .nik import NumberError, parse_kk_number
from .person_form import PersonForm

ASKABLE = (
    "name",
    "nik",
    "sex",
    "birth_place",
    "birth_date",
    "religion",
    "marital_status",
    "education",
    "occupation",
    "blood_group",
    "address",
    "father_name",
    "mother_name",
    "birth_certificate",
    "marriage_certificate",
    "disability",
)
"""What a citizen may ask to have corrected; phone and e-mail are changed at the counter, with the card in hand."""
NUMBERS = ("nik",)


class AskForm(forms.Form):
    """Why, and the proof."""

    reason = forms.CharField(
        label=_("Mengapa keliru?"),
        max_length=500,
        min_length=5,
        help_text=_("Misalnya: di akta kelahiran tertulis Sri Wahyuni."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis mengapa data itu keliru.")},
    )
    evidence = forms.FileField(
        label=_("Foto atau PDF bukti (boleh kosong)"),
        required=False,
        help_text=_("Misalnya akta, ijazah, KTP, atau KK. Paling besar 5 MB."),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )


class AskPersonForm(PersonForm, AskForm):
    """A person's record as it should be; numbers stay empty unless they are wrong."""

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        # A record of its own, so that what is typed never looks like what is recorded.
        copy = Resident.objects.get(pk=resident.pk)
        kwargs["initial"] = dict.fromkeys(NUMBERS, "")
        super().__init__(*args, instance=copy, **kwargs)
        for name in set(self.fields) - {*ASKABLE, "reason", "evidence"}:
            del self.fields[name]
        self.fields["nik"].help_text = _("Isi hanya bila NIK yang tercatat keliru.")
        self.order_fields([*ASKABLE, "reason", "evidence"])

    def values(self) -> dict[str, Any]:
        """What was changed on the page."""
        told = {name: self.cleaned_data[name] for name in self.changed_data if name in ASKABLE}
        return {name: value for name, value in told.items() if value or name not in NUMBERS}


class AskFamilyForm(AskForm):
    """The family card as it should be."""

    number = DigitsField(
        length=16,
        subject=_("nomor KK"),
        label=_("Nomor KK"),
        required=False,
        help_text=_("Isi hanya bila nomor KK yang tercatat keliru."),
    )
    address = forms.CharField(label=_("Alamat (jalan, nomor rumah)"), required=False, max_length=200)
    field_order = ["number", "address", "reason", "evidence"]

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        kwargs["initial"] = {"number": "", "address": family.address}
        super().__init__(*args, **kwargs)

    def clean_number(self) -> str:
        """A number that can be one."""
        number: str = self.cleaned_data["number"]
        try:
            return parse_kk_number(number) if number else ""
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error

    def values(self) -> dict[str, Any]:
        """What was changed on the page."""
        told = {name: self.cleaned_data[name] for name in ("number", "address") if name in self.changed_data}
        return {name: value for name, value in told.items() if value}


class AcceptForm(forms.Form):
    """Which of the fields are corrected, by what document."""

    fields_ = forms.MultipleChoiceField(
        label=_("Isian yang dibetulkan"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Centang isian yang dibetulkan, atau tolak permintaannya.")},
    )
    document = forms.CharField(
        label=_("Nomor dokumen bukti"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    answer = forms.CharField(
        label=_("Pesan kepada warga"),
        required=False,
        max_length=500,
        help_text=_("Wajib bila sebagian isian tidak dibetulkan."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"fields_": [name for name, _label in choices]}
        super().__init__(*args, **kwargs)
        self.fields["fields_"].choices = choices  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    """Why nothing is corrected."""

    refusal = forms.CharField(
        label=_("Alasan tidak dibetulkan"),
        max_length=500,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis alasannya; warga membacanya.")},
    )
