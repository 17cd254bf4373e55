"""Forms of a village's settings."""

import re
from collections.abc import Callable, Iterable
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField

from .models import Official, OpeningHours, VillageProfile

WEEKDAYS = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))
_SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|sampai|s/d)\s*(\d{1,2})[.:](\d{2})", re.ASCII)
_NONE = (time.max, time.min)


class VillageProfileForm(forms.ModelForm):
    """How the office numbers its letters."""

    class Meta:
        model = VillageProfile
        fields = ("register_mode", "number_format")
        help_texts = {
            "number_format": _(
                "Bagian yang dapat dipakai: {kode} {jenis} {nomor:03} {kode_desa} {bulan_romawi} {bulan} {tahun}."
            ),
        }
        widgets = {"register_mode": forms.RadioSelect}

    def __init__(
        self,
        *args: Any,
        check_number_format: Callable[[str], list[str]],
        register_in_use: bool,
        **kwargs: Any,
    ) -> None:
        """What the letters' application knows.

        Args: check_number_format: says what is wrong with a format; register_in_use: this year's letters are being
        numbered already, so the way of counting stays until the year ends: a switch would give a number twice.
        """
        super().__init__(*args, **kwargs)
        self.check_number_format = check_number_format
        if register_in_use:
            self.fields["register_mode"].disabled = True
            self.fields["register_mode"].help_text = _(
                "Sudah ada surat bernomor tahun ini, jadi cara penomoran baru dapat diganti mulai 1 Januari."
            )

    def clean_number_format(self) -> str:
        """Refuses a format that letters couldn't be numbered by."""
        pattern: str = self.cleaned_data["number_format"]
        if faults := self.check_number_format(pattern):
            raise forms.ValidationError(faults)
        return pattern

    def clean(self) -> dict[str, Any]:
        """Registers by classification or kind each begin at 1: without it in them their numbers would be twins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        mode, pattern = cleaned.get("register_mode"), cleaned.get("number_format")
        if pattern and mode == VillageProfile.RegisterMode.PER_CODE and "{kode}" not in pattern:
            self.add_error(
                "number_format",
                _("Bila setiap kode klasifikasi mempunyai urutan sendiri, format harus memuat {kode}."),
            )
        if pattern and mode == VillageProfile.RegisterMode.PER_KIND and "{jenis}" not in pattern:
            self.add_error(
                "number_format",
                _("Bila setiap jenis surat mempunyai urutan sendiri, format harus memuat {jenis}."),
            )
        return cleaned


class HoursField(forms.CharField):
    """One day's hours as people write them, "08.00–15.30"; empty when the office is closed. The value is two times."""

    def clean(self, value: Any) -> tuple[time, time] | None:
        """Both ends, in order. ValidationError with an example for anything else."""
        text = super().clean(value)
        if not text:
            return None
        match = _SPAN.fullmatch(text)
        try:
            opens, closes = (
                (time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))) if match else _NONE
            )
        except ValueError:
            opens, closes = _NONE
        if closes <= opens:
            raise forms.ValidationError(_("Tulis jam buka dan jam tutup, misalnya 08.00–15.30."))
        return opens, closes


class OpeningHoursForm(forms.Form):
    """Opening hours by weekday, one span a day."""

    def __init__(self, data: Any = None, *, hours: Iterable[OpeningHours] = ()) -> None:
        super().__init__(data, prefix="jam")
        known = {row.weekday: f"{row.opens:%H.%M}–{row.closes:%H.%M}" for row in hours}
        for number, name in enumerate(WEEKDAYS):
            self.fields[str(number)] = HoursField(
                label=name,
                required=False,
                max_length=20,
                initial=known.get(number, ""),
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "placeholder": _("tutup")}),
            )

    def spans(self) -> dict[int, tuple[time, time]]:
        """The checked hours by weekday."""
        return {int(number): span for number, span in self.cleaned_data.items() if span is not None}


class OfficialForm(forms.ModelForm):
    """An official, or a deputy for some days."""

    term_start = DateField(
        label=_("Mulai menjabat"), error_messages={"required": _("Isi tanggal mulai menjabat.")}
    )
    term_end = DateField(label=_("Akhir jabatan"), required=False)
    account = forms.ChoiceField(
        label=_("Akun yang menandatangani atas nama pejabat ini"), required=False, choices=[]
    )

    class Meta:
        model = Official
        fields = ("name", "position", "title", "prefix", "nip", "rank", "term_start", "term_end")

    def __init__(self, *args: Any, accounts: list[tuple[UUID, str]], **kwargs: Any) -> None:
        """`accounts`: ids and names of those who hold a role in this office."""
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Belum ada")), *((str(pk), name) for pk, name in accounts)]
        position = self.fields["position"]
        if isinstance(position, forms.ChoiceField):
            position.choices = [("", _("Pilih…")), *Official.Position.choices]
        self.initial.setdefault("account", str(self.instance.user_id or ""))

    def clean_nip(self) -> str:
        """A civil servant's number has 18 digits."""
        number = "".join(character for character in self.cleaned_data["nip"] if not character.isspace())
        if number and (len(number) != 18 or not number.isdigit()):
            raise forms.ValidationError(_("NIP terdiri atas 18 angka. Kosongkan bila bukan pegawai negeri."))
        return number

    def clean(self) -> dict[str, Any]:
        """A term ends after it began."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("term_start"), values.get("term_end")
        if start and end and end < start:
            self.add_error("term_end", _("Akhir jabatan harus sesudah mulainya."))
        return values
