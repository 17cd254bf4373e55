"""Forms of officers' accounts; all are deeds of weight, with the second factor."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import Role
from foundation.accounts.forms import SecondFactorForm
from foundation.accounts.models import User
from foundation.forms.fields import DateField
from villages.models import Official

from .officer_roles import LEVELS, Term, WrongRegion, region_for


class RoleForm(SecondFactorForm):
    """A role, where, and from when to when."""

    role = forms.ChoiceField(
        label=_("Peran"),
        choices=[("", _("Pilih…")), *((role, label) for role, label in Role.choices if role in LEVELS)],
        error_messages={"required": _("Pilih perannya.")},
    )
    area = forms.CharField(
        label=_("Kode wilayah"),
        max_length=32,
        help_text=_("Kode Kemendagri dengan titik: kabupaten 35.10, kecamatan 35.10.01, desa 35.10.01.2001."),
        error_messages={"required": _("Tulis kode wilayahnya.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    valid_from = DateField(label=_("Mulai"), error_messages={"required": _("Isi tanggal mulai.")})
    valid_until = DateField(label=_("Sampai (kosong: tanpa batas)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("valid_from", timezone.localdate())
        self.ask_for_code()

    def clean(self) -> dict[str, Any]:
        """The region has the level of the role, and the term is in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        role, code = cleaned.get("role"), cleaned.get("area")
        if role and code:
            try:
                region_for(role, code)
            except WrongRegion as error:
                self.add_error("area", str(error))
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and (end < start or end < timezone.localdate()):
            self.add_error("valid_until", _("Tanggal akhir sudah lewat atau sebelum tanggal mulai."))
        return cleaned

    def term(self) -> Term:
        """What a valid form says."""
        values = self.cleaned_data
        region = region_for(values["role"], values["area"])
        return Term(values["role"], region, values["valid_from"], values["valid_until"])


class OfficerForm(RoleForm):
    """A new officer with a first role."""

    username = forms.RegexField(
        label=_("Nama pengguna"),
        regex=r"^[a-z0-9][a-z0-9._-]{2,79}$",
        error_messages={
            "required": _("Tulis nama pengguna."),
            "invalid": _("Paling sedikit tiga huruf kecil, angka, titik, atau garis."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    name = forms.CharField(
        label=_("Nama lengkap, seperti tercetak di surat"),
        max_length=120,
        error_messages={"required": _("Tulis nama lengkapnya.")},
    )
    email = forms.EmailField(label=_("Surel"), required=False)

    field_order = ("username", "name", "email", "role", "area", "valid_from", "valid_until", "otp")

    def clean_username(self) -> str:
        """Names are given once."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Nama pengguna ini sudah dipakai."))
        return username


class OfficerDeedForm(SecondFactorForm):
    """Nothing but the second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_code()


class RoleEndForm(OfficerDeedForm):
    """Ending a role, and with it the offices in whose name its holder signs; they end unless unticked."""

    with_office = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, offices: Sequence[Official], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offices:
            del self.fields["with_office"]
            return
        named = ", ".join(
            f"{office.prefix} {office.title} {office.region.name}".strip() for office in offices
        )
        field = self.fields["with_office"]
        field.label = _("Akhiri juga masa jabatannya sebagai %(offices)s") % {"offices": named}
        field.help_text = _(
            "Sejak itu tidak ada surat, disposisi, atau tanda tangan baru atas namanya. Surat yang sudah terbit tetap."
        )
