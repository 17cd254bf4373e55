"""Rules in plain words, for whoever reads them: the officer, the village meeting, the person concerned."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .facts import Fact, Kind
from .grammar import AllOf, AnyOf, Comparison, Condition, Members, Not, Rule
from .reading import Trace


@dataclass(frozen=True)
class Line:
    """One line of a rule in words, as deep as it stands inside."""

    depth: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One line of a verdict: what was asked, whether it holds, what is recorded, and where that is from."""

    depth: int
    text: str
    holds: bool
    value: str
    known: bool
    fact: Fact | None
    person_name: str = ""


def lines_of(rule: Rule, names: dict[str, str], depth: int = 0) -> list[Line]:
    """The rule as indented lines. Args: names: what programmes are called, by code."""
    match rule:
        case AllOf(parts) | AnyOf(parts):
            own = Line(depth, heading(rule))
            return [own, *(line for part in parts for line in lines_of(part, names, depth + 1))]
        case Not(part):
            return [Line(depth, _("Tidak berlaku:")), *lines_of(part, names, depth + 1)]
        case Members(inner, _at_least):
            return [Line(depth, heading(rule)), *lines_of(inner, names, depth + 1)]
        case Condition():
            return [Line(depth, sentence(rule, names))]


def heading(rule: Rule) -> str:
    """The line above the parts of a rule."""
    match rule:
        case AllOf():
            return _("Semua ini terpenuhi:")
        case AnyOf():
            return _("Salah satu ini terpenuhi:")
        case Members(_inner, at_least):
            return _("Paling sedikit %(count)d anggota keluarga yang:") % {"count": at_least}
    return _("Tidak berlaku:")


def sentence(condition: Condition, names: dict[str, str]) -> str:
    """A comparison in words: "Desil kesejahteraan paling tinggi 4"."""
    fact = condition.fact
    value = value_in_words(condition, names)
    if condition.comparison == Comparison.ONE_OF or fact.kind == Kind.YES_NO:
        return _("%(fact)s: %(value)s") % {"fact": fact.label, "value": value}
    words = {
        Comparison.AT_LEAST: _("%(fact)s paling sedikit %(value)s"),
        Comparison.AT_MOST: _("%(fact)s paling banyak %(value)s"),
        Comparison.EQUALS: _("%(fact)s tepat %(value)s"),
    }
    return words[condition.comparison] % {"fact": fact.label, "value": value}


def value_in_words(condition: Condition, names: dict[str, str]) -> str:
    """What a fact is compared with."""
    fact = condition.fact
    if fact.kind == Kind.PROGRAMME:
        return _or([names.get(str(code), str(code)) for code in condition.values])
    if fact.kind == Kind.CHOICE:
        return _or([fact.label_of(int(code)) for code in condition.values])
    return recorded(fact, int(condition.values[0]))


def recorded(fact: Fact, value: int) -> str:
    """A value as a person reads it: "67 tahun", "Rp1.250.000", "ya"."""
    if fact.kind == Kind.YES_NO:
        return _("ya") if value else _("tidak")
    if fact.kind == Kind.CHOICE:
        return str(fact.label_of(value))
    text = number_format(value, use_l10n=True, force_grouping=True)
    return f"Rp{text}" if fact.kind == Kind.MONEY else f"{text} {fact.unit}".strip()


def findings_of(trace: Trace, names: dict[str, str], depth: int = 0) -> list[Finding]:
    """The verdict line by line; of "members" those of whom it holds, or everybody when it holds of too few."""
    rule = trace.rule
    if isinstance(rule, Condition):
        return [_finding(rule, trace, names, depth)]
    value = ""
    below = trace.below
    if isinstance(rule, Members):
        value = _("%(count)d orang") % {"count": trace.value or 0}
        if trace.holds:
            below = tuple(part for part in below if part.holds)
    own = Finding(depth, heading(rule), trace.holds, value, True, None)
    found = [own]
    for part in below:
        if isinstance(rule, Members) and part.person is not None:
            found.append(Finding(depth + 1, part.person.name, part.holds, "", True, None, part.person.name))
            found.extend(findings_of(part, names, depth + 2))
        else:
            found.extend(findings_of(part, names, depth + 1))
    return found


def _finding(condition: Condition, trace: Trace, names: dict[str, str], depth: int) -> Finding:
    fact = condition.fact
    if fact.kind == Kind.PROGRAMME:
        value = _("ya") if trace.holds else _("tidak")
    elif trace.value is None:
        value = _("belum diketahui")
    else:
        value = recorded(fact, trace.value)
    person = trace.person.name if trace.person is not None else ""
    return Finding(depth, sentence(condition, names), trace.holds, value, trace.known, fact, person)


def _or(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s atau %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
