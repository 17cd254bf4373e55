"""The village answers what citizens ask to have corrected; above the village stand figures of what is late."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.correction_forms import AcceptForm, RefuseForm
from citizens.correction_words import change_rows, subject_of_request
from citizens.errors import EventRefused
from citizens.journal import subject_of
from citizens.models import CorrectionRequest
from citizens.rights.corrections import (
    correction_accept,
    correction_in_reach,
    correction_refuse,
    overdue_by_village,
)
from citizens.services.recording import CLERKS
from foundation.access.guard import reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Role
from foundation.access.rules import allow
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import Purpose, Screen
from foundation.documents.storage import read_stored

PAGE_SIZE = 50
OVERSEERS = (Role.DISTRICT_ADMIN, Role.SUBDISTRICT, Role.AUDITOR)


@allow(*OFFICE_ROLES, write=())
@require_safe
def corrections_page(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first; answered ones on request."""
    actor = actor_of(request)
    wants_done = request.GET.get("keadaan") == "selesai"
    rows = reachable(CorrectionRequest.objects.select_related("resident"), actor, *OFFICE_ROLES)
    waiting = CorrectionRequest.State.WAITING
    if wants_done:
        rows = rows.exclude(state=waiting).order_by("-decided_at", "id")
    else:
        rows = rows.filter(state=waiting).order_by("due_at", "id")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    record_list(actor, len(page.object_list), screen=Screen.SEARCH, purpose=Purpose.REGISTER)
    context = {
        "rows": [_row(row) for row in page.object_list],
        "page": page,
        "page_query": "keadaan=selesai&" if wants_done else "",
        "wants_done": wants_done,
    }
    return render(request, "citizens/corrections.html", context)


@allow(*OFFICE_ROLES, write=CLERKS)
@require_http_methods(["GET", "POST"])
def correction_page(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """One request: what is recorded, what should be, the proof; accepting and refusing."""
    actor = actor_of(request)
    correction = correction_in_reach(actor, correction_id, *OFFICE_ROLES)
    record_access(
        actor,
        subject_of(correction.resident),
        screen=Screen.RESIDENT,
        purpose=Purpose.REGISTER,
        reference_id=correction.pk,
    )
    changes = change_rows(correction)
    choices = [(row["name"], f"{row['label']}: {row['after']}") for row in changes]
    is_refusal = "refusal" in request.POST
    accept = AcceptForm(
        request.POST if request.method == "POST" and not is_refusal else None, choices=choices
    )
    refuse = RefuseForm(request.POST if is_refusal else None)
    form: Any = refuse if is_refusal else accept
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(correction, request, form)
        except EventRefused as refused:
            field = {"fields": "fields_"}.get(refused.field or "", refused.field)
            form.add_error(field if field in form.fields else None, refused.text)
        else:
            messages.success(request, _("Jawaban tersimpan; warga dikabari."))
            return redirect("citizens:correction", correction.pk)
    context = {
        "correction": correction,
        "subject": subject_of_request(correction),
        "changes": changes,
        "form": form,
        "accept": accept,
        "refuse": refuse,
        "may_answer": correction.is_open and actor.reaches(correction.area_code, *CLERKS),
        "person_url": reverse("citizens:resident", args=[correction.resident_id]),
        "event_url": reverse("citizens:life_event", args=[correction.event_id])
        if correction.event_id
        else "",
    }
    return render(request, "citizens/correction.html", context)


@allow(*OFFICE_ROLES, write=())
@require_safe
def correction_file(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """The proof that the citizen sent."""
    actor = actor_of(request)
    correction = correction_in_reach(actor, correction_id, *OFFICE_ROLES)
    if not correction.path:
        raise Http404
    record_access(
        actor,
        subject_of(correction.resident),
        screen=Screen.PAPER,
        purpose=Purpose.REGISTER,
        fields=["attachment"],
        reference_id=correction.pk,
    )
    response = HttpResponse(read_stored(correction.path), content_type=correction.content_type)
    is_picture = correction.content_type == "image/jpeg"
    kind, extension = ("inline", "jpg") if is_picture else ("attachment", "pdf")
    response["Content-Disposition"] = f'{kind}; filename="bukti.{extension}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@allow(*OVERSEERS, write=())
@require_safe
def corrections_late_page(request: HttpRequest) -> HttpResponse:
    """Which villages owe answers, and how late; nobody is named."""
    rows = overdue_by_village(actor_of(request), *OVERSEERS)
    context = {
        "rows": rows,
        "waiting": sum(row["waiting"] for row in rows),
        "late": sum(row["late"] for row in rows),
    }
    return render(request, "citizens/corrections_late.html", context)


def _carry_out(correction: CorrectionRequest, request: HttpRequest, form: Any) -> None:
    told, actor = form.cleaned_data, actor_of(request)
    if isinstance(form, RefuseForm):
        correction_refuse(correction.pk, actor, answer=told["refusal"])
    else:
        correction_accept(
            correction.pk, actor, told["fields_"], document=told["document"], answer=told["answer"]
        )


def _row(correction: CorrectionRequest) -> dict[str, Any]:
    return {
        "url": reverse("citizens:correction", args=[correction.pk]),
        "subject": subject_of_request(correction),
        "fields": ", ".join(row["label"] for row in change_rows(correction)),
        "state": correction.get_state_display(),
        "asked_at": correction.asked_at,
        "due_at": correction.due_at,
        "late": correction.is_late,
    }
