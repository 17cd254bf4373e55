"""The grammar of rules: what the form writes, what is stored, and what is refused.

A rule is stored as nested lists of plain values:

    {"all": [RULE, …]}   {"any": [RULE, …]}   {"not": RULE}
    {"fact": NAME, "is": COMPARISON, "value": NUMBER | true | false | [CODE, …]}
    {"members": RULE, "at_least": NUMBER}

Inside "members" only facts of persons stand; it counts the living members of whom the rule holds. Facts of persons
outside of it belong to programmes that are given to persons. A value that nobody recorded fulfils no comparison.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from .facts import FACTS, About, Fact, Kind

DEEPEST, MOST_PARTS = 6, 60


class Comparison(StrEnum):
    """How a fact is compared with a value."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"
    ONE_OF = "one_of"


COMPARISONS: dict[Kind, tuple[Comparison, ...]] = {
    Kind.NUMBER: (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.EQUALS),
    Kind.MONEY: (Comparison.AT_LEAST, Comparison.AT_MOST),
    Kind.YES_NO: (Comparison.EQUALS,),
    Kind.CHOICE: (Comparison.ONE_OF,),
    Kind.PROGRAMME: (Comparison.ONE_OF,),
}


class RuleRefused(ValueError):
    """A rule that the grammar does not know; `place` are the positions on the way to the part that is wrong."""

    def __init__(self, message: str, place: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


@dataclass(frozen=True)
class Condition:
    """One comparison of one fact. `values` holds one number (0 or 1 for no and yes), or codes; programmes by code."""

    fact: Fact
    comparison: Comparison
    values: tuple[int | str, ...]


@dataclass(frozen=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple["Rule", ...]


@dataclass(frozen=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple["Rule", ...]


@dataclass(frozen=True)
class Not:
    """Holds when the part does not."""

    part: "Rule"


@dataclass(frozen=True)
class Members:
    """Holds when the rule holds of at least so many living members."""

    rule: "Rule"
    at_least: int


Rule = Condition | AllOf | AnyOf | Not | Members


@dataclass(frozen=True)
class _Scope:
    """What may stand at a place of a rule: facts of a person, of the family, and these programmes."""

    person: bool
    family: bool
    programmes: frozenset[str]


def read_rule(stored: Any, *, for_persons: bool, programmes: frozenset[str]) -> Rule:
    """The rule that stored values mean.

    Args: for_persons: whether the programme is given to persons; programmes: codes that a rule may name.
    Raises RuleRefused with words for whoever wrote the rule.
    """
    rule = _read(stored, (), _Scope(for_persons, True, programmes))
    if sum(1 for _part in parts_of(rule)) > MOST_PARTS:
        raise RuleRefused(
            _("Syarat ini terlalu panjang: paling banyak %(most)d butir.") % {"most": MOST_PARTS}
        )
    return rule


def parts_of(rule: Rule) -> Iterator[Rule]:
    """The rule and everything inside it."""
    yield rule
    if isinstance(rule, AllOf | AnyOf):
        for part in rule.parts:
            yield from parts_of(part)
    elif isinstance(rule, Not):
        yield from parts_of(rule.part)
    elif isinstance(rule, Members):
        yield from parts_of(rule.rule)


def written(rule: Rule) -> dict[str, Any]:
    """The rule as it is stored; `read_rule` gives the same rule back."""
    match rule:
        case AllOf(parts):
            return {"all": [written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [written(part) for part in parts]}
        case Not(part):
            return {"not": written(part)}
        case Members(inner, at_least):
            return {"members": written(inner), "at_least": at_least}
        case Condition(fact, comparison, values):
            return {"fact": fact.name, "is": str(comparison), "value": _plain(fact, values)}


def _plain(fact: Fact, values: tuple[int | str, ...]) -> Any:
    if fact.kind in (Kind.CHOICE, Kind.PROGRAMME):
        return list(values)
    return bool(values[0]) if fact.kind == Kind.YES_NO else values[0]


def _read(stored: Any, place: tuple[int, ...], scope: _Scope) -> Rule:
    if len(place) > DEEPEST:
        raise RuleRefused(_("Syarat bersarang terlalu dalam."), place)
    if not isinstance(stored, dict):
        raise RuleRefused(_("Butir syarat ini tidak dikenal."), place)
    match stored:
        case {"all": [_, *_others] as parts, **rest} if not rest:
            return AllOf(tuple(_read(part, (*place, i), scope) for i, part in enumerate(parts)))
        case {"any": [_, *_others] as parts, **rest} if not rest:
            return AnyOf(tuple(_read(part, (*place, i), scope) for i, part in enumerate(parts)))
        case {"all": [], **rest} | {"any": [], **rest} if not rest:
            raise RuleRefused(_("Kelompok syarat ini masih kosong. Tambahkan satu butir."), place)
        case {"not": part, **rest} if not rest:
            return Not(_read(part, (*place, 0), scope))
        case {"members": part, "at_least": int(count), **rest} if not rest and scope.family:
            if isinstance(count, bool) or not 1 <= count <= 20:
                raise RuleRefused(_("Jumlah anggota harus 1 sampai 20."), place)
            inner = _read(part, (*place, 0), _Scope(True, False, scope.programmes))
            return Members(inner, count)
        case {"fact": str(name), "is": str(comparison), "value": value, **rest} if not rest:
            return _condition(name, comparison, value, place, scope)
    raise RuleRefused(_("Butir syarat ini tidak dikenal."), place)


def _condition(name: str, comparison: str, value: Any, place: tuple[int, ...], scope: _Scope) -> Condition:
    fact = FACTS.get(name)
    if fact is None:
        raise RuleRefused(_("Keterangan ini tidak dikenal."), place)
    if fact.about == About.PERSON and not scope.person:
        raise RuleRefused(
            _("“%(fact)s” adalah keterangan orang. Taruh di dalam “paling sedikit … anggota yang”.")
            % {"fact": fact.label},
            place,
        )
    if fact.about == About.FAMILY and not scope.family:
        raise RuleRefused(
            _("“%(fact)s” adalah keterangan keluarga, bukan keterangan anggota.") % {"fact": fact.label},
            place,
        )
    if comparison not in COMPARISONS[fact.kind]:
        raise RuleRefused(
            _("“%(fact)s” tidak dapat dibandingkan dengan cara itu.") % {"fact": fact.label}, place
        )
    return Condition(fact, Comparison(comparison), _values(fact, value, place, scope.programmes))


def _values(
    fact: Fact, value: Any, place: tuple[int, ...], programmes: frozenset[str]
) -> tuple[int | str, ...]:
    if fact.kind == Kind.YES_NO:
        if isinstance(value, bool):
            return (int(value),)
        raise RuleRefused(_("Pilih ya atau tidak untuk “%(fact)s”.") % {"fact": fact.label}, place)
    if fact.kind in (Kind.CHOICE, Kind.PROGRAMME):
        known = programmes if fact.kind == Kind.PROGRAMME else {code for code, _label in fact.choices}
        if isinstance(value, list) and value and all(_is_code(entry) and entry in known for entry in value):
            return tuple(dict.fromkeys(value))
        raise RuleRefused(_("Pilih paling sedikit satu untuk “%(fact)s”.") % {"fact": fact.label}, place)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= fact.highest:
        return (value,)
    raise RuleRefused(
        _("Isi angka bulat antara 0 dan %(highest)s untuk “%(fact)s”.")
        % {"fact": fact.label, "highest": fact.highest},
        place,
    )


def _is_code(entry: Any) -> bool:
    return isinstance(entry, int | str) and not isinstance(entry, bool)
