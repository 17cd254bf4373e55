"""Forms of the editor for kinds of letters, one a part; the rules themselves are the type file's reader's."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .catalogue.files import (
    FIELD_TYPES,
    HIGHEST_AMOUNT,
    LONGEST_ANSWER,
    LONGEST_BODY,
    LONGEST_SERVICE,
    LONGEST_VALIDITY,
)
from .classification import classification_names
from .pasted_text import wording_of

FIELD_LABELS = {
    "text": gettext_lazy("Teks satu baris"),
    "textarea": gettext_lazy("Teks beberapa baris"),
    "choice": gettext_lazy("Pilihan"),
    "date": gettext_lazy("Tanggal"),
    "money": gettext_lazy("Jumlah uang"),
    "number": gettext_lazy("Angka"),
    "time": gettext_lazy("Jam"),
    "resident": gettext_lazy("Warga desa"),
    "yesno": gettext_lazy("Ya atau tidak"),
}
AUDIENCE_LABELS = {
    "citizen": gettext_lazy("Warga, dari telepon atau komputer"),
    "counter": gettext_lazy("Petugas, di loket desa"),
}
SUGGESTIONS = 8
# Keys that say something about one kind of field only.
_BELONGS = {
    "choices": {"choice"},
    "max_length": {"text", "textarea"},
    "min": {"number", "money"},
    "max": {"number"},
    "past_only": {"date"},
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
        required=False,
        strip=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "class": "sk-wording__text"}),
    )

    def clean_body(self) -> str:
        """Plain text of the grammar; no character that a database refuses."""
        return wording_of(self.cleaned_data["body"].replace("\0", ""))


class _PartForm(forms.Form):
    """A field or a document: label, name in the wording, hint."""

    label = forms.CharField(label=gettext_lazy("Pertanyaan atau nama"), max_length=120)
    name = forms.CharField(
        label=gettext_lazy("Nama pendek"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Dipakai di naskah. Kosongkan agar dibuat dari pertanyaannya."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )
    hint = forms.CharField(label=gettext_lazy("Petunjuk"), max_length=300, required=False)
    required = forms.BooleanField(label=gettext_lazy("Wajib diisi"), required=False)

    def __init__(self, data: Any = None, *, part: Mapping[str, Any], taken: set[str]) -> None:
        """Args: part: as a type file has it, empty for a new one; taken: names of the other parts."""
        super().__init__(data, initial=self.shown(part))
        self.part = dict(part)
        self.taken = taken

    def shown(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """The part as the form's initial values."""
        return dict(part)

    def clean(self) -> dict[str, Any]:
        """The name is the one typed, or made from the label; it stands once."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        name = slugify(values.get("name") or values.get("label", "")).replace("-", "_")[:40].strip("_")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            self.add_error(
                "name", _("Nama pendek diawali huruf dan hanya berisi huruf kecil, angka, dan garis bawah.")
            )
        elif name in self.taken:
            self.add_error("name", _("Nama pendek “%(name)s” sudah dipakai.") % {"name": name})
        values["name"] = name
        return values

    def as_part(self) -> dict[str, Any]:
        """The part as a type file has it; what is not set is left out."""
        values = self.part | self.cleaned_data
        return {key: v for key, v in values.items() if key == "required" or v not in (None, "", False, [])}


class DocumentForm(_PartForm):
    """A file that the request asks for."""

    required = forms.BooleanField(label=gettext_lazy("Wajib dilampirkan"), required=False)


class FieldForm(_PartForm):
    """Something that the request asks."""

    type = forms.ChoiceField(
        label=gettext_lazy("Jenis isian"), choices=[(kind, FIELD_LABELS[kind]) for kind in FIELD_TYPES]
    )
    choices = forms.CharField(
        label=gettext_lazy("Pilihan, satu setiap baris"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Hanya untuk jenis Pilihan."),
    )
    max_length = forms.IntegerField(
        label=gettext_lazy("Paling panjang (huruf)"), min_value=1, max_value=LONGEST_ANSWER, required=False
    )
    min = forms.IntegerField(
        label=gettext_lazy("Angka paling kecil"),
        min_value=-HIGHEST_AMOUNT,
        max_value=HIGHEST_AMOUNT,
        required=False,
    )
    max = forms.IntegerField(
        label=gettext_lazy("Angka paling besar"),
        min_value=-HIGHEST_AMOUNT,
        max_value=HIGHEST_AMOUNT,
        required=False,
    )
    past_only = forms.BooleanField(label=gettext_lazy("Tanggal yang sudah lewat saja"), required=False)
    officer = forms.BooleanField(
        label=gettext_lazy("Diisi petugas, tidak ditanyakan kepada warga"), required=False
    )

    field_order = (
        "label",
        "type",
        "choices",
        "required",
        "officer",
        "hint",
        "name",
        "max_length",
        "min",
        "max",
        "past_only",
    )

    def shown(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """Choices one a line."""
        return {**part, "choices": "\n".join(part.get("choices", []))}

    def clean_choices(self) -> list[str]:
        """The lines, each once."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        if len(set(lines)) != len(lines):
            raise forms.ValidationError(_("Ada pilihan yang sama. Tulis setiap pilihan satu kali."))
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("Setiap pilihan paling panjang 200 huruf."))
        return lines

    def clean(self) -> dict[str, Any]:
        """What belongs to another kind of field is dropped."""
        values = super().clean()
        kind = values.get("type")
        for key, kinds in _BELONGS.items():
            if kind not in kinds and key in values:
                values[key] = None
        if kind == "choice" and "choices" in values and not values["choices"]:
            self.add_error("choices", _("Tulis paling sedikit satu pilihan."))
        low, high = values.get("min"), values.get("max")
        if low is not None and high is not None and low > high:
            self.add_error("max", _("Angka paling besar tidak boleh lebih kecil daripada yang paling kecil."))
        return values

    def as_part(self) -> dict[str, Any]:
        """As the type file has it; a lowest value of 0 stays."""
        part = super().as_part()
        return part | {
            key: 0
            for key in ("min", "max")
            if self.cleaned_data.get(key) == 0 and self.cleaned_data[key] is not False
        }
