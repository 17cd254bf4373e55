"""Incoming letters: recorded, passed on, reported back on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.audit.models import Screen
from foundation.paging import shaped_page
from letters.errors import WrongInput
from letters.journal import record_cases
from letters.mail_forms import DispositionForm, IncomingForm, ReportForm
from letters.models import DispositionTask, IncomingLetter
from letters.numbering import today_in
from letters.permissions import may_open_scans, own_village
from letters.queries.mail import (
    disposition_tasks,
    incoming_letters,
    is_late,
    visible_incoming,
    visible_task,
)
from letters.queries.requests import PAGE_SIZE
from letters.registers.sheets import disposition_sheet
from letters.services.mail import LEADERS, IncomingData, disposition_give, disposition_report, incoming_record
from letters.services.paper import CLERKS
from letters.services.scan import scan_attach
from villages.queries import in_office

from .deeds import deed_response, pdf_sheet
from .entries import papers_of


@allow(*OFFICE_ROLES, write=())
def mail_page(request: HttpRequest) -> HttpResponse:
    """The letters that came in, the newest first."""
    actor = actor_of(request)
    view = request.GET.get("tampil", "")
    url = reverse("letters:mail")
    labels = {"": _("Semua"), "baru": _("Belum didisposisikan"), "proses": _("Dalam proses")}
    page = shaped_page(incoming_letters(actor, view=view), request.GET.get("page"), PAGE_SIZE, _mail_row)
    record_cases(actor, len(page.object_list))
    context = {
        "tabs": [
            {"label": label, "url": f"{url}?tampil={name}" if name else url, "current": view == name}
            for name, label in labels.items()
        ],
        "page": page,
        "rows": page.object_list,
        "page_query": f"tampil={view}&" if view in labels and view else "",
        "may_record": actor.has(*CLERKS),
    }
    return render(request, "letters/mail.html", context)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def record_page(request: HttpRequest) -> HttpResponse:
    """Gives a letter that came in its agenda number."""
    actor = actor_of(request)
    today = today_in(own_village(actor, *CLERKS))
    posted = request.method == "POST"
    form = IncomingForm(
        request.POST if posted else None, request.FILES if posted else None, initial={"received_on": today}
    )

    def write() -> HttpResponse:
        values = dict(form.cleaned_data)
        scan = values.pop("scan")
        entry = incoming_record(actor, IncomingData(**values))
        if scan is not None:
            try:
                scan_attach(entry.pk, actor, scan)
            except WrongInput as error:
                raise WrongInput({"scan": error.errors["file"]}) from error
        messages.success(
            request, _("Surat masuk tercatat dengan nomor agenda %(number)s.") % {"number": entry.sequence}
        )
        return redirect("letters:incoming", entry.incoming_id)

    return deed_response(
        request,
        form,
        write,
        title=_("Catat surat masuk"),
        submit_label=_("Catat"),
        multipart=True,
        back_url=reverse("letters:mail"),
        back_label=_("Surat masuk"),
    )


@allow(*OFFICE_ROLES, write=())
def incoming_page(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """One letter with its dispositions and what came of them."""
    actor = actor_of(request)
    letter = visible_incoming(actor, incoming_id)
    record_cases(actor, 1, screen=Screen.PAPER)
    today = today_in(letter.village)
    open_to_me = may_open_scans(letter.entry, actor)
    context = {
        "letter": letter,
        "rows": [
            {"label": _("Nomor agenda"), "value": f"{letter.entry.sequence} / {letter.entry.year}"},
            {"label": _("Pengirim"), "value": letter.sender},
            {"label": _("Nomor surat"), "value": letter.sender_number},
            {"label": _("Tanggal surat"), "value": f"{letter.date:%d-%m-%Y}"},
            {"label": _("Tanggal diterima"), "value": f"{letter.received_on:%d-%m-%Y}"},
            {"label": _("Isi singkat"), "value": letter.subject if open_to_me else "–"},
            {"label": _("Kode klasifikasi"), "value": letter.classification},
            {"label": _("Derajat"), "value": letter.get_urgency_display()},
            {"label": _("Sifat"), "value": letter.get_secrecy_display()},
            {"label": _("Dicatat oleh"), "value": letter.recorded_by_name},
        ],
        "dispositions": [
            {
                "disposition": disposition,
                "instruction": disposition.instruction if open_to_me else "–",
                "tasks": [
                    {
                        "task": task,
                        "late": is_late(task, today),
                        "report_url": _report_url(task, actor),
                    }
                    for task in disposition.tasks.all()
                ],
            }
            for disposition in letter.dispositions.all()
        ],
        "dispose_url": reverse("letters:dispose", args=[letter.pk])
        if actor.reaches(letter.area_code, *LEADERS)
        else "",
        "sheet_url": reverse("letters:disposition_sheet", args=[letter.pk]) if open_to_me else "",
    } | papers_of(letter.entry, actor)
    return render(request, "letters/incoming.html", context | {"hand_over_url": ""})


@allow(*LEADERS)
@require_http_methods(["GET", "POST"])
def dispose_page(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Passes a letter on."""
    actor = actor_of(request)
    letter = visible_incoming(actor, incoming_id)
    record_cases(actor, 1, screen=Screen.PAPER)
    officials = in_office().filter(region_id=letter.village_id).order_by("position", "name")
    form = DispositionForm(request.POST if request.method == "POST" else None, officials=officials)

    def write() -> HttpResponse:
        values = form.cleaned_data
        disposition_give(
            letter.pk,
            actor,
            official_ids=values["officials"],
            instruction=values["instruction"],
            due_on=values["due_on"],
        )
        messages.success(request, _("Disposisi sudah diteruskan."))
        return redirect("letters:incoming", letter.pk)

    return deed_response(
        request,
        form,
        write,
        title=_("Disposisi"),
        lead=f"{letter.sender}: {letter.subject}",
        submit_label=_("Teruskan"),
        back_url=reverse("letters:incoming", args=[letter.pk]),
        back_label=_("Surat masuk"),
    )


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def report_page(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Reports back on a disposition."""
    actor = actor_of(request)
    task = visible_task(actor, task_id)
    record_cases(actor, 1, screen=Screen.PAPER)
    incoming = task.disposition.incoming
    form = ReportForm(request.POST if request.method == "POST" else None)

    def write() -> HttpResponse:
        disposition_report(task.pk, actor, report=form.cleaned_data["report"])
        messages.success(request, _("Laporan sudah dicatat. Terima kasih."))
        return redirect("letters:incoming", incoming.pk)

    return deed_response(
        request,
        form,
        write,
        title=_("Laporkan selesai"),
        lead=task.name,
        submit_label=_("Selesai"),
        back_url=reverse("letters:incoming", args=[incoming.pk]),
        back_label=_("Surat masuk"),
    )


@allow(*OFFICE_ROLES, write=())
def tasks_page(request: HttpRequest) -> HttpResponse:
    """Dispositions that wait for the actor; the head and secretary may look at the whole office's."""
    actor = actor_of(request)
    today = today_in(own_village(actor, *OFFICE_ROLES))
    asked = request.GET.get("tampil", "")
    view = asked if asked in ("semua", "selesai") else ""
    everybody = view == "semua" and actor.has(*LEADERS)
    tasks = disposition_tasks(actor, everybody=everybody, done=view == "selesai")
    page = shaped_page(tasks, request.GET.get("page"), PAGE_SIZE, lambda task: _task_row(task, today))
    url = reverse("letters:dispositions")
    labels = {"": _("Untuk saya"), "selesai": _("Sudah selesai")}
    if actor.has(*LEADERS):
        labels = {"": _("Untuk saya"), "semua": _("Seluruh kantor"), "selesai": _("Sudah selesai")}
    record_cases(actor, len(page.object_list))
    context = {
        "tabs": [
            {"label": label, "url": f"{url}?tampil={name}" if name else url, "current": view == name}
            for name, label in labels.items()
        ],
        "page": page,
        "rows": page.object_list,
        "page_query": f"tampil={view}&" if view else "",
    }
    return render(request, "letters/dispositions.html", context)


@allow(*OFFICE_ROLES, write=())
def sheet_page(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """The sheet of disposition (lembar disposisi) that goes with the paper."""
    actor = actor_of(request)
    letter = visible_incoming(actor, incoming_id)
    record_cases(actor, 1, screen=Screen.PAPER)
    if not may_open_scans(letter.entry, actor):
        return redirect("letters:incoming", letter.pk)
    return pdf_sheet(disposition_sheet(letter), f"disposisi-{letter.entry.year}-{letter.entry.sequence}")


def _report_url(task: DispositionTask, actor: Any) -> str:
    mine = task.user_id == actor.user_id or actor.reaches(task.area_code, *LEADERS)
    return reverse("letters:disposition_report", args=[task.pk]) if mine and task.done_at is None else ""


def _mail_row(letter: IncomingLetter) -> dict[str, Any]:
    tasks, waiting = getattr(letter, "tasks", 0), getattr(letter, "tasks_open", 0)
    if not tasks:
        state, label = "submitted", _("Belum didisposisikan")
    elif waiting:
        state, label = "checked", _("%(open)s dari %(all)s belum selesai") % {"open": waiting, "all": tasks}
    else:
        state, label = "issued", _("Selesai")
    secret = letter.secrecy != IncomingLetter.Secrecy.ORDINARY
    return {
        "url": reverse("letters:incoming", args=[letter.pk]),
        "agenda": letter.entry.sequence,
        "received": letter.received_on,
        "sender": letter.sender,
        "number": letter.sender_number,
        "subject": f"({letter.get_secrecy_display()})" if secret else letter.subject,
        "urgent": letter.urgency != IncomingLetter.Urgency.ORDINARY,
        "urgency": letter.get_urgency_display(),
        "state": state,
        "state_label": label,
    }


def _task_row(task: DispositionTask, today: Any) -> dict[str, Any]:
    incoming = task.disposition.incoming
    return {
        "url": reverse("letters:incoming", args=[incoming.pk]),
        "instruction": task.disposition.instruction,
        "from": task.disposition.given_by_name,
        "to": task.name,
        "sender": incoming.sender,
        "due": task.due_on,
        "late": is_late(task, today),
        "report": task.report,
    }
