"""The public check of a letter."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from foundation.access.rate_limit import client_address, take
from foundation.access.rules import ANYONE, allow
from letters.signing.verification import MAX_BYTES
from letters.verification import FileVerdict, Status, verify_file, verify_short_code, verify_token
from letters.verification_limits import CODE_CHECKS, FILE_CHECKS, UNKNOWN_TOKENS


class ShortCodeForm(forms.Form):
    """The code printed below the QR code."""

    code = forms.CharField(
        label=_("Kode pada surat"),
        max_length=30,
        help_text=_("12 huruf dan angka di bawah kode QR, misalnya ABCD-2345-EFGH."),
        error_messages={"required": _("Ketik kode yang tercetak di bawah kode QR.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class PdfForm(forms.Form):
    """A letter's PDF."""

    file = forms.FileField(
        label=_("Berkas PDF"),
        help_text=_("Berkas yang diterima, bukan foto atau hasil pindai."),
        error_messages={"required": _("Pilih berkas PDF yang akan diperiksa.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> Any:
        """Refuses what is larger than any letter of ours."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "Berkas ini terlalu besar untuk surat kami (paling besar 10 MB). Pilih berkas surat yang diterima."
                )
            )
        return upload


@allow(ANYONE, write=())
def token_page(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR code leads to."""
    result = verify_token(token)
    if result.status == Status.UNKNOWN:
        take(UNKNOWN_TOKENS, client_address(request))
    context = {
        "status": result.status.value,
        "letter": result if result.status != Status.UNKNOWN else None,
        "checked_at": timezone.now(),
    }
    status = 404 if result.status == Status.UNKNOWN else 200
    return render(request, "letters/verification.html", context, status=status)


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """Checks a typed code or a PDF."""
    by_code = request.method == "POST" and "code" in request.POST
    by_file = request.method == "POST" and not by_code
    code_form = ShortCodeForm(request.POST if by_code else None)
    file_form = PdfForm(request.POST if by_file else None, request.FILES if by_file else None)
    # The page's title tells of the form that was sent.
    sent = code_form if by_code else file_form
    context: dict[str, Any] = {"code_form": code_form, "file_form": file_form, "form": sent}
    if by_code and code_form.is_valid():
        take(CODE_CHECKS, client_address(request))
        result = verify_short_code(code_form.cleaned_data["code"])
        context |= {
            "status": result.status.value,
            "letter": result if result.status != Status.UNKNOWN else None,
        }
    if by_file and file_form.is_valid():
        take(FILE_CHECKS, client_address(request))
        verdict = verify_file(file_form.cleaned_data["file"].read())
        whole = verdict.verdict == FileVerdict.WHOLE
        context |= {
            "status": verdict.letter.status.value if whole else verdict.verdict.value,
            "letter": verdict.letter if whole else None,
        }
    return render(request, "letters/verify_upload.html", context)
