"""Lists of people as files: who downloads one says what for and shows the second factor; both are written down."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citizens.file_wish import EXCEL, PDF, TakesLonger, Wish
from foundation.access.middleware import actor_of
from foundation.accounts import step_up
from foundation.accounts.forms import SecondFactorForm
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from foundation.documents.engine import RenderFailed

TYPES = {
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
}


class DownloadForm(SecondFactorForm):
    """What the list is for, as what, and whether the numbers stand in it whole."""

    format = forms.ChoiceField(
        label=_("Bentuk berkas"),
        choices=[(EXCEL, _("Excel")), (PDF, _("PDF untuk arsip"))],
        widget=forms.RadioSelect,
        initial=EXCEL,
    )
    whole = forms.BooleanField(
        label=_("Tampilkan NIK dan nomor KK lengkap"),
        required=False,
        help_text=_("Tanpa centang, angka tengahnya disamarkan. Centang hanya bila benar-benar perlu."),
    )
    reason = forms.CharField(
        label=_("Untuk apa?"),
        min_length=10,
        max_length=200,
        help_text=_("Berkas ini memuat nama warga; unduhannya dicatat beserta alasannya."),
        error_messages={
            "required": _("Tulis untuk apa daftar ini diunduh."),
            "min_length": _("Tulis alasannya lebih jelas, paling sedikit 10 huruf."),
        },
    )


@dataclass(frozen=True)
class Download:
    """A list that can be downloaded: how its page is headed, how many people stand in it, and its maker.

    `file_name` has no ending. `make` may raise RenderFailed, and TakesLonger where `order` is given: it has the file
    made by a worker, for the reason told, and says where it will lie. Of a list that is `always_whole` numbers are
    never masked; one without `on_paper` is a workbook only.
    """

    title: str
    back_url: str
    file_name: str
    people: int
    make: Callable[[Wish], bytes]
    screen: Screen = Screen.EXPORT
    always_whole: bool = False
    on_paper: bool = False
    order: Callable[[Wish, str], str] | None = None


def answer_download(request: HttpRequest, download: Download) -> HttpResponse:
    """The page that asks what the list is for; once that is told, the file, and a line in the journal."""
    posted = request.POST if request.method == "POST" else None
    form = DownloadForm(posted, needs_code=step_up.needs_code(request))
    if download.always_whole:
        del form.fields["whole"]
    if not download.on_paper:
        del form.fields["format"]
    form.ask_for_code()
    if posted is not None and form.is_valid() and form.code_is_right(request):
        told = form.cleaned_data
        wish = Wish(told.get("format", EXCEL), told.get("whole", True))
        reason = told["reason"]
        try:
            content = _made(download, wish, form)
        except TakesLonger:
            if download.order is None:
                raise
            return redirect(download.order(wish, reason))
        if content is not None:
            record_list(
                actor_of(request),
                download.people,
                screen=download.screen,
                purpose=Purpose.OTHER,
                reason=reason,
            )
            return file_response(content, f"{download.file_name}.{wish.format}", wish.format)
    context = {
        "form": form,
        "title": download.title,
        "back_url": download.back_url,
        "people": download.people,
    }
    return render(request, "citizens/download.html", context)


def file_response(content: bytes, name: str, format: str = EXCEL) -> HttpResponse:
    """A file as an answer that no cache keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=TYPES[format], headers=headers)


def _made(download: Download, wish: Wish, form: DownloadForm) -> bytes | None:
    """The file; None where it can't be made, and the form says why."""
    try:
        return download.make(wish)
    except RenderFailed:
        form.add_error("format", gettext("PDF belum dapat dibuat. Silakan coba lagi, atau unduh Excel."))
    return None
