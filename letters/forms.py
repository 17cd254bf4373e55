"""The form that a kind of letter asks to be filled in, built from the type's typed fields."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citizens.models import Resident
from citizens.queries import family_members
from foundation.access.roles import Actor
from foundation.forms.fields import DateField, MoneyField
from foundation.forms.rows import wants_row

from .answers import REQUIRED, FamilyField, FamilyMemberField, ResidentByNumberField, rows_field
from .errors import WrongInput
from .models import LetterTypeVersion

ONE_VALUE = _("Isi dengan satu teks, angka, atau ya/tidak.")
LONGEST_TEXT, LONGEST_PARAGRAPH = 200, 1000
ROW_TYPES = ("people", "table")


class RequestForm(forms.Form):
    """The fields of one version of a letter type, for one resident."""

    def __init__(
        self,
        version: LetterTypeVersion,
        resident: Resident | None,
        actor: Actor,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """`resident` is None for the office's own letters."""
        super().__init__(*args, **kwargs)
        self.version = version
        self.data_names = [spec["name"] for spec in version.fields if spec["type"] in ROW_TYPES]
        for spec in version.fields:
            if not (actor.is_citizen and spec.get("officer")):
                self.fields[spec["name"]] = field_of(spec, resident, actor)

    @property
    def wants_row(self) -> bool:
        """Whether the post only asks for one more row; then nothing is judged, and all that was typed stays."""
        return self.is_bound and wants_row(self.data, self.data_names)

    def full_clean(self) -> None:
        """Judge nothing while rows are still being added."""
        if self.wants_row:
            self._errors = ErrorDict()
            self.cleaned_data = {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        """Never while rows are still being added."""
        return not self.wants_row and super().is_valid()

    def clean(self) -> dict[str, Any]:
        """Dates that belong together are in their order."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        labels = {spec["name"]: spec["label"] for spec in self.version.fields}
        for spec in self.version.fields:
            earlier = spec.get("not_before", "")
            first, last = values.get(earlier), values.get(spec["name"])
            if first and last and last < first:
                sentence = gettext("Tanggal ini tidak boleh sebelum “%(label)s”.")
                self.add_error(spec["name"], sentence % {"label": labels[earlier]})
        return values

    def mark(self, returned: Mapping[str, Any] | None) -> None:
        """Say at the fields that came back what is to be mended there.

        Args: returned: what `marked_for_mending` gives.
        """
        for mark in returned["marks"] if returned else ():
            if mark["name"] in self.fields:
                mark_field(self.fields[mark["name"]], mark)

    def as_data(self) -> dict[str, Any]:
        """The cleaned values as JSON: dates in ISO form, residents as ids."""
        return {name: as_json(value) for name, value in self.cleaned_data.items()}


def mark_field(field: forms.Field, mark: Mapping[str, Any]) -> None:
    """Says at the field that it is to be mended and why; its place on the page is named after the part."""
    field.to_mend = mark["name"]  # type: ignore[attr-defined]
    field.remark = mark["remark"] or gettext("Bagian ini perlu diperbaiki.")  # type: ignore[attr-defined]


def initial_from(version: LetterTypeVersion, data: Mapping[str, Any]) -> dict[str, Any]:
    """Stored data as a form's initial values."""
    initial = dict(data)
    for spec in version.fields:
        value = data.get(spec["name"])
        if spec["type"] == "date" and value:
            initial[spec["name"]] = date.fromisoformat(value)
        if spec["type"] == "yesno" and value is not None:
            initial[spec["name"]] = "yes" if value else "no"
    return initial


def posted_form(values: Mapping[str, Any]) -> dict[str, Any]:
    """A program's JSON values as a form would post them. Raises WrongInput for a list or an object."""
    strange = [name for name, value in values.items() if not (_is_plain(value) or _is_list(value))]
    if strange:
        raise WrongInput({name: [str(ONE_VALUE)] for name in strange})
    return {
        name: {True: "yes", False: "no"}.get(v, v) if isinstance(v, bool) else v for name, v in values.items()
    }


def refuse_misplaced_lists(version: LetterTypeVersion, values: Mapping[str, Any]) -> None:
    """Raises WrongInput for a list where one value is asked, a single value where rows are, or rows that are none."""
    wrong: dict[str, list[str]] = {}
    for spec in version.fields:
        value = values.get(spec["name"])
        if spec["type"] == "family":
            if isinstance(value, list) and not all(isinstance(part, str) for part in value):
                wrong[spec["name"]] = [str(_("Isi dengan daftar NIK atau id anggota keluarga."))]
        elif spec["type"] in ROW_TYPES:
            # A page posts each cell under a name of its own, so the field's own name comes from programs only.
            if value is not None and not (
                isinstance(value, list) and all(isinstance(part, dict) for part in value)
            ):
                wrong[spec["name"]] = [str(_("Isi dengan daftar baris, masing-masing berisi kolomnya."))]
        elif isinstance(value, list):
            wrong[spec["name"]] = [str(ONE_VALUE)]
    if wrong:
        raise WrongInput(wrong)


def _is_list(value: Any) -> bool:
    """A list of texts (members of a family) or of flat rows (people, things)."""
    return isinstance(value, list) and all(
        isinstance(part, str)
        and _is_plain(part)
        or (isinstance(part, dict) and all(_is_plain(cell) for cell in part.values()))
        for part in value
    )


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        # JSON can name half of a pair of code units, which is no character and can't be stored.
        return not any("\ud800" <= character <= "\udfff" for character in value)
    return value is None or isinstance(value, (bool, int, float))


def as_json(value: Any) -> Any:
    """A cleaned value as it is stored."""
    if isinstance(value, list):
        return [as_json(part) for part in value]
    if isinstance(value, dict):
        return {name: as_json(part) for name, part in value.items()}
    if isinstance(value, Resident):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value


def field_of(spec: Mapping[str, Any], resident: Resident | None, actor: Actor) -> forms.Field:
    """The form field that a type's field is asked with."""
    common: dict[str, Any] = {
        "label": spec["label"],
        "required": bool(spec.get("required")),
        "help_text": spec.get("hint", ""),
        "error_messages": {"required": REQUIRED},
    }
    kind = spec["type"]
    if kind in ("textarea", "address"):
        widget = forms.Textarea(attrs={"rows": 3 if kind == "address" else 4})
        return forms.CharField(max_length=spec.get("max_length", LONGEST_PARAGRAPH), widget=widget, **common)
    if kind == "choice":
        choices = [(choice, choice) for choice in spec["choices"]]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if kind == "yesno":
        return forms.TypedChoiceField(
            choices=[("yes", _("Ya")), ("no", _("Tidak"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **common,
        )
    if kind == "date":
        return DateField(past_only=bool(spec.get("past_only")), **common)
    if kind == "money":
        return MoneyField(min_value=spec.get("min", 0), **common)
    if kind == "number":
        attrs = {"inputmode": "numeric", "class": "govuk-input--width-5"}
        return forms.IntegerField(
            min_value=spec.get("min"),
            max_value=spec.get("max"),
            widget=forms.TextInput(attrs=attrs),
            **common,
        )
    if kind == "time":
        widget_time = forms.TimeInput(attrs={"placeholder": "08.30", "class": "govuk-input--width-5"})
        return forms.TimeField(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], widget=widget_time, **common)
    if kind == "resident":
        not_this_one = resident if spec.get("not_applicant") else None
        if actor.is_citizen and resident is not None:
            members = [member for member in family_members(resident) if member != not_this_one]
            return FamilyMemberField(members=members, **common)
        return ResidentByNumberField(actor=actor, not_this_one=not_this_one, **common)
    if kind == "family":
        members = family_members(resident) if resident is not None else []
        if not spec.get("with_applicant"):
            members = [member for member in members if member != resident]
        return FamilyField(members=members, fewest=spec.get("min", 0), **common)
    if kind in ROW_TYPES:
        return rows_field(spec, **common)
    return forms.CharField(max_length=spec.get("max_length", LONGEST_TEXT), **common)
