"""Lists of residents to download, on the officers' pages."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from citizens import code_lists
from citizens.models import ResidentExport
from citizens.registers.shelf import BOOKS
from citizens.services.exports import export_ask, own_export
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.accounts import step_up
from foundation.accounts.forms import SecondFactorForm
from foundation.documents.storage import StoredFileDamaged, read_stored
from villages.models import Region

LATEST = 10
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


class ExportForm(SecondFactorForm):
    """What to download, and why."""

    format = forms.ChoiceField(
        label=_("Bentuk berkas"),
        choices=ResidentExport.Format.choices,
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    hamlet = forms.ChoiceField(label=_("Dusun"), required=False)
    status = forms.TypedChoiceField(
        label=_("Status"),
        required=False,
        coerce=int,
        empty_value=None,
        initial=code_lists.ALIVE,
        choices=[
            ("", _("Semua")),
            *((code, label) for code, label in code_lists.STATUS.choices if code != 9),
        ],
    )
    whole = forms.BooleanField(
        label=_("Tampilkan NIK dan nomor KK lengkap"),
        required=False,
        help_text=_("Tanpa centang, angka tengahnya disamarkan. Centang hanya bila benar-benar perlu."),
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        min_length=10,
        help_text=_("Untuk apa daftar ini dipakai. Alasan tercatat bersama nama Bapak/Ibu."),
        error_messages={
            "required": _("Tulis untuk apa daftar ini dipakai."),
            "min_length": _("Tulis alasannya lebih jelas, paling sedikit 10 huruf."),
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, village_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hamlets = Region.objects.filter(parent_id=village_code, level=Region.Level.HAMLET)
        self.fields["hamlet"].choices = [("", _("Semua")), *hamlets.values_list("code", "name")]  # type: ignore[attr-defined]
        self.ask_for_code()


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def exports_page(request: HttpRequest) -> HttpResponse:
    """Ask for a list, with a reason and a fresh second factor; own earlier ones below."""
    actor = actor_of(request)
    village = actor.codes(*OFFICE_ROLES)[0]
    posted = request.POST if request.method == "POST" else None
    form = ExportForm(posted, village_code=village, needs_code=step_up.needs_code(request))
    if posted is not None and form.is_valid() and form.code_is_right(request):
        data = form.cleaned_data
        export = export_ask(
            actor,
            village,
            format=data["format"],
            hamlet=data["hamlet"],
            status=data["status"],
            whole=data["whole"],
            reason=data["reason"],
        )
        return redirect("citizens:export", export.pk)
    own = ResidentExport.objects.filter(created_by=actor.account_id, village_id=village).order_by(
        "-created_at"
    )
    context = {
        "form": form,
        "exports": [_row(export) for export in own[:LATEST]],
        "search_url": reverse("citizens:search"),
    }
    return render(request, "citizens/exports/list.html", context)


@allow(*OFFICE_ROLES, write=())
@require_GET
def export_page(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far a list has come, and the way to its file."""
    export = own_export(actor_of(request), export_id)
    context = _row(export) | {
        "working": export.state == ResidentExport.State.WORKING,
        "failed": export.state == ResidentExport.State.FAILED,
        "needs_code": step_up.needs_code(request),
        "back_url": reverse("citizens:exports"),
    }
    return render(request, "citizens/exports/export.html", context)


@allow(*OFFICE_ROLES, write=())
@require_GET
def export_download(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The file: the requester's alone, within a day, with a fresh second factor."""
    export = own_export(actor_of(request), export_id)
    if not _is_there(export) or step_up.needs_code(request):
        return redirect("citizens:export", export.pk)
    try:
        content = read_stored(export.path)
    except StoredFileDamaged:
        return redirect("citizens:export", export.pk)
    response = HttpResponse(content, content_type=_TYPES[export.format])
    day = f"{timezone.localdate(export.created_at):%Y%m%d}"
    name = f"{export.book or 'penduduk'}-{export.village_id}-{day}.{export.format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _is_there(export: ResidentExport) -> bool:
    return export.state == ResidentExport.State.READY and export.expires_at > timezone.now()


def _row(export: ResidentExport) -> dict[str, Any]:
    there = _is_there(export)
    over = export.state == ResidentExport.State.READY and not there
    return {
        "url": reverse("citizens:export", args=[export.pk]),
        "download_url": reverse("citizens:export_download", args=[export.pk]) if there else "",
        "title": BOOKS[export.book].title if export.book else _("Daftar penduduk"),
        "format_label": export.get_format_display(),
        "state_label": ResidentExport.State.EXPIRED.label if over else export.get_state_display(),
        "people": export.people,
        "reason": export.reason,
        "created_at": export.created_at,
        "expires_at": export.expires_at,
    }
