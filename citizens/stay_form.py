"""The form of somebody who stays for a time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField

from . import code_lists
from .event_fields import CHOOSE, NikField, neighbourhood_choices


class StayForm(forms.Form):
    """Who, from where, why, with whom, since when, and until when."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=100)
    nik = NikField(label=_("NIK"), help_text=_("Seperti di KTP-nya; kosongkan bila belum punya."))
    passport = forms.CharField(
        label=_("Nomor paspor"), required=False, max_length=20, help_text=_("Hanya bagi warga negara asing.")
    )
    sex = forms.TypedChoiceField(
        label=_("Jenis kelamin"), choices=code_lists.SEX.choices, coerce=int, widget=forms.RadioSelect
    )
    birth_place = forms.CharField(label=_("Tempat lahir"), required=False, max_length=60)
    birth_date = DateField(label=_("Tanggal lahir"), past_only=True)
    occupation = forms.TypedChoiceField(
        label=_("Pekerjaan"), choices=[CHOOSE, *code_lists.OCCUPATION.choices], coerce=int
    )
    citizenship = forms.TypedChoiceField(
        label=_("Kewarganegaraan"),
        choices=code_lists.CITIZENSHIP.choices,
        coerce=int,
        initial=code_lists.INDONESIAN,
    )
    origin = forms.CharField(
        label=_("Datang dari"), max_length=150, help_text=_("Alamat asal menurut KTP-nya.")
    )
    purpose = forms.CharField(
        label=_("Maksud dan tujuan"), max_length=150, help_text=_("Misalnya bekerja, sekolah, atau berobat.")
    )
    host = forms.CharField(label=_("Nama dan alamat yang didatangi"), max_length=200)
    area_code = forms.ChoiceField(label=_("Dusun, RW, dan RT"))
    arrived_on = DateField(label=_("Datang pada"), past_only=True)
    left_on = DateField(label=_("Pergi pada"), past_only=True, required=False)
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=300)

    def __init__(self, *args: Any, village: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = neighbourhood_choices(village)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody leaves before they came, or came before they were born."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        came, left, born = told.get("arrived_on"), told.get("left_on"), told.get("birth_date")
        if came and left and left < came:
            self.add_error("left_on", _("Tanggal pergi lebih awal daripada tanggal datang."))
        if came and born and came < born:
            self.add_error("arrived_on", _("Tanggal datang lebih awal daripada tanggal lahirnya."))
        return told
