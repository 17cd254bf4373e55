"""What would have to be recorded otherwise for the verdict to turn: one value of one person or of the family."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .facts import DATES, About, Fact, Kind
from .family import FamilyCase, Known, Member, number_of
from .grammar import Comparison, Condition, Rule, parts_of
from .reading import holds


@dataclass(frozen=True)
class OtherValue:
    """One value that would turn the verdict, and what is recorded instead."""

    fact: Fact
    person: Member | None
    recorded: int | None
    needed: Condition
    fulfilled: bool


def what_would_turn(rule: Rule, case: FamilyCase, person: Member | None = None) -> list[OtherValue]:
    """The single values that, recorded otherwise, would make the verdict the opposite one.

    Only values that a correction can mend: nobody can argue with an age. In the order of the rule, each fact of each
    person once.
    """
    verdict = holds(rule, case, person)
    found: dict[tuple[str, object], OtherValue] = {}
    for condition in parts_of(rule):
        if not isinstance(condition, Condition) or not condition.fact.correctable:
            continue
        if condition.fact.kind == Kind.PROGRAMME:
            continue
        for owner in _owners(condition.fact, case, person):
            key = (condition.fact.name, owner.id if owner else None)
            for fulfilled, value in _others(condition, case.day):
                changed, whom = _with(case, owner, condition.fact, value, person)
                if key not in found and holds(rule, changed, whom) != verdict:
                    found[key] = OtherValue(
                        condition.fact, owner, _recorded(condition.fact, case, owner), condition, fulfilled
                    )
    return list(found.values())


def _owners(fact: Fact, case: FamilyCase, person: Member | None) -> tuple[Member | None, ...]:
    if fact.about == About.FAMILY:
        return (None,)
    return (person,) if person is not None else case.members


def _others(condition: Condition, day: date) -> Iterator[tuple[bool, Known]]:
    """A value that fulfils the condition and one that does not."""
    fact = condition.fact
    wanted = int(condition.values[0])
    if fact.kind == Kind.CHOICE:
        yield True, wanted
        others = [code for code, _label in fact.choices if code not in condition.values]
        # The last of a list is the plain case ("bukan penyandang disabilitas", "lainnya").
        yield from ((False, code) for code in others[-1:])
        return
    if fact.kind == Kind.YES_NO:
        yield True, bool(wanted)
        yield False, not wanted
        return
    below = wanted - 1 if condition.comparison == Comparison.AT_LEAST else wanted + 1
    for fulfilled, number in ((True, wanted), (False, below)):
        if number >= 0:
            yield fulfilled, _since(day, number) if fact.name in DATES else number


def _since(day: date, years: int) -> date:
    return date(max(1, day.year - years), day.month, min(day.day, 28))


def _with(
    case: FamilyCase, owner: Member | None, fact: Fact, value: Known, person: Member | None
) -> tuple[FamilyCase, Member | None]:
    """The case with one value recorded otherwise, and the person of whom the rule is asked in it."""
    if owner is None:
        return replace(case, values={**case.values, fact.name: value}), person
    changed = replace(owner, values={**owner.values, fact.name: value})
    members = tuple(changed if member.id == owner.id else member for member in case.members)
    return replace(case, members=members), changed if person is not None else None


def _recorded(fact: Fact, case: FamilyCase, owner: Member | None) -> int | None:
    values = owner.values if owner is not None else case.values
    return number_of(fact.name, values.get(fact.name), case.day)
