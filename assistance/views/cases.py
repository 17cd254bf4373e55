"""UGD Kemiskinan: the report that anybody may make, and the case on the pages of village and social office."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assistance.case_forms import CaseDecisionForm, InterventionForm, ReportForm, ResultForm, VisitForm
from assistance.errors import AidRefused
from assistance.models import Intervention, PovertyCase
from assistance.services.cases import (
    DECIDERS,
    WORKERS,
    case_close,
    case_decide,
    case_in_reach,
    case_report,
    case_visit,
    intervention_finish,
    intervention_plan,
)
from citizens.family_papers import papers_of_family
from foundation.access.guard import get_reachable
from foundation.access.middleware import actor_of
from foundation.access.rate_limit import client_address
from foundation.access.roles import OFFICE_ROLES, Actor, within
from foundation.access.rules import ANYONE, allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from villages.models import Region

from .offices import READERS

State = PovertyCase.State
NEEDY_LETTERS = "sktm"
"""Kinds of letters, by the beginning of their codes, that a family asks for when it cannot pay."""


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def report_page(request: HttpRequest) -> HttpResponse:
    """Anybody reports a family in need."""
    form = ReportForm(request.POST if request.method == "POST" else None, villages=_all_villages())
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        case = case_report(
            source=PovertyCase.Source.FORM, caller=client_address(request), **form.cleaned_data
        )
        context = {
            "village": case.village.official_title,
            "due": timezone.localtime(case.due_at),
            "is_done": True,
        }
    return render(request, "assistance/report.html", context)


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def cases_page(request: HttpRequest) -> HttpResponse:
    """The cases that are open, the most urgent first; officers write down what they are told."""
    actor = actor_of(request)
    villages = _all_villages().filter(within(actor.codes(*READERS), "code"))
    form = ReportForm(request.POST if request.method == "POST" else None, villages=villages, by_officer=True)
    if request.method == "POST" and form.is_valid():
        case = case_report(caller="", **form.cleaned_data)
        return redirect("assistance:case", case.pk)
    rows = PovertyCase.objects.filter(within(actor.codes(*READERS))).select_related("village")
    wants_done = request.GET.get("keadaan") == "selesai"
    rows = rows.filter(state=State.CLOSED) if wants_done else rows.exclude(state=State.CLOSED)
    found = list(rows[:200])
    record_list(actor, len(found), screen=Screen.AID, purpose=Purpose.AID)
    now = timezone.now()
    context = {
        "form": form,
        "rows": [{"case": case, "late": case.state != State.CLOSED and case.due_at < now} for case in found],
        "wants_done": wants_done,
    }
    return render(request, "assistance/cases.html", context)


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case on one page: the report, the visit, the decision, what every office does by when."""
    actor = actor_of(request)
    case = case_in_reach(actor, case_id, *READERS)
    record_list(actor, 1, screen=Screen.AID, purpose=Purpose.AID, reference_id=case.pk)
    form, plan = _forms(actor, case, request)
    sent = plan if plan is not None and plan.is_bound else form
    if request.method == "POST" and sent is not None and sent.is_valid():
        try:
            _carry_out(actor, case, sent)
        except AidRefused as refused:
            messages.error(request, refused.message)
        return redirect("assistance:case", case.pk)
    interventions = list(case.interventions.all())
    today = timezone.localdate()
    context = {
        "case": case,
        "rows": _rows(case),
        "form": form,
        "plan": plan,
        "interventions": [
            {"row": each, "late": each.done_on is None and each.due_on < today} for each in interventions
        ],
        "late": case.state != State.CLOSED and case.due_at < timezone.now(),
        "letters": papers_of_family(case.family_id, NEEDY_LETTERS) if case.family_id else [],
        "may_link": case.state != State.CLOSED and actor.has(*WORKERS),
        "may_close": case.state == State.HELPED
        and actor.has(*DECIDERS)
        and not any(each.done_on is None for each in interventions),
    }
    return render(request, "assistance/case.html", context)


@allow(*DECIDERS)
@require_POST
def close_action(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ends a case."""
    try:
        case_close(case_id, actor_of(request))
        messages.success(request, _("Kasus selesai."))
    except AidRefused as refused:
        messages.error(request, refused.message)
    return redirect("assistance:case", case_id)


@allow(*WORKERS)
@require_http_methods(["GET", "POST"])
def intervention_page(request: HttpRequest, intervention_id: UUID) -> HttpResponse:
    """What came of one intervention."""
    actor = actor_of(request)
    found = get_reachable(Intervention.objects.all(), actor, intervention_id, *WORKERS)
    form = ResultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            intervention_finish(found.pk, actor, **form.cleaned_data)
        except AidRefused as refused:
            messages.error(request, refused.message)
        return redirect("assistance:case", found.case_id)
    context = {
        "form": form,
        "title": f"{found.get_office_display()}: {found.what}",
        "back_url": reverse("assistance:case", args=[found.case_id]),
    }
    return render(request, "assistance/form.html", context)


def _all_villages() -> Any:
    return Region.objects.filter(level=Region.Level.VILLAGE).order_by("name")


def _forms(
    actor: Actor, case: PovertyCase, request: HttpRequest
) -> tuple[forms.Form | None, InterventionForm | None]:
    data = request.POST if request.method == "POST" else None
    is_plan = data is not None and "office" in data
    form: forms.Form | None = None
    if case.state == State.REPORTED and actor.has(*OFFICE_ROLES, *DECIDERS):
        form = VisitForm(data)
    elif case.state == State.VISITED and actor.has(*DECIDERS):
        form = CaseDecisionForm(None if is_plan else data)
    may_plan = case.state in (State.VISITED, State.HELPED) and actor.has(*DECIDERS)
    return form, InterventionForm(data if is_plan else None) if may_plan else None


def _carry_out(actor: Actor, case: PovertyCase, form: forms.Form) -> None:
    if isinstance(form, InterventionForm):
        intervention_plan(case.pk, actor, **form.cleaned_data)
    elif isinstance(form, CaseDecisionForm):
        case_decide(case.pk, actor, **form.cleaned_data)
    else:
        case_visit(case.pk, actor, **form.cleaned_data)


def _rows(case: PovertyCase) -> list[dict[str, str]]:
    rows = [
        {"label": _("Alamat"), "value": f"{case.address}, {case.village.official_title}"},
        {
            "label": _("Dilaporkan"),
            "value": f"{timezone.localtime(case.reported_at):%d-%m-%Y} ({case.get_source_display()})",
        },
        {"label": _("Keadaannya"), "value": case.text},
    ]
    if case.contact:
        rows.append({"label": _("Kontak pelapor"), "value": case.contact})
    if case.visit:
        rows.append({"label": _("Hasil kunjungan"), "value": f"{case.visit}\n({case.visited_by_name})"})
    if case.decision:
        rows.append({"label": _("Putusan"), "value": f"{case.decision}\n({case.decided_by_name})"})
    return [{"label": str(row["label"]), "value": row["value"]} for row in rows]
