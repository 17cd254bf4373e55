"""Reads of users and their roles."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import RoleAssignment, User


def holders(area_code: str, *roles: str) -> QuerySet[User]:
    """Active users who hold one of the roles today in a region that covers the code."""
    parts = area_code.split(".")
    covering = [".".join(parts[: count + 1]) for count in range(len(parts))]
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(role__in=[str(role) for role in roles], area_code__in=covering)
    held = held.filter(valid_from__lte=today).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("username")
