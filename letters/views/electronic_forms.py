"""The forms of the signatory's own page."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from citizens.nik import NumberError, parse_nik
from foundation.accounts.forms import SecondFactorForm

from .action_forms import PassphraseForm


class ContinueForm(PassphraseForm):
    """The passphrase, typed anew for what still waits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_passphrase()
        self.ask_for_code()


class IdentityForm(SecondFactorForm):
    """How the national service knows the signatory."""

    identity = forms.CharField(
        label=_("NIK atau surel yang terdaftar pada BSrE"),
        max_length=120,
        help_text=_("Sama seperti pada pendaftaran sertifikat elektronik Bapak/Ibu."),
        error_messages={"required": _("Ketik NIK atau surel yang terdaftar pada BSrE.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Both forms of the page ask for a code; their fields need names of their own for labels.
        super().__init__(*args, auto_id="id_identity_%s", **kwargs)
        self.ask_for_code()

    def clean_identity(self) -> str:
        """A well-formed NIK, or an e-mail address."""
        text: str = self.cleaned_data["identity"].strip()
        if "@" in text:
            validate_email(text)
            return text
        try:
            return parse_nik(text).number
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error
