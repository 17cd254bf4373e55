"""The form fields in which a kind of letter asks for residents, members of the family, and rows of people or things."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from citizens import code_lists
from citizens.formatting import age
from citizens.models import Resident
from citizens.nik import NumberError, parse_nik
from foundation.access.guard import reachable
from foundation.access.roles import Actor
from foundation.forms.fields import DateField, MoneyField
from foundation.forms.rows import RowsField

from .wording import COLUMNS, Column

MOST_PEOPLE = 20
REQUIRED = _("Isian ini wajib diisi.")
NUMBER_WANTED = _("NIK, 16 angka, seperti pada KTP atau Kartu Keluarga.")
NO_OTHER_MEMBER = _("Tidak ada anggota keluarga lain yang tercatat dalam buku penduduk.")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class ResidentByNumberField(forms.Field):
    """A resident of the village, typed as NIK (or given by id); the value is the resident."""

    def __init__(self, *, actor: Actor, not_this_one: Resident | None = None, **options: Any) -> None:
        """`not_this_one` is refused: the applicant, where the letter is about somebody else."""
        attrs = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": "40",
            "class": "govuk-input--width-20",
        }
        options["help_text"] = options.get("help_text") or NUMBER_WANTED
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)
        self.actor = actor
        self.not_this_one = not_this_one

    def prepare_value(self, value: Any) -> Any:
        """Whoever was chosen before stands there with the NIK, which a clerk can compare with a card."""
        if isinstance(value, str) and _UUID.fullmatch(value):
            known = reachable(Resident.objects.all(), self.actor).filter(pk=UUID(value)).exclude(nik=None)
            return known.values_list("nik", flat=True).first() or value
        return value

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
        if resident == self.not_this_one:
            raise forms.ValidationError(_("Ini NIK pemohon sendiri. Isi NIK orang yang dimaksud."))
        return resident


class FamilyMemberField(forms.ChoiceField):
    """A member of the own family; the value is the resident."""

    def __init__(self, *, members: list[Resident], **options: Any) -> None:
        self.members = {str(member.pk): member for member in members}
        if not members:
            options["help_text"] = NO_OTHER_MEMBER
        super().__init__(
            choices=[("", _("Pilih…")), *((pk, m.name) for pk, m in self.members.items())], **options
        )

    def clean(self, value: Any) -> Any:
        """The chosen member, or None."""
        chosen = super().clean(value)
        return self.members.get(chosen)


class FamilyField(forms.MultipleChoiceField):
    """Members of the applicant's family, by id or NIK; nobody else can be chosen. The value is a list of ids."""

    def __init__(self, *, members: list[Resident], fewest: int, **options: Any) -> None:
        self.members = [str(member.pk) for member in members]
        self.numbers = {member.nik: str(member.pk) for member in members if member.nik}
        self.fewest = fewest
        choices = [(str(member.pk), _described(member)) for member in members]
        if not members:
            options["help_text"] = NO_OTHER_MEMBER
        options["error_messages"] = options.get("error_messages", {}) | {
            "invalid_choice": _("Pilih dari anggota keluarga pemohon."),
            "invalid_list": _("Pilih dari anggota keluarga pemohon."),
        }
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **options)

    def to_python(self, value: Any) -> list[str]:
        """Ids of the chosen, each once, in the order of the family."""
        given = {self.numbers.get(text, text) for text in super().to_python(value)}
        ordered = [pk for pk in self.members if pk in given]
        return ordered + sorted(given - set(ordered))

    def validate(self, value: list[str]) -> None:
        """All of the family, and enough of them."""
        super().validate(value)
        if value and len(value) < self.fewest:
            raise forms.ValidationError(_("Pilih paling sedikit %(n)s orang."), params={"n": self.fewest})


def rows_field(spec: Mapping[str, Any], **common: Any) -> RowsField:
    """Rows of people or things, with the type's columns."""
    columns = {name: _column_field(name, COLUMNS[name], spec) for name in spec["columns"]}
    return RowsField(columns, fewest=spec.get("min", 0), most=spec.get("max", MOST_PEOPLE), **common)


def _column_field(name: str, column: Column, spec: Mapping[str, Any]) -> forms.Field:
    # The first column says whom or what the row is about; the others may be unknown.
    common: dict[str, Any] = {
        "label": column.label,
        "required": name == spec["columns"][0],
        "error_messages": {"required": REQUIRED},
    }
    if column.kind == "date":
        return DateField(**common)
    if column.kind == "money":
        return MoneyField(**common)
    if column.kind == "sex":
        choices = [("", _("Pilih…")), *((label, label) for _code, label in code_lists.SEX.choices)]
        return forms.ChoiceField(choices=choices, **common)
    if column.kind == "nik":
        return TypedNikField(**common)
    return forms.CharField(max_length=column.max_length, **common)


class TypedNikField(forms.CharField):
    """A NIK of anybody, of the register or not: its digits must be possible, nothing more is known of it."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=40, **options)

    def clean(self, value: Any) -> str:
        """The sixteen digits, or an empty text. ValidationError for a number that can't be one."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return parse_nik(text).number
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error


def _described(member: Resident) -> str:
    return f"{member.name} ({code_lists.RELATION.label(member.relation)}, {age(member.birth_date)})"
