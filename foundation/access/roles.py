"""Roles that people hold, and what a person may be while acting."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


@models.CharField.register_lookup
class Begins(models.Lookup):
    """`column ^@ text`: begins with. Unlike LIKE it is leakproof, so row-level security leaves its index in use."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compiles both sides around PostgreSQL's operator."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", (*left_values, *right_values)


class Role(models.TextChoices):
    """Roles (peran); each is held in a region for a time."""

    CITIZEN = "citizen", _("Warga")
    NEIGHBOURHOOD = "neighbourhood", _("Kepala dusun / Ketua RW / Ketua RT")
    OPERATOR = "operator", _("Petugas desa")
    SECRETARY = "secretary", _("Sekretaris desa")
    HEAD = "head", _("Kepala desa / Lurah")
    SUBDISTRICT = "subdistrict", _("Camat")
    DISTRICT_ADMIN = "district_admin", _("Admin kabupaten")
    SOCIAL_OFFICER = "social_officer", _("Petugas Dinas Sosial")
    AUDITOR = "auditor", _("Inspektorat")


OFFICE_ROLES = (Role.OPERATOR, Role.SECRETARY, Role.HEAD)
"""Those who work in a village office (kantor desa)."""


OFFICER_ROLES = tuple(role for role in Role if role != Role.CITIZEN)
"""Everybody who works here: signs in with name, password and second factor."""


FIGURES_ONLY = (Role.DISTRICT_ADMIN, Role.AUDITOR)
"""Those who see figures and registers of their region, and a person only by break-glass."""
PEOPLE_ROLES = tuple(role for role in Role if role not in FIGURES_ONLY)


@dataclass(frozen=True)
class Grant:
    """One role held today in one region (`area_code`, Kemendagri code with dots)."""

    role: str
    area_code: str


@dataclass(frozen=True)
class Actor:
    """Whoever makes the present request: nobody, a citizen or an officer, with all grants in force today."""

    user_id: UUID | None = None
    name: str = ""
    person_id: UUID | None = None
    family_id: UUID | None = None
    home_area: str = ""
    grants: tuple[Grant, ...] = field(default_factory=tuple)

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_citizen(self) -> bool:
        """Signed in as oneself and not as an office."""
        return self.person_id is not None and not self.grants

    @property
    def account_id(self) -> UUID:
        """The id of the signed-in user; PermissionError for nobody."""
        if self.user_id is None:
            raise PermissionError("nobody is signed in")
        return self.user_id

    @property
    def recipient_id(self) -> UUID:
        """The id under which the actor is told things; a citizen's is the person's. PermissionError for nobody."""
        return self.person_id if self.person_id is not None and self.is_citizen else self.account_id

    @property
    def roles(self) -> frozenset[str]:
        held = {grant.role for grant in self.grants}
        return frozenset(held | {Role.CITIZEN.value}) if self.is_citizen else frozenset(held)

    def has(self, *roles: str) -> bool:
        """Whether one of the roles is held, anywhere."""
        return not self.roles.isdisjoint(str(role) for role in roles)

    def codes(self, *roles: str) -> tuple[str, ...]:
        """Region codes in which one of the roles is held (all grants when no role is named)."""
        wanted = {str(role) for role in roles}
        return tuple(dict.fromkeys(g.area_code for g in self.grants if not wanted or g.role in wanted))

    def reaches(self, area_code: str, *roles: str) -> bool:
        """Whether one of the roles, held in a region above or equal, covers the code."""
        return any(covers(code, area_code) for code in self.codes(*roles))

    def role_for(self, area_code: str, *roles: str) -> str:
        """The first of the roles that covers the code, or an empty string."""
        for role in roles:
            if self.reaches(area_code, role):
                return str(role)
        return ""


NOBODY = Actor()


def covers(code: str, area_code: str) -> bool:
    """Whether region `code` is `area_code` or lies above it: the code begins with the role's at a dot."""
    return area_code == code or area_code.startswith(code + ".")


VILLAGE_LEVEL_DOTS = 3


def within(codes: Iterable[str], column: str = "area_code") -> models.Q:
    """Condition on a queryset: the row's code lies within one of the codes; nothing when there is none.

    A row with `area_code` also has its village's code, so a village is asked for by that: it is what the indexes begin
    with.
    """
    condition = models.Q(pk__in=[])
    for code in codes:
        if column == "area_code" and code.count(".") == VILLAGE_LEVEL_DOTS:
            condition |= models.Q(village_id=code)
            continue
        exact: dict[str, Any] = {column: code}
        below: dict[str, Any] = {f"{column}__begins": code + "."}
        condition |= models.Q(**exact) | models.Q(**below)
    return condition
