"""Forms of residents."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.forms import SecondFactorForm

_PHONE = re.compile(r"0\d{7,13}")


class ContactForm(SecondFactorForm):
    """Phone and e-mail of a resident."""

    phone = forms.CharField(
        label=_("Nomor telepon"),
        required=False,
        max_length=30,
        help_text=_("Misalnya 0812 3456 7890. Kode masuk dan kabar dikirim ke sini."),
        widget=forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        error_messages={"invalid": _("Tulis surel lengkap, misalnya nama@contoh.id.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    card_seen = forms.BooleanField(
        label=_("Saya sudah mencocokkan KTP dengan orangnya"),
        error_messages={
            "required": _("Cocokkan dahulu KTP dengan orangnya: pemilik nomor ini dapat masuk sebagai dia.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_code()

    def clean_phone(self) -> str:
        """Digits with a leading 0; +62 is the same."""
        number = re.sub(r"[\s.\-()]", "", self.cleaned_data["phone"])
        number = "0" + number[3:] if number.startswith("+62") else number
        if number and not _PHONE.fullmatch(number):
            raise forms.ValidationError(
                _("Nomor telepon terdiri atas 8 sampai 14 angka dan mulai dengan 0 atau +62.")
            )
        return number
