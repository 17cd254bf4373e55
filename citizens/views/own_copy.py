"""The citizen's copy of the own data, after a fresh one-time code."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citizens.rights.copies import copy_as_json, copy_as_pdf
from foundation.access.middleware import actor_of
from foundation.access.rate_limit import TooManyTries
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.accounts import own_code
from foundation.accounts.codes import Purpose
from foundation.accounts.forms import CodeForm
from foundation.documents.engine import RenderFailed

from .my_data import own_record

MAKERS = {"pdf": (copy_as_pdf, "application/pdf"), "json": (copy_as_json, "application/json")}


@allow(Role.CITIZEN)
@require_http_methods(["GET", "POST"])
def own_copy_page(request: HttpRequest) -> HttpResponse:
    """What the copy holds; the code that is asked for; then both files."""
    resident = own_record(actor_of(request))
    form = CodeForm()
    if request.method == "POST" and "code" not in request.POST:
        try:
            own_code.send(request, Purpose.COPY)
        except TooManyTries as error:
            minutes = error.retry_after // 60 + 1
            messages.error(
                request,
                _("Kode sudah terlalu sering diminta. Silakan coba lagi dalam %(n)s menit.") % {"n": minutes},
            )
        return redirect("own_copy")
    if request.method == "POST":
        form = CodeForm(request.POST)
        if form.is_valid():
            if own_code.confirm(request, form.cleaned_data["code"], Purpose.COPY):
                return redirect("own_copy")
            form.add_error(
                "code",
                _("Kode salah atau sudah habis masa berlakunya. Periksa pesannya, atau minta kode baru."),
            )
    context = {
        "current": "my_data",
        "form": form,
        "is_open": own_code.is_fresh(request, Purpose.COPY),
        "is_sent": own_code.is_pending(request),
        "has_address": bool(resident.phone or resident.email),
        "outbox_url": resolve_url("demo_outbox") if settings.DEMO else "",
    }
    return render(request, "citizens/own_copy.html", context)


@allow(Role.CITIZEN)
@require_POST
def own_copy_file(request: HttpRequest) -> HttpResponse:
    """The file, written down in the journal; without a fresh code back to the page that asks for it."""
    actor = actor_of(request)
    resident = own_record(actor)
    form = "json" if request.POST.get("form") == "json" else "pdf"
    if not own_code.is_fresh(request, Purpose.COPY):
        return redirect("own_copy")
    make, content_type = MAKERS[form]
    try:
        content = make(resident, actor)
    except RenderFailed:
        messages.error(request, _("PDF belum dapat dibuat. Silakan coba lagi, atau unduh JSON."))
        return redirect("own_copy")
    name = f"data-saya-{timezone.localdate().isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
