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


class PeopleRegister(NamedTuple):
    """How sign-in asks the population register: by id, or by a typed number (ValueError says what is wrong)."""

    by_id: Callable[[UUID], Person | None]
    by_number: Callable[[str], Person | None]
    example_number: Callable[[], str]
    """The number of an invented person to try; asked for in demo mode only."""


_registers: list[PeopleRegister] = []


def find_people_in(register: PeopleRegister) -> None:
    """Names the population register; it does so itself when it starts."""
    _registers[:] = [register]


def find_by_number(text: str) -> Person | None:
    """The person with a typed number. ValueError with a message for what can't be a number of a person."""
    return _registers[0].by_number(text)


def example_number() -> str:
    """The number of an invented person to try the demo with; empty when there is none."""
    return _registers[0].example_number() if _registers else ""


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
    person = _registers[0].by_id(user.person_id) if _registers else None
    if person is None:
        return NOBODY
    return Actor(user.pk, person.name, person.id, person.family_id, person.area_code)
