"""Jemput bola: whom somebody should ask, and why."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from assistance.models import OutreachHint
from assistance.services.outreach import WORKERS, hint_settle
from citizens.formatting import long_date, neighbourhoods
from foundation.access.guard import get_reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import within
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen

PAGE_SIZE = 50


class SettleForm(forms.Form):
    """What came of asking."""

    note = forms.CharField(
        label=gettext_lazy("Apa hasilnya?"),
        max_length=300,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@allow(*WORKERS, write=())
@require_safe
def hints_page(request: HttpRequest) -> HttpResponse:
    """The families to be asked, by place."""
    actor = actor_of(request)
    rows = OutreachHint.objects.filter(within(actor.codes(*WORKERS)), settled_at__isnull=True)
    page = Paginator(rows.select_related("family__head", "village"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    record_list(actor, len(page.object_list), screen=Screen.AID, purpose=Purpose.AID)
    places = neighbourhoods({hint.area_code for hint in page.object_list})
    context = {"rows": [_row(hint, places) for hint in page.object_list], "page": page}
    return render(request, "assistance/outreach.html", context)


@allow(*WORKERS)
@require_http_methods(["GET", "POST"])
def hint_page(request: HttpRequest, hint_id: UUID) -> HttpResponse:
    """Writes down what came of asking a family."""
    actor = actor_of(request)
    hint = get_reachable(OutreachHint.objects.select_related("family__head"), actor, hint_id, *WORKERS)
    if hint.settled_at is not None:
        raise Http404
    record_list(actor, 1, screen=Screen.AID, purpose=Purpose.AID)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        hint_settle(hint.pk, actor, **form.cleaned_data)
        return redirect("assistance:outreach")
    name = hint.family.head.name if hint.family.head else _("Keluarga tanpa kepala")
    context = {
        "form": form,
        "title": f"{name}: {hint.get_reason_display()}",
        "back_url": reverse("assistance:outreach"),
    }
    return render(request, "assistance/form.html", context)


def _row(hint: OutreachHint, places: dict[str, str]) -> dict[str, Any]:
    address = ", ".join(part for part in (hint.family.address, places[hint.area_code]) if part)
    return {
        "name": hint.family.head.name if hint.family.head else _("Keluarga tanpa kepala"),
        "family_url": reverse("assistance:family", args=[hint.family_id]),
        "address": address,
        "village": hint.village.official_title,
        "reason": hint.get_reason_display(),
        "since": long_date(hint.noticed_on),
        "url": reverse("assistance:hint", args=[hint.pk]),
    }
