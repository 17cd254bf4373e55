"""A citizen's way to a letter: fill in, send documents, check, hand in. Each step is kept on the server."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from citizens.formatting import address
from citizens.models import Resident
from citizens.nik import mask
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role
from foundation.access.rules import allow
from foundation.documents.storage import read_stored
from letters.errors import OutOfTurn, WrongInput
from letters.forms import RequestForm, initial_from, mark_field
from letters.models import LetterTypeVersion, Request
from letters.presentation import answer_rows
from letters.queries.catalogue import current_version
from letters.queries.requests import marked_for_mending, visible_request
from letters.services.attach import attach_document, remove_document
from letters.services.create import change_request, create_request, missing_documents, submit_request
from letters.workflow import State


class DocumentForm(forms.Form):
    """One file for one requirement."""

    file = forms.FileField(
        label=_("Pilih berkas"), error_messages={"required": _("Pilih dahulu fotonya atau berkas PDF-nya.")}
    )


def still_open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives a page the citizen's request while it may be changed; else leads to where it says how it stands.

    It may have been handed in from another window, or by a second tap, also while this one was being answered.
    """

    @wraps(view)
    def answered(request: HttpRequest, request_id: UUID, **values: Any) -> HttpResponse:
        case = visible_request(actor_of(request), request_id)
        if case.state in (State.DRAFT, State.RETURNED):
            try:
                with transaction.atomic():
                    return view(request, case, **values)
            except OutOfTurn as error:
                messages.info(request, str(error))
        return redirect("letters:my_request", case.pk)

    return answered


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
def fill_page(request: HttpRequest, code: str) -> HttpResponse:
    """The type's fields, for oneself; a draft is kept when they are right."""
    actor = actor_of(request)
    resident = _self(actor)
    version = current_version(code, resident.village_id)
    if version is None or "citizen" not in version.audience:
        raise Http404
    form = RequestForm(version, resident, actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case, _new = create_request(
                actor, type_code=code, resident=resident, data=request.POST, channel=Request.Channel.WEB
            )
            return redirect(_next_page(case))
        except WrongInput as error:
            form.add_error(None, [text for texts in error.errors.values() for text in texts])
    return render(
        request, "letters/apply.html", {"version": version, "form": form, "resident": _card(resident)}
    )


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
@still_open
def change_page(request: HttpRequest, case: Request) -> HttpResponse:
    """The same fields of a draft, or of a request that came back."""
    actor = actor_of(request)
    # Citizens see cases of their own family only, and those are about somebody.
    resident = Resident.objects.select_related("family").get(pk=str(case.resident_id))
    version = case.type_version
    form = RequestForm(
        version, resident, actor, request.POST or None, initial=initial_from(version, case.data)
    )
    returned = marked_for_mending(case)
    form.mark(returned)
    if request.method == "POST" and form.is_valid():
        change_request(case.pk, actor, request.POST)
        return redirect(_next_page(case))
    context = {
        "version": version,
        "form": form,
        "resident": _card(resident),
        "case": case,
        "returned": returned,
        "documents_url": reverse("letters:apply_documents", args=[case.pk]) if version.documents else "",
    }
    return render(request, "letters/apply.html", context)


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
@still_open
def documents_page(request: HttpRequest, case: Request) -> HttpResponse:
    """Documents, one upload each; what was refused leaves the others untouched."""
    actor = actor_of(request)
    refused: tuple[str, DocumentForm] | None = None
    if request.method == "POST":
        wanted = request.POST.get("document", "")
        form = DocumentForm(request.POST, request.FILES, auto_id=f"id_{wanted}_%s")
        if form.is_valid():
            try:
                attach_document(case.pk, actor, wanted, form.cleaned_data["file"])
                return redirect("letters:apply_documents", case.pk)
            except WrongInput as error:
                form.add_error("file", error.errors[wanted])
        refused = (wanted, form)
    context = {
        "case": case,
        "version": case.type_version,
        "documents": _documents(case, refused),
        "form": refused[1] if refused else None,
        "max_size": f"{settings.UPLOAD_MAX_BYTES // (1024 * 1024)} MB",
    }
    return render(request, "letters/apply_documents.html", context)


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
@still_open
def check_page(request: HttpRequest, case: Request) -> HttpResponse:
    """Everything once more on one page, and the button that hands it in."""
    actor = actor_of(request)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            submit_request(case.pk, actor)
            return redirect(reverse("letters:my_request", args=[case.pk]) + "?terkirim=1")
        except WrongInput as error:
            form.add_error(None, [text for texts in error.errors.values() for text in texts])
    context = {
        "case": case,
        "version": case.type_version,
        "rows": answer_rows(case.type_version, case.data, reverse("letters:apply_change", args=[case.pk])),
        "documents": _documents(case, None),
        "missing": missing_documents(case),
        "form": form if form.errors else None,
    }
    return render(request, "letters/apply_check.html", context)


@allow(Role.CITIZEN)
@require_POST
@still_open
def remove_document_page(request: HttpRequest, case: Request, attachment_id: UUID) -> HttpResponse:
    """Takes a document back."""
    remove_document(case.pk, actor_of(request), attachment_id)
    return redirect("letters:apply_documents", case.pk)


@allow(Role.CITIZEN, write=())
def attachment_page(request: HttpRequest, request_id: UUID, attachment_id: UUID) -> HttpResponse:
    """One's own document."""
    case = visible_request(actor_of(request), request_id)
    return attachment_response(case, attachment_id)


def attachment_response(case: Request, attachment_id: UUID) -> HttpResponse:
    """A stored document; Http404 when the request has none of this id. A picture is shown, a PDF is downloaded."""
    attachment = case.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        raise Http404
    response = HttpResponse(read_stored(attachment.path), content_type=attachment.content_type)
    is_picture = attachment.content_type == "image/jpeg"
    kind, extension = ("inline", "jpg") if is_picture else ("attachment", "pdf")
    response["Content-Disposition"] = f'{kind}; filename="{attachment.document}.{extension}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _self(actor: Actor) -> Resident:
    resident = Resident.objects.select_related("family").filter(pk=actor.recipient_id).first()
    if resident is None:
        raise Http404
    return resident


def _next_page(case: Request) -> str:
    name = "letters:apply_documents" if case.type_version.documents else "letters:apply_check"
    return reverse(name, args=[case.pk])


def _card(resident: Resident) -> dict[str, str]:
    return {"name": resident.name, "nik": mask(resident.nik), "address": address(resident)}


def _documents(case: Request, refused: tuple[str, DocumentForm] | None) -> list[dict[str, Any]]:
    version: LetterTypeVersion = case.type_version
    files = list(case.attachments.all())
    returned = marked_for_mending(case)
    marks = {mark["name"]: mark for mark in returned["marks"]} if returned else {}
    rows = []
    for document in version.documents:
        name = document["name"]
        is_refused = refused is not None and refused[0] == name
        form = refused[1] if refused and is_refused else DocumentForm(auto_id=f"id_{name}_%s")
        if name in marks:
            mark_field(form.fields["file"], marks[name])
        of_it = [file for file in files if file.document == name]
        rows.append({**document, "hint": document.get("hint", ""), "form": form, "files": of_it})
    return rows
