"""Forms of the editor for kinds of letters; the rules themselves are the type file's reader's."""

import re
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .catalogue.files import LONGEST_BODY, LONGEST_SERVICE, LONGEST_VALIDITY
from .classification import classification_names
from .pasted_text import wording_of

AUDIENCE_LABELS = {
    "citizen": gettext_lazy("Warga, dari telepon atau komputer"),
    "counter": gettext_lazy("Petugas, di loket desa"),
    "office": gettext_lazy("Kantor sendiri (surat dinas, tanpa pemohon)"),
}
SUGGESTIONS = 8
LAYOUT_LABELS = {
    "certificate": gettext_lazy("Surat keterangan: judul di tengah"),
    "letter": gettext_lazy("Surat dinas: tanggal dan alamat tujuan di atas"),
}


class ClassificationField(forms.CharField):
    """A classification code (Permendagri 83/2022); words are answered with the codes that they may mean."""

    def __init__(self, **options: Any) -> None:
        hint = gettext_lazy(
            "Kode menurut Permendagri 83/2022, misalnya 400.12.2.1. Atau tulis katanya, misalnya kelahiran."
        )
        widget = forms.TextInput(attrs={"class": "govuk-input--width-20"})
        super().__init__(
            label=gettext_lazy("Kode klasifikasi"), max_length=60, help_text=hint, widget=widget, **options
        )

    def clean(self, value: Any) -> str:
        """The code. ValidationError with codes that fit the words."""
        text: str = super().clean(value).strip()
        names = classification_names()
        if text in names:
            return text
        found = [f"{code} ({name})" for code, name in names.items() if text.casefold() in name.casefold()]
        if not found:
            raise forms.ValidationError(_("Kode ini tidak ada dalam Permendagri 83/2022. Coba kata lain."))
        raise forms.ValidationError(
            _("Pilih dan tulis salah satu kode: %(codes)s.") % {"codes": "; ".join(found[:SUGGESTIONS])}
        )


class NewTypeForm(forms.Form):
    """What a new kind of letter begins with; all the rest can wait."""

    name = forms.CharField(
        label=gettext_lazy("Nama surat"),
        max_length=120,
        help_text=gettext_lazy("Tercetak sebagai judul, misalnya Surat Keterangan Domisili."),
    )
    code = forms.SlugField(
        label=gettext_lazy("Kode"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Untuk alamat halaman. Kosongkan agar dibuat dari namanya."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    classification = ClassificationField()

    def clean(self) -> dict[str, Any]:
        """The code is the one typed, or made from the name."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "code" in values:
            code = slugify(values["code"] or values.get("name", "")).replace("_", "-").strip("-")[:40]
            values["code"] = code.strip("-")
            if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", values["code"]):
                self.add_error(
                    "code", _("Kode diawali huruf dan hanya berisi huruf kecil, angka, dan tanda hubung.")
                )
        return values


class ImportForm(forms.Form):
    """A type file from another office."""

    file = forms.FileField(
        label=gettext_lazy("Berkas jenis surat (.toml)"),
        error_messages={"required": gettext_lazy("Pilih dahulu berkasnya.")},
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )


class TypeDataForm(forms.Form):
    """Name, heading, code and promise."""

    name = forms.CharField(label=gettext_lazy("Nama surat"), max_length=120)
    short = forms.CharField(
        label=gettext_lazy("Penjelasan untuk warga"),
        max_length=300,
        help_text=gettext_lazy("Satu kalimat: apa yang diterangkan surat ini."),
    )
    group = forms.CharField(
        label=gettext_lazy("Kelompok di daftar surat"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    classification = ClassificationField()
    validity_days = forms.IntegerField(
        label=gettext_lazy("Masa berlaku (hari)"),
        min_value=1,
        max_value=LONGEST_VALIDITY,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        help_text=gettext_lazy("Kosongkan bila berlaku tanpa batas."),
    )
    service_minutes = forms.IntegerField(
        label=gettext_lazy("Janji layanan (menit kerja)"),
        min_value=1,
        max_value=LONGEST_SERVICE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )
    audience = forms.MultipleChoiceField(
        label=gettext_lazy("Siapa yang boleh meminta?"),
        choices=list(AUDIENCE_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Pilih paling sedikit satu.")},
    )

    paper = forms.ChoiceField(label=gettext_lazy("Kertas"), choices=[("F4", "F4"), ("A4", "A4")])
    across = forms.BooleanField(label=gettext_lazy("Dicetak mendatar"), required=False)
    layout = forms.ChoiceField(label=gettext_lazy("Susunan"), choices=list(LAYOUT_LABELS.items()))
    acknowledges = forms.BooleanField(
        label=gettext_lazy("Kepala desa atau lurah hanya mengetahui"),
        required=False,
        help_text=gettext_lazy("Untuk surat pernyataan yang dibuat warga sendiri."),
    )

    def clean_audience(self) -> list[str]:
        """The office's own letters are asked for by nobody else."""
        chosen: list[str] = self.cleaned_data["audience"]
        if "office" in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("Surat dinas tidak dapat sekaligus diminta warga. Pilih salah satu.")
            )
        return chosen

    def as_values(self) -> dict[str, Any]:
        """The keys of a type file; None for what is not set."""
        return {key: None if value in ("", False) else value for key, value in self.cleaned_data.items()}


class StepsForm(forms.Form):
    """The steps of approval; every letter is checked and signed."""

    initial_step = forms.BooleanField(
        label=gettext_lazy("Paraf sekretaris"),
        required=False,
        help_text=gettext_lazy("Sesudah diperiksa petugas dan sebelum ditandatangani."),
    )
    countersign_step = forms.BooleanField(
        label=gettext_lazy("Pengesahan Camat"),
        required=False,
        help_text=gettext_lazy("Sesudah ditandatangani kepala desa atau lurah."),
    )

    def steps(self) -> list[str]:
        """The chosen steps in their order."""
        chosen = {"check": True, "initial": self.cleaned_data["initial_step"], "sign": True}
        chosen["countersign"] = self.cleaned_data["countersign_step"]
        return [step for step, wanted in chosen.items() if wanted]


class WordingForm(forms.Form):
    """The body; formatted text that was pasted becomes the grammar's own."""

    body = forms.CharField(
        label=gettext_lazy("Naskah surat"),
        strip=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "class": "sk-wording__text"}),
    )

    def clean_body(self) -> str:
        """Plain text of the grammar; no character that a database refuses."""
        return wording_of(self.cleaned_data["body"])


class EnglishForm(WordingForm):
    """The same letter in English, where an embassy asks for it; both or neither."""

    name_en = forms.CharField(
        label=gettext_lazy("Judul dalam bahasa Inggris"), max_length=120, required=False
    )
    field_order = ("name_en", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False
