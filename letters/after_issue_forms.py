"""Forms of what happens to a letter once it is numbered."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField

from .forms import RequestForm
from .models import Handover

LONGEST_SIGNATURE = 200_000
_PNG = "data:image/png;base64,"


class SignatureInput(forms.Widget):
    """A field to sign in with a finger or a mouse; without script it is not there and the receipt is signed."""

    template_name = "forms/widgets/signature.html"

    class Media:
        js = ("js/signature.js",)

    def format_value(self, value: Any) -> str:
        """A drawn signature comes back as it was."""
        return value if isinstance(value, str) and value.startswith(_PNG) else ""


class SignatureField(forms.Field):
    """A drawn signature; the value is a PNG file, or None."""

    widget = SignatureInput

    def to_python(self, value: Any) -> SimpleUploadedFile | None:
        """The drawing as a file. ValidationError for what a browser would not send."""
        if not value:
            return None
        text = str(value)
        if not text.startswith(_PNG) or len(text) > LONGEST_SIGNATURE:
            raise forms.ValidationError(_("Tanda tangan tidak terbaca. Hapus, lalu minta tanda tangan lagi."))
        try:
            content = base64.b64decode(text.removeprefix(_PNG), validate=True)
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError(
                _("Tanda tangan tidak terbaca. Hapus, lalu minta tanda tangan lagi.")
            ) from error
        return SimpleUploadedFile("tanda-tangan.png", content, "image/png")


class ReplacementForm(RequestForm):
    """What was wrong, and the answers of the letter that takes the old one's place."""

    reason = forms.CharField(
        label=_("Apa yang keliru pada surat lama?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis apa yang keliru pada surat lama.")},
    )


class PrintForm(forms.Form):
    """How many copies, and what for."""

    PURPOSES = (
        ("pemohon", _("Diserahkan kepada pemohon")),
        ("arsip", _("Arsip desa")),
        ("lain", _("Keperluan lain")),
    )

    copies = forms.IntegerField(
        label=_("Rangkap"),
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={"required": _("Isi banyaknya rangkap, 1 sampai 99.")},
    )
    use = forms.ChoiceField(
        label=_("Untuk apa dicetak?"), choices=PURPOSES, initial="pemohon", widget=forms.RadioSelect
    )
    detail = forms.CharField(label=_("Keterangan (bila keperluan lain)"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """Another purpose is named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("use") == "lain" and not cleaned.get("detail"):
            self.add_error("detail", _("Tulis untuk apa surat dicetak."))
        return cleaned

    def purpose_text(self) -> str:
        """The purpose as the log keeps it: Indonesian in every language of the page."""
        texts = {"pemohon": "Diserahkan kepada pemohon", "arsip": "Arsip desa"}
        detail: str = self.cleaned_data["detail"]
        return texts.get(self.cleaned_data["use"], detail)


class CollectForm(forms.Form):
    """Who takes a letter at the counter."""

    RELATIONS = (
        ("pemohon", _("Pemohon sendiri")),
        ("keluarga", _("Keluarga")),
        ("kuasa", _("Wakil dengan surat kuasa")),
        ("lain", _("Orang lain")),
    )

    receiver = forms.CharField(
        label=_("Nama yang mengambil"),
        max_length=120,
        error_messages={"required": _("Tulis nama orang yang mengambil surat.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(
        label=_("Hubungannya dengan pemohon"),
        choices=RELATIONS,
        initial="pemohon",
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hubungannya dengan pemohon.")},
    )
    signature = SignatureField(label=_("Tanda tangan penerima"), required=False)

    def relation_text(self) -> str:
        """The relation as the book keeps it."""
        return str(
            {
                "pemohon": "Pemohon sendiri",
                "keluarga": "Keluarga",
                "kuasa": "Wakil dengan surat kuasa",
                "lain": "Orang lain",
            }[self.cleaned_data["relation"]]
        )


class HandoverForm(forms.Form):
    """How a letter left the office, for the book of deliveries (ekspedisi)."""

    way = forms.ChoiceField(
        label=_("Cara pengiriman"),
        choices=Handover.Way.choices,
        initial=Handover.Way.COURIER,
        widget=forms.RadioSelect,
    )
    sent_on = DateField(
        label=_("Tanggal kirim"), error_messages={"required": _("Isi tanggal surat itu dikirim.")}
    )
    receiver = forms.CharField(
        label=_("Nama penerima"),
        max_length=120,
        error_messages={"required": _("Tulis nama penerimanya.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Keterangan"), max_length=200, required=False)
    signature = SignatureField(label=_("Tanda tangan penerima"), required=False)
