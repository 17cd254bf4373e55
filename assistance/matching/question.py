"""The one question: of every family and person in a scope, what they are entitled to and what they receive.

It is put together from our own words; values are parameters. A row carries the bits of the programmes: a family's row
those of programmes for families, a person's row those for persons. Rows of persons exist only where a bit is set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from assistance.rules.grammar import Rule
from assistance.rules.sql import Statement, condition_of, necessary_for

COLUMNS = "id, family_id, resident_id, village_id, area_code, entitled, enrolled, decile, clashes, bare"


@dataclass(frozen=True)
class RuleOf:
    """A programme as the question needs it: its bit, for whom it is, and its rule on that day (None: none in force)."""

    code: str
    bit: int
    for_persons: bool
    rule: Rule | None


@dataclass(frozen=True)
class Scope:
    """Of whom: everybody, the families of some villages, or some families."""

    villages: tuple[str, ...] = ()
    families: tuple[UUID, ...] = ()

    def condition(self, alias: str, family: str) -> str:
        """What rows of a table with a village and a family must fulfil besides, beginning with AND; empty for all."""
        if self.families:
            return f" AND {alias}.{family} = ANY (%(scope)s::uuid[])"
        if self.villages:
            return f" AND {alias}.village_id = ANY (%(scope)s)"
        return ""

    @property
    def value(self) -> list[Any]:
        return [str(family) for family in self.families] or list(self.villages)


EVERYBODY = Scope()


@dataclass(frozen=True)
class Question:
    """A statement with its parameters; it answers with COLUMNS."""

    sql: str
    values: dict[str, Any]


def ask(
    programmes: Sequence[RuleOf], day: date, scope: Scope = EVERYBODY, *, entitled_only: bool = False
) -> Question:
    """The question of all programmes on a day; who lives where is read as it stands now.

    People are looked at only in families of which some rule may hold by what the families' own rows say.

    Args: entitled_only: leaves out what is received, and whoever is entitled to nothing.
    """
    statement = Statement(day, {programme.code: programme.bit for programme in programmes})
    rules = [programme.rule for programme in programmes if programme.rule is not None]
    possible = " OR ".join(dict.fromkeys(necessary_for(rule, statement) for rule in rules)) or "false"
    family = _mask([programme for programme in programmes if not programme.for_persons], statement)
    person = _mask([programme for programme in programmes if programme.for_persons], statement)
    counts = "".join(
        f", count(*) FILTER (WHERE {condition}) AS {name}" for condition, name in statement.counts.items()
    )
    facts = _FACTS + "".join(f", g.{name}" for name in statement.counts.values())
    in_person = scope.condition("p", "family_id")
    reads_aid = not entitled_only or _RECEIVES in possible + family + person
    sql = f"""
WITH {_received(scope) if reads_aid else _RECEIVED_UNREAD},
clashing AS ({_NOBODY if entitled_only else _CLASHING}),
base AS MATERIALIZED (
  SELECT f.id, f.village_id, f.area_code, w.decile, w.income, w.lost_livelihood, w.housing, w.unfit_house,
    w.electricity, w.farmland, v.kind_number, {_RECEIVES} AS receives, coalesce(a.together, 0) AS enrolled,
    c.family_id IS NOT NULL AS clashes, f.closed_on IS NULL AND ({possible}) AS possible
  FROM citizens_family f
  LEFT JOIN assistance_welfare w ON w.family_id = f.id
    AND w.valid_from <= %(day)s AND (w.valid_until IS NULL OR w.valid_until > %(day)s)
  LEFT JOIN aid a ON a.family_id = f.id
  LEFT JOIN clashing c ON c.family_id = f.id
  JOIN ({_VILLAGES}) v ON v.code = f.village_id
  WHERE {f"f.closed_on IS NULL AND ({possible})" if entitled_only else "(f.closed_on IS NULL OR a.mask IS NOT NULL)"}
    {scope.condition("f", "id")}),
grouped AS (
  SELECT p.family_id, count(*) AS members{counts}
  FROM citizens_resident p JOIN base w ON w.id = p.family_id AND w.possible
  WHERE p.status = 1{in_person} GROUP BY p.family_id),
household AS MATERIALIZED (
  SELECT w.id, w.village_id, w.area_code, w.receives, w.enrolled, w.clashes, w.possible, {facts},
    CASE WHEN g.members IS NULL THEN 0::bigint ELSE {_in_household(family, members="g")} END AS entitled
  FROM base w LEFT JOIN grouped g ON g.family_id = w.id)
{_FAMILIES.format(bare="h.entitled <> 0", more="") if person == _NOTHING else _with_persons(person, in_person)}"""
    return Question(sql, {**statement.values, "day": day, "scope": scope.value})


def _received(scope: Scope) -> str:
    return f"""enrolments AS MATERIALIZED (
  SELECT e.family_id, e.resident_id, e.programme_id, e.component, o.bit, o.unit = 'person' AS personal
  FROM assistance_enrolment e JOIN assistance_programme o ON o.id = e.programme_id
  WHERE e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s){scope.condition("e", "family_id")}),
aid AS (
  SELECT family_id, bit_or(1::bigint << bit) AS mask,
    coalesce(bit_or(1::bigint << bit) FILTER (WHERE NOT personal), 0) AS together
  FROM enrolments GROUP BY family_id)"""


_RECEIVES = "coalesce(a.mask, 0)"
_NOBODY = "SELECT NULL::uuid AS family_id WHERE false"
_RECEIVED_UNREAD = """enrolments AS (
  SELECT NULL::uuid AS family_id, NULL::uuid AS resident_id, 0 AS bit, false AS personal WHERE false),
aid AS (SELECT NULL::uuid AS family_id, 0::bigint AS mask, 0::bigint AS together WHERE false)"""
_NOTHING = "0::bigint"
_FACTS = (
    "w.decile, w.income, w.lost_livelihood, w.housing, w.unfit_house, w.electricity, w.farmland,"
    " w.kind_number, g.members"
)
_VILLAGES = (
    "SELECT code, CASE kind WHEN 'desa' THEN 1 WHEN 'kelurahan' THEN 2 END AS kind_number"
    " FROM villages_region WHERE level = 'village'"
)
# Only families with more than one enrolment are looked at closely.
_CLASHING = """
  SELECT DISTINCT b.family_id FROM enrolments b
  JOIN assistance_exclusion x ON x.first_id = b.programme_id AND x.first_component IN ('', b.component)
    AND x.valid_from <= %(day)s AND (x.valid_until IS NULL OR x.valid_until >= %(day)s)
  JOIN enrolments s ON s.family_id = b.family_id AND s.programme_id = x.second_id
    AND x.second_component IN ('', s.component)"""


_FAMILIES = """
SELECT h.id, h.id AS family_id, NULL::uuid AS resident_id, h.village_id, h.area_code, h.entitled, h.enrolled, h.decile,
  h.clashes, h.receives = 0 AND ({bare}) AS bare
FROM household h {more}"""
_PERSONS = """
UNION ALL
SELECT resident_id, family_id, resident_id, village_id, area_code, entitled, enrolled, NULL, false, false
FROM persons"""
_IN_PERSON = "LEFT JOIN (SELECT DISTINCT family_id FROM persons WHERE entitled <> 0) i ON i.family_id = h.id"


def _with_persons(entitled: str, in_person: str) -> str:
    families = _FAMILIES.format(bare="h.entitled <> 0 OR i.family_id IS NOT NULL", more=_IN_PERSON)
    return _persons(entitled, in_person) + families + _PERSONS


def _persons(entitled: str, in_person: str) -> str:
    # Facts of the family come from its row under the names that rules use; those of the person from the register.
    return f""",
personal AS (
  SELECT resident_id, min(family_id::text)::uuid AS family_id, bit_or(1::bigint << bit) AS mask
  FROM enrolments WHERE personal AND resident_id IS NOT NULL GROUP BY resident_id),
judged AS (
  SELECT p.id, p.family_id, {_in_household(entitled, members="w")} AS entitled
  FROM citizens_resident p JOIN household w ON w.id = p.family_id AND w.possible
  WHERE p.status = 1{in_person}),
persons AS MATERIALIZED (
  SELECT coalesce(j.family_id, e.family_id) AS family_id, coalesce(j.id, e.resident_id) AS resident_id,
    h.village_id, h.area_code, coalesce(j.entitled, 0) AS entitled, coalesce(e.mask, 0) AS enrolled
  FROM (SELECT * FROM judged WHERE entitled <> 0) j
  FULL JOIN personal e ON e.resident_id = j.id
  JOIN household h ON h.id = coalesce(j.family_id, e.family_id))"""


def _in_household(condition: str, *, members: str) -> str:
    """The same expression where everything of the family stands in the row `w`, and its counts in `members`."""
    return (
        condition.replace(_RECEIVES, "w.receives")
        .replace("v.kind_number", "w.kind_number")
        .replace("g.", f"{members}.")
    )


def _mask(programmes: Sequence[RuleOf], statement: Statement) -> str:
    """The bits of those programmes whose rule holds."""
    cases = [
        f"CASE WHEN {condition_of(programme.rule, statement)} THEN {1 << programme.bit}::bigint ELSE 0 END"
        for programme in programmes
        if programme.rule is not None
    ]
    return "(" + " | ".join(cases) + ")" if cases else _NOTHING
