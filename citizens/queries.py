"""Finding residents, always within the reach of whoever looks."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.access.guard import get_reachable
from foundation.access.roles import Actor

from . import code_lists
from .models import Resident


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


def living_members(family_id: UUID | None) -> list[Resident]:
    """The living members of a family, head first; nobody without one."""
    if family_id is None:
        return []
    members = Resident.objects.filter(family_id=family_id, status=code_lists.ALIVE)
    return list(members.order_by("relation", "birth_date", "id"))
