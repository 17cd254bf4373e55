"""The plain reading of a rule over one family: whether it holds, and why. The database's answer must be the same."""

from dataclasses import dataclass

from .facts import About, Kind
from .family import FamilyCase, Member, number_of
from .grammar import AllOf, AnyOf, Comparison, Condition, Members, Not, Rule


@dataclass(frozen=True)
class Trace:
    """Why a part of a rule holds or not: the part, the answer, the value that was compared, and the parts below."""

    rule: Rule
    holds: bool
    value: int | None = None
    known: bool = True
    person: Member | None = None
    below: tuple["Trace", ...] = ()


def holds(rule: Rule, case: FamilyCase, person: Member | None = None) -> bool:
    """Whether the rule holds of the family, or of the person in it."""
    return explain(rule, case, person).holds


def explain(rule: Rule, case: FamilyCase, person: Member | None = None) -> Trace:
    """The rule's answer with the answers of all its parts.

    Of "members" the part below stands once for each living member.
    """
    match rule:
        case AllOf(parts):
            below = tuple(explain(part, case, person) for part in parts)
            return Trace(rule, all(part.holds for part in below), below=below, person=person)
        case AnyOf(parts):
            below = tuple(explain(part, case, person) for part in parts)
            return Trace(rule, any(part.holds for part in below), below=below, person=person)
        case Not(part):
            inner = explain(part, case, person)
            return Trace(rule, not inner.holds, below=(inner,), person=person)
        case Members(inner_rule, at_least):
            below = tuple(explain(inner_rule, case, member) for member in case.members)
            count = sum(part.holds for part in below)
            return Trace(rule, count >= at_least, value=count, below=below)
        case Condition():
            return _compare(rule, case, person)


def _compare(condition: Condition, case: FamilyCase, person: Member | None) -> Trace:
    fact = condition.fact
    if fact.kind == Kind.PROGRAMME:
        return Trace(condition, not case.receives.isdisjoint(str(code) for code in condition.values))
    if fact.about == About.PERSON:
        value = number_of(fact.name, person.values.get(fact.name), case.day) if person else None
    else:
        value = number_of(fact.name, case.values.get(fact.name), case.day)
    if value is None:
        return Trace(condition, False, known=False, person=person)
    return Trace(condition, _fulfils(value, condition), value=value, person=person)


def _fulfils(value: int, condition: Condition) -> bool:
    wanted = condition.values
    match condition.comparison:
        case Comparison.AT_LEAST:
            return value >= int(wanted[0])
        case Comparison.AT_MOST:
            return value <= int(wanted[0])
        case Comparison.EQUALS:
            return value == int(wanted[0])
        case Comparison.ONE_OF:
            return value in wanted
