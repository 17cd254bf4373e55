"""The village's book of changes (buku mutasi): what waits, what was recorded, and one event with its taking back."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.errors import EventRefused
from citizens.event_fields import ReasonForm
from citizens.event_queries import event_book, event_in_reach, open_proposals
from citizens.event_words import change_lines, event_row, proposal_row
from citizens.models import LifeEvent
from citizens.services.recording import CLERKS
from citizens.services.void import event_void
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.audit.journal import Subject, record_access, record_list
from foundation.audit.models import Purpose, Screen

PAGE_SIZE = 50


@allow(*OFFICE_ROLES, write=())
@require_safe
def book_page(request: HttpRequest) -> HttpResponse:
    """Proposals that wait, and the events of the village, the latest first; perhaps of one kind."""
    actor = actor_of(request)
    kind = request.GET.get("jenis", "")
    events = event_book(actor)
    if kind in LifeEvent.Kind.values:
        events = events.filter(kind=kind)
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    record_list(actor, len(page.object_list), screen=Screen.SEARCH, purpose=Purpose.REGISTER)
    is_clerk = actor.has(*CLERKS)
    context = {
        "proposals": [proposal_row(proposal) for proposal in open_proposals(actor)] if is_clerk else [],
        "events": [event_row(event) for event in page.object_list],
        "page": page,
        "page_query": urlencode({"jenis": kind}) + "&",
        "kind": kind,
        "kinds": [("", _("Semua peristiwa")), *LifeEvent.Kind.choices],
        "families_url": reverse("citizens:families"),
        "duplicates_url": reverse("citizens:duplicates") if is_clerk else "",
    }
    return render(request, "citizens/book.html", context)


@allow(*OFFICE_ROLES, write=CLERKS)
@require_http_methods(["GET", "POST"])
def life_event_page(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """One event with what it changed; a clerk takes a mistake back."""
    actor = actor_of(request)
    event = event_in_reach(actor, event_id, *OFFICE_ROLES)
    record_access(
        actor,
        Subject(event.resident_id, event.area_code, event.family_after_id),
        screen=Screen.RESIDENT,
        purpose=Purpose.REGISTER,
    )
    is_clerk = actor.reaches(event.area_code, *CLERKS)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            event_void(event.pk, actor, reason=form.cleaned_data["reason"])
        except EventRefused as refused:
            form.add_error(None, refused.text)
        else:
            messages.success(request, _("Peristiwa dibatalkan; datanya kembali seperti semula."))
            return redirect("citizens:life_event", event.pk)
    context = {
        "event": event_row(event),
        "rows": _facts(event),
        "people": _people(event),
        "form": form if is_clerk and event.voided_at is None else None,
        "back_url": reverse("citizens:book"),
    }
    return render(request, "citizens/life_event.html", context)


def _facts(event: LifeEvent) -> list[dict[str, Any]]:
    row = event_row(event)
    facts = [
        (_("Peristiwa"), " ".join(part for part in (row["kind"], row["summary"]) if part)),
        (_("Tanggal"), row["day"]),
        (_("Nomor dokumen"), event.document),
        (_("Sebab"), event.details.get("cause", "")),
        (_("Keterangan"), event.note),
        (_("Dicatat oleh"), event.recorded_by_name),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _people(event: LifeEvent) -> list[dict[str, Any]]:
    """Whom the event changed and how; those who have left the village's sight are not named here."""
    rows = []
    for change in event.changes.select_related("resident", "family").order_by("id"):
        target: Any = change.resident or change.family
        if target is None:
            continue
        page = "citizens:resident" if change.resident_id else "citizens:family"
        rows.append(
            {
                "url": reverse(page, args=[target.pk]),
                "name": target.name if change.resident_id else _("Kartu Keluarga"),
                "created": change.created,
                "lines": change_lines(change),
            }
        )
    return [row for row in rows if row["lines"] or row["created"]]
