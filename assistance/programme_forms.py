"""Forms of the social office: a programme, its terms, one condition of a rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assistance.models import Programme, Terms
from assistance.rules.facts import FACTS, About, Fact, Kind
from assistance.rules.grammar import COMPARISONS, Comparison
from foundation.forms.fields import DateField, MoneyField

COMPARISON_WORDS = {
    Comparison.AT_LEAST: _("paling sedikit"),
    Comparison.AT_MOST: _("paling banyak"),
    Comparison.EQUALS: _("tepat"),
    Comparison.ONE_OF: _("salah satu dari"),
}


class ProgrammeForm(forms.ModelForm):
    """What a programme is: name, owner, fund, and to whom it is given."""

    class Meta:
        model = Programme
        fields = ["code", "name", "short_name", "owner", "fund", "unit", "purpose"]
        labels = {
            "code": _("Kode singkat (huruf kecil, angka, tanda hubung)"),
            "name": _("Nama program"),
            "short_name": _("Nama singkat"),
            "fund": _("Sumber dana"),
            "purpose": _("Untuk apa"),
        }
        widgets = {
            "owner": forms.RadioSelect,
            "unit": forms.RadioSelect,
            "purpose": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Without the empty choice that a model's field brings along: one has to be chosen.
        self.fields["owner"] = _chosen(_("Penanggung jawab"), Programme.Owner.choices)
        self.fields["unit"] = _chosen(_("Diberikan kepada"), Programme.Unit.choices)


class TermsForm(forms.Form):
    """From when the terms are in force, on what ground, and what is given."""

    valid_from = DateField(label=_("Mulai berlaku"))
    article = forms.CharField(label=_("Dasar hukum (peraturan dan pasal)"), max_length=200)
    amount = MoneyField(label=_("Besar bantuan tiap kali"), required=False, min_value=0)
    in_kind = forms.CharField(label=_("Bantuan bukan uang"), max_length=120, required=False)
    period = forms.ChoiceField(label=_("Diberikan"), choices=Terms.Period.choices, widget=forms.RadioSelect)
    quota_per_village = forms.IntegerField(
        label=_("Kuota tiap desa (kosongkan bila tidak ada)"), required=False, min_value=1, max_value=100_000
    )
    documents = forms.CharField(
        label=_("Berkas yang diminta, satu baris satu berkas"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def values(self) -> dict[str, Any]:
        """The cleaned values as terms hold them."""
        lines = (line.strip() for line in self.cleaned_data["documents"].splitlines())
        return {**self.cleaned_data, "documents": [line[:120] for line in lines if line]}


class FactForm(forms.Form):
    """Which fact the condition asks; of persons only where a person is meant."""

    fact = forms.ChoiceField(label=_("Keterangan apa?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, about: tuple[About, ...]) -> None:
        super().__init__(data)
        choices = [(fact.name, fact.label) for fact in FACTS.values() if fact.about in about]
        self.fields["fact"] = forms.ChoiceField(
            label=_("Keterangan apa?"), choices=choices, widget=forms.RadioSelect
        )


class ConditionForm(forms.Form):
    """How the fact is compared, and with what."""

    def __init__(
        self, data: Any, *, fact: Fact, programmes: list[tuple[str, str]], stored: dict[str, Any]
    ) -> None:
        super().__init__(data)
        self.fact = fact
        comparisons = COMPARISONS[fact.kind]
        if len(comparisons) > 1:
            self.fields["comparison"] = forms.ChoiceField(
                label=_("Bandingkan"),
                choices=[(str(each), COMPARISON_WORDS[each]) for each in comparisons],
                widget=forms.RadioSelect,
                initial=stored.get("is", str(comparisons[0])),
            )
        self.fields["value"] = _value_field(fact, programmes, stored.get("value"))

    def condition(self) -> dict[str, Any]:
        """The condition as rules store it."""
        value = self.cleaned_data["value"]
        if self.fact.kind == Kind.YES_NO:
            value = value == "yes"
        elif self.fact.kind == Kind.CHOICE:
            value = [int(code) for code in value]
        comparison = self.cleaned_data.get("comparison") or str(COMPARISONS[self.fact.kind][0])
        return {"fact": self.fact.name, "is": comparison, "value": value}


class MembersForm(forms.Form):
    """How many members the rule inside must hold of."""

    at_least = forms.IntegerField(label=_("Paling sedikit berapa anggota?"), min_value=1, max_value=20)


def _chosen(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def _value_field(fact: Fact, programmes: list[tuple[str, str]], initial: Any) -> forms.Field:
    label = str(fact.label)
    if fact.kind == Kind.YES_NO:
        return forms.ChoiceField(
            label=label,
            choices=[("yes", _("Ya")), ("no", _("Tidak"))],
            widget=forms.RadioSelect,
            initial={True: "yes", False: "no"}.get(initial),
        )
    if fact.kind in (Kind.CHOICE, Kind.PROGRAMME):
        choices = (
            programmes
            if fact.kind == Kind.PROGRAMME
            else [(str(code), label) for code, label in fact.choices]
        )
        chosen = [str(code) for code in initial] if isinstance(initial, list) else []
        return forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple, initial=chosen
        )
    if fact.kind == Kind.MONEY:
        return MoneyField(label=label, min_value=0, max_value=fact.highest, initial=initial)
    label = f"{label} ({fact.unit})" if fact.unit else label
    return forms.IntegerField(label=label, min_value=0, max_value=fact.highest, initial=initial)
