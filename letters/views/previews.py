"""Letters before they are letters, as the real PDF: nothing is stored, no transaction is open over the rendering."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.access.framing import framed_by_own
from foundation.access.middleware import actor_of
from foundation.access.rate_limit import Limit, take
from foundation.access.reach import set_actor_reach
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.access.rules import allow
from foundation.documents.engine import RenderFailed
from foundation.documents.storage import StoredFileDamaged
from letters.journal import record_case
from letters.models import Letter
from letters.previews import countersign_preview, request_preview, type_preview
from letters.queries.requests import visible_request
from letters.queries.types import checked, working_table
from letters.rendering import render_letter
from letters.rendering.snapshot import Snapshot
from letters.type_permissions import TYPE_READERS, own_village, visible_type
from letters.wording import WordingError
from villages.queries import first_village

PREVIEWS = Limit("letter-preview", 60, 60)
DESK_READERS = (*OFFICE_ROLES, Role.SUBDISTRICT)


@allow(*TYPE_READERS, write=(), transaction=False)
@framed_by_own
def type_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """A kind of letter with invented people: the draft, or a version (`?versi=`)."""
    with _reading(request) as actor:
        kind = visible_type(actor, type_id)
        number = request.GET.get("versi", "")
        if number and not (number.isascii() and number.isdigit() and len(number) < 7):
            raise Http404
        table = working_table(kind, int(number) if number else None)
        if not table:
            raise Http404
        type_file, fault = checked(table)
        village = first_village(own_village(actor) or actor.codes(Role.DISTRICT_ADMIN)[0])
        snapshot = type_preview(type_file, village) if type_file else None
    return _answer(request, snapshot, fault)


@allow(*DESK_READERS, write=(), transaction=False)
@framed_by_own
def desk_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """A request's letter before its signature, for those who check, initial and sign it."""
    return _request_answer(request, request_id)


@allow(Role.CITIZEN, write=(), transaction=False)
@framed_by_own
def my_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The letter that one asks for, as it will be."""
    return _request_answer(request, request_id)


@allow(Role.SUBDISTRICT, write=(), transaction=False)
@framed_by_own
def countersign_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The signed letter that waits for the camat, as it will be: nobody countersigns what they could not read."""
    with _reading(request) as actor:
        case = visible_request(actor, request_id)
        letter = getattr(case, "letter", None)
        reaches = actor.reaches(case.area_code, Role.SUBDISTRICT)
        if not reaches or letter is None or letter.document_state != Letter.DocumentState.WAITING:
            raise Http404
        record_case(actor, case)
        snapshot = countersign_preview(case, letter, actor)
    return _answer(request, snapshot)


def _request_answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    with _reading(request) as actor:
        case = visible_request(actor, request_id)
        papers = actor.is_citizen or actor.reaches(case.area_code, *DESK_READERS)
        if not papers or getattr(case, "letter", None) is not None:
            raise Http404
        record_case(actor, case)
        snapshot = request_preview(case)
    return _answer(request, snapshot)


@contextmanager
def _reading(request: HttpRequest) -> Iterator[Actor]:
    """The actor, within a transaction that reaches as far as the actor does; each call counts against the limit."""
    actor = actor_of(request)
    take(PREVIEWS, str(actor.account_id))
    with transaction.atomic():
        set_actor_reach(actor)
        yield actor


def _answer(request: HttpRequest, snapshot: Snapshot | None, fault: str = "") -> HttpResponse:
    if snapshot is not None:
        try:
            return HttpResponse(render_letter(snapshot), content_type="application/pdf")
        except WordingError as error:
            fault = str(error)
        except (RenderFailed, StoredFileDamaged):
            return render(request, "letters/types/no_preview.html", status=503)
    return render(request, "letters/types/no_preview.html", {"fault": fault}, status=422)
