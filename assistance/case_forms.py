"""Forms of UGD Kemiskinan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assistance.models import Intervention, PovertyCase
from foundation.forms.fields import DateField
from villages.models import Region


class ReportForm(forms.Form):
    """Who is in need, where, and how it is."""

    village = forms.ModelChoiceField(
        label=_("Desa/kelurahan"), queryset=Region.objects.none(), empty_label=None
    )
    named = forms.CharField(label=_("Siapa yang perlu dibantu?"), max_length=100)
    address = forms.CharField(
        label=_("Di mana rumahnya?"), max_length=200, help_text=_("Dusun, RT/RW, atau patokan di dekatnya.")
    )
    text = forms.CharField(
        label=_("Bagaimana keadaannya?"),
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.CharField(
        label=_("Nomor telepon Bapak/Ibu (boleh kosong)"),
        max_length=60,
        required=False,
        help_text=_("Hanya untuk bertanya bila rumahnya sulit ditemukan."),
    )

    def __init__(self, data: Any = None, *, villages: Any, by_officer: bool = False) -> None:
        super().__init__(data)
        field = self.fields["village"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - told to the type checker
        field.queryset = villages
        if by_officer:
            choices = [
                choice for choice in PovertyCase.Source.choices if choice[0] != PovertyCase.Source.FORM
            ]
            self.fields["source"] = forms.ChoiceField(
                label=_("Asal laporan"), choices=choices, widget=forms.RadioSelect
            )


class VisitForm(forms.Form):
    """What the visit found."""

    visit = forms.CharField(
        label=_("Hasil kunjungan"), max_length=1000, min_length=10, widget=forms.Textarea(attrs={"rows": 5})
    )


class CaseDecisionForm(forms.Form):
    """How the family is helped."""

    decision = forms.CharField(
        label=_("Putusan dan rencana bantuan"),
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class InterventionForm(forms.Form):
    """What an office does, and by when."""

    office = forms.ChoiceField(label=_("Oleh"), choices=Intervention.Office.choices)
    what = forms.CharField(label=_("Apa yang dilakukan"), max_length=200)
    due_on = DateField(label=_("Paling lambat"))


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(label=_("Hasil"), max_length=300)
