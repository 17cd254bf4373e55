"""Forms of issuing and revoking a village's certificate: deeds of weight, with the second factor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.forms import SecondFactorForm

from .models import Certificate


class CertificateIssueForm(SecondFactorForm):
    """Nothing but the second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_code()


class CertificateRevokeForm(SecondFactorForm):
    """Which certificate, and why."""

    serial = forms.ChoiceField(label=_("Nomor seri"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Alasan pencabutan"), choices=Certificate.Reason.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, serials: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["serial"]
        if isinstance(field, forms.ChoiceField):
            field.choices = serials
        self.ask_for_code()
