"""Families as rules see them, on today or on any day before: the plain reading's ground."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from assistance.models import Enrolment, Welfare
from assistance.rules.facts import FACTS, About, Origin
from assistance.rules.family import FamilyCase, Known, Member
from citizens import code_lists
from citizens.event_queries import end_of, members_at
from citizens.models import Family, Resident
from villages.models import Region

_WELFARE_FACTS = tuple(name for name, fact in FACTS.items() if fact.origin == Origin.WELFARE)
_COLUMNS = {"age": "birth_date", "years_here": "resident_since"}
_PERSON_FACTS = {name: _COLUMNS.get(name, name) for name, fact in FACTS.items() if fact.about == About.PERSON}
_KINDS = {Region.Kind.DESA: 1, Region.Kind.KELURAHAN: 2}


def cases_of(families: Iterable[UUID], day: date | None = None) -> dict[UUID, FamilyCase]:
    """The families that the transaction reaches, as they are today or as they were at the end of a day."""
    today = timezone.localdate()
    day = day or today
    rows = {family.pk: family for family in Family.objects.filter(pk__in=families).select_related("village")}
    members = _members(rows, day) if day < today else _present_members(rows)
    welfare = {row.family_id: row for row in welfare_on(rows, day)}
    receives = _receives(rows, day)
    return {
        key: FamilyCase(
            id=key,
            day=day,
            values=_family_values(family, welfare.get(key), members[key]),
            members=tuple(_member(person) for person in members[key]),
            receives=frozenset(receives[key]),
            welfare_source=welfare[key].source if key in welfare else "",
            welfare_since=welfare[key].valid_from if key in welfare else None,
        )
        for key, family in rows.items()
    }


def welfare_on(families: Iterable[UUID], day: date) -> Sequence[Welfare]:
    """What the welfare data said of the families on a day."""
    valid = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return list(Welfare.objects.filter(valid, family__in=list(families), valid_from__lte=day))


def _present_members(families: Iterable[UUID]) -> dict[UUID, list[Any]]:
    members: dict[UUID, list[Any]] = defaultdict(list)
    people = Resident.objects.filter(family__in=list(families), status=code_lists.ALIVE)
    for person in people.order_by("relation", "birth_date", "id"):
        members[person.family_id].append(person)  # type: ignore[index] # found by their family
    return members


def _members(families: Iterable[UUID], day: date) -> dict[UUID, list[Any]]:
    members: dict[UUID, list[Any]] = defaultdict(list)
    for family, people in members_at(list(families), end_of(day)).items():
        living = [person for person in people if person.status == code_lists.ALIVE]
        members[family] = sorted(living, key=lambda person: (person.relation, person.birth_date))
    return members


def _receives(families: Iterable[UUID], day: date) -> dict[UUID, set[str]]:
    receives: dict[UUID, set[str]] = defaultdict(set)
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    rows = Enrolment.objects.filter(running, family__in=list(families), starts_on__lte=day)
    for family, code in rows.values_list("family", "programme__code"):
        receives[family].add(code)
    return receives


def _family_values(family: Family, welfare: Welfare | None, members: list[Any]) -> dict[str, Known]:
    values: dict[str, Known] = {name: getattr(welfare, name, None) for name in _WELFARE_FACTS}
    values["members"] = len(members)
    values["village_kind"] = _KINDS.get(Region.Kind(family.village.kind))
    return values


def _member(person: Any) -> Member:
    return Member(
        id=getattr(person, "pgh_obj_id", None) or person.pk,
        name=person.name,
        values={name: getattr(person, column) for name, column in _PERSON_FACTS.items()},
    )
