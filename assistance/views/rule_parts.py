"""Changing a rule part by part: plain forms, one thing a page, each saves the draft."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assistance.models import Programme, Terms
from assistance.programme_forms import ConditionForm, FactForm, MembersForm
from assistance.rules.editing import (
    NEW_GROUPS,
    Place,
    Stored,
    inside_members,
    is_group,
    part_at,
    read_place,
    with_added,
    with_moved,
    with_other_joining,
    with_part,
    without_part,
)
from assistance.rules.facts import FACTS, About
from assistance.services.terms import draft_change_rule
from foundation.access.middleware import actor_of
from foundation.access.rules import allow

from .offices import WRITERS
from .terms import draft_or_404

REMOVE, EXCHANGE = "hapus", "tukar"
MOVES = {"naik": -1, "turun": 1}


@allow(*WRITERS)
@require_POST
def part_action(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Adds a group to the part at `tempat`, takes the part out, moves it, or exchanges "all" and "any" in it."""
    place, deed = _place(request.POST.get("tempat", "")), request.POST.get("aksi", "")
    if deed not in (REMOVE, EXCHANGE, *MOVES, *NEW_GROUPS):
        raise Http404

    def change(rule: Stored) -> Stored:
        if deed == REMOVE:
            return without_part(rule, place)
        if deed == EXCHANGE:
            return with_other_joining(rule, place)
        if deed in MOVES:
            return with_moved(rule, place, MOVES[deed])
        return with_added(rule, place, NEW_GROUPS[deed])

    terms = draft_change_rule(terms_id, actor_of(request), change)
    return _back(terms, "" if deed in (REMOVE, *MOVES) else request.POST.get("tempat", ""))


@allow(*WRITERS)
@require_http_methods(["GET", "POST"])
def condition_page(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """A new condition in the group at `tempat`, or the one that stands there: first the fact, then the comparison."""
    terms = draft_or_404(terms_id)
    place = _place(request.GET.get("tempat", ""))
    try:
        stored = part_at(terms.rule, place)
    except LookupError as error:
        raise Http404 from error
    name = stored.get("fact") or request.GET.get("fact", "")
    about = _about(terms, place)
    if "members" in stored:
        return _members(request, terms, place, stored)
    if name not in FACTS or FACTS[name].about not in about:
        form: forms.Form = FactForm(request.GET if "fact" in request.GET else None, about=about)
        return _page(request, terms, form, _("Syarat baru"), is_choice=True)
    programmes = list(Programme.objects.exclude(pk=terms.programme_id).values_list("code", "short_name"))
    data = request.POST if request.method == "POST" else None
    condition_form = ConditionForm(data, fact=FACTS[name], programmes=programmes, stored=stored)
    if request.method == "POST" and condition_form.is_valid():
        made = condition_form.condition()
        return _changed(request, terms, place, made, is_new=is_group(stored))
    return _page(request, terms, condition_form, str(FACTS[name].label))


def _members(request: HttpRequest, terms: Terms, place: Place, stored: Stored) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = MembersForm(data, initial={"at_least": stored["at_least"]})
    if request.method == "POST" and form.is_valid():
        return _changed(request, terms, place, {**stored, **form.cleaned_data}, is_new=False)
    return _page(request, terms, form, _("Anggota keluarga yang …"))


def _changed(request: HttpRequest, terms: Terms, place: Place, made: Stored, *, is_new: bool) -> HttpResponse:
    change = with_added if is_new else with_part
    terms = draft_change_rule(terms.pk, actor_of(request), lambda rule: change(rule, place, made))
    return _back(terms, request.GET.get("tempat", ""))


def _about(terms: Terms, place: Place) -> tuple[About, ...]:
    if inside_members(terms.rule, place):
        return (About.PERSON,)
    return (About.FAMILY,) if terms.programme.is_for_families else (About.PERSON, About.FAMILY)


def _place(text: str) -> Place:
    try:
        return read_place(text)
    except ValueError as error:
        raise Http404 from error


def _page(
    request: HttpRequest, terms: Terms, form: Any, title: str, *, is_choice: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "is_choice": is_choice,
        "place": request.GET.get("tempat", ""),
        "back_url": reverse("assistance:terms", args=[terms.pk]),
    }
    return render(request, "assistance/condition.html", context)


def _back(terms: Terms, place: str) -> HttpResponse:
    anchor = f"#butir-{place.replace('.', '-')}" if place else "#syarat"
    return redirect(reverse("assistance:terms", args=[terms.pk]) + anchor)
