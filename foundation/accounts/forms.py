"""Forms of signing in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.access.rate_limit import TooManyTries

from . import second_factor, step_up
from .models import User
from .own_password import own_password_is


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


class OwnPasswordForm(forms.Form):
    """A password that nobody else knows, typed twice."""

    another_wanted = _("Pilih kata sandi lain dari yang diberikan.")

    password = forms.CharField(
        label=_("Kata sandi baru"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Ketik kata sandi baru.")},
        help_text=_(
            "Paling sedikit 12 huruf. Kalimat pendek yang mudah diingat lebih baik daripada kata sulit."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Sekali lagi"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Ketik kata sandi baru sekali lagi.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Both alike, good enough, and not the one that was given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if not password or "again" not in cleaned:
            return cleaned
        if password != cleaned["again"]:
            self.add_error("again", _("Kedua kata sandi tidak sama."))
        elif self.is_the_present_one(password):
            self.add_error("password", self.another_wanted)
        else:
            try:
                validate_password(password, self.user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def is_the_present_one(self, password: str) -> bool:
        """Whether nothing would change."""
        return self.user.check_password(password)


class PasswordChangeForm(OwnPasswordForm):
    """Another password in place of the present one."""

    another_wanted = _("Pilih kata sandi lain dari yang sekarang.")
    present = forms.CharField(
        label=_("Kata sandi sekarang"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Ketik kata sandi yang sekarang dipakai.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("present", "password", "again")

    def is_the_present_one(self, password: str) -> bool:
        """As it was typed above: whether that is right is asked under a limit, so this must not tell."""
        return password == self.cleaned_data.get("present")

    def present_is_right(self) -> bool:
        """Whether the present password was typed rightly; else the field says what to do."""
        try:
            right = own_password_is(self.user, self.cleaned_data["present"])
        except TooManyTries as error:
            minutes = error.retry_after // 60 + 1
            self.add_error(
                None, _("Terlalu banyak percobaan. Silakan coba lagi dalam %(n)s menit.") % {"n": minutes}
            )
            return False
        if not right:
            self.add_error("present", _("Kata sandi sekarang salah. Periksa huruf besar dan kecilnya."))
        return right


class SecondFactorForm(forms.Form):
    """A form whose deed asks for the second factor; its field is there only when the last check is no longer fresh."""

    def __init__(self, *args: Any, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_code = needs_code

    def ask_for_code(self) -> None:
        """Adds the field, where it is needed; a form calls this after its own fields."""
        if self.needs_code:
            self.fields["otp"] = forms.CharField(
                label=_("Kode keamanan"),
                max_length=12,
                error_messages={"required": _("Ketik kode 6 angka dari aplikasi autentikator.")},
                widget=forms.TextInput(
                    attrs={
                        "inputmode": "numeric",
                        "autocomplete": "one-time-code",
                        "class": "govuk-input--width-5",
                    }
                ),
            )

    def code_is_right(self, request: HttpRequest) -> bool:
        """Whether the second factor is shown; else the field says what to do. Raises TooManyTries."""
        try:
            step_up.require(request, self.cleaned_data.get("otp", ""))
        except (second_factor.WrongCode, step_up.SecondFactorRequired):
            field = "otp" if "otp" in self.fields else None
            self.add_error(field, _("Kode salah atau sudah dipakai. Ketik kode yang tampil sekarang."))
            return False
        return True
