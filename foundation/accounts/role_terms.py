"""Giving a role for a time, and ending it: it counts from the next request on."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from .models import RoleAssignment


def give_role(
    user_id: UUID, role: str, area_code: str, *, valid_from: date, valid_until: date | None
) -> RoleAssignment:
    """The user holds the role in the region between the days, both included; one that begins that day is changed."""
    assignment, _created = RoleAssignment.objects.update_or_create(
        user_id=user_id,
        role=role,
        area_code=area_code,
        valid_from=valid_from,
        defaults={"valid_until": valid_until},
    )
    return assignment


def end_role(user_id: UUID, role: str, area_code: str, *, valid_from: date) -> None:
    """The role that began on the day counts no longer; one that began today or later is taken back whole."""
    yesterday = timezone.localdate() - timedelta(days=1)
    held = RoleAssignment.objects.filter(
        user_id=user_id, role=role, area_code=area_code, valid_from=valid_from
    )
    held.filter(valid_from__gt=yesterday).delete()
    # A role that was over before then keeps its end: letters were signed by it.
    held.filter(valid_from__lte=yesterday).exclude(valid_until__lt=yesterday).update(valid_until=yesterday)
