"""The papers of a request at the officers' desk: the letter's PDF, and what came with the request."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.access.rules import allow
from foundation.audit.models import Screen
from letters.documents import pdf_response
from letters.journal import record_case
from letters.models import Request
from letters.queries.requests import visible_request
from letters.services.after_issue import retry_document
from letters.views.apply import attachment_response

PAPER_READERS = (*OFFICE_ROLES, Role.SUBDISTRICT)


@allow(*OFFICE_ROLES)
@require_POST
def retry_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Starts a failed PDF anew."""
    letter = getattr(_with_papers(actor_of(request), request_id), "letter", None)
    if letter is not None and retry_document(letter):
        messages.success(request, _("Surat sedang dibuat ulang."))
    return redirect("letters:desk_request", request_id)


@allow(*PAPER_READERS, write=())
def letter_pdf_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The signed PDF, for printing."""
    case = _with_papers(actor_of(request), request_id)
    letter = getattr(case, "letter", None)
    if letter is None or letter.current_document is None:
        raise Http404
    record_case(actor_of(request), case, screen=Screen.PAPER, fields=["letter"])
    return pdf_response(letter)


@allow(*PAPER_READERS, write=())
def attachment_page(request: HttpRequest, request_id: UUID, attachment_id: UUID) -> HttpResponse:
    """A document that came with the request."""
    case = _with_papers(actor_of(request), request_id)
    response = attachment_response(case, attachment_id)
    record_case(actor_of(request), case, screen=Screen.PAPER, fields=["attachment"])
    return response


def _with_papers(actor: Actor, request_id: UUID) -> Request:
    """A request whose papers the actor may read in this place; whoever only knows the applicant there may not."""
    case = visible_request(actor, request_id)
    if not actor.reaches(case.area_code, *PAPER_READERS):
        raise Http404
    return case


def document_rows(actor: Actor, case: Request, name: str) -> list[dict[str, Any]] | None:
    """The documents that the kind asks for, each with its files; None for a reader who must not see them.

    Args: name: the route of a file.
    """
    if not actor.reaches(case.area_code, *PAPER_READERS):
        return None
    files = list(case.attachments.all())
    return [
        {
            "label": document["label"],
            "required": document["required"],
            "files": [
                {
                    "name": file.name,
                    "size": file.size,
                    "content_type": file.content_type,
                    "url": reverse(name, args=[case.pk, file.pk]),
                }
                for file in files
                if file.document == document["name"]
            ],
        }
        for document in case.type_version.documents
    ]
