"""One number of a book: the paper letter behind it, its scans, and where it went."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.access.rules import allow
from foundation.audit.models import Screen
from foundation.documents.storage import read_stored
from letters.after_issue_forms import HandoverForm
from letters.journal import record_cases
from letters.models import RegisterEntry
from letters.numbering import today_in
from letters.permissions import may_open_scans
from letters.queries.register import visible_entry
from letters.register_forms import ScanForm
from letters.registers.names import register_name
from letters.services.hand_over import HandoverData, entry_hand_over
from letters.services.paper import CLERKS
from letters.services.scan import scan_attach

from .deeds import deed_response


@allow(*OFFICE_ROLES, write=())
def entry_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """A paper letter; the numbers of other letters lead to their own pages."""
    actor = actor_of(request)
    entry = visible_entry(actor, entry_id)
    if entry.paper is None:
        return redirect(home_of(entry))
    paper = entry.paper
    record_cases(actor, 1, screen=Screen.PAPER)
    context = {
        "entry": entry,
        "rows": [
            {"label": _("Nomor"), "value": entry.number},
            {"label": _("Buku"), "value": f"{register_name(entry.register)}, {entry.year}"},
            {"label": _("Tanggal surat"), "value": f"{paper.date:%d-%m-%Y}"},
            {"label": _("Jenis"), "value": _kind(entry)},
            {"label": _("Ditujukan kepada"), "value": paper.addressee},
            {"label": _("Isi singkat"), "value": paper.subject},
        ],
        "may_write": actor.reaches(entry.area_code, *CLERKS),
    } | papers_of(entry, actor)
    return render(request, "letters/paper_letter.html", context)


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def scan_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Adds the scan of a paper original."""
    actor = actor_of(request)
    entry = visible_entry(actor, entry_id)
    posted = request.method == "POST"
    form = ScanForm(request.POST if posted else None, request.FILES if posted else None)

    def attach() -> HttpResponse:
        scan_attach(entry.pk, actor, form.cleaned_data["file"])
        messages.success(request, _("Pindaian sudah disimpan."))
        return redirect(home_of(entry))

    return deed_response(
        request,
        form,
        attach,
        title=_("Unggah pindaian surat asli"),
        lead=entry.number,
        submit_label=_("Simpan pindaian"),
        multipart=True,
        back_url=home_of(entry),
        back_label=_("Surat"),
    )


@allow(*OFFICE_ROLES, write=())
def scan_file_page(request: HttpRequest, entry_id: UUID, scan_id: UUID) -> HttpResponse:
    """A scan, for the office."""
    actor = actor_of(request)
    entry = visible_entry(actor, entry_id)
    scan = entry.scans.filter(pk=scan_id).first()
    if scan is None or not may_open_scans(entry, actor):
        raise Http404
    record_cases(actor, 1, screen=Screen.PAPER)
    extension = "pdf" if scan.content_type == "application/pdf" else "jpg"
    response = HttpResponse(read_stored(scan.path), content_type=scan.content_type)
    response["Content-Disposition"] = f'inline; filename="pindaian-{scan.pk}.{extension}"'
    return response


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def hand_over_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Writes where a letter went."""
    actor = actor_of(request)
    entry = visible_entry(actor, entry_id, *CLERKS)
    record_cases(actor, 1, screen=Screen.PAPER)
    initial = {"sent_on": today_in(entry.village), "receiver": entry.party}
    form = HandoverForm(request.POST if request.method == "POST" else None, initial=initial)

    def write() -> HttpResponse:
        entry_hand_over(entry.pk, actor, HandoverData(**form.cleaned_data))
        messages.success(request, _("Pengiriman sudah dicatat di buku ekspedisi."))
        return redirect(home_of(entry))

    return deed_response(
        request,
        form,
        write,
        title=_("Catat pengiriman"),
        lead=entry.number,
        submit_label=_("Catat di buku ekspedisi"),
        back_url=home_of(entry),
        back_label=_("Surat"),
    )


@allow(*OFFICE_ROLES, write=())
def signature_page(request: HttpRequest, entry_id: UUID, handover_id: UUID) -> HttpResponse:
    """The signature of somebody who took a letter."""
    entry = visible_entry(actor_of(request), entry_id)
    handover = entry.handovers.filter(pk=handover_id).exclude(signature="").first()
    if handover is None:
        raise Http404
    return HttpResponse(read_stored(handover.signature), content_type="image/jpeg")


def home_of(entry: RegisterEntry) -> str:
    """The page on which the letter behind a number is shown."""
    if entry.letter is not None:
        return reverse("letters:desk_request", args=[entry.letter.request_id])
    if entry.incoming_id is not None:
        return reverse("letters:incoming", args=[entry.incoming_id])
    if entry.reservation_id is not None and entry.paper_id is None:
        return reverse("letters:reservation", args=[entry.reservation_id])
    return reverse("letters:entry", args=[entry.pk])


def papers_of(entry: RegisterEntry, actor: Actor) -> dict[str, Any]:
    """Scans and deliveries of a number, for its page."""
    scans = entry.scans.all() if may_open_scans(entry, actor) else []
    return {
        "scans": [
            {
                "name": scan.name,
                "size": scan.size,
                "by": scan.uploaded_by_name,
                "at": scan.created_at,
                "url": reverse("letters:scan_file", args=[entry.pk, scan.pk]),
            }
            for scan in scans
        ],
        "handovers": [
            {
                "handover": handover,
                "signature_url": reverse("letters:signature", args=[entry.pk, handover.pk])
                if handover.signature
                else "",
            }
            for handover in entry.handovers.all()
        ],
        "scan_url": reverse("letters:scan", args=[entry.pk]),
        "hand_over_url": reverse("letters:hand_over", args=[entry.pk])
        if actor.reaches(entry.area_code, *CLERKS)
        else "",
    }


def _kind(entry: RegisterEntry) -> str:
    paper = entry.paper
    if paper is None or paper.letter_type is None:
        return f"{_('Surat lain')} ({paper.classification})" if paper else ""
    return f"{register_name(paper.letter_type.code)} ({paper.classification})"
