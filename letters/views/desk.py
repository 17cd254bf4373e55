"""The officers' desk: the inbox, and one request with everything on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from foundation.access.framing import with_own_frames
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.access.rules import allow
from foundation.accounts import step_up
from foundation.audit.models import Purpose
from foundation.paging import shaped_page
from letters.changes import changes_since_return
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.journal import record_case, record_cases
from letters.models import Letter, Request
from letters.permissions import REQUEST_READERS
from letters.presentation import (
    age_of,
    answer_rows,
    family_rows,
    inbox_row,
    resident_rows,
    timeline,
    waiting_text,
)
from letters.queries.electronic import service_rests
from letters.queries.requests import (
    PAGE_SIZE,
    actions_for,
    counts_by_state,
    inbox,
    marked_for_mending,
    turn_count,
    turn_states,
    visible_request,
)
from letters.services import actions
from letters.services.vouch import vouch_for_request
from letters.signing_round import begin_round
from letters.snapshot import grouped_code
from letters.workflow import OPEN_STATES, TRANSITIONS, WITHOUT_BUTTON, State

from .action_forms import ActionForm, action_entry
from .letter_panel import after_issue_context
from .papers import PAPER_READERS, document_rows

DESK_ROLES = (Role.NEIGHBOURHOOD, *OFFICE_ROLES)
ELSEWHERE = WITHOUT_BUTTON | {"collect"}
"""Actions without a button here, or with a page of their own."""
OTHER_TABS = (State.RETURNED, State.ISSUED, State.REJECTED, State.REVOKED)


@allow(*DESK_ROLES, write=())
def inbox_page(request: HttpRequest) -> HttpResponse:
    """Requests by state and age, the most urgent first; the partial that the search refreshes is part of the page."""
    actor = actor_of(request)
    chosen = request.GET.get("keadaan", "")
    text = request.GET.get("q", "").strip()[:80]
    turn_only = not chosen and not text and bool(turn_states(actor))
    rows = inbox(actor, state=chosen, text=text, turn_only=turn_only)
    if chosen == "semua":
        rows = inbox(actor, text=text)
    page = shaped_page(rows, request.GET.get("page"), PAGE_SIZE, inbox_row)
    record_cases(actor, len(page.object_list))
    url = reverse("letters:inbox")
    context = {
        "title": _("Permohonan surat"),
        "service_rests": service_rests(),
        "tabs": _tabs(actor, chosen, url, turn_only=turn_only),
        "query": text,
        "search_url": url,
        "page": page,
        "page_query": request.GET.urlencode() and _without_page(request),
        "show_village": False,
        "may_sign_many": actor.has(Role.HEAD),
        "sign_url": reverse("letters:sign_list"),
        "sign_count": turn_count(actor, Role.HEAD) if actor.has(Role.HEAD) else 0,
        "counter_url": reverse("letters:counter") if actor.has(Role.OPERATOR, Role.SECRETARY) else "",
    }
    template = "letters/_inbox_rows.html" if request.headers.get("HX-Request") else "letters/inbox.html"
    return render(request, template, context)


@allow(*REQUEST_READERS, write=())
@with_own_frames
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request with person, answers, documents, history, letter and the next action."""
    case = visible_request(actor_of(request), request_id)
    record_case(actor_of(request), case)
    return render(request, "letters/desk_request.html", desk_context(request, case))


@allow(*REQUEST_READERS)
@require_POST
@sensitive_post_parameters("passphrase")
def action_page(request: HttpRequest, request_id: UUID, action: str) -> HttpResponse:
    """Carries out one action; what was typed stays when it can't be."""
    actor = actor_of(request)
    case = visible_request(actor, request_id)
    if action not in TRANSITIONS or action in ELSEWHERE:
        raise Http404
    form = ActionForm(case, action, actor, request.POST, needs_code=_needs_code(request, action))
    needs_factor = TRANSITIONS[action].needs_second_factor
    if form.is_valid() and (not needs_factor or form.code_is_right(request)):
        note, fields = form.cleaned_data.get("note", ""), form.cleaned_data.get("fields", [])
        try:
            actions.perform(
                action,
                case.pk,
                actor,
                note=note,
                fields=fields,
                data=form.officer_data(),
                seen=form.cleaned_data["seen"],
            )
            if passphrase := form.cleaned_data.get("passphrase"):
                begin_round(actor, passphrase)
            messages.success(request, form.done_text())
            return redirect(_desk_url(actor, case))
        except WrongInput as error:
            form.add_error("note", [text for texts in error.errors.values() for text in texts])
        except (NotAllowed, OutOfTurn) as error:
            messages.error(request, str(error))
            return redirect(_desk_url(actor, case))
    record_case(actor, case)
    return render(request, "letters/desk_request.html", desk_context(request, case, failed=form), status=422)


@allow(Role.NEIGHBOURHOOD)
@require_POST
def vouch_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The head of a neighbourhood states that they know the applicant."""
    try:
        vouch_for_request(request_id, actor_of(request))
        messages.success(request, _("Pernyataan sudah dicatat. Terima kasih."))
    except (NotAllowed, OutOfTurn) as error:
        messages.error(request, str(error))
    return redirect("letters:desk_request", request_id)


def desk_context(request: HttpRequest, case: Request, failed: ActionForm | None = None) -> dict[str, Any]:
    """Everything that the page of one request shows."""
    actor = actor_of(request)
    letter = getattr(case, "letter", None)
    may_see_all = actor.reaches(case.area_code, *OFFICE_ROLES)
    entries = [
        action_entry(
            case,
            action,
            actor,
            _action_url(actor, case, action),
            failed if failed is not None and failed.action == action else None,
            needs_code=_needs_code(request, action),
        )
        for action in actions_for(case, actor)
        if action not in ELSEWHERE
    ]
    primary = next(
        (e for e in entries if e["action"] in ("check", "initial", "sign", "countersign", "submit")), None
    )
    waits_for_vouching = case.state in (State.SUBMITTED, State.RETURNED) and case.vouched_at is None
    return {
        "case": case,
        "version": case.type_version,
        "age": age_of(case),
        "resident_rows": resident_rows(case.resident, Purpose.REQUEST if may_see_all else None)
        if case.resident is not None
        else [],
        "rows": answer_rows(case.type_version, case.data),
        "documents": document_rows(actor, case, f"letters:{_desk(actor)}_attachment"),
        "history": timeline(case, with_names=True),
        "letter": letter,
        "letter_code": grouped_code(letter.short_code) if letter else "",
        "preview_url": _preview_url(actor, case, letter),
        "pdf_url": _pdf_url(actor, case, letter),
        "verification_url": reverse("letters:verify", args=[letter.token])
        if letter and letter.issued_at
        else "",
        "service_rests": service_rests(),
        "returned": marked_for_mending(case),
        "changes": changes_since_return(case) if may_see_all else None,
        "repeat_url": reverse("letters:repeat", args=[case.pk]) if _may_repeat(actor, case) else "",
        "mend_url": reverse("letters:mend", args=[case.pk]) if _may_mend(actor, case) else "",
        "retry_url": reverse("letters:retry", args=[case.pk]) if may_see_all else "",
        "primary": primary,
        "others": [entry for entry in entries if entry is not primary],
        "vouched": case.vouched_by,
        "vouch": (
            {"url": reverse("letters:vouch", args=[case.pk])}
            if actor.has(Role.NEIGHBOURHOOD) and waits_for_vouching
            else None
        ),
        "waiting_for": waiting_text(case),
        "back_label": "" if _desk(actor) == "desk" else _("Pengesahan Camat"),
        "family_rows": family_rows(case) if may_see_all else [],
    } | after_issue_context(case, actor)


def _may_mend(actor: Actor, case: Request) -> bool:
    """What citizens sent themselves they mend themselves; the rest is the office's."""
    is_open = case.state in (State.DRAFT, State.RETURNED) and case.channel != Request.Channel.WEB
    return is_open and actor.reaches(case.area_code, Role.OPERATOR, Role.SECRETARY)


def _may_repeat(actor: Actor, case: Request) -> bool:
    refused = case.state in (State.REJECTED, State.REVOKED)
    return refused and actor.reaches(case.area_code, Role.OPERATOR, Role.SECRETARY)


def _preview_url(actor: Actor, case: Request, letter: Letter | None) -> str:
    if letter is None:
        reads = actor.reaches(case.area_code, *PAPER_READERS)
        return reverse("letters:desk_preview", args=[case.pk]) if reads else ""
    waits = letter.document_state == Letter.DocumentState.WAITING and letter.revoked_at is None
    if waits and actor.reaches(case.area_code, Role.SUBDISTRICT):
        return reverse("letters:countersign_preview", args=[case.pk])
    return ""


def _needs_code(request: HttpRequest, action: str) -> bool:
    return TRANSITIONS[action].needs_second_factor and step_up.needs_code(request)


def _desk_url(actor: Actor, case: Request) -> str:
    return reverse(f"letters:{_desk(actor)}_request", args=[case.pk])


def _action_url(actor: Actor, case: Request, action: str) -> str:
    return reverse(f"letters:{_desk(actor)}_action", args=[case.pk, action])


def _desk(actor: Actor) -> str:
    return "desk" if actor.has(*DESK_ROLES) else "countersign"


def _pdf_url(actor: Actor, case: Request, letter: Letter | None) -> str:
    if (
        letter is None
        or letter.document_state != Letter.DocumentState.READY
        or not actor.reaches(case.area_code, *PAPER_READERS)
    ):
        return ""
    return reverse(f"letters:{_desk(actor)}_pdf", args=[case.pk])


def _tabs(actor: Actor, chosen: str, url: str, *, turn_only: bool) -> list[dict[str, Any]]:
    counts = counts_by_state(actor)
    tabs: list[dict[str, Any]] = []
    if turn_states(actor):
        mine = inbox(actor, turn_only=True).count()
        tabs.append({"label": _("Giliran saya"), "url": url, "count": mine, "current": turn_only})
    everything = sum(counts[state] for state in OPEN_STATES)
    tabs.append(
        {
            "label": _("Semua terbuka"),
            "url": f"{url}?keadaan=semua",
            "count": everything,
            "current": chosen == "semua",
        }
    )
    for state in (*OPEN_STATES, *OTHER_TABS):
        if counts[state] or state in (State.RETURNED, State.ISSUED):
            label = str(State(state).label)
            tabs.append(
                {
                    "label": label,
                    "url": f"{url}?keadaan={state}",
                    "count": counts[state],
                    "current": chosen == state,
                }
            )
    return tabs


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
