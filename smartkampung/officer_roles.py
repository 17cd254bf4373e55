"""Officers with their roles and the offices that come with them: the accounts' side and the villages' side in one deed.

At which level each role is held, and which roles make their holder an official in whose name letters are signed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.roles import Actor, Role
from foundation.accounts import administration
from foundation.accounts.models import RoleAssignment, User
from villages.models import Official, Region
from villages.queries import officials_of
from villages.services.officials import official_end, official_take_office

LEVELS: dict[str, tuple[str, ...]] = {
    Role.NEIGHBOURHOOD: (Region.Level.HAMLET, Region.Level.RW, Region.Level.RT),
    Role.OPERATOR: (Region.Level.VILLAGE,),
    Role.SECRETARY: (Region.Level.VILLAGE,),
    Role.HEAD: (Region.Level.VILLAGE,),
    Role.SUBDISTRICT: (Region.Level.DISTRICT,),
    Role.DISTRICT_ADMIN: (Region.Level.REGENCY,),
    Role.SOCIAL_OFFICER: (Region.Level.REGENCY,),
    Role.AUDITOR: (Region.Level.REGENCY,),
}
POSITIONS: dict[str, str] = {
    Role.SECRETARY: Official.Position.SECRETARY,
    Role.HEAD: Official.Position.HEAD,
    Role.SUBDISTRICT: Official.Position.SUBDISTRICT_HEAD,
}
"""Roles whose holders are officials: letters are signed in the official's name and title."""


class WrongRegion(Exception):
    """Such a role is not held there; the text says why."""


@dataclass(frozen=True)
class Term:
    """A role in a region, from a day to a day (both included)."""

    role: str
    region: Region
    since: date
    until: date | None


def region_for(role: str, code: str) -> Region:
    """The region of the code, where such a role is held. Raises WrongRegion."""
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise WrongRegion(
            _("Wilayah %(code)s tidak dikenal. Tulis kodenya dengan titik, mis. 35.10.01.2001.")
            % {"code": code}
        )
    if region.level not in LEVELS[role]:
        wanted = ", ".join(str(Region.Level(level).label) for level in LEVELS[role])
        raise WrongRegion(
            _("Peran ini dipegang pada tingkat %(levels)s; %(code)s adalah %(region)s.")
            % {"levels": wanted, "code": code, "region": region}
        )
    return region


@transaction.atomic
def officer_engage(actor: Actor, user: User, term: Term) -> str:
    """A new officer with a first role and its office; returns the first password. Raises RefusedDeed."""
    password = administration.officer_create(
        actor, user, term.role, term.region.pk, valid_from=term.since, valid_until=term.until
    )
    take_office(user, term)
    return password


@transaction.atomic
def officer_appoint(actor: Actor, user: User, term: Term) -> None:
    """A further role for an officer, with its office. Raises RefusedDeed or Http404."""
    administration.officer_role_give(
        actor, user.pk, term.role, term.region.pk, valid_from=term.since, valid_until=term.until
    )
    take_office(user, term)


@transaction.atomic
def officer_dismiss(actor: Actor, user: User, assignment_id: UUID, *, with_office: bool) -> None:
    """Ends an officer's role at once, and when wanted the office that came with it. Raises RefusedDeed or Http404."""
    assignment = user.assignments.filter(pk=assignment_id).first()
    offices = offices_of(user, assignment) if assignment and with_office else []
    administration.officer_role_end(actor, user.pk, assignment_id)
    for official in offices:
        official_end(official)


def take_office(user: User, term: Term) -> Official | None:
    """Makes the holder of such a role the official that goes with it; None for roles without office.

    An office lasts as long as the longest role that brings it.
    """
    if term.role not in POSITIONS:
        return None
    held = user.assignments.filter(role=term.role, area_code=term.region.pk, valid_from__lte=term.since)
    ends = [row.valid_until for row in held if row.valid_until is None or row.valid_until >= term.since]
    return official_take_office(
        term.region,
        POSITIONS[term.role],
        user_id=user.pk,
        name=user.name,
        term_start=term.since,
        term_end=None if None in ends else max(day for day in ends if day),
    )


def offices_of(user: User, assignment: RoleAssignment) -> list[Official]:
    """The offices, not over yet, that end with this role: none while another role of the kind goes on there.

    A deputy's role ends the mandate that began with it and nothing else.
    """
    if assignment.role not in POSITIONS:
        return []
    today = timezone.localdate()
    rows = officials_of(assignment.area_code, POSITIONS[assignment.role], user.pk, user.name)
    rows = rows.exclude(term_end__lt=today)
    mandates = rows.filter(prefix__in=dict(Official.DEPUTY_FORMS))
    if mandate := list(mandates.filter(term_start=assignment.valid_from)):
        return mandate
    others = user.assignments.filter(role=assignment.role, area_code=assignment.area_code)
    if others.exclude(pk=assignment.pk).exclude(valid_until__lt=today).exists():
        return []
    return list(rows.exclude(pk__in=mandates))


def all_offices_of(user: User) -> list[Official]:
    """The offices, not over yet, of all roles that the officer holds."""
    held = user.assignments.exclude(valid_until__lt=timezone.localdate()).order_by("area_code", "role")
    return [official for assignment in held for official in offices_of(user, assignment)]
