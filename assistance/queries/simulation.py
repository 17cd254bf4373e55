"""What terms would change before they take effect: who enters and who leaves, by part of an area and by name."""

from dataclasses import dataclass, replace

from django.db import connection

from assistance.matching.question import EVERYBODY, Question, RuleOf, Scope, ask
from assistance.models import Programme, Standing, Terms
from villages.models import Region

from .terms import programme_codes, rule_of, rules_on

_OTHER = 62
"""The bit under which the draft is asked beside the rule in force; masks have room for it in the answer alone."""
_COUNT = """
SELECT left(q.village_id, %(length)s), count(*) FILTER (WHERE q.entitled >> %(bit)s & 1 = 1),
  count(*) FILTER (WHERE q.entitled >> 62 & 1 = 1),
  count(*) FILTER (WHERE q.entitled >> 62 & 1 = 1 AND q.entitled >> %(bit)s & 1 = 0),
  count(*) FILTER (WHERE q.entitled >> 62 & 1 = 0 AND q.entitled >> %(bit)s & 1 = 1)
FROM ({question}) q WHERE q.entitled <> 0 GROUP BY 1 ORDER BY 1
"""
_NAMES = """
SELECT q.id, q.family_id, q.resident_id, q.area_code, q.decile, q.entitled
FROM ({question}) q WHERE (q.entitled >> 62 & 1) <> (q.entitled >> %(bit)s & 1) ORDER BY q.area_code, q.id
"""


@dataclass(frozen=True)
class Change:
    """What would change in a part of an area: entitled before and under the terms, entering, leaving."""

    region: Region
    before: int
    after: int
    entering: int
    leaving: int


def changes_under(terms: Terms, area: Region) -> list[Change]:
    """By kecamatan or village, how many are entitled under the terms instead of those that would be in force."""
    length = 8 if area.level == Region.Level.REGENCY else 13
    question = _both(terms, area)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        # As in the matching of everybody: the estimates of counted groups are poor, and hashing is right for so many.
        cursor.execute(
            "SET LOCAL enable_nestloop = %s", ["on" if area.level == Region.Level.VILLAGE else "off"]
        )
        statement = _COUNT.replace("{question}", question.sql)
        cursor.execute(statement, {**question.values, "bit": terms.programme.bit, "length": length})
        rows = cursor.fetchall()
    regions = {region.code: region for region in Region.objects.filter(code__in=[row[0] for row in rows])}
    return [Change(regions[code], *counts) for code, *counts in rows]


def names_under(terms: Terms, village: Region) -> list[Standing]:
    """Who enters and leaves in a village under the terms, unsaved standings: `entitled` is 1 for those who enter."""
    question = _both(terms, village)
    with connection.cursor() as cursor:
        statement = _NAMES.replace("{question}", question.sql)
        cursor.execute(statement, {**question.values, "bit": terms.programme.bit})
        rows = cursor.fetchall()
    return [
        Standing(
            id=key,
            family_id=family,
            resident_id=person,
            village_id=village.pk,
            area_code=place,
            decile=decile,
            entitled=mask >> _OTHER & 1,
        )
        for key, family, person, place, decile, mask in rows
    ]


def _both(terms: Terms, area: Region) -> Question:
    day = terms.valid_from
    own: Programme = terms.programme
    in_force = next(rule for rule in rules_on(day) if rule.code == own.code)
    draft = replace(in_force, code=f"{own.code} ", bit=_OTHER, rule=rule_of(terms, programme_codes()))
    others = [
        RuleOf(rule.code, rule.bit, rule.for_persons, None) for rule in rules_on(day) if rule.code != own.code
    ]
    return ask([in_force, draft, *others], day, _scope(area), entitled_only=True)


def _scope(area: Region) -> Scope:
    if area.level == Region.Level.VILLAGE:
        return Scope(villages=(area.code,))
    if area.level == Region.Level.REGENCY:
        return EVERYBODY
    return Scope(villages=tuple(Region.objects.filter(parent=area).values_list("code", flat=True)))
