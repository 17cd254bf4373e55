"""A small cast of people, and one place each of them stands in.

Bu Sri, Pak Joko and Bu Ratna work in Sarongan; Mas Agus in Pesanggaran next door, Mbak Wulan in the town, far away.
Everything that one of them may do is tried by the others too.
"""

from datetime import date
from typing import Any

import pyotp
from django.test import Client
from django.utils import timezone

from citizens.models import Resident
from foundation.access.roles import Role
from foundation.accounts import second_factor, step_up
from foundation.accounts.models import RoleAssignment, SecondFactor, User
from foundation.accounts.sign_in import BACKEND
from foundation.accounts.tokens import digest_of, issue_token
from tests.acting import ActingClient
from villages.models import Official, Region

SARONGAN, PESANGGARAN, PENGANJURAN = "35.10.01.2001", "35.10.01.2002", "35.10.16.1004"
"""A village, its neighbour in the same kecamatan, and a kelurahan of another kecamatan."""
KECAMATAN, REGENCY = "35.10.01", "35.10"
HAMLET = f"{SARONGAN}.01"
FIRST_RT, SECOND_HAMLETS_RT = f"{HAMLET}.001.001", f"{SARONGAN}.02.001.001"
SINCE = date(2024, 1, 1)
PASSWORD = "rahasia kantor desa"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

STATIONS = {
    Role.NEIGHBOURHOOD: HAMLET,
    Role.OPERATOR: SARONGAN,
    Role.SECRETARY: SARONGAN,
    Role.HEAD: SARONGAN,
    Role.SUBDISTRICT: KECAMATAN,
    Role.DISTRICT_ADMIN: REGENCY,
    Role.SOCIAL_OFFICER: REGENCY,
    Role.AUDITOR: REGENCY,
}
"""Where the one of each role works who is tried on all routes."""


def officer(role: str, area_code: str, username: str = "", **fields: Any) -> User:
    """An officer with password and confirmed second factor, holding one role."""
    username = username or f"{role}.{area_code}"
    fields = {"name": f"{Role(role).label} {area_code}", "email": f"{username}@petugas.invalid"} | fields
    user = User.objects.create_user(username, PASSWORD, **fields)
    RoleAssignment.objects.create(user=user, role=role, area_code=area_code, valid_from=SINCE)
    second_factor.enrol(user, SECRET)
    SecondFactor.objects.filter(user=user).update(confirmed_at=timezone.now())
    return user


def in_office(user: User, region_code: str, position: str = Official.Position.HEAD) -> Official:
    """The official in whose name the user signs."""
    region = Region.objects.get(code=region_code)
    return Official.objects.create(
        region=region,
        position=position,
        name=user.name,
        title=region.head_title,
        term_start=SINCE,
        user_id=user.pk,
    )


def citizen(resident: Resident) -> User:
    """The account that a resident's first sign-in makes."""
    return User.objects.create_user(f"warga-{resident.pk}", person_id=resident.pk)


def signed_in(user: User | None, **options: Any) -> ActingClient:
    """A browser with the user's session, the second factor shown just now."""
    client = ActingClient(**options)
    if user is not None:
        enter(client, user)
    return client


def enter(client: Client, user: User) -> None:
    """Signs the user in on a browser that is there already."""
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[step_up.SESSION_KEY] = timezone.now().isoformat()
    session.save()


def with_token(user: User | None, *, fresh: bool = True, **options: Any) -> ActingClient:
    """A program acting in the user's name, the second factor shown just now unless told otherwise."""
    client = ActingClient(**options)
    if user is not None:
        token = issue_token(user)
        if fresh:
            user.api_tokens.filter(digest=digest_of(token)).update(second_factor_at=timezone.now())
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def code_now(secret: str = SECRET) -> str:
    """The code that the officer's phone shows now."""
    return pyotp.TOTP(secret).at(timezone.now())
