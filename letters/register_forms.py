"""Forms of the books: letters on paper, kept numbers, and a register that was begun on paper."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField

from .models import LetterType, LetterTypeVersion
from .services.paper import PaperData
from .services.reserve import MOST_NUMBERS, ReservationData

REASON_ATTRS = {"rows": 2}
_CODE = re.compile(r"\d{3}(\.\d{1,2}){0,6}", re.ASCII)
SCAN_TYPES = "image/jpeg,image/png,image/webp,application/pdf"


class ClassificationField(forms.CharField):
    """A code of the archive classification (Permendagri 83/2022), or an older one that the office still prints."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Kode klasifikasi"))
        options.setdefault("help_text", _("Misalnya 400.9.14. Kosongkan untuk memakai kode jenis suratnya."))
        attrs = {"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=30, required=False, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> str:
        """The code; empty when nothing was typed."""
        code: str = super().clean(value)
        if code and not _CODE.fullmatch(code):
            raise forms.ValidationError(_("Kode terdiri atas angka dan titik, misalnya 400.12.2.1."))
        return code


class KindForm(forms.Form):
    """What paper letters and kept numbers share: the kind of letter and its code."""

    def __init__(self, *args: Any, versions: Iterable[LetterTypeVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {version.letter_type.code: version for version in versions}
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [
                ("", _("Surat lain")),
                *((code, version.name) for code, version in self.versions.items()),
            ]

    @property
    def letter_type(self) -> LetterType | None:
        """The chosen kind, or None for another letter."""
        version = self.versions.get(self.cleaned_data.get("kind", ""))
        return version.letter_type if version else None

    @property
    def code(self) -> str:
        """The typed code, or that of the chosen kind."""
        typed: str = self.cleaned_data.get("classification", "")
        version = self.versions.get(self.cleaned_data.get("kind", ""))
        return typed or (version.classification if version else "")


class PaperLetterForm(KindForm):
    """A letter on paper, as the book of outgoing letters wants it."""

    kind = forms.ChoiceField(label=_("Jenis surat"), required=False)
    classification = ClassificationField()
    date = DateField(label=_("Tanggal surat"), error_messages={"required": _("Isi tanggal suratnya.")})
    addressee = forms.CharField(
        label=_("Ditujukan kepada"),
        max_length=160,
        error_messages={"required": _("Tulis kepada siapa surat itu.")},
    )
    subject = forms.CharField(
        label=_("Isi singkat"),
        max_length=300,
        error_messages={"required": _("Tulis isi singkatnya, misalnya undangan musyawarah dusun.")},
    )
    scan = forms.FileField(
        label=_("Pindaian surat asli (bila ada)"),
        required=False,
        help_text=_("Foto atau PDF. Hanya dibuka oleh kantor desa."),
        widget=forms.FileInput(attrs={"accept": SCAN_TYPES}),
    )

    def clean(self) -> dict[str, Any]:
        """A letter of no kind of ours needs its code typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.code:
            self.add_error(
                "classification", _("Surat lain memerlukan kode klasifikasi, misalnya 400.10.2.2.")
            )
        return cleaned

    def data_of(self) -> PaperData:
        """The checked values."""
        values = self.cleaned_data
        return PaperData(
            classification=self.code,
            date=values["date"],
            addressee=values["addressee"],
            subject=values["subject"],
            letter_type=self.letter_type,
        )


class ReservationForm(KindForm):
    """How many numbers are kept, and why."""

    count = forms.IntegerField(
        label=_("Berapa nomor?"),
        min_value=1,
        max_value=MOST_NUMBERS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"required": _("Isi banyaknya nomor, 1 sampai 50.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs=REASON_ATTRS),
        error_messages={"required": _("Tulis alasannya, misalnya listrik padam.")},
    )
    kind = forms.ChoiceField(label=_("Untuk jenis surat"), required=False)
    classification = ClassificationField(
        help_text=_("Kosongkan bila kodenya ditulis tangan pada lembar nomor.")
    )

    def data_of(self) -> ReservationData:
        """The checked values."""
        values = self.cleaned_data
        return ReservationData(values["count"], values["reason"], self.code, self.letter_type)


class ReasonForm(forms.Form):
    """Why a number becomes void."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs=REASON_ATTRS),
        error_messages={"required": _("Tulis alasannya; alasan ini tetap tercatat di buku.")},
    )


class RegisterBeginForm(forms.Form):
    """Where a register that was begun on paper goes on."""

    register = forms.ChoiceField(label=_("Buku"))
    first_number = forms.IntegerField(
        label=_("Nomor berikutnya"),
        min_value=2,
        max_value=99999,
        help_text=_("Bila surat terakhir di buku kertas bernomor 41, isi 42."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": _("Isi nomor yang berikutnya akan dipakai.")},
    )
    last_date = DateField(
        label=_("Tanggal surat terakhir di buku kertas"),
        error_messages={"required": _("Isi tanggal surat terakhir di buku kertas.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs=REASON_ATTRS),
        error_messages={"required": _("Tulis alasannya, misalnya buku kertas dipakai sampai bulan Agustus.")},
    )

    def __init__(self, *args: Any, registers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["register"]
        if isinstance(field, forms.ChoiceField):
            field.choices = registers


class ScanForm(forms.Form):
    """A scanned original."""

    file = forms.FileField(
        label=_("Foto atau PDF surat asli"),
        help_text=_("Foto (JPG, PNG) atau PDF sampai 20 halaman. Hanya dibuka oleh kantor desa."),
        error_messages={"required": _("Pilih berkas pindaiannya.")},
        widget=forms.FileInput(attrs={"accept": SCAN_TYPES}),
    )
