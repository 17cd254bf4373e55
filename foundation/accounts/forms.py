"""Forms of signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CitizenSignInForm(forms.Form):
    """A citizen's number; the population register checks its structure."""

    nik = forms.CharField(
        label=_("NIK"),
        max_length=40,
        help_text=_("16 angka pada KTP atau Kartu Keluarga Bapak/Ibu."),
        error_messages={"required": _("Ketik NIK, 16 angka pada KTP.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )


class OfficerSignInForm(forms.Form):
    """An officer's name and password."""

    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=80,
        error_messages={"required": _("Ketik nama pengguna.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Ketik kata sandi.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """Six digits: a one-time code, or the second factor's."""

    code = forms.CharField(
        label=_("Kode 6 angka"),
        max_length=12,
        error_messages={"required": _("Ketik kode 6 angka.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-5"}
        ),
    )
