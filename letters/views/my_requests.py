"""A citizen's own requests and letters."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.paging import shaped_page
from letters.documents import pdf_response
from letters.errors import OutOfTurn
from letters.models import Letter, Request
from letters.permissions import may
from letters.presentation import answer_rows, next_for_citizen, timeline, waiting_text
from letters.queries.requests import PAGE_SIZE, marked_for_mending, visible_request, visible_requests
from letters.services.refuse import cancel_request
from letters.workflow import State, is_possible


@allow(Role.CITIZEN, write=())
def list_page(request: HttpRequest) -> HttpResponse:
    """All requests of one's family, newest first."""
    cases = visible_requests(actor_of(request)).order_by("-created_at")
    page = shaped_page(cases, request.GET.get("page"), PAGE_SIZE, _row)
    return render(request, "letters/my_requests.html", {"page": page, "current": "my_requests"})


@allow(Role.CITIZEN, write=())
def detail_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: where it is, what was said, and the letter once it is there."""
    actor = actor_of(request)
    case = visible_request(actor, request_id)
    letter = getattr(case, "letter", None)
    ready = letter is not None and letter.document_state == Letter.DocumentState.READY
    last = case.history.last()
    context = {
        "case": case,
        "version": case.type_version,
        "letter": letter,
        "history": timeline(case, with_names=False),
        "rows": answer_rows(case.type_version, case.data),
        "returned": marked_for_mending(case),
        "declined": last is not None and last.action == "decline",
        "refusal": last.note if last and case.state in (State.REJECTED, State.REVOKED) else "",
        "promise": waiting_text(case),
        "download_url": reverse("letters:my_letter_pdf", args=[case.pk])
        if ready and case.state != State.REVOKED
        else "",
        "can_cancel": is_possible("cancel", case.state, case.type_version.steps)
        and may(case, actor, "cancel"),
        "just_sent": "terkirim" in request.GET and case.state == State.SUBMITTED,
        "current": "my_requests",
    }
    return render(request, "letters/my_request.html", context)


@allow(Role.CITIZEN)
@require_POST
def cancel_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Withdraws a request that is not signed yet."""
    try:
        cancel_request(request_id, actor_of(request))
        messages.success(request, _("Permohonan sudah dibatalkan."))
    except OutOfTurn as error:
        messages.error(request, str(error))
    return redirect("letters:my_request", request_id)


@allow(Role.CITIZEN, write=())
def pdf_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The signed PDF."""
    case = visible_request(actor_of(request), request_id)
    letter = getattr(case, "letter", None)
    if letter is None or letter.current_document is None:
        raise Http404
    return pdf_response(letter, attachment=True)


def _row(case: Request) -> dict[str, Any]:
    return {
        "url": reverse("letters:my_request", args=[case.pk]),
        "title": case.type_version.name,
        "code": case.code,
        "state": case.state,
        "state_label": case.get_state_display(),
        "when": case.submitted_at or case.created_at,
        "next": next_for_citizen(case),
    }
