"""Programmes of aid: the list, one programme with its terms over time, and a new one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistance.errors import AidRefused
from assistance.models import Exclusion, Programme, Terms
from assistance.programme_forms import ProgrammeForm
from assistance.queries.terms import programme_codes, programme_names
from assistance.rules.grammar import RuleRefused, read_rule
from assistance.rules.words import Line, lines_of
from assistance.services.terms import draft_begin, programme_add
from citizens.formatting import long_date
from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow

from .offices import READERS, WRITERS


@allow(*READERS, Role.AUDITOR, write=())
@require_safe
def programmes_page(request: HttpRequest) -> HttpResponse:
    """All programmes with the terms in force."""
    today = timezone.localdate()
    rows = [_programme_row(programme, today) for programme in Programme.objects.prefetch_related("terms")]
    context = {"rows": rows, "may_write": actor_of(request).has(*WRITERS)}
    return render(request, "assistance/programmes.html", context)


@allow(*WRITERS)
@require_http_methods(["GET", "POST"])
def programme_new_page(request: HttpRequest) -> HttpResponse:
    """A new programme; its first terms are written next."""
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            programme = programme_add(actor_of(request), form.cleaned_data)
        except AidRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            terms = draft_begin(programme, actor_of(request))
            return redirect("assistance:terms", terms.pk)
    context = {"form": form, "title": _("Program baru"), "back_url": reverse("assistance:programmes")}
    return render(request, "assistance/form.html", context)


@allow(*READERS, Role.AUDITOR, write=())
@require_safe
def programme_page(request: HttpRequest, code: str) -> HttpResponse:
    """One programme: its terms, the rule in words, and what it excludes."""
    programme = _programme(code)
    names, codes = programme_names(), programme_codes()
    terms = list(programme.terms.all())
    context = {
        "programme": programme,
        "draft": next((each for each in terms if each.state == Terms.State.DRAFT), None),
        "terms": [terms_row(each, names, codes) for each in terms if each.state == Terms.State.PUBLISHED],
        "exclusions": _exclusions(programme),
        "may_write": actor_of(request).has(*WRITERS),
        "list_url": f"{reverse('assistance:list', args=['penerima'])}?{urlencode({'program': code})}",
        "reads_people": actor_of(request).has(*READERS),
    }
    return render(request, "assistance/programme.html", context)


@allow(*WRITERS)
@require_POST
def draft_action(request: HttpRequest, code: str) -> HttpResponse:
    """Begins the draft of the programme's next terms, or goes on with the one there is."""
    terms = draft_begin(_programme(code), actor_of(request))
    messages.success(request, _("Rancangan siap disunting. Ketentuan yang berlaku belum berubah."))
    return redirect("assistance:terms", terms.pk)


def terms_row(terms: Terms, names: dict[str, str], codes: frozenset[str]) -> dict[str, Any]:
    """Terms as pages show them: since when, what is given, the rule in words."""
    return {
        "id": terms.pk,
        "since": long_date(terms.valid_from),
        "until": long_date(terms.valid_until) if terms.valid_until else "",
        "article": terms.article,
        "gives": gives(terms),
        "lines": rule_lines(terms, names, codes),
        "documents": terms.documents,
        "quota": terms.quota_per_village,
        "by": terms.published_by_name,
    }


def rule_lines(terms: Terms, names: dict[str, str], codes: frozenset[str]) -> list[Line]:
    """The rule of terms in words; nothing for one that means nothing yet."""
    try:
        rule = read_rule(terms.rule, for_persons=not terms.programme.is_for_families, programmes=codes)
    except RuleRefused:
        return []
    return lines_of(rule, names)


def gives(terms: Terms) -> str:
    """What is given, in words: "Rp300.000 tiap bulan"."""
    period = terms.get_period_display()
    if terms.components:
        parts = "; ".join(f"{each['name']} {_rupiah(each['amount'])}" for each in terms.components)
        return f"{parts} ({period})"
    amount = _rupiah(terms.amount) if terms.amount else terms.in_kind
    return f"{amount} {period}" if amount else str(period)


def _rupiah(amount: int) -> str:
    return f"Rp{number_format(amount, use_l10n=True, force_grouping=True)}"


def _programme(code: str) -> Programme:
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        raise Http404
    return programme


def _programme_row(programme: Programme, today: Any) -> dict[str, Any]:
    terms = list(programme.terms.all())
    current = next(
        (
            each
            for each in terms
            if each.state == Terms.State.PUBLISHED
            and each.valid_from <= today
            and (each.valid_until is None or each.valid_until >= today)
        ),
        None,
    )
    return {
        "programme": programme,
        "gives": gives(current) if current else "–",
        "since": long_date(current.valid_from) if current else "",
        "article": current.article if current else _("tidak ada ketentuan yang berlaku"),
        "draft": any(each.state == Terms.State.DRAFT for each in terms),
    }


def _exclusions(programme: Programme) -> list[dict[str, str]]:
    rows = []
    for exclusion in Exclusion.objects.select_related("first", "second").order_by("valid_from"):
        if programme.pk not in (exclusion.first_id, exclusion.second_id):
            continue
        is_first = exclusion.first_id == programme.pk
        other = exclusion.second if is_first else exclusion.first
        component = exclusion.first_component or exclusion.second_component
        until = long_date(exclusion.valid_until) if exclusion.valid_until else ""
        rows.append(
            {
                "name": other.short_name,
                "component": component,
                "article": exclusion.article,
                "since": long_date(exclusion.valid_from),
                "until": until,
            }
        )
    return rows
