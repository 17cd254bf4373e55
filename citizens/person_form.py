"""A resident's record as a form: every field that the register keeps, for a newcomer and for a correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms.fields import DateField

from . import code_lists
from .event_fields import EventForm, HomeForm, NikField, ask_for_reason
from .models import Family, Resident

IDENTITY = ("nik", "name", "sex", "birth_place", "birth_date", "relation", "marital_status", "religion")
LIVING = (
    "occupation",
    "education",
    "current_education",
    "blood_group",
    "residence",
    "resident_since",
    "address",
)
PARENTS = ("father_name", "father_nik", "mother_name", "mother_nik")
PAPERS = (
    "id_card",
    "birth_certificate",
    "marriage_certificate",
    "married_on",
    "divorce_certificate",
    "divorced_on",
)
AID = ("disability", "chronically_ill", "pregnant", "insurance")
FOREIGNERS = ("citizenship", "passport", "passport_until", "stay_permit")
ALL = (*IDENTITY, *LIVING, *PARENTS, *PAPERS, *AID, *FOREIGNERS)
GROUPS = (
    (_("Orangnya"), IDENTITY),
    (_("Keseharian"), LIVING),
    (_("Orang tua"), PARENTS),
    (_("Akta dan KTP"), PAPERS),
    (_("Untuk bantuan"), AID),
    (_("Kewarganegaraan"), FOREIGNERS),
)
"""How the page groups the fields; what is rarely known is folded away."""


class PersonForm(forms.ModelForm):
    """The fields of one resident. Whether numbers are free is the service's to say."""

    nik = NikField(label=_("NIK"), help_text=_("Kosongkan bila belum punya; dapat diisi kemudian."))
    father_nik = NikField(label=_("NIK ayah"))
    mother_nik = NikField(label=_("NIK ibu"))
    birth_date = DateField(label=_("Tanggal lahir"), past_only=True)
    resident_since = DateField(label=_("Tinggal di desa sejak"), past_only=True, required=False)
    married_on = DateField(label=_("Tanggal perkawinan"), past_only=True, required=False)
    divorced_on = DateField(label=_("Tanggal perceraian"), past_only=True, required=False)
    passport_until = DateField(label=_("Paspor berlaku sampai"), required=False)

    class Meta:
        model = Resident
        fields = ALL
        widgets = {"sex": forms.RadioSelect, "residence": forms.RadioSelect}

    def __init__(self, *args: Any, heads: bool | None = None, **kwargs: Any) -> None:
        """Args: heads: whether the person heads the family; None leaves the relation open."""
        super().__init__(*args, **kwargs)
        for name in ("sex", "residence"):
            # A radio for "nothing chosen" would be one too many.
            self.fields[name].choices = [c for c in self.fields[name].choices if c[0] != ""]  # type: ignore[attr-defined]
        relations = [
            (code, label) for code, label in code_lists.RELATION.choices if code != code_lists.HEAD_OF_FAMILY
        ]
        if heads:
            relations = [code_lists.RELATION.choices[0]]
        if heads is not None:
            self.fields["relation"].choices = relations if heads else [("", _("Pilih…")), *relations]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Passport and permit are foreigners' papers."""
        told = super().clean() or self.cleaned_data
        if told.get("citizenship") == code_lists.INDONESIAN:
            for name in ("passport", "stay_permit", "passport_until"):
                if told.get(name):
                    self.add_error(name, _("Hanya diisi bagi warga negara asing."))
        return told

    def _post_clean(self) -> None:
        # Uniqueness and the table's constraints reach beyond what this clerk may see: services check them.
        if not self.errors:
            self.instance = forms.models.construct_instance(self, self.instance, ALL, None)
            self.instance.nik = self.instance.nik or None

    def groups(self) -> list[dict[str, Any]]:
        """The fields as the page shows them; a group is open when something in it is filled in or wrong."""
        return [
            {
                "title": title,
                "fields": [self[name] for name in names],
                "open": names in (IDENTITY, LIVING)
                or any(self[name].errors or _filled(self[name]) for name in names),
            }
            for title, names in GROUPS
        ]


class CorrectionForm(PersonForm, EventForm):
    """A resident's record as it should be, and why."""

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(
            *args, instance=resident, heads=resident.relation == code_lists.HEAD_OF_FAMILY, **kwargs
        )
        ask_for_reason(self)

    def values(self) -> dict[str, Any]:
        """What was changed on the page; what somebody else changed meanwhile stays."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in ALL}


class EnterForm(PersonForm, EventForm):
    """A newcomer or somebody not recorded yet, into a family that is there."""

    kind = forms.ChoiceField(
        label=_("Mengapa dicatat sekarang?"),
        choices=[("move_in", _("Pindah datang")), ("entry", _("Sudah lama tinggal, belum tercatat"))],
        widget=forms.RadioSelect,
        initial="move_in",
    )
    origin = forms.CharField(
        label=_("Datang dari"), required=False, max_length=200, help_text=_("Misalnya Kabupaten Jember.")
    )

    def __init__(self, *args: Any, family: Family | None = None, **kwargs: Any) -> None:
        heads = family is None or family.head_id is None
        super().__init__(*args, heads=heads, **kwargs)
        self.fields["happened_on"].label = _("Tanggal datang atau dicatat")

    def clean(self) -> dict[str, Any]:
        """Who moved in came from somewhere."""
        told = super().clean()
        if told.get("kind") == "move_in" and not told.get("origin"):
            self.add_error("origin", _("Tulis dari mana datangnya."))
        return told


class NewFamilyForm(EnterForm, HomeForm):
    """The head of a new family, and where it lives."""


def _filled(field: forms.BoundField) -> bool:
    return field.value() not in (None, "", "unknown", code_lists.NO_DISABILITY, code_lists.INDONESIAN)
