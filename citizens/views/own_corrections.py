"""A citizen asks to have data of the own family corrected, and follows it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizens.correction_forms import AskFamilyForm, AskPersonForm
from citizens.correction_words import change_rows, subject_of_request
from citizens.errors import EventRefused
from citizens.models import CorrectionRequest
from citizens.queries import living_members, resident_in_reach
from citizens.rights.corrections import (
    correction_ask,
    correction_in_reach,
    correction_withdraw,
    own_corrections,
)
from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow

from .my_data import own_record

About = CorrectionRequest.About


@allow(Role.CITIZEN, write=())
@require_safe
def own_corrections_page(request: HttpRequest) -> HttpResponse:
    """Whose data may be corrected, and what was asked for before."""
    actor = actor_of(request)
    resident = own_record(actor)
    people = living_members(resident.family_id) or [resident]
    context = {
        "current": "my_data",
        "people": [
            {"name": person.name, "url": reverse("citizens:correction_new", args=[person.pk])}
            for person in people
        ],
        "card_url": reverse("citizens:correction_card") if resident.family_id else "",
        "corrections": [
            {
                "url": reverse("citizens:own_correction", args=[row.pk]),
                "subject": subject_of_request(row),
                "state": row.get_state_display(),
                "asked_at": row.asked_at,
                "due_at": row.due_at if row.is_open else None,
                "late": row.is_late,
            }
            for row in own_corrections(actor)
        ],
    }
    return render(request, "citizens/own_corrections.html", context)


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
def correction_new_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """The record of a member of the family, to be put right."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id)
    if not resident.is_alive:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = AskPersonForm(*posted, resident=resident)
    return _answer(request, form, resident.pk, About.PERSON, resident.name)


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
def correction_card_page(request: HttpRequest) -> HttpResponse:
    """The family card, to be put right."""
    resident = own_record(actor_of(request))
    if resident.family is None:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = AskFamilyForm(*posted, family=resident.family)
    return _answer(request, form, resident.pk, About.FAMILY, _("Kartu Keluarga"))


@allow(Role.CITIZEN, write=())
@require_safe
def own_correction_page(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """How far one's request has come, and the answer."""
    correction = correction_in_reach(actor_of(request), correction_id)
    context = {
        "current": "my_data",
        "correction": correction,
        "subject": subject_of_request(correction),
        "changes": change_rows(correction),
    }
    return render(request, "citizens/own_correction.html", context)


@allow(Role.CITIZEN)
@require_POST
def correction_withdraw_action(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Takes a request back."""
    try:
        correction_withdraw(correction_id, actor_of(request))
    except EventRefused as refused:
        messages.error(request, refused.text)
    else:
        messages.success(request, _("Permintaan ditarik kembali."))
    return redirect("citizens:own_correction", correction_id)


def _answer(request: HttpRequest, form: Any, resident_id: UUID, about: str, subject: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            correction = correction_ask(
                actor_of(request),
                resident_id,
                about,
                form.values(),
                reason=told["reason"],
                upload=told["evidence"],
            )
        except EventRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        else:
            messages.success(
                request, _("Permintaan sudah dikirim ke desa. Jawabannya datang dalam 3×24 jam.")
            )
            return redirect("citizens:own_correction", correction.pk)
    context = {"current": "my_data", "form": form, "subject": subject}
    return render(request, "citizens/correction_new.html", context)
