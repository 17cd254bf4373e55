"""Who stays in the village for a time; and residents whose record lacks a NIK."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.formatting import long_date, neighbourhoods
from citizens.models import Resident, Stay
from citizens.nik import mask
from citizens.services.recording import CLERKS
from citizens.services.stays import stay_change, stay_record
from citizens.stay_form import StayForm
from foundation.access.guard import get_reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, within
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen

PAGE_SIZE = 50


@allow(*OFFICE_ROLES, write=())
@require_safe
def stays_page(request: HttpRequest) -> HttpResponse:
    """Who is staying now, or all who ever stayed, the latest first; residents recorded as temporary are told too."""
    actor = actor_of(request)
    shows_all = request.GET.get("keadaan") == "semua"
    rows = Stay.objects.filter(within(actor.codes(*OFFICE_ROLES))).order_by("-arrived_on", "-id")
    page = Paginator(rows if shows_all else rows.filter(left_on=None), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    found = list(page.object_list)
    recorded = Resident.objects.filter(
        within(actor.codes(*OFFICE_ROLES)), status=code_lists.ALIVE, residence=code_lists.TEMPORARY
    ).order_by("name")
    residents = list(recorded[:PAGE_SIZE]) if page.number == 1 else []
    record_list(actor, len(found) + len(residents), screen=Screen.SEARCH, purpose=Purpose.REGISTER)
    places = neighbourhoods({stay.area_code for stay in found} | {person.area_code for person in residents})
    is_clerk = actor.has(*CLERKS)
    context = {
        "shows_all": shows_all,
        "rows": [_stay_row(stay, places, may_change=is_clerk) for stay in found],
        "residents": [_resident_row(person, places) for person in residents],
        "page": page,
        "page_query": "keadaan=semua&" if shows_all else "",
        "new_url": reverse("citizens:stay_new") if is_clerk else "",
        "book_url": reverse("citizens:population_book", args=["sementara"]),
    }
    return render(request, "citizens/stays.html", context)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def stay_page(request: HttpRequest, stay_id: UUID | None = None) -> HttpResponse:
    """Records somebody who stays for a time, or corrects and ends a stay."""
    actor = actor_of(request)
    stay = get_reachable(Stay.objects.all(), actor, stay_id, *CLERKS) if stay_id else None
    village = stay.village_id if stay else actor.codes(*CLERKS)[0]
    initial = {name: getattr(stay, name) for name in StayForm.base_fields} if stay else {}
    form = StayForm(request.POST if request.method == "POST" else None, initial=initial, village=village)
    if stay is not None and request.method == "GET":
        record_list(actor, 1, screen=Screen.RESIDENT, purpose=Purpose.REGISTER)
    if request.method == "POST" and form.is_valid():
        try:
            if stay is None:
                stay = stay_record(actor, form.cleaned_data)
            else:
                stay_change(stay.pk, actor, form.cleaned_data)
        except EventRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        else:
            messages.success(request, _("Tercatat: %(name)s.") % {"name": stay.name})
            return redirect("citizens:stays")
    context = {
        "form": form,
        "title": _("Ubah penduduk sementara") if stay else _("Catat penduduk sementara"),
        "subject": _("Penduduk sementara"),
        "back_url": reverse("citizens:stays"),
    }
    return render(request, "citizens/event_form.html", context)


@allow(*OFFICE_ROLES, write=())
@require_safe
def without_nik_page(request: HttpRequest) -> HttpResponse:
    """Living residents whose record has no NIK yet, the oldest record first."""
    actor = actor_of(request)
    people = Resident.objects.filter(
        within(actor.codes(*OFFICE_ROLES)), status=code_lists.ALIVE, nik__isnull=True
    ).select_related("family")
    page = Paginator(people.order_by("created_at", "id"), PAGE_SIZE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    record_list(actor, len(found), screen=Screen.SEARCH, purpose=Purpose.REGISTER)
    places = neighbourhoods({person.area_code for person in found})
    is_clerk = actor.has(*CLERKS)
    rows = [
        _resident_row(person, places)
        | {
            "complete_url": reverse("citizens:resident_event", args=[person.pk, "pembetulan"])
            if is_clerk
            else ""
        }
        for person in found
    ]
    return render(request, "citizens/without_nik.html", {"rows": rows, "page": page, "page_query": ""})


def _stay_row(stay: Stay, places: dict[str, str], *, may_change: bool) -> dict[str, Any]:
    return {
        "url": reverse("citizens:stay", args=[stay.pk]) if may_change else "",
        "name": stay.name,
        "number": mask(stay.nik) or stay.passport or "–",
        "origin": stay.origin,
        "host": ", ".join(text for text in (stay.host, places[stay.area_code]) if text),
        "purpose": stay.purpose,
        "arrived": long_date(stay.arrived_on),
        "left": long_date(stay.left_on) if stay.left_on else "",
    }


def _resident_row(person: Resident, places: dict[str, str]) -> dict[str, Any]:
    return {
        "url": reverse("citizens:resident", args=[person.pk]),
        "name": person.name,
        "born": long_date(person.birth_date),
        "place": places[person.area_code],
        "since": person.created_at,
    }
