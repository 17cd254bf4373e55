"""Usul-sanggah on the pages of the citizen, the village and the social office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assistance.contest_forms import OWN, ContestForm, DecisionForm, FindingForm
from assistance.errors import AidRefused
from assistance.models import Contest, ContestReporter
from assistance.services.contests import (
    DECIDERS,
    VERIFIERS,
    Told,
    contest_decide,
    contest_submit,
    contest_verify,
    own_contest,
)
from citizens.formatting import long_date, neighbourhoods
from citizens.journal import subject_of
from citizens.models import Resident
from citizens.views.my_data import own_record
from foundation.access.guard import get_reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role, within
from foundation.access.rules import allow
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import Purpose, Screen
from foundation.documents.storage import read_stored

from .offices import READERS

PAGE_SIZE = 50
OPEN = (Contest.State.SUBMITTED, Contest.State.VERIFIED)


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
def submit_page(request: HttpRequest) -> HttpResponse:
    """A citizen proposes or contests."""
    form = (
        ContestForm(request.POST, request.FILES)
        if request.method == "POST"
        else ContestForm(initial={"about": OWN})
    )
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        upload, about = told.pop("evidence"), told.pop("about")
        try:
            contest = contest_submit(
                own_record(actor_of(request)), Told(about_own_family=about == OWN, **told), upload
            )
        except AidRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Sudah kami terima. Jawabannya dikirim ke sini."))
            return redirect("assistance:own_contest", contest.pk)
    return render(request, "assistance/contest_new.html", {"form": form, "current": "aid"})


@allow(Role.CITIZEN, write=())
@require_safe
def own_contest_page(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """How far one's own proposal or objection has come."""
    reporter = own_contest(own_record(actor_of(request)).pk, contest_id)
    contest = reporter.contest
    context = {
        "contest": contest,
        "rows": _told_rows(contest),
        "due": long_date(timezone.localtime(contest.due_at).date()),
        "current": "aid",
    }
    return render(request, "assistance/own_contest.html", context)


@allow(*READERS, write=())
@require_safe
def contests_page(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first; decided ones on request."""
    actor = actor_of(request)
    wants_done = request.GET.get("keadaan") == "selesai"
    rows = Contest.objects.filter(within(actor.codes(*READERS))).select_related("programme", "village")
    rows = rows.exclude(state__in=OPEN) if wants_done else rows.filter(state__in=OPEN)
    page = Paginator(rows.order_by("-decided_at" if wants_done else "due_at", "id"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    record_list(actor, len(page.object_list), screen=Screen.AID, purpose=Purpose.AID)
    context = {
        "rows": [_queue_row(contest) for contest in page.object_list],
        "page": page,
        "page_query": "keadaan=selesai&" if wants_done else "",
        "wants_done": wants_done,
    }
    return render(request, "assistance/contests.html", context)


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def contest_page(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """One case: what was told, what the village found, the decision; and the form of whoever's turn it is."""
    actor = actor_of(request)
    contest = _contest(actor, contest_id)
    form = _form(actor, contest, request.POST if request.method == "POST" else None)
    record_list(actor, 1, screen=Screen.AID, purpose=Purpose.AID, reference_id=contest.pk)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _carry_out(actor, contest, form)
        except AidRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Tersimpan."))
        return redirect("assistance:contest", contest.pk)
    context = {
        "contest": contest,
        "rows": _told_rows(contest),
        "form": form,
        "is_decision": isinstance(form, DecisionForm),
        "late": contest.is_open and contest.due_at < timezone.now(),
        "family_url": reverse("assistance:family", args=[contest.family_id]) if contest.family_id else "",
        "may_see_reporter": actor.has(*DECIDERS) and hasattr(contest, "reporter"),
    }
    return render(request, "assistance/contest.html", context)


@allow(*DECIDERS, write=())
@require_safe
def reporter_page(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """Who said so: for the social office alone, and written down in that person's journal."""
    actor = actor_of(request)
    contest = _contest(actor, contest_id)
    reporter = _reporter(contest)
    person = Resident.objects.select_related("family").filter(pk=reporter.person_id).first()
    if person is None:
        raise Http404
    record_access(actor, subject_of(person), screen=Screen.AID, purpose=Purpose.AID, reference_id=contest.pk)
    context = {
        "contest": contest,
        "rows": [
            {"label": _("Nama"), "value": person.name},
            {"label": _("Alamat"), "value": neighbourhoods({person.area_code})[person.area_code]},
            {"label": _("Telepon"), "value": person.phone},
        ],
        "has_evidence": bool(reporter.path),
    }
    return render(request, "assistance/contest_reporter.html", context)


@allow(*DECIDERS, write=())
@require_safe
def evidence_file(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """What the reporter sent along."""
    actor = actor_of(request)
    reporter = _reporter(_contest(actor, contest_id))
    if not reporter.path:
        raise Http404
    record_list(actor, 1, screen=Screen.AID, purpose=Purpose.AID, reference_id=contest_id)
    response = HttpResponse(read_stored(reporter.path), content_type=reporter.content_type)
    is_picture = reporter.content_type == "image/jpeg"
    kind, extension = ("inline", "jpg") if is_picture else ("attachment", "pdf")
    response["Content-Disposition"] = f'{kind}; filename="bukti.{extension}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _contest(actor: Actor, contest_id: UUID) -> Contest:
    rows = Contest.objects.select_related("programme", "village")
    return get_reachable(rows, actor, contest_id, *READERS)


def _reporter(contest: Contest) -> ContestReporter:
    """Who made the contest; Http404 once that is erased."""
    reporter = ContestReporter.objects.filter(contest=contest).first()
    if reporter is None:
        raise Http404
    return reporter


def _form(actor: Actor, contest: Contest, data: Any) -> FindingForm | DecisionForm | None:
    if actor.has(*DECIDERS):
        return DecisionForm(data) if contest.is_open else None
    return FindingForm(data) if contest.state == Contest.State.SUBMITTED and actor.has(*VERIFIERS) else None


def _carry_out(actor: Actor, contest: Contest, form: FindingForm | DecisionForm) -> None:
    told = form.cleaned_data
    if isinstance(form, DecisionForm):
        contest_decide(contest.pk, actor, accepted=told["decision"] == "accepted", answer=told["answer"])
    else:
        contest_verify(contest.pk, actor, finding=told["finding"], note=told["note"])


def _told_rows(contest: Contest) -> list[dict[str, str]]:
    rows = [
        {"label": _("Disampaikan"), "value": long_date(timezone.localtime(contest.submitted_at).date())},
        {"label": _("Isi"), "value": contest.get_kind_display()},
        {
            "label": _("Tentang"),
            "value": ", ".join(part for part in (contest.named, contest.address) if part),
        },
        {"label": _("Desa/kelurahan"), "value": contest.village.official_title},
        {"label": _("Bantuan"), "value": contest.programme.name if contest.programme else "–"},
        {"label": _("Alasan"), "value": contest.get_reason_display()},
        {"label": _("Penjelasan"), "value": contest.text},
    ]
    if contest.finding:
        rows.append(
            {
                "label": _("Hasil pemeriksaan desa"),
                "value": f"{contest.get_finding_display()}\n{contest.note}",
            }
        )
    if contest.answer:
        rows.append({"label": _("Putusan"), "value": f"{contest.get_state_display()}\n{contest.answer}"})
    return [{"label": str(row["label"]), "value": str(row["value"])} for row in rows]


def _queue_row(contest: Contest) -> dict[str, Any]:
    return {
        "url": reverse("assistance:contest", args=[contest.pk]),
        "kind": contest.get_kind_display(),
        "named": contest.named,
        "village": contest.village.official_title,
        "programme": contest.programme.short_name if contest.programme else "–",
        "state": contest.get_state_display(),
        "due": contest.due_at,
        "late": contest.is_open and contest.due_at < timezone.now(),
    }
