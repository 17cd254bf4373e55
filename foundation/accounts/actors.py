"""Who acts: a user's grants of today, read anew at each request so that a lost role counts at once."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from foundation.access.roles import NOBODY, Actor, Grant

from .models import RoleAssignment, User


class Person(NamedTuple):
    """What sign-in knows of a person in the population register."""

    id: UUID
    name: str
    family_id: UUID | None
    area_code: str


PersonFinder = Callable[[UUID], Person | None]
_finders: list[PersonFinder] = []


def find_people_with(finder: PersonFinder) -> None:
    """Registers how a person's family is found; the population register does so when it starts."""
    _finders[:] = [finder]


def actor_for(user: User) -> Actor:
    """The actor that a signed-in user is today."""
    if not user.is_active:
        return NOBODY
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(user=user, valid_from__lte=today).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    )
    grants = tuple(Grant(role, code) for role, code in held.order_by("role").values_list("role", "area_code"))
    if grants or user.person_id is None:
        return Actor(user.pk, user.name, user.person_id, None, "", grants)
    person = _finders[0](user.person_id) if _finders else None
    if person is None:
        return NOBODY
    return Actor(user.pk, person.name, person.id, person.family_id, person.area_code)
