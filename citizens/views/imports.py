"""Importing residents on the officers' pages."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from citizens.imports.batches import (
    IMPORTERS,
    LATEST,
    ROWS_SHOWN,
    WORKING,
    shown_rows,
    visible_batch,
    visible_batches,
)
from citizens.imports.corrected import corrected_workbook
from citizens.imports.template import template_workbook
from citizens.models import ImportBatch, ImportRow
from citizens.services.imports import (
    ImportOutOfTurn,
    import_ask_undo,
    import_confirm,
    import_discard,
    import_upload,
)
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from foundation.documents.storage import StoredFileDamaged
from foundation.tabular.reading import Limits, TableRefused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportForm(forms.Form):
    """A workbook or a CSV file."""

    file = forms.FileField(
        label=gettext_lazy("Berkas Excel atau CSV"),
        help_text=gettext_lazy(
            "Templat kami yang sudah diisi, atau buku kerja penduduk dari OpenSID apa adanya."
        ),
        error_messages={
            "required": gettext_lazy("Pilih berkas yang akan diimpor."),
            "empty": gettext_lazy("Berkas itu kosong. Pilih berkas lain."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuses what is larger than any table that we read."""
        upload = self.cleaned_data["file"]
        limit = Limits().size
        if upload.size > limit:
            raise forms.ValidationError(
                _("Berkas itu terlalu besar: paling besar %(size)s MB. Bagi menjadi beberapa berkas.")
                % {"size": limit // (1024 * 1024)}
            )
        return upload


@allow(*IMPORTERS)
@require_http_methods(["GET", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """Upload a file; earlier imports below."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        upload = form.cleaned_data["file"]
        batch = import_upload(actor, actor.codes(*IMPORTERS)[0], upload.read(), upload.name)
        return redirect("citizens:import", batch.pk)
    context = {
        "form": form,
        "batches": [_batch_row(batch) for batch in visible_batches(actor)[:LATEST]],
        "template_url": reverse("citizens:import_template"),
        "search_url": reverse("citizens:search"),
    }
    return render(request, "citizens/imports/list.html", context)


@allow(*IMPORTERS)
@require_GET
def import_page(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """How far an import has come: progress, preview by outcome, what was applied."""
    actor = actor_of(request)
    batch = visible_batch(actor, batch_id)
    working = batch.state in WORKING
    previewed = batch.state in (ImportBatch.State.READY, ImportBatch.State.APPLIED) and not batch.forgotten
    outcome = _outcome(batch, request.GET.get("hasil", ""))
    rows = shown_rows(batch, outcome) if previewed else []
    _note_look(actor, batch, len(rows))
    context = {
        "batch": _batch_row(batch),
        "state": batch.state,
        "state_label": batch.get_state_display(),
        "working": working,
        "progress": batch.progress,
        "notice": batch.notice,
        "format_label": batch.get_format_display(),
        "unused_columns": batch.unused_columns,
        "new_regions": [region["name"] for region in batch.new_regions],
        "tabs": _tabs(batch, outcome) if previewed else [],
        "outcome": outcome,
        "outcome_label": ImportRow.Outcome(outcome).label,
        "rows": rows,
        "count": batch.counts.get(outcome, 0),
        "shown_at_most": ROWS_SHOWN,
        "to_write": batch.counts.get("new", 0) + batch.counts.get("changed", 0),
        "total": sum(batch.counts.values()),
        "may_apply": batch.state == ImportBatch.State.READY and not batch.forgotten,
        "may_undo": batch.state == ImportBatch.State.APPLIED and not batch.forgotten,
        "may_discard": batch.state in (ImportBatch.State.READY, ImportBatch.State.FAILED)
        and not batch.forgotten,
        "has_rows": previewed and bool(batch.counts),
        "back_url": reverse("citizens:imports"),
        "urls": {name: reverse(f"citizens:import_{name}", args=[batch.pk]) for name in _STEPS},
    }
    return render(request, "citizens/imports/batch.html", context)


def _note_look(actor: Actor, batch: ImportBatch, people: int) -> None:
    record_list(actor, people, screen=Screen.IMPORT, purpose=Purpose.REGISTER, reference_id=batch.pk)


_STEPS = ("apply", "undo", "discard", "corrected")


@allow(*IMPORTERS)
@require_POST
def import_apply_action(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Agrees to the preview."""
    return _step(request, batch_id, import_confirm)


@allow(*IMPORTERS)
@require_POST
def import_undo_action(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Takes an applied import back."""
    return _step(request, batch_id, import_ask_undo)


@allow(*IMPORTERS)
@require_POST
def import_discard_action(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Throws a file away that is not to be applied."""
    return _step(request, batch_id, import_discard)


@allow(*IMPORTERS, write=())
@require_GET
def import_corrected_file(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The file's rows with what is wrong in each."""
    actor = actor_of(request)
    batch = visible_batch(actor, batch_id)
    _note_look(actor, batch, sum(batch.counts.values()))
    try:
        content = corrected_workbook(batch)
    except (StoredFileDamaged, TableRefused):
        messages.error(request, _("Berkas asalnya tidak tersimpan lagi. Unggah ulang berkasnya."))
        return redirect("citizens:import", batch.pk)
    return workbook_response(content, "perbaikan-impor.xlsx")


@allow(*IMPORTERS, write=())
@require_GET
def import_template_file(request: HttpRequest) -> HttpResponse:
    """Our own template, empty."""
    return workbook_response(template_workbook(), "templat-penduduk.xlsx")


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """A workbook to download; kept by no cache on the way."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _step(request: HttpRequest, batch_id: UUID, step: Any) -> HttpResponse:
    try:
        step(batch_id, actor_of(request))
    except ImportOutOfTurn:
        messages.error(request, _("Keadaan impor ini sudah berubah. Lihat keadaan terbarunya di bawah."))
    return redirect("citizens:import", batch_id)


def _batch_row(batch: ImportBatch) -> dict[str, Any]:
    return {
        "name": batch.file_name,
        "url": reverse("citizens:import", args=[batch.pk]),
        "state": batch.state,
        "state_label": batch.get_state_display(),
        "created_at": batch.created_at,
        "applied_at": batch.applied_at,
        "undone_at": batch.undone_at,
        "counts": [
            {"label": outcome.label, "count": batch.counts[outcome.value]}
            for outcome in ImportRow.Outcome
            if batch.counts.get(outcome.value)
        ],
    }


def _outcome(batch: ImportBatch, asked: str) -> str:
    """The outcome whose rows are shown: the one asked for, else the first that wants a look."""
    if asked in ImportRow.Outcome.values:
        return asked
    wanted = ("refused", "elsewhere", "new", "changed", "unchanged")
    return next((outcome for outcome in wanted if batch.counts.get(outcome)), "new")


def _tabs(batch: ImportBatch, current: str) -> list[dict[str, Any]]:
    url = reverse("citizens:import", args=[batch.pk])
    return [
        {
            "label": outcome.label,
            "url": f"{url}?hasil={outcome.value}",
            "current": outcome.value == current,
            "count": batch.counts.get(outcome.value, 0),
        }
        for outcome in ImportRow.Outcome
    ]
