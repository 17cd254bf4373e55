"""Forms of usul-sanggah: what a citizen tells, what the village found, what the social office decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assistance.models import Contest, Programme

OWN, OTHER = "sendiri", "lain"


class ContestForm(forms.Form):
    """A proposal or an objection."""

    about = forms.ChoiceField(
        label=gettext_lazy("Tentang siapa?"),
        choices=[
            (OWN, gettext_lazy("Keluarga saya sendiri")),
            (OTHER, gettext_lazy("Orang lain di desa saya")),
        ],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Apa yang disampaikan?"), choices=Contest.Kind.choices, widget=forms.RadioSelect
    )
    named = forms.CharField(
        label=gettext_lazy("Nama orang lain itu"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Kosongkan bila tentang keluarga sendiri. NIK tidak perlu."),
    )
    address = forms.CharField(label=gettext_lazy("Alamat atau RT/RW-nya"), max_length=200, required=False)
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Bantuan apa? (boleh kosong)"),
        queryset=Programme.objects.filter(closed_on__isnull=True),
        required=False,
        empty_label=gettext_lazy("(tidak ada)"),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Alasannya"), choices=Contest.Reason.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Ceritakan keadaannya"),
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence = forms.FileField(
        label=gettext_lazy("Foto atau PDF pendukung (boleh kosong)"),
        required=False,
        help_text=gettext_lazy("Hanya dilihat Dinas Sosial."),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody else is named."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("about") == OTHER and not told.get("named"):
            self.add_error("named", _("Tulis nama orang yang dimaksud."))
        return told


class FindingForm(forms.Form):
    """What the village found."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Hasil pemeriksaan"), choices=Contest.Finding.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Apa yang dilihat, kapan, dan oleh siapa"),
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DecisionForm(forms.Form):
    """What the social office decides."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Putusan"),
        choices=[("accepted", gettext_lazy("Diterima")), ("rejected", gettext_lazy("Tidak diterima"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Jawaban kepada warga"),
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
