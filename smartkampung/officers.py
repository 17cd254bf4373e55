"""Officers' accounts of a region: who works where, until when, and everything that was done to an account."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
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

from .officer_forms import OfficerDeedForm, OfficerForm, RoleEndForm, RoleForm
from .officer_roles import all_offices_of, officer_appoint, officer_dismiss, officer_engage, offices_of

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
        password = _tried(form, lambda: officer_engage(actor_of(request), user, form.term()))
        if password:
            return _password_page(request, user, password)
    return _deed(request, form, _("Petugas baru"), _("Buat akun"), reverse("officers"))


@allow(*ADMINISTRATORS)
@require_http_methods(["GET", "POST"])
def officer_role_page(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A further role for an officer."""
    actor = actor_of(request)
    user = administered_officer(actor, user_id)
    form = RoleForm(_posted(request), needs_code=step_up.needs_code(request))
    ready = form.is_bound and form.is_valid() and form.code_is_right(request)
    if ready and _tried(form, lambda: officer_appoint(actor, user, form.term())):
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
    offices = offices_of(user, assignment)
    form = RoleEndForm(_posted(request), offices=offices, needs_code=step_up.needs_code(request))
    if form.is_bound and form.is_valid() and form.code_is_right(request):
        with_office = form.cleaned_data.get("with_office", False)
        if _tried(form, lambda: officer_dismiss(actor, user, assignment_id, with_office=with_office)):
            both, role_only = _("Peran dan masa jabatannya sudah diakhiri."), _("Peran sudah diakhiri.")
            messages.success(request, both if with_office else role_only)
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

        def act() -> str | None:
            if action in ("kata-sandi", "kode-keamanan"):
                whole = action == "kode-keamanan"
                return administration.officer_reset(actor, user.pk, with_second_factor=whole)
            return administration.officer_switch(actor, user.pk, active=action == "aktifkan")

        result = _tried(form, act)
        if result and action in ("kata-sandi", "kode-keamanan"):
            return _password_page(request, user, result)
        if result:
            messages.success(request, _("Akun sudah diubah."))
            return redirect("officer", user.pk)
    title = f"{labels[action]}: {user.name}"
    back = reverse("officer", args=[user.pk])
    notes = _left_behind(user) if action == "nonaktifkan" else []
    return _deed(request, form, title, labels[action], back, danger=action != "aktifkan", notes=notes)


def _left_behind(user: User) -> list[str]:
    """A shut account may be opened again, so its offices go on; who left has to be dismissed from them."""
    offices = ", ".join(f"{official.title} {official.region.name}" for official in all_offices_of(user))
    if not offices:
        return []
    said = _(
        "Masa jabatannya sebagai %(offices)s tetap berjalan. Bila ia sudah berhenti, akhiri perannya lebih dulu."
    )
    return [said % {"offices": offices}]


def _tried(form: SecondFactorForm, deed: Callable[[], str | None]) -> str:
    """What the deed gives, or a word that it was done; empty when it was refused, with the reason in the form."""
    try:
        return deed() or "done"
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
    request: HttpRequest,
    form: Any,
    title: str,
    label: str,
    back: str,
    *,
    danger: bool = False,
    notes: Sequence[str] = (),
) -> HttpResponse:
    context = {"form": form, "title": title, "submit_label": label, "danger": danger, "notes": notes}
    return render(request, "letters/deed.html", context | {"back_url": back, "back_label": _("Petugas")})
