"""What the office does with an issued letter: prints it, hands it out, replaces it; and those that end soon."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.access.guard import reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.access.rules import allow
from foundation.paging import shaped_page
from letters.after_issue_forms import CollectForm, PrintForm, ReplacementForm
from letters.forms import initial_from
from letters.journal import record_case
from letters.models import Letter, Request
from letters.numbering import today_in
from letters.permissions import own_village
from letters.queries.letters import expiring
from letters.queries.requests import PAGE_SIZE, visible_request
from letters.services.after_issue import collect_letter, letter_print
from letters.services.paper import CLERKS
from letters.services.replace import replacement_request

from .deeds import deed_response

SOON = timedelta(days=30)


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def print_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Writes the print log, then opens the PDF."""
    actor = actor_of(request)
    case = issued_case(actor, request_id, *OFFICE_ROLES)
    form = PrintForm(request.POST if request.method == "POST" else None)

    def write() -> HttpResponse:
        letter_print(case.pk, actor, copies=form.cleaned_data["copies"], purpose=form.purpose_text())
        return redirect("letters:desk_pdf", case.pk)

    return deed_response(
        request,
        form,
        write,
        title=_("Cetak surat"),
        lead=_("Setiap cetakan dicatat: siapa, kapan, berapa, dan untuk apa."),
        submit_label=_("Catat dan buka PDF"),
        **_back(case),
    )


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def collect_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Somebody takes the letter at the counter, and signs for it."""
    actor = actor_of(request)
    case = issued_case(actor, request_id, *CLERKS)
    form = CollectForm(request.POST if request.method == "POST" else None, initial={"receiver": case.subject})

    def write() -> HttpResponse:
        collect_letter(
            case.pk,
            actor,
            receiver=form.cleaned_data["receiver"],
            relation=form.relation_text(),
            signature=form.cleaned_data["signature"],
        )
        messages.success(request, _("Pengambilan surat sudah dicatat di buku ekspedisi."))
        return redirect("letters:desk_request", case.pk)

    return deed_response(
        request,
        form,
        write,
        title=_("Catat pengambilan surat"),
        lead=f"{case.subject}, {case.type_version.name}",
        submit_label=_("Surat sudah diambil"),
        **_back(case),
    )


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def replace_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Asks for a corrected letter in the place of one that went out with a mistake."""
    actor = actor_of(request)
    case = issued_case(actor, request_id, *CLERKS)
    version, posted = case.type_version, request.POST if request.method == "POST" else None
    form = ReplacementForm(version, case.resident, actor, posted, initial=initial_from(version, case.data))

    def write() -> HttpResponse:
        new = replacement_request(case.pk, actor, reason=form.cleaned_data["reason"], data=request.POST)
        messages.success(
            request,
            _("Permohonan pengganti %(code)s sudah diajukan. Surat lama diganti begitu yang baru terbit.")
            % {"code": new.code},
        )
        return redirect("letters:desk_request", new.pk)

    return deed_response(
        request,
        form,
        write,
        title=_("Ganti surat"),
        lead=f"{case.subject}, {version.name}",
        notes=[
            _("Data penduduk diambil lagi dari buku penduduk. Bila yang keliru ada di sana, benahi dahulu."),
        ],
        submit_label=_("Ajukan surat pengganti"),
        danger=True,
        **_back(case),
    )


@allow(*OFFICE_ROLES, write=())
def receipt_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The receipt to be signed on paper, where nobody signs on a screen."""
    case = issued_case(actor_of(request), request_id, *OFFICE_ROLES)
    context = {
        "case": case,
        "letter": case.letter,
        "village": case.village,
        "today": today_in(case.village),
        "back_url": reverse("letters:desk_request", args=[case.pk]),
    }
    return render(request, "letters/receipt.html", context)


@allow(*OFFICE_ROLES, write=())
def expiring_page(request: HttpRequest) -> HttpResponse:
    """Letters whose validity ends within a month."""
    actor = actor_of(request)
    today = today_in(own_village(actor, *OFFICE_ROLES))
    rows = reachable(
        Letter.objects.select_related("request__type_version", "request__resident"), actor, *OFFICE_ROLES
    )
    page = shaped_page(
        expiring(rows, since=today, until=today + SOON),
        request.GET.get("page"),
        PAGE_SIZE,
        lambda letter: _expiring_row(letter, today),
    )
    return render(
        request, "letters/expiring.html", {"page": page, "rows": page.object_list, "page_query": ""}
    )


def issued_case(actor: Actor, request_id: UUID, *roles: str) -> Request:
    """A request in reach whose letter is numbered and has its PDF; else Http404. The look is written down."""
    case = visible_request(actor, request_id)
    letter = getattr(case, "letter", None)
    if letter is None or letter.issued_at is None or not actor.reaches(case.area_code, *roles):
        raise Http404
    record_case(actor, case)
    return case


def _back(case: Request) -> dict[str, Any]:
    return {"back_url": reverse("letters:desk_request", args=[case.pk]), "back_label": case.subject}


def _expiring_row(letter: Letter, today: Any) -> dict[str, Any]:
    return {
        "url": reverse("letters:desk_request", args=[letter.request_id]),
        "number": letter.number,
        "kind": letter.request.type_version.name,
        "holder": letter.request.subject,
        "until": letter.valid_until,
        "days": (letter.valid_until - today).days if letter.valid_until else 0,
    }
