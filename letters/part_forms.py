"""Forms for the parts of a kind of letter: what it asks, and which documents."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .catalogue.files import HIGHEST_AMOUNT, LONGEST_ANSWER
from .catalogue.kinds import FIELD_TYPES, MOST_ROWS
from .wording import COLUMNS, LIST_TYPES

FIELD_LABELS = {
    "text": gettext_lazy("Teks satu baris"),
    "textarea": gettext_lazy("Teks beberapa baris"),
    "address": gettext_lazy("Alamat"),
    "choice": gettext_lazy("Pilihan"),
    "date": gettext_lazy("Tanggal"),
    "money": gettext_lazy("Jumlah uang"),
    "number": gettext_lazy("Angka"),
    "time": gettext_lazy("Jam"),
    "resident": gettext_lazy("Warga desa"),
    "yesno": gettext_lazy("Ya atau tidak"),
    "family": gettext_lazy("Anggota keluarga pemohon"),
    "people": gettext_lazy("Daftar orang"),
    "table": gettext_lazy("Tabel"),
}
# Keys that say something about one kind of field only.
_BELONGS = {
    "choices": {"choice"},
    "max_length": {"text", "textarea", "address"},
    "min": {"number", "money", *LIST_TYPES},
    "max": {"number", *LIST_TYPES},
    "past_only": {"date"},
    "not_before": {"date"},
    "columns": {"people", "table"},
    "with_applicant": {"family"},
    "not_applicant": {"resident"},
}


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

    def __init__(
        self, data: Any = None, *, part: Mapping[str, Any], others: Sequence[Mapping[str, Any]]
    ) -> None:
        """Args: part: as a type file has it, empty for a new one; others: the parts beside it."""
        super().__init__(data, initial=self.shown(part))
        self.part = dict(part)
        self.taken = {other["name"] for other in others}

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
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Kolom"),
        required=False,
        choices=[(name, column.label) for name, column in COLUMNS.items()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        help_text=gettext_lazy("Hanya untuk daftar orang dan tabel. Daftar orang memerlukan kolom Nama."),
    )
    with_applicant = forms.BooleanField(
        label=gettext_lazy("Pemohon sendiri boleh ikut dipilih"), required=False
    )
    not_applicant = forms.BooleanField(
        label=gettext_lazy("Harus orang lain daripada pemohon"),
        required=False,
        help_text=gettext_lazy("Hanya untuk Warga desa, misalnya orang yang meninggal."),
    )
    past_only = forms.BooleanField(label=gettext_lazy("Tanggal yang sudah lewat saja"), required=False)
    not_before = forms.ChoiceField(
        label=gettext_lazy("Tidak boleh sebelum"),
        required=False,
        help_text=gettext_lazy("Hanya untuk tanggal, misalnya tanggal selesai sesudah tanggal mulai."),
    )
    officer = forms.BooleanField(
        label=gettext_lazy("Diisi petugas, tidak ditanyakan kepada warga"), required=False
    )

    field_order = (
        *("label", "type", "choices", "columns", "required", "officer", "hint", "name"),
        *("max_length", "min", "max", "past_only", "not_before", "with_applicant", "not_applicant"),
    )

    def __init__(self, *args: Any, others: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, others=others, **kwargs)
        dates = [(other["name"], other["label"]) for other in others if other.get("type") == "date"]
        self.fields["not_before"].choices = [("", _("Tanpa batas")), *dates]  # type: ignore[attr-defined]
        for name, kinds in _BELONGS.items():
            # The style sheet hides what says nothing about the chosen kind.
            self.fields[name].widget.attrs["data-kinds"] = " ".join(sorted(kinds))

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
        if kind in ("people", "table") and not values.get("columns"):
            self.add_error("columns", _("Pilih paling sedikit satu kolom."))
        elif kind == "people" and "nama" not in values["columns"]:
            self.add_error("columns", _("Daftar orang memerlukan kolom Nama."))
        if kind in LIST_TYPES and (values.get("max") or 0) > MOST_ROWS:
            self.add_error("max", _("Paling banyak %(n)s baris.") % {"n": MOST_ROWS})
        low, high = values.get("min"), values.get("max")
        if low is not None and high is not None and low > high:
            self.add_error("max", _("Angka paling besar tidak boleh lebih kecil daripada yang paling kecil."))
        return values

    def as_part(self) -> dict[str, Any]:
        """As the type file has it; a lowest value of 0 stays."""
        lowest = {key: 0 for key in ("min", "max") if self.cleaned_data.get(key) == 0}
        return super().as_part() | lowest
