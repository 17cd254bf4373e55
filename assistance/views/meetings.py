"""The village meeting on the pages of the village; its decree on those of the social office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assistance.errors import AidRefused
from assistance.meeting_forms import CandidateForm, CloseForm, DecisionsForm, DecreeForm, MeetingForm
from assistance.models import Candidate, Meeting
from assistance.papers import PAPERS, paper_pdf
from assistance.services.meetings import (
    DECREE,
    HOLDERS,
    candidate_decide,
    candidates_decide,
    meeting_close,
    meeting_enrol,
    meeting_in_reach,
    meeting_open,
)
from citizens.formatting import long_date
from foundation.access.guard import get_reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import within
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from foundation.documents.engine import RenderFailed

from .offices import READERS

LATEST = 50
DECIDED_AT_ONCE = 100
BEFOREHAND = ("calon", "daftar-hadir")
"""Papers that make sense before a meeting is closed."""


@allow(*READERS, write=HOLDERS)
@require_http_methods(["GET", "POST"])
def meetings_page(request: HttpRequest) -> HttpResponse:
    """The meetings of the reach; a village prepares a new one."""
    actor = actor_of(request)
    form = MeetingForm(request.POST if request.method == "POST" else None) if actor.has(*HOLDERS) else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            meeting = meeting_open(actor, **form.cleaned_data)
        except AidRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            return redirect("assistance:meeting", meeting.pk)
    rows = Meeting.objects.filter(within(actor.codes(*READERS))).select_related("programme", "village")[
        :LATEST
    ]
    context = {"form": form, "rows": [_row(meeting) for meeting in rows]}
    return render(request, "assistance/meetings.html", context)


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def meeting_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: its candidates with the decisions, its papers, and the next step of whoever's turn it is."""
    actor = actor_of(request)
    meeting = meeting_in_reach(actor, meeting_id, *READERS)
    data = request.POST if request.method == "POST" else None
    form: CloseForm | DecreeForm | None = None
    if meeting.state == Meeting.State.OPEN and actor.has(*HOLDERS):
        form = CloseForm(data)
    elif meeting.state == Meeting.State.CLOSED and actor.has(*DECREE):
        form = DecreeForm(data, initial={"starts_on": meeting.held_on})
    if data is not None and form is not None and form.is_valid():
        try:
            if isinstance(form, DecreeForm):
                count = meeting_enrol(meeting.pk, actor, **form.cleaned_data)
                messages.success(request, _("%(count)d penerima ditetapkan.") % {"count": count})
            else:
                meeting_close(meeting.pk, actor, **form.cleaned_data)
                messages.success(request, _("Musyawarah ditutup. Cetak berita acaranya."))
        except AidRefused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("assistance:meeting", meeting.pk)
    candidates = list(meeting.candidates.all())
    record_list(actor, len(candidates), screen=Screen.AID, purpose=Purpose.AID, reference_id=meeting.pk)
    context = {
        "meeting": _row(meeting),
        "form": form,
        "is_decree": isinstance(form, DecreeForm),
        "may_decide": meeting.state == Meeting.State.OPEN and actor.has(*HOLDERS),
        "candidates": candidates,
        "approved": sum(1 for row in candidates if row.decision == Candidate.Decision.APPROVED),
        "papers": _paper_links(meeting),
    }
    return render(request, "assistance/meeting.html", context)


@allow(*HOLDERS)
@require_http_methods(["GET", "POST"])
def candidate_page(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """What was found at a candidate's house, and the decision."""
    actor = actor_of(request)
    candidate = get_reachable(Candidate.objects.select_related("meeting"), actor, candidate_id, *HOLDERS)
    if candidate.meeting.state != Meeting.State.OPEN:
        raise Http404
    initial = {"decision": candidate.decision, "note": candidate.note}
    form = CandidateForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        candidate_decide(candidate.pk, actor, **form.cleaned_data)
        return redirect("assistance:meeting", candidate.meeting_id)
    record_list(actor, 1, screen=Screen.AID, purpose=Purpose.AID, reference_id=candidate.meeting_id)
    context = {
        "form": form,
        "title": f"{candidate.name}, {candidate.address}",
        "back_url": reverse("assistance:meeting", args=[candidate.meeting_id]),
    }
    return render(request, "assistance/form.html", context)


@allow(*HOLDERS)
@require_http_methods(["GET", "POST"])
def decisions_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """All candidates in one table: what was found and decided, some hundred at a time."""
    actor = actor_of(request)
    meeting = meeting_in_reach(actor, meeting_id, *HOLDERS)
    if meeting.state != Meeting.State.OPEN:
        return redirect("assistance:meeting", meeting.pk)
    page = Paginator(meeting.candidates.all(), DECIDED_AT_ONCE).get_page(request.GET.get("page"))
    form = DecisionsForm(
        request.POST if request.method == "POST" else None, candidates=list(page.object_list)
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = candidates_decide(meeting.pk, actor, form.decisions())
        except AidRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("%(count)d putusan disimpan.") % {"count": count})
        if page.has_next():
            return redirect(f"{request.path}?page={page.next_page_number()}")
        return redirect("assistance:meeting", meeting.pk)
    record_list(actor, len(form.candidates), screen=Screen.AID, purpose=Purpose.AID, reference_id=meeting.pk)
    context = {"meeting": _row(meeting), "form": form, "rows": form.rows(), "page": page, "page_query": ""}
    return render(request, "assistance/decisions.html", context)


@allow(*READERS, write=())
@require_safe
def meeting_paper(request: HttpRequest, meeting_id: UUID, paper: str) -> HttpResponse:
    """One paper of the meeting's pack as PDF."""
    actor = actor_of(request)
    meeting = meeting_in_reach(actor, meeting_id, *READERS)
    if paper not in PAPERS:
        raise Http404
    count = meeting.candidates.count()
    record_list(actor, count, screen=Screen.AID, purpose=Purpose.AID, reference_id=meeting.pk)
    try:
        content = paper_pdf(meeting, paper)
    except RenderFailed:
        messages.error(request, _("PDF belum dapat dibuat. Silakan coba lagi."))
        return redirect("assistance:meeting", meeting.pk)
    headers = {"Content-Disposition": f'inline; filename="{paper}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _paper_links(meeting: Meeting) -> list[dict[str, str]]:
    labels = {
        "calon": _("Daftar calon"),
        "daftar-hadir": _("Daftar hadir"),
        "berita-acara": _("Berita acara"),
        "pengumuman": _("Pengumuman dengan inisial"),
    }
    return [
        {"label": labels[paper], "url": reverse("assistance:meeting_paper", args=[meeting.pk, paper])}
        for paper in PAPERS
        if meeting.state != Meeting.State.OPEN or paper in BEFOREHAND
    ]


def _row(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.pk,
        "programme": meeting.programme.short_name,
        "village": meeting.village.official_title,
        "held_on": long_date(meeting.held_on),
        "place": meeting.place,
        "state": meeting.get_state_display(),
        "quota": meeting.quota,
        "chair": meeting.chair,
        "attendees": meeting.attendees,
    }
