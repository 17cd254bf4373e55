"""The counter: find the person, choose the letter, hand it in; three pages, the data is there already."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from citizens.journal import subject_of
from citizens.models import Resident
from citizens.presentation import more_people, people_rows
from citizens.queries import resident_in_reach
from citizens.search import Listed, find_people
from citizens.views.people import searched_text
from foundation.access.addresses import addresses_by_id
from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import Purpose, Screen
from letters.errors import NotAllowed, WrongInput
from letters.forms import RequestForm
from letters.models import LetterTypeVersion
from letters.presentation import recent_row, resident_rows
from letters.queries.catalogue import asked_lately, catalogue_groups, current_version
from letters.queries.requests import visible_requests
from letters.services.at_the_desk import request_at_desk

from .catalogue import searched_kind

CLERKS = (Role.OPERATOR, Role.SECRETARY)
RECENT = 5


class PaperSeenForm(forms.Form):
    """At the counter the papers are looked at and handed back."""

    papers_seen = forms.BooleanField(
        label=gettext_lazy("Saya sudah melihat KTP/KK dan berkas persyaratannya"),
        error_messages={"required": gettext_lazy("Nyatakan bahwa berkas persyaratan sudah dilihat.")},
    )


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def find_page(request: HttpRequest) -> HttpResponse:
    """Finds the person while they say their name."""
    text = searched_text(request)
    found = find_people(actor_of(request), text)
    record_list(actor_of(request), len(found.people), screen=Screen.SEARCH, purpose=Purpose.SERVICE)
    context = {
        "query": text,
        "people": _people(found.people),
        "more": more_people(found),
        "searched": bool(text),
        "search_url": reverse("letters:counter"),
    }
    template = "letters/_counter_people.html" if request.headers.get("HX-Request") else "letters/counter.html"
    return render(request, template, context)


@allow(*CLERKS, write=())
def types_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """The letters that this person may have, and what they asked for lately."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *CLERKS)
    recent = visible_requests(actor).filter(resident=resident).order_by("-created_at")[:RECENT]
    record_access(actor, subject_of(resident), screen=Screen.COUNTER, purpose=Purpose.SERVICE)
    text = searched_kind(request)
    groups = catalogue_groups(resident.village_id, "counter", text)
    if not text and (often := asked_lately(actor, "counter")):
        groups.insert(0, (_("Sering dibuat di sini"), often))
    context = {
        "query": text,
        "search_url": request.path,
        "person_name": resident.name,
        "resident_rows": resident_rows(resident, Purpose.SERVICE),
        "groups": [
            {"name": name, "types": [_type_row(resident, version) for version in versions]}
            for name, versions in groups
        ],
        "recent": [recent_row(case) for case in recent],
    }
    return render(request, "letters/counter_types.html", context)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def form_page(request: HttpRequest, resident_id: UUID, code: str) -> HttpResponse:
    """The fields; one press makes the request, hands it in and checks it, and it lies before the secretary."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *CLERKS)
    version = current_version(code, resident.village_id)
    if version is None or "counter" not in version.audience:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = RequestForm(version, resident, actor, posted)
    if version.documents:
        form.fields["papers_seen"] = PaperSeenForm().fields["papers_seen"]
    if posted is not None and form.is_valid():
        try:
            case = request_at_desk(actor, code, posted, resident=resident)
            messages.success(request, _("Permohonan %(code)s sudah diteruskan.") % {"code": case.code})
            return redirect("letters:desk_request", case.pk)
        except WrongInput as error:
            form.add_error(None, [text for texts in error.errors.values() for text in texts])
        except NotAllowed as error:
            form.add_error(None, str(error))
    record_access(actor, subject_of(resident), screen=Screen.COUNTER, purpose=Purpose.SERVICE)
    context = {
        "version": version,
        "person_name": resident.name,
        "resident_rows": resident_rows(resident, Purpose.SERVICE),
        "form": form,
        "back_url": reverse("letters:counter_types", args=[resident.pk]),
    }
    return render(request, "letters/counter_form.html", context)


def _type_row(resident: Resident, version: LetterTypeVersion) -> dict[str, Any]:
    return {
        "url": reverse("letters:counter_form", args=[resident.pk, version.letter_type.code]),
        "name": version.name,
        "description": version.description,
        "minutes": version.service_minutes,
    }


def _people(people: list[Listed]) -> list[dict[str, Any]]:
    """Letters are for the living who live here; others are shown, but lead nowhere."""
    rows = people_rows(people, addresses_by_id("letters:counter_types"))
    return [row if row["alive"] else row | {"url": "", "note": row["status_label"]} for row in rows]
