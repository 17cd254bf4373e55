"""Demo accounts: one password and one second-factor secret for all; they count for nobody outside demo mode."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from foundation.access.roles import Role

from . import second_factor
from .models import RoleAssignment, SecondFactor, User

DEMO_PASSWORD = "kampung-demo"  # noqa: S105 - public on purpose
DEMO_SECRET = "KAMPUNGDEMO234567KAMPUNGDEMO2345"  # noqa: S105 - public on purpose
SINCE = date(2024, 1, 1)


class DemoAccount(NamedTuple):
    """A line of the table on the sign-in page."""

    username: str
    role: str
    village: str


def ensure_account(username: str, name: str, role: str, area_code: str) -> User:
    """Makes the demo account where it is missing; what is there stays as it is."""
    user = User.objects.filter(username=username).first()
    if user is None:
        email = f"{username}@petugas.contoh.invalid"
        user = User.objects.create_user(username, DEMO_PASSWORD, name=name, email=email, is_demo=True)
    RoleAssignment.objects.get_or_create(user=user, role=role, area_code=area_code, valid_from=SINCE)
    if not SecondFactor.objects.filter(user=user).exists():
        second_factor.enrol(user, DEMO_SECRET)
        SecondFactor.objects.filter(user=user).update(confirmed_at=timezone.now())
    return user


def demo_accounts() -> list[DemoAccount]:
    """Every demo account with its role and region, as the sign-in page lists them."""
    rows = (
        RoleAssignment.objects.filter(user__is_demo=True)
        .select_related("user")
        .order_by("area_code", "user__username")
    )
    return [DemoAccount(row.user.username, str(Role(row.role).label), row.area_code) for row in rows]
