"""One's account: who one is here, in which roles and where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from citizens.models import Resident
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICER_ROLES, Actor, Role
from foundation.access.rules import SIGNED_IN, allow
from foundation.accounts.models import RoleAssignment
from villages.models import Region


@allow(SIGNED_IN, write=())
def account_page(request: HttpRequest) -> HttpResponse:
    """An officer's roles and regions, or a citizen's addresses for messages."""
    actor = actor_of(request)
    context = {
        "name": actor.name,
        "username": "" if actor.is_citizen else request.user.get_username(),
        "roles": _roles(actor),
        "password_url": reverse("own_password") if actor.has(*OFFICER_ROLES) else "",
        "second_factor": "" if actor.is_citizen else _("Aplikasi autentikator aktif"),
        "is_citizen": actor.is_citizen,
        "contact": _contact(actor) if actor.is_citizen else [],
        "current": "account",
    }
    return render(request, "accounts/account.html", context)


def _roles(actor: Actor) -> list[dict[str, object]]:
    held = {(grant.role, grant.area_code) for grant in actor.grants}
    regions = Region.objects.in_bulk([code for _role, code in held])
    return [
        {
            "role": Role(row.role).label,
            "area": str(regions.get(row.area_code, row.area_code)),
            "until": row.valid_until,
        }
        for row in RoleAssignment.objects.filter(user_id=actor.account_id).order_by("role")
        if (row.role, row.area_code) in held
    ]


def _contact(actor: Actor) -> list[dict[str, str]]:
    resident = Resident.objects.filter(pk=actor.recipient_id).first()
    if resident is None:
        return []
    return [
        {"label": _("Nomor telepon"), "value": resident.phone or _("belum tercatat")},
        {"label": _("Surel"), "value": resident.email or _("belum tercatat")},
    ]
