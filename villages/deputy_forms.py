"""The form by which a head names a deputy."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.forms import SecondFactorForm
from foundation.forms.fields import DateField

from .models import Official

LONGEST_DAYS = 366


class DeputyForm(SecondFactorForm):
    """Who signs in the head's place, how that is printed, and for which days."""

    account = forms.ChoiceField(label=_("Siapa?"), error_messages={"required": _("Pilih siapa.")})
    manner = forms.ChoiceField(
        label=_("Bentuk tanda tangan"), choices=Official.DEPUTY_FORMS, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Jabatannya sendiri"),
        max_length=80,
        help_text=_("Misalnya Sekretaris Desa atau Kepala Seksi Pelayanan."),
    )
    nip = forms.CharField(label=_("NIP"), max_length=18, required=False)
    mandate = forms.CharField(label=_("Nomor surat perintah"), max_length=80)
    term_start = DateField(label=_("Mulai"), error_messages={"required": _("Isi tanggal mulainya.")})
    term_end = DateField(label=_("Sampai"), error_messages={"required": _("Isi tanggal akhirnya.")})

    def __init__(self, data: Any = None, *, accounts: list[tuple[UUID, str]], needs_code: bool) -> None:
        super().__init__(data, needs_code=needs_code, initial={"term_start": timezone.localdate()})
        field = self.fields["account"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Pilih…")), *((str(pk), name) for pk, name in accounts)]
        self.ask_for_code()

    def clean(self) -> dict[str, Any]:
        """From today on, in order, and not for ever."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("term_start"), values.get("term_end")
        if start and start < timezone.localdate():
            self.add_error("term_start", _("Tidak dapat mundur. Paling awal hari ini."))
        if start and end and end < start:
            self.add_error("term_end", _("Akhirnya harus sesudah mulainya."))
        elif start and end and end > start + timedelta(days=LONGEST_DAYS):
            self.add_error("term_end", _("Paling lama satu tahun. Perpanjang bila masih perlu."))
        return values
