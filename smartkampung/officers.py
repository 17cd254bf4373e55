"""Officers' accounts of a region: who works where, until when, and everything that was done to an account."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.accounts import administration, step_up
from foundation.accounts.administration import ADMINISTRATORS, RefusedDeed, administered, administered_officer
from foundation.accounts.forms import SecondFactorForm
from foundation.accounts.models import RoleAssignment, User
from foundation.paging import shaped_page
from villages.models import Region

from .officer_forms import OfficerDeedForm, OfficerForm, RoleForm
from .officer_roles import POSITIONS, official_for

PAGE_SIZE = 50


@allow(*ADMINISTRATORS, write=())
def officers_page(request: HttpRequest) -> HttpResponse:
    """All officers of the region; found by name, user name or the code of where they work."""
    text = request.GET.get("q", "").strip()[:80]
    rows = administered(actor_of(request)).prefetch_related("assignments").order_by("username")
    if text:
        of_area = RoleAssignment.objects.filter(area_code__startswith=text).values("user_id")
        rows = rows.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(pk__in=of_area))
    page = shaped_page(rows, request.GET.get("halaman"), PAGE_SIZE, _row)
    return render(request, "accounts/officers.html", {"page": page, "q": text})


@allow(*ADMINISTRATORS, write=())
def officer_page(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One officer: roles with their terms, and the journal of the account."""
    actor = actor_of(request)
    user = administered_officer(actor, user_id)
    today = timezone.localdate()
    held = list(user.assignments.order_by("-valid_from"))
    regions = Region.objects.in_bulk([row.area_code for row in held])
    deeds = user.deeds.select_related("by")[:PAGE_SIZE]
    context = {
        "officer": user,
        "own": user.pk == actor.user_id,
        "roles": [
            {
                "label": Role(row.role).label,
                "area": str(regions.get(row.area_code, row.area_code)),
                "begins": row.valid_from,
                "ends": row.valid_until,
                "over": row.valid_until is not None and row.valid_until < today,
                "end_url": reverse("officer_role_end", args=[user.pk, row.pk]),
            }
            for row in held
        ],
        "deeds": [
            {
                "at": deed.at,
                "by": deed.by.name or deed.by.username,
                "words": deed.get_deed_display(),
                "role": deed.get_role_display(),
                "area": deed.area_code,
            }
            for deed in deeds
        ],
    }
    return render(request, "accounts/officer.html", context)


@allow(*ADMINISTRATORS)
@never_cache
@require_http_methods(["GET", "POST"])
def officer_new_page(request: HttpRequest) -> HttpResponse:
    """A new officer; the first password is shown once."""
    form = OfficerForm(_posted(request), needs_code=step_up.needs_code(request))
    if form.is_bound and form.is_valid() and form.code_is_right(request):
        values = form.cleaned_data
        user = User(username=values["username"], name=values["name"], email=values["email"])
        password = _tried(form, lambda: _create(request, user, form))
        if password:
            return _password_page(request, user, password)
    return _deed(request, form, _("Petugas baru"), _("Buat akun"), reverse("officers"))


@allow(*ADMINISTRATORS)
@require_http_methods(["GET", "POST"])
def officer_role_page(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A further role for an officer."""
    user = administered_officer(actor_of(request), user_id)
    form = RoleForm(_posted(request), needs_code=step_up.needs_code(request))
    ready = form.is_bound and form.is_valid() and form.code_is_right(request)
    if ready and _tried(form, lambda: _give(request, user, form)):
        messages.success(request, _("Peran sudah diberikan."))
        return redirect("officer", user.pk)
    title = _("Beri peran kepada %(name)s") % {"name": user.name}
    return _deed(request, form, title, _("Beri peran"), reverse("officer", args=[user.pk]))


@allow(*ADMINISTRATORS)
@require_http_methods(["GET", "POST"])
def officer_role_end_page(request: HttpRequest, user_id: UUID, assignment_id: UUID) -> HttpResponse:
    """Ends a role of an officer at once."""
    actor = actor_of(request)
    user = administered_officer(actor, user_id)
    assignment = user.assignments.filter(pk=assignment_id).first()
    if assignment is None:
        raise Http404
    form = OfficerDeedForm(_posted(request), needs_code=step_up.needs_code(request))
    if form.is_bound and form.is_valid() and form.code_is_right(request):

        def end() -> str:
            administration.officer_role_end(actor, user.pk, assignment_id)
            return "done"

        if _tried(form, end):
            messages.success(request, _("Peran sudah diakhiri."))
            return redirect("officer", user.pk)
    title = _("Akhiri peran %(role)s %(name)s") % {"role": Role(assignment.role).label, "name": user.name}
    return _deed(request, form, title, _("Akhiri peran"), reverse("officer", args=[user.pk]), danger=True)


@allow(*ADMINISTRATORS)
@never_cache
@require_http_methods(["GET", "POST"])
def officer_action_page(request: HttpRequest, user_id: UUID, action: str) -> HttpResponse:
    """Resets how an officer signs in, or shuts and opens the account."""
    labels = {
        "kata-sandi": _("Atur ulang kata sandi"),
        "kode-keamanan": _("Atur ulang kata sandi dan kode keamanan"),
        "nonaktifkan": _("Nonaktifkan akun"),
        "aktifkan": _("Aktifkan akun"),
    }
    if action not in labels:
        raise Http404
    actor = actor_of(request)
    user = administered_officer(actor, user_id)
    form = OfficerDeedForm(_posted(request), needs_code=step_up.needs_code(request))
    if form.is_bound and form.is_valid() and form.code_is_right(request):

        def act() -> str:
            if action in ("kata-sandi", "kode-keamanan"):
                whole = action == "kode-keamanan"
                return administration.officer_reset(actor, user.pk, with_second_factor=whole)
            administration.officer_switch(actor, user.pk, active=action == "aktifkan")
            return "done"

        result = _tried(form, act)
        if result and action in ("kata-sandi", "kode-keamanan"):
            return _password_page(request, user, result)
        if result:
            messages.success(request, _("Akun sudah diubah."))
            return redirect("officer", user.pk)
    title = f"{labels[action]}: {user.name}"
    back = reverse("officer", args=[user.pk])
    return _deed(request, form, title, labels[action], back, danger=action != "aktifkan")


def _create(request: HttpRequest, user: User, form: OfficerForm) -> str:
    values = form.cleaned_data
    term: dict[str, date | None] = {"valid_from": values["valid_from"], "valid_until": values["valid_until"]}
    password = administration.officer_create(
        actor_of(request),
        user,
        values["role"],
        values["area"],
        **term,  # type: ignore[arg-type]
    )
    _make_official(user, form)
    return password


def _give(request: HttpRequest, user: User, form: RoleForm) -> str:
    values = form.cleaned_data
    administration.officer_role_give(
        actor_of(request),
        user.pk,
        values["role"],
        values["area"],
        valid_from=values["valid_from"],
        valid_until=values["valid_until"],
    )
    _make_official(user, form)
    return "done"


def _make_official(user: User, form: RoleForm) -> None:
    """Letters are signed in the name of an official; number and rank are the village's to fill in."""
    values = form.cleaned_data
    if values["role"] in POSITIONS and form.region is not None:
        official_for(user, values["role"], form.region, values["valid_from"], values["valid_until"]).save()


def _tried(form: SecondFactorForm, deed: Callable[[], str]) -> str:
    """What the deed gives, whole or not at all; empty when it was refused, with the reason in the form."""
    try:
        with transaction.atomic():
            return deed()
    except RefusedDeed as error:
        form.add_error(None, str(error))
        return ""


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _row(user: User) -> dict[str, Any]:
    today = timezone.localdate()
    held = [row for row in user.assignments.all() if row.valid_until is None or row.valid_until >= today]
    return {
        "url": reverse("officer", args=[user.pk]),
        "name": user.name or user.username,
        "username": user.username,
        "roles": [f"{Role(row.role).label} · {row.area_code}" for row in held],
        "active": user.is_active,
        "last_login": user.last_login,
    }


def _password_page(request: HttpRequest, user: User, password: str) -> HttpResponse:
    return render(request, "accounts/first_password.html", {"officer": user, "password": password})


def _deed(
    request: HttpRequest, form: Any, title: str, label: str, back: str, *, danger: bool = False
) -> HttpResponse:
    context = {"form": form, "title": title, "submit_label": label, "danger": danger}
    return render(request, "letters/deed.html", context | {"back_url": back, "back_label": _("Petugas")})
