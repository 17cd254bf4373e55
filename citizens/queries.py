"""Finding residents, always within the reach of whoever looks."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from foundation.access.guard import get_reachable
from foundation.access.roles import Actor, within
from villages.models import Region

from . import code_lists
from .models import Family, Resident
from .nik import LENGTH, compact

LIMIT = 25
SHORTEST_NUMBER, SHORTEST_FRAGMENT = 4, 2
VILLAGE_CODE_LENGTH = len("35.10.01.2001")
MOST_VILLAGES_BY_NAME = 30


def resident_in_reach(actor: Actor, resident_id: UUID | str, *roles: str) -> Resident:
    """The resident with this id; Http404 alike for one out of reach and one who does not exist."""
    people = Resident.objects.select_related("family", "village")
    if actor.is_citizen and str(actor.person_id) == str(resident_id):
        return get_object_or_404(people, pk=actor.person_id)
    return get_reachable(people, actor, resident_id, *roles)


def family_members(resident: Resident) -> list[Resident]:
    """The living members of the resident's family, head first, then by age; the resident alone without a family."""
    if resident.family_id is None:
        return [resident]
    members = Resident.objects.filter(family_id=resident.family_id, status=code_lists.ALIVE)
    return list(members.select_related("family").order_by("relation", "birth_date", "id"))


def search_residents(actor: Actor, text: str, *, limit: int = LIMIT) -> list[Resident]:
    """Residents within the actor's reach whom the text may mean, the living first.

    A number is looked for as NIK or KK number (whole, or the beginning of a NIK) and as phone number. Words are
    fragments of the name in any order and any case. Where no name has them all, names that look alike are given, for
    people misspell them. Text shorter than two letters or four digits finds nobody. In a whole regency fragments are
    looked for within the words of names, and of very usual names not every bearer is weighed.
    """
    digits = compact(text.replace("+", ""))
    if digits.isascii() and digits.isdigit():
        return _by_number(actor, digits, limit) if len(digits) >= SHORTEST_NUMBER else []
    fragments = text.lower().split()
    if not fragments or max(map(len, fragments)) < SHORTEST_FRAGMENT:
        return []
    villages = _villages(actor.codes())
    if villages == []:
        return []
    found = _named(villages, fragments, limit) if villages else []
    return _in_order(actor, found or _named_by_words(actor, villages, fragments, limit))


def _by_number(actor: Actor, digits: str, limit: int) -> list[Resident]:
    if len(digits) == LENGTH:
        # The family is looked up first: one condition over both tables would read every resident in reach.
        families = list(Family.objects.filter(number=digits).values_list("pk", flat=True))
        condition = Q(nik=digits) | Q(family_id__in=families)
    else:
        local = "0" + digits[2:] if digits.startswith("62") else digits
        condition = Q(phone=local)
        if len(digits) < LENGTH:
            # With both ends of a range the index is used under row-level security; for LIKE it would not be.
            condition |= Q(nik__gte=digits, nik__lt=digits[:-1] + chr(ord(digits[-1]) + 1))
    people = _reached(actor).filter(condition)
    # The code of the living is the lowest.
    return list(people.order_by("status", "family_id", "relation", "id")[:limit])


def _reached(actor: Actor) -> QuerySet[Resident]:
    return Resident.objects.select_related("family", "village").filter(within(actor.codes()))


def _villages(codes: Iterable[str]) -> list[str] | None:
    """The villages that the codes cover; None for so many that naming them narrows nothing."""
    villages: list[str] = []
    for code in codes:
        if code.count(".") < 2:
            return None
        if len(code) >= VILLAGE_CODE_LENGTH:
            villages.append(code[:VILLAGE_CODE_LENGTH])
        else:
            below = Region.objects.filter(parent_id=code, level=Region.Level.VILLAGE)
            villages.extend(below.values_list("code", flat=True))
    return villages if len(villages) <= MOST_VILLAGES_BY_NAME else None


def _named(villages: list[str], fragments: list[str], limit: int) -> list[UUID]:
    """Those whose names have all the fragments, anywhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM citizens_named(%s::text[], %s::text[], %s)", [villages, fragments, limit]
        )
        return [row[0] for row in cursor.fetchall()]


def _named_by_words(actor: Actor, villages: list[str] | None, fragments: list[str], limit: int) -> list[UUID]:
    """Those with the fragments in the words of their names, unless a village narrows it; else those who look alike."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizens_name_words(%s)", [" ".join(fragments)])
        typed = cursor.fetchone()[0]
        # Nothing is left of signs alone.
        if not typed:
            return []
        for typos in (False, True) if villages is None else (True,):
            cursor.execute(
                "SELECT id FROM citizens_named_by_words(%s::text[], %s::text[], %s::text[], %s, %s)",
                [villages, list(actor.codes()), typed, typos, limit],
            )
            found = [row[0] for row in cursor.fetchall()]
            if found:
                return found
    return []


def _in_order(actor: Actor, ids: list[UUID]) -> list[Resident]:
    by_id = {person.pk: person for person in _reached(actor).filter(pk__in=ids)}
    return [by_id[pk] for pk in ids if pk in by_id]


def living_members(family_id: UUID | None) -> list[Resident]:
    """The living members of a family, head first; nobody without one."""
    if family_id is None:
        return []
    members = Resident.objects.filter(family_id=family_id, status=code_lists.ALIVE)
    return list(members.order_by("relation", "birth_date", "id"))
