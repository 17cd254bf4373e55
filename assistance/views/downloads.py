"""Lists as workbooks: who downloads one says what for and shows the second factor; both are written down."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from foundation.access.middleware import actor_of
from foundation.accounts import step_up
from foundation.accounts.forms import SecondFactorForm
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DownloadForm(SecondFactorForm):
    """What the list is for, and whether the numbers stand in it whole."""

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

    `make` is called with whether numbers stand whole; `always_whole` lists have no such choice.
    """

    title: str
    back_url: str
    file_name: str
    people: int
    make: Callable[[bool], bytes]
    screen: Screen = Screen.EXPORT
    always_whole: bool = False


def answer_download(request: HttpRequest, download: Download) -> HttpResponse:
    """The page that asks what the list is for; once that is told, the file, and a line in the journal."""
    posted = request.POST if request.method == "POST" else None
    form = DownloadForm(posted, needs_code=step_up.needs_code(request))
    if download.always_whole:
        del form.fields["whole"]
    form.ask_for_code()
    if posted is None or not form.is_valid() or not form.code_is_right(request):
        context = {
            "form": form,
            "title": download.title,
            "back_url": download.back_url,
            "people": download.people,
        }
        return render(request, "assistance/download.html", context)
    record_list(
        actor_of(request),
        download.people,
        screen=download.screen,
        purpose=Purpose.OTHER,
        reason=form.cleaned_data["reason"],
    )
    return workbook_response(download.make(form.cleaned_data.get("whole", True)), download.file_name)


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """A workbook as an answer that no cache keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
