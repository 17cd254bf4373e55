"""Clerks for the tests of life events, and the day and papers that they tell."""

from datetime import date
from typing import Any

from django.utils import timezone

from citizens.services.recording import Facts
from foundation.access.roles import Actor, Grant, Role
from tests.access.cast import officer
from tests.citizens.factories import SARONGAN


def a_clerk(village: str = SARONGAN, role: Role = Role.OPERATOR) -> Actor:
    """Somebody who keeps a village's register, with an account."""
    user = officer(role, village, f"{role}.{village}.{timezone.now().timestamp()}")
    return Actor(user_id=user.pk, name="Sri Rahayu", grants=(Grant(role.value, village),))


def today(**told: Any) -> Facts:
    """An event of today."""
    return Facts(timezone.localdate(), **told)


def on(year: int, month: int, day: int, **told: Any) -> Facts:
    """An event of that day."""
    return Facts(date(year, month, day), **told)
