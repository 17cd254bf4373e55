"""Data in: files of welfare data, recipients and payments, on the social office's pages."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistance.deliveries.matching import candidates_for
from assistance.deliveries.workbooks import refused_workbook, template_workbook
from assistance.errors import AidRefused
from assistance.models import Delivery, DeliveryRow, Programme
from assistance.services.deliveries import (
    SENDERS,
    delivery_confirm,
    delivery_discard,
    delivery_in_reach,
    delivery_upload,
    row_decide,
)
from citizens.formatting import long_date
from citizens.nik import mask
from citizens.views.downloads import Download, answer_download, file_response
from foundation.access.middleware import actor_of
from foundation.access.roles import within
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from foundation.forms.fields import DateField
from foundation.tabular.reading import Limits

ROWS_SHOWN, LATEST = 100, 30
Outcome = DeliveryRow.Outcome


class DeliveryForm(forms.Form):
    """What the file holds, from where it is, since when it is so, and the file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Isi berkas"), choices=Delivery.Kind.choices, widget=forms.RadioSelect
    )
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Program (kosongkan untuk data kesejahteraan)"),
        queryset=Programme.objects.filter(closed_on__isnull=True),
        required=False,
        empty_label=gettext_lazy("(tidak ada)"),
    )
    source = forms.CharField(label=gettext_lazy("Sumber, misalnya DTSEN 2026-4 atau nomor SK"), max_length=80)
    valid_from = DateField(label=gettext_lazy("Keadaan sejak"), past_only=True)
    is_complete = forms.BooleanField(
        label=gettext_lazy("Ini daftar lengkap: penerima yang tidak ada di dalamnya berakhir"), required=False
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas Excel atau CSV"),
        error_messages={"required": gettext_lazy("Pilih berkas yang akan dikirim.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuses what is larger than any table that we read."""
        upload = self.cleaned_data["file"]
        if upload.size > Limits().size:
            raise forms.ValidationError(_("Berkas itu terlalu besar. Bagi menjadi beberapa berkas."))
        return upload

    def clean(self) -> dict[str, Any]:
        """A programme is named where the file is about one, and only there."""
        told: dict[str, Any] = super().clean() or {}
        is_welfare = told.get("kind") == Delivery.Kind.WELFARE
        if is_welfare:
            told["programme"] = None
        elif told.get("kind") and told.get("programme") is None:
            self.add_error("programme", _("Pilih program yang dimaksud berkas ini."))
        return told


@allow(*SENDERS)
@require_http_methods(["GET", "POST"])
def deliveries_page(request: HttpRequest) -> HttpResponse:
    """Send a file; earlier ones below."""
    actor = actor_of(request)
    form = (
        DeliveryForm(request.POST, request.FILES)
        if request.method == "POST"
        else DeliveryForm(initial={"valid_from": timezone.localdate()})
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        upload = told.pop("file")
        delivery = delivery_upload(actor, upload.read(), upload.name, **told)
        return redirect("assistance:delivery", delivery.pk)
    rows = Delivery.objects.filter(within(actor.codes(*SENDERS))).select_related("programme")[:LATEST]
    context = {"form": form, "rows": [_delivery_row(row) for row in rows], "kinds": Delivery.Kind.choices}
    return render(request, "assistance/deliveries.html", context)


@allow(*SENDERS, write=())
@require_safe
def delivery_page(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """How far a file has come: whom its rows mean, what has to be decided, what was refused."""
    actor = actor_of(request)
    delivery = delivery_in_reach(actor, delivery_id)
    outcome = request.GET.get("hasil", "")
    outcome = outcome if outcome in Outcome.values else Outcome.OPEN
    counts = {value: delivery.rows.filter(outcome=value).count() for value in Outcome.values}
    rows = list(
        delivery.rows.filter(outcome=outcome)
        .select_related("resident", "family__head")
        .order_by("number")[:ROWS_SHOWN]
    )
    record_list(actor, len(rows), screen=Screen.IMPORT, purpose=Purpose.AID)
    context = {
        "delivery": _delivery_row(delivery),
        "is_ready": delivery.state == Delivery.State.READY,
        "is_working": delivery.state in (Delivery.State.READING, Delivery.State.APPLYING),
        "tabs": [
            {"value": value, "label": label, "count": counts[value], "current": value == outcome}
            for value, label in Outcome.choices
        ],
        "rows": [_row(row) for row in rows],
        "matched": counts[Outcome.MATCHED],
        "not_taken": counts[Outcome.OPEN] + counts[Outcome.REFUSED],
        "shown_at_most": ROWS_SHOWN,
    }
    return render(request, "assistance/delivery.html", context)


@allow(*SENDERS)
@require_http_methods(["GET", "POST"])
def row_page(request: HttpRequest, delivery_id: UUID, number: int) -> HttpResponse:
    """One row beside those whom it may mean: choose one, or nobody."""
    actor = actor_of(request)
    delivery = delivery_in_reach(actor, delivery_id)
    if request.method == "POST":
        row_decide(delivery.pk, number, actor, _chosen(request.POST.get("orang", "")))
        return redirect("assistance:delivery", delivery.pk)
    row = delivery.rows.filter(number=number).first()
    if row is None or delivery.state != Delivery.State.READY:
        raise Http404
    candidates = candidates_for(row)
    record_list(actor, len(candidates), screen=Screen.IMPORT, purpose=Purpose.AID)
    context = {"delivery": _delivery_row(delivery), "row": _row(row), "candidates": candidates}
    return render(request, "assistance/delivery_row.html", context)


@allow(*SENDERS)
@require_POST
def delivery_action(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Has the matched rows written, or throws the file away."""
    actor = actor_of(request)
    try:
        if request.POST.get("aksi") == "buang":
            delivery_discard(delivery_id, actor)
            messages.success(request, _("Kiriman dibuang. Tidak ada data yang berubah."))
            return redirect("assistance:deliveries")
        delivery_confirm(delivery_id, actor)
    except AidRefused as refused:
        messages.error(request, refused.message)
    return redirect("assistance:delivery", delivery_id)


@allow(*SENDERS)
@require_http_methods(["GET", "POST"])
def refused_file(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """The rows that were not taken, with the reasons; their numbers as they were sent, to be mended."""
    delivery = delivery_in_reach(actor_of(request), delivery_id)
    return answer_download(
        request,
        Download(
            title=_("Unduh baris yang belum cocok"),
            back_url=reverse("assistance:delivery", args=[delivery.pk]),
            file_name="perbaikan",
            people=delivery.rows.exclude(outcome=Outcome.MATCHED).count(),
            make=lambda _wish: refused_workbook(delivery),
            screen=Screen.IMPORT,
            always_whole=True,
        ),
    )


@allow(*SENDERS, write=())
@require_safe
def template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The template of a kind of file."""
    if kind not in Delivery.Kind.values:
        raise Http404
    return file_response(template_workbook(kind), f"templat-{kind}.xlsx")


def _chosen(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _delivery_row(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.pk,
        "kind": delivery.get_kind_display(),
        "programme": delivery.programme.short_name if delivery.programme else "",
        "source": delivery.source,
        "since": long_date(delivery.valid_from),
        "file_name": delivery.file_name,
        "state": delivery.get_state_display(),
        "notice": delivery.notice,
        "by": delivery.created_by_name,
        "at": delivery.created_at,
        "written": delivery.written,
        "is_complete": delivery.is_complete,
    }


def _row(row: DeliveryRow) -> dict[str, Any]:
    person = row.resident or (row.family.head if row.family else None)
    return {
        "number": row.number,
        "nik": mask(row.nik) if row.nik else "–",
        "name": row.name or "–",
        "born": long_date(row.birth_date) if row.birth_date else "",
        "address": row.address,
        "means": person.name if person else "",
        "resident_id": str(row.resident_id) if row.resident_id else "",
        "score": row.score,
        "reason": row.reason,
        "decided_by": row.decided_by_name,
    }
