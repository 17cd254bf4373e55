"""A rule as a condition in SQL: our own words with the values as parameters.

`p` is the person, `g` the counts over the members, `w` the welfare data, `a` what the family receives, `v` the village
(assistance.matching.question).
"""

from dataclasses import dataclass, field
from datetime import date

from .facts import DATES, About, Kind
from .grammar import AllOf, AnyOf, Comparison, Condition, Members, Not, Rule

Value = int | date | list[int]


@dataclass
class Statement:
    """A statement that grows: its parameters, and the counts over members that its conditions need."""

    day: date
    bits: dict[str, int]
    values: dict[str, Value] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)

    def holds(self, value: Value) -> str:
        """The placeholder of a parameter with this value."""
        for name, known in self.values.items():
            if known == value and type(known) is type(value):
                return f"%({name})s"
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"

    def count(self, condition: str) -> str:
        """The column that counts the living members of whom the condition holds."""
        return f"g.{self.counts.setdefault(condition, f'm{len(self.counts)}')}"


def condition_of(rule: Rule, statement: Statement) -> str:
    """The rule as a boolean expression that is never NULL."""
    match rule:
        case AllOf(parts):
            return "(" + " AND ".join(condition_of(part, statement) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + " OR ".join(condition_of(part, statement) for part in parts) + ")"
        case Not(part):
            return f"(NOT {condition_of(part, statement)})"
        case Members(inner, at_least):
            return f"({statement.count(condition_of(inner, statement))} >= {statement.holds(at_least)})"
        case Condition():
            return _compared(rule, statement)


def necessary_for(rule: Rule, statement: Statement) -> str:
    """What a family must fulfil by itself for the rule to hold: without looking at its members, who are many.

    Built of the facts that the family's own rows hold; "true" where nothing can be told without the members.
    """
    return _necessary(rule, statement)[0] or "true"


def _necessary(rule: Rule, statement: Statement) -> tuple[str, bool]:
    """The condition (empty for none), and whether it says as much as the rule."""
    match rule:
        case Condition():
            if rule.fact.about == About.FAMILY and not rule.fact.column.startswith("g."):
                return _compared(rule, statement), True
            return "", False
        case AllOf(parts):
            found = [_necessary(part, statement) for part in parts]
            told = [condition for condition, _exact in found if condition]
            joined = "(" + " AND ".join(told) + ")" if told else ""
            return joined, bool(told) and all(exact for _condition, exact in found)
        case AnyOf(parts):
            found = [_necessary(part, statement) for part in parts]
            if not all(condition for condition, _exact in found):
                return "", False
            joined = "(" + " OR ".join(condition for condition, _exact in found) + ")"
            return joined, all(exact for _condition, exact in found)
        case Not(part):
            condition, exact = _necessary(part, statement)
            return (f"(NOT {condition})", True) if condition and exact else ("", False)
        case Members():
            return "", False


def _compared(condition: Condition, statement: Statement) -> str:
    fact = condition.fact
    if fact.kind == Kind.PROGRAMME:
        mask = sum(1 << statement.bits[str(code)] for code in condition.values)
        return f"({fact.column} & {statement.holds(mask)}::bigint <> 0)"
    if condition.comparison == Comparison.ONE_OF:
        codes = [int(value) for value in condition.values]
        return f"coalesce({fact.column} = ANY ({statement.holds(codes)}::int[]), false)"
    wanted = int(condition.values[0])
    if fact.name in DATES:
        return _since(fact.column, condition.comparison, wanted, statement)
    if fact.kind == Kind.YES_NO:
        return f"coalesce({'' if wanted else 'NOT '}{fact.column}, false)"
    sign = {Comparison.AT_LEAST: ">=", Comparison.AT_MOST: "<=", Comparison.EQUALS: "="}[condition.comparison]
    return f"coalesce({fact.column} {sign} {statement.holds(wanted)}::bigint, false)"


def _since(column: str, comparison: Comparison, years: int, statement: Statement) -> str:
    oldest_still_younger = f"{column} > {statement.holds(_years_before(statement.day, years + 1))}::date"
    reached = f"{column} <= {statement.holds(_years_before(statement.day, years))}::date"
    words = {
        Comparison.AT_LEAST: reached,
        Comparison.AT_MOST: oldest_still_younger,
        Comparison.EQUALS: f"{reached} AND {oldest_still_younger}",
    }
    return f"coalesce({words[comparison]}, false)"


def _years_before(day: date, years: int) -> date:
    """The last day since which so many whole years have passed."""
    if day.year - years < 1:
        return date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
