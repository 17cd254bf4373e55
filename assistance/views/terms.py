"""Writing terms: what they give, what they would change, and putting them in force."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistance.errors import AidRefused
from assistance.models import Terms
from assistance.programme_forms import TermsForm
from assistance.queries.simulation import changes_under, names_under
from assistance.queries.terms import programme_codes, programme_names
from assistance.rules.grammar import RuleRefused, read_rule
from assistance.services.terms import draft_change, draft_discard, terms_publish
from assistance.views.rule_tree import tree_of
from citizens.formatting import long_date, neighbourhoods
from citizens.models import Family, Resident
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from villages.models import Region

from .offices import WRITERS, area_of, areas_above
from .programmes import gives

NAMES_SHOWN = 200


@allow(*WRITERS, write=())
@require_safe
def terms_page(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """A draft as a whole: its data, its rule part by part, what is wrong with it yet, and the way on."""
    terms = draft_or_404(terms_id)
    context = {
        "terms": terms,
        "programme": terms.programme,
        "rows": _rows(terms),
        "tree": tree_of(terms, programme_names()),
        "fault": fault_of(terms),
    }
    return render(request, "assistance/terms.html", context)


@allow(*WRITERS)
@require_http_methods(["GET", "POST"])
def terms_data_page(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """From when, on what ground, what is given."""
    terms = draft_or_404(terms_id)
    initial = {
        name: getattr(terms, name)
        for name in ("valid_from", "article", "amount", "in_kind", "period", "quota_per_village")
    }
    initial["documents"] = "\n".join(terms.documents)
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft_change(terms.pk, actor_of(request), **form.values())
        return redirect("assistance:terms", terms.pk)
    context = {
        "form": form,
        "title": _("Ketentuan %(name)s") % {"name": terms.programme.short_name},
        "back_url": reverse("assistance:terms", args=[terms.pk]),
    }
    return render(request, "assistance/form.html", context)


@allow(*WRITERS, write=())
@require_safe
def simulation_page(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """What the draft would change: who enters and leaves by kecamatan and village; of a village by name."""
    actor = actor_of(request)
    terms = draft_or_404(terms_id)
    area = area_of(actor, request.GET.get("wilayah", ""))
    context: dict[str, Any] = {
        "terms": terms,
        "programme": terms.programme,
        "day": long_date(terms.valid_from),
        "area": area,
        "above": areas_above(actor, area),
        "fault": fault_of(terms),
    }
    if not context["fault"]:
        changes = changes_under(terms, area)
        context["changes"] = changes if area.level != Region.Level.VILLAGE else []
        for name in ("before", "after", "entering", "leaving"):
            context[name] = sum(getattr(change, name) for change in changes)
        if area.level == Region.Level.VILLAGE:
            context |= _names(terms, area)
            record_list(actor, len(context["names"]), screen=Screen.AID, purpose=Purpose.AID)
    return render(request, "assistance/simulation.html", context)


@allow(*WRITERS)
@require_http_methods(["GET", "POST"])
def publish_page(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Asks once more, and puts the draft in force."""
    terms = draft_or_404(terms_id)
    if request.method == "POST":
        try:
            terms_publish(terms.pk, actor_of(request))
        except AidRefused as refused:
            messages.error(request, refused.message)
            return redirect("assistance:terms", terms.pk)
        messages.success(
            request, _("Ketentuan diberlakukan mulai %(day)s.") % {"day": long_date(terms.valid_from)}
        )
        return redirect("assistance:programme", terms.programme.code)
    context = {
        "terms": terms,
        "programme": terms.programme,
        "day": long_date(terms.valid_from),
        "rows": _rows(terms),
    }
    return render(request, "assistance/publish.html", context)


@allow(*WRITERS)
@require_POST
def discard_action(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Throws the draft away."""
    programme = draft_discard(terms_id)
    messages.success(request, _("Rancangan dibuang. Ketentuan yang berlaku tidak berubah."))
    return redirect("assistance:programme", programme.code)


def draft_or_404(terms_id: UUID) -> Terms:
    """The draft with this id, with its programme."""
    terms = Terms.objects.select_related("programme").filter(pk=terms_id, state=Terms.State.DRAFT).first()
    if terms is None:
        raise Http404
    return terms


def fault_of(terms: Terms) -> str:
    """What is wrong with the rule yet, in words; empty when it means something."""
    try:
        read_rule(terms.rule, for_persons=not terms.programme.is_for_families, programmes=programme_codes())
    except RuleRefused as refused:
        return refused.message
    return ""


def _rows(terms: Terms) -> list[dict[str, str]]:
    return [
        {"label": _("Mulai berlaku"), "value": long_date(terms.valid_from)},
        {"label": _("Dasar hukum"), "value": terms.article},
        {"label": _("Yang diberikan"), "value": gives(terms)},
        {"label": _("Kuota tiap desa"), "value": str(terms.quota_per_village or "–")},
        {"label": _("Berkas"), "value": "\n".join(terms.documents)},
    ]


def _names(terms: Terms, village: Region) -> dict[str, Any]:
    rows = names_under(terms, village)
    shown = rows[:NAMES_SHOWN]
    people = Resident.objects.in_bulk([row.resident_id for row in shown if row.resident_id])
    families = Family.objects.select_related("head").in_bulk([row.family_id for row in shown])
    places = neighbourhoods({row.area_code for row in shown})
    names = []
    for row in shown:
        family = families[row.family_id]
        person = people.get(row.resident_id) if row.resident_id else family.head
        names.append(
            {
                "url": f"{reverse('assistance:family', args=[row.family_id])}?ketentuan={terms.pk}",
                "name": person.name if person else _("Keluarga tanpa kepala"),
                "address": ", ".join(part for part in (family.address, places[row.area_code]) if part),
                "decile": row.decile,
                "enters": row.entitled == 1,
            }
        )
    return {"names": names, "more": len(rows) - len(shown)}
