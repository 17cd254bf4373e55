"""Officers' accounts in the hands of who administers a region: made, given roles, reset and shut, each in the journal.

Nobody acts on the own account, nobody gives a role beyond the own region, who administers roles signs nothing, and a
region keeps an administrator.
"""

import secrets
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.roles import Actor, Role, covers

from .models import ApiToken, OfficerDeed, RoleAssignment, SecondFactor, User
from .queries import holders
from .role_terms import end_role, give_role

ADMINISTRATORS = (Role.DISTRICT_ADMIN,)
SIGNATORIES = (Role.HEAD, Role.SECRETARY, Role.SUBDISTRICT)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters and digits that look alike: the password is read aloud and typed once."""


class RefusedDeed(Exception):
    """The deed is not done; the text says why."""


def administered(actor: Actor) -> QuerySet[User]:
    """Officers all of whose roles, past ones too, lie within the regions that the actor administers."""
    codes = actor.codes(*ADMINISTRATORS)
    held = RoleAssignment.objects.filter(user=OuterRef("pk"))
    inside = _inside(codes)
    return User.objects.filter(Exists(held.filter(inside)) & ~Exists(held.exclude(inside)))


def administered_officer(actor: Actor, user_id: UUID) -> User:
    """One officer; Http404 alike for one out of reach and an unknown one."""
    user = administered(actor).filter(pk=user_id).first()
    if user is None:
        raise Http404
    return user


@transaction.atomic
def officer_create(
    actor: Actor, user: User, role: str, area_code: str, *, valid_from: date, valid_until: date | None
) -> str:
    """Saves a new officer with one role; returns the first password, which has to be changed at the first sign-in.

    Raises RefusedDeed when the region is not the actor's.
    """
    _need_reach(actor, area_code)
    password = _set_password(user)
    user.save(force_insert=True)
    _note(actor, user, OfficerDeed.Deed.CREATE)
    give_role(user.pk, role, area_code, valid_from=valid_from, valid_until=valid_until)
    _note(actor, user, OfficerDeed.Deed.GIVE_ROLE, role, area_code)
    return password


@transaction.atomic
def officer_role_give(
    actor: Actor, user_id: UUID, role: str, area_code: str, *, valid_from: date, valid_until: date | None
) -> None:
    """Gives another officer a role for a term. Locks the administrators. Raises RefusedDeed or Http404."""
    user = _locked_other(actor, user_id)
    _need_reach(actor, area_code)
    kept = {
        row.role for row in user.assignments.all() if row.valid_until is None or row.valid_until >= valid_from
    }
    kept.add(role)
    if not kept.isdisjoint(ADMINISTRATORS) and not kept.isdisjoint(SIGNATORIES):
        raise RefusedDeed(
            _("Yang mengatur akun petugas tidak boleh juga menandatangani atau mengesahkan surat.")
        )
    give_role(user.pk, role, area_code, valid_from=valid_from, valid_until=valid_until)
    _note(actor, user, OfficerDeed.Deed.GIVE_ROLE, role, area_code)


@transaction.atomic
def officer_role_end(actor: Actor, user_id: UUID, assignment_id: UUID) -> None:
    """Ends another officer's role at once. Raises RefusedDeed, or Http404 for a role that is not the officer's."""
    user = _locked_other(actor, user_id)
    assignment = user.assignments.filter(pk=assignment_id).first()
    if assignment is None:
        raise Http404
    if assignment.valid_until is not None and assignment.valid_until < timezone.localdate():
        raise RefusedDeed(_("Peran ini sudah berakhir."))
    if assignment.role in ADMINISTRATORS:
        _need_another(user, assignment.area_code)
    end_role(user.pk, assignment.role, assignment.area_code, valid_from=assignment.valid_from)
    _note(actor, user, OfficerDeed.Deed.END_ROLE, assignment.role, assignment.area_code)


@transaction.atomic
def officer_reset(actor: Actor, user_id: UUID, *, with_second_factor: bool) -> str:
    """A new password for another officer, to be changed at the next sign-in; all sessions and tokens end.

    With the second factor it is set up anew at that sign-in too. Raises RefusedDeed or Http404.
    """
    user = _locked_other(actor, user_id)
    password = _set_password(user)
    user.save(update_fields=["password", "must_change_password"])
    ApiToken.objects.filter(user=user).delete()
    if with_second_factor:
        SecondFactor.objects.filter(user=user).delete()
    deed = OfficerDeed.Deed.SECOND_FACTOR if with_second_factor else OfficerDeed.Deed.PASSWORD
    _note(actor, user, deed)
    return password


@transaction.atomic
def officer_switch(actor: Actor, user_id: UUID, *, active: bool) -> None:
    """Shuts another officer's account at once, or opens it again. Raises RefusedDeed or Http404."""
    user = _locked_other(actor, user_id)
    if user.is_active == active:
        return
    if not active:
        for assignment in user.assignments.filter(role__in=ADMINISTRATORS):
            _need_another(user, assignment.area_code)
        ApiToken.objects.filter(user=user).delete()
    user.is_active = active
    user.save(update_fields=["is_active"])
    _note(actor, user, OfficerDeed.Deed.ACTIVATE if active else OfficerDeed.Deed.DEACTIVATE)


def _inside(codes: tuple[str, ...]) -> Q:
    """Roles in or below the regions. Not `within`: a role has a code, and no village of its own."""
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(area_code=code) | Q(area_code__begins=f"{code}.")
    return condition


def _locked_other(actor: Actor, user_id: UUID) -> User:
    """The officer, with all administrators locked: two of them can't remove each other at once."""
    administrators = RoleAssignment.objects.filter(role__in=ADMINISTRATORS).values("user_id")
    list(User.objects.select_for_update().filter(pk__in=administrators).order_by("pk"))
    if user_id == actor.user_id:
        raise RefusedDeed(_("Akun sendiri diatur oleh admin lain."))
    if not holders(actor.codes(*ADMINISTRATORS)[0], *ADMINISTRATORS).filter(pk=actor.account_id).exists():
        raise RefusedDeed(_("Peran Bapak/Ibu sudah berakhir."))
    return administered_officer(actor, user_id)


def _need_reach(actor: Actor, area_code: str) -> None:
    if not any(covers(code, area_code) for code in actor.codes(*ADMINISTRATORS)):
        raise RefusedDeed(_("Wilayah itu di luar wewenang Bapak/Ibu."))


def _need_another(user: User, area_code: str) -> None:
    """Raises RefusedDeed when nobody else would administer the region without end of term."""
    others = RoleAssignment.objects.filter(
        role__in=ADMINISTRATORS, area_code=area_code, valid_until__isnull=True, user__is_active=True
    )
    others = others.filter(valid_from__lte=timezone.localdate()).exclude(user=user)
    if not others.exists():
        raise RefusedDeed(_("Wilayah ini harus tetap mempunyai admin tanpa batas waktu."))


def _set_password(user: User) -> str:
    password = "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _group in range(4))
    user.set_password(password)
    user.must_change_password = True
    return password


def _note(actor: Actor, user: User, deed: str, role: str = "", area_code: str = "") -> None:
    OfficerDeed.objects.create(
        by_id=actor.account_id, subject=user, deed=deed, role=role, area_code=area_code
    )
