"""Forms of incoming letters and dispositions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField
from villages.models import Official

from .models import IncomingLetter
from .register_forms import SCAN_TYPES, ClassificationField


class IncomingForm(forms.Form):
    """A letter that came in, as the agenda wants it."""

    sender = forms.CharField(
        label=_("Pengirim"),
        max_length=160,
        error_messages={"required": _("Tulis dari siapa surat itu.")},
    )
    sender_number = forms.CharField(
        label=_("Nomor surat pengirim"),
        max_length=120,
        error_messages={"required": _("Salin nomor suratnya; tulis tanpa nomor bila tidak ada.")},
    )
    date = DateField(label=_("Tanggal surat"), error_messages={"required": _("Isi tanggal suratnya.")})
    received_on = DateField(
        label=_("Tanggal diterima"), error_messages={"required": _("Isi tanggal surat diterima.")}
    )
    subject = forms.CharField(
        label=_("Isi singkat"),
        max_length=300,
        error_messages={"required": _("Tulis isi singkatnya, misalnya undangan rapat koordinasi.")},
    )
    classification = ClassificationField(help_text="")
    urgency = forms.ChoiceField(
        label=_("Derajat"),
        choices=IncomingLetter.Urgency.choices,
        initial=IncomingLetter.Urgency.ORDINARY,
        widget=forms.RadioSelect,
    )
    secrecy = forms.ChoiceField(
        label=_("Sifat"),
        choices=IncomingLetter.Secrecy.choices,
        initial=IncomingLetter.Secrecy.ORDINARY,
        widget=forms.RadioSelect,
        help_text=_("Pindaian surat terbatas dan rahasia hanya dibuka pimpinan dan penerima disposisi."),
    )
    scan = forms.FileField(
        label=_("Pindaian surat (bila ada)"),
        required=False,
        help_text=_("Foto atau PDF. Hanya dibuka oleh kantor desa."),
        widget=forms.FileInput(attrs={"accept": SCAN_TYPES}),
    )


class DispositionForm(forms.Form):
    """To whom a letter is passed on, and what for."""

    officials = forms.MultipleChoiceField(
        label=_("Diteruskan kepada"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu pejabat.")},
    )
    instruction = forms.CharField(
        label=_("Isi disposisi"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang harus dilakukan.")},
    )
    due_on = DateField(label=_("Batas waktu"), required=False)

    def __init__(self, *args: Any, officials: Iterable[Official], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officials"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (str(official.pk), f"{official.name} ({official.title})") for official in officials
            ]


class ReportForm(forms.Form):
    """What was done."""

    report = forms.CharField(
        label=_("Apa yang sudah dilakukan?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang sudah dilakukan.")},
    )
