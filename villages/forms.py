"""Forms of a village's settings."""

from collections.abc import Callable, Iterable
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField

from .models import Official, OpeningHours, VillageProfile

WEEKDAYS = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))
CLOCK_FORMATS = ["%H.%M", "%H:%M"]


class VillageProfileForm(forms.ModelForm):
    """What the office prints on its letters, and how it numbers them."""

    class Meta:
        model = VillageProfile
        fields = ("address", "phone", "email", "website", "register_mode", "number_format")
        help_texts = {
            "number_format": _(
                "Bagian yang dapat dipakai: {kode} {nomor:03} {kode_desa} {bulan_romawi} {bulan} {tahun}."
            ),
        }
        widgets = {
            "register_mode": forms.RadioSelect,
            "website": forms.URLInput(attrs={"placeholder": "https://"}),
        }

    def __init__(self, *args: Any, check_number_format: Callable[[str], list[str]], **kwargs: Any) -> None:
        """`check_number_format` says what is wrong with a format; the letters' application knows."""
        super().__init__(*args, **kwargs)
        self.check_number_format = check_number_format

    def clean_number_format(self) -> str:
        """Refuses a format that letters couldn't be numbered by."""
        pattern: str = self.cleaned_data["number_format"]
        if faults := self.check_number_format(pattern):
            raise forms.ValidationError(faults)
        return pattern


class OpeningHoursForm(forms.Form):
    """Opening hours by weekday, one span a day; an empty day is closed."""

    def __init__(self, data: Any = None, *, hours: Iterable[OpeningHours] = ()) -> None:
        initial = {row.weekday: row for row in hours}
        super().__init__(data, prefix="jam")
        for number, name in enumerate(WEEKDAYS):
            row = initial.get(number)
            for end, label in (("opens", _("%(day)s, buka")), ("closes", _("%(day)s, tutup"))):
                self.fields[f"{end}_{number}"] = forms.TimeField(
                    label=label % {"day": name},
                    required=False,
                    input_formats=CLOCK_FORMATS,
                    initial=f"{getattr(row, end):%H.%M}" if row else "",
                    widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "placeholder": "08.00"}),
                    error_messages={"invalid": _("Ketik jam seperti 08.00 atau 15.30.")},
                )

    def clean(self) -> dict[str, Any]:
        """Both ends of a day or none, in order."""
        values: dict[str, Any] = self.cleaned_data
        for number in range(len(WEEKDAYS)):
            opens, closes = values.get(f"opens_{number}"), values.get(f"closes_{number}")
            if f"opens_{number}" in self.errors or f"closes_{number}" in self.errors:
                continue
            if (opens is None) != (closes is None):
                self.add_error(f"closes_{number}", _("Isi jam buka dan jam tutup, atau kosongkan keduanya."))
            elif opens is not None and closes is not None and closes <= opens:
                self.add_error(f"closes_{number}", _("Jam tutup harus sesudah jam buka."))
        return values

    def spans(self) -> dict[int, tuple[time, time]]:
        """The checked hours by weekday."""
        values = self.cleaned_data
        return {
            number: (values[f"opens_{number}"], values[f"closes_{number}"])
            for number in range(len(WEEKDAYS))
            if values.get(f"opens_{number}") is not None
        }


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
