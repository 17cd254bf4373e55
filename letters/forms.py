"""The form that a kind of letter asks to be filled in, built from the type's typed fields."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from citizens.models import Resident
from citizens.nik import NumberError, parse_nik
from citizens.queries import family_members
from foundation.access.guard import reachable
from foundation.access.roles import Actor
from foundation.forms.fields import DateField, MoneyField

from .errors import WrongInput
from .models import LetterTypeVersion

REQUIRED = _("Isian ini wajib diisi.")
ONE_VALUE = _("Isi dengan satu teks, angka, atau ya/tidak.")
LONGEST_TEXT, LONGEST_PARAGRAPH = 200, 1000
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class ResidentByNumberField(forms.Field):
    """A resident of the village, typed as NIK (or given by id); the value is the resident."""

    def __init__(self, *, actor: Actor, **options: Any) -> None:
        attrs = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": "40",
            "class": "govuk-input--width-20",
        }
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)
        self.actor = actor

    def to_python(self, value: Any) -> Any:
        """Finds the resident within reach. ValidationError for a number that can't be one, or that nobody here has."""
        text = str(value or "").strip()
        if not text:
            return None
        people = reachable(Resident.objects.select_related("family"), self.actor)
        if _UUID.fullmatch(text):
            resident = people.filter(pk=UUID(text)).first()
        else:
            try:
                resident = people.filter(nik=parse_nik(text).number).first()
            except NumberError as error:
                raise forms.ValidationError(str(error)) from error
        if resident is None:
            raise forms.ValidationError(
                _("Tidak ada warga dengan NIK ini di desa Bapak/Ibu. Periksa angkanya.")
            )
        return resident


class FamilyMemberField(forms.ChoiceField):
    """A member of the own family; the value is the resident."""

    def __init__(self, *, members: list[Resident], **options: Any) -> None:
        self.members = {str(member.pk): member for member in members}
        super().__init__(
            choices=[("", _("Pilih…")), *((pk, m.name) for pk, m in self.members.items())], **options
        )

    def clean(self, value: Any) -> Any:
        """The chosen member, or None."""
        chosen = super().clean(value)
        return self.members.get(chosen)


class RequestForm(forms.Form):
    """The fields of one version of a letter type, for one resident."""

    def __init__(
        self, version: LetterTypeVersion, resident: Resident, actor: Actor, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        for spec in version.fields:
            if not (actor.is_citizen and spec.get("officer")):
                self.fields[spec["name"]] = field_of(spec, resident, actor)

    def as_data(self) -> dict[str, Any]:
        """The cleaned values as JSON: dates in ISO form, residents as ids."""
        return {name: as_json(value) for name, value in self.cleaned_data.items()}


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
    strange = [name for name, value in values.items() if not _is_plain(value)]
    if strange:
        raise WrongInput({name: [str(_("Isi dengan satu teks, angka, atau ya/tidak."))] for name in strange})
    return {
        name: {True: "yes", False: "no"}.get(v, v) if isinstance(v, bool) else v for name, v in values.items()
    }


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        # JSON can name half of a pair of code units, which is no character and can't be stored.
        return not any("\ud800" <= character <= "\udfff" for character in value)
    return value is None or isinstance(value, (bool, int, float))


def as_json(value: Any) -> Any:
    """A cleaned value as it is stored."""
    if isinstance(value, Resident):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value


def field_of(spec: Mapping[str, Any], resident: Resident, actor: Actor) -> forms.Field:
    """The form field that a type's field is asked with."""
    common: dict[str, Any] = {
        "label": spec["label"],
        "required": bool(spec.get("required")),
        "help_text": spec.get("hint", ""),
        "error_messages": {"required": REQUIRED},
    }
    kind = spec["type"]
    if kind == "textarea":
        widget = forms.Textarea(attrs={"rows": 4})
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
        if actor.is_citizen:
            return FamilyMemberField(members=family_members(resident), **common)
        return ResidentByNumberField(actor=actor, **common)
    return forms.CharField(max_length=spec.get("max_length", LONGEST_TEXT), **common)
