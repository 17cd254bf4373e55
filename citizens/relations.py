"""Relations in a family (hubungan dalam KK) seen from another head: the best guess, which a clerk may correct."""

from collections.abc import Iterable

from . import code_lists as c
from .models import Resident

SPOUSES = (c.HUSBAND, c.WIFE)
_AS_SEEN_BY = {
    "spouse": {c.PARENT: c.PARENT_IN_LAW, c.PARENT_IN_LAW: c.PARENT},
    c.CHILD: {c.HEAD_OF_FAMILY: c.PARENT, c.HUSBAND: c.PARENT, c.WIFE: c.PARENT},
    c.CHILD_IN_LAW: {c.HEAD_OF_FAMILY: c.PARENT_IN_LAW, c.HUSBAND: c.PARENT_IN_LAW, c.WIFE: c.PARENT_IN_LAW},
    c.PARENT: {
        c.HEAD_OF_FAMILY: c.CHILD,
        c.HUSBAND: c.CHILD_IN_LAW,
        c.WIFE: c.CHILD_IN_LAW,
        c.CHILD: c.GRANDCHILD,
    },
    c.PARENT_IN_LAW: {
        c.HEAD_OF_FAMILY: c.CHILD_IN_LAW,
        c.HUSBAND: c.CHILD,
        c.WIFE: c.CHILD,
        c.CHILD: c.GRANDCHILD,
    },
}
_COUPLES = {(c.CHILD, c.CHILD_IN_LAW), (c.CHILD_IN_LAW, c.CHILD), (c.PARENT, c.PARENT)}
_COUPLES |= {(c.PARENT_IN_LAW, c.PARENT_IN_LAW)}


def spouse_relation(person: Resident) -> int:
    """What somebody is to the head whom they are married to."""
    return c.HUSBAND if person.sex == c.MALE else c.WIFE


def child_relation(mother: Resident) -> int:
    """What a newborn is in its mother's family."""
    if mother.relation in (c.HEAD_OF_FAMILY, c.WIFE):
        return c.CHILD
    return c.GRANDCHILD if mother.relation in (c.CHILD, c.CHILD_IN_LAW) else c.OTHER_RELATIVE


def relation_to(head: Resident, member: Resident) -> int:
    """What a member is to a new head of the family, both still bearing their relation to the former one."""
    if head.relation == c.HEAD_OF_FAMILY:
        return member.relation
    if head.relation in SPOUSES:
        if member.relation == c.HEAD_OF_FAMILY:
            return spouse_relation(member)
        return _AS_SEEN_BY["spouse"].get(member.relation, member.relation)
    if _are_couple(head, member):
        return spouse_relation(member)
    if member.relation == c.GRANDCHILD and head.name in (member.father_name, member.mother_name):
        return c.CHILD
    return _AS_SEEN_BY.get(head.relation, {}).get(member.relation, c.OTHER_RELATIVE)


def spouse_in(person: Resident, members: Iterable[Resident]) -> Resident | None:
    """The husband or wife of a member where the KK tells it without doubt: of the head alone."""
    wanted = SPOUSES if person.relation == c.HEAD_OF_FAMILY else (c.HEAD_OF_FAMILY,)
    if person.relation not in (c.HEAD_OF_FAMILY, *SPOUSES):
        return None
    found = [
        m
        for m in members
        if m.pk != person.pk
        and m.relation in wanted
        and m.marital_status == c.MARRIED
        and m.sex != person.sex
    ]
    return found[0] if len(found) == 1 else None


def _are_couple(one: Resident, other: Resident) -> bool:
    return (
        (one.relation, other.relation) in _COUPLES
        and one.sex != other.sex
        and one.marital_status == other.marital_status == c.MARRIED
    )
