"""A village's letterhead: written here, and shown as the real PDF by what prints the letters."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.access.framing import framed_by_own, with_own_frames
from foundation.access.middleware import actor_of
from foundation.access.rate_limit import take
from foundation.access.reach import set_actor_reach
from foundation.access.rules import allow
from foundation.documents.engine import RenderFailed
from foundation.documents.storage import StoredFileDamaged
from letters.previews import letterhead_preview
from letters.rendering import render_letter
from letters.views.previews import PREVIEWS
from villages.letterhead_forms import LetterheadForm
from villages.models import VillageProfile
from villages.services.settings import letterhead_save

from .village_settings import KEEPERS


@allow(*KEEPERS)
@with_own_frames
@require_http_methods(["GET", "POST"])
def letterhead_page(request: HttpRequest) -> HttpResponse:
    """The letterhead beside a letter under it; "Lihat pratinjau" shows what is typed and saves nothing."""
    profile = _profile(request)
    posted = request.POST if request.method == "POST" else None
    only_shown = posted is not None and "contoh" in posted
    files = None if only_shown else request.FILES or None
    form = LetterheadForm(posted, files, instance=profile)
    if posted is not None and form.is_valid() and not only_shown:
        letterhead_save(form.draft(), form.arms.content if form.arms else None)
        messages.success(request, _("Kop surat sudah disimpan. Surat yang sudah terbit tidak berubah."))
        return redirect("villages:letterhead")
    typed = "" if posted is None else f"?{urlencode(_typed(form))}"
    context = {
        "form": form,
        "preview_url": reverse("villages:letterhead_preview") + typed,
        "arms": profile.arms,
    }
    return render(request, "villages/letterhead.html", context)


@allow(*KEEPERS, write=(), transaction=False)
@framed_by_own
@require_safe
def letterhead_preview_page(request: HttpRequest) -> HttpResponse:
    """A sample letter under the letterhead as saved, or as the query says; rendered outside the transaction."""
    actor = actor_of(request)
    take(PREVIEWS, str(actor.account_id))
    with transaction.atomic():
        set_actor_reach(actor)
        profile = _profile(request)
        form = LetterheadForm(request.GET, instance=profile) if request.GET else None
        if form is not None and not form.is_valid():
            fault = _("Ada isian kop surat yang belum benar.")
            return render(request, "letters/types/no_preview.html", {"fault": fault}, status=422)
        snapshot = letterhead_preview(form.draft() if form is not None else profile)
    if snapshot is None:
        fault = _("Belum ada jenis surat yang dilayani desa ini.")
        return render(request, "letters/types/no_preview.html", {"fault": fault}, status=422)
    try:
        return HttpResponse(render_letter(snapshot), content_type="application/pdf")
    except (RenderFailed, StoredFileDamaged):
        return render(request, "letters/types/no_preview.html", status=503)


def _profile(request: HttpRequest) -> VillageProfile:
    code = actor_of(request).codes(*KEEPERS)[0]
    return VillageProfile.objects.select_related("region").get(region_id=code)


def _typed(form: LetterheadForm) -> dict[str, str]:
    names = [name for name in form.fields if name != "arms_file"]
    return {name: str(form[name].value() or "") for name in names if form[name].value()}
