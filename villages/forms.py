"""Forms of a village's settings."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import VillageProfile


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
