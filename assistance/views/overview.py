"""The social office's first page: how every programme stands, where, and the matching."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assistance.models import MatchingRun
from assistance.queries.coverage import Measure, figures_by_programme, measures_of, parts_of
from assistance.queries.lists import ListKind
from assistance.services.runs import run_ask
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from villages.models import Region

from .offices import READERS, WRITERS, area_of, areas_above


@allow(*READERS, write=())
@require_safe
def overview_page(request: HttpRequest) -> HttpResponse:
    """Figures of an area: families by decile, each programme, and the parts of the area."""
    actor = actor_of(request)
    area = area_of(actor, request.GET.get("wilayah", ""))
    measures = measures_of([area.code])
    run = MatchingRun.objects.first()
    context = {
        "area": area,
        "above": areas_above(actor, area),
        "families": measures[Measure.FAMILIES],
        "poor": sum(measures[number] for number in range(1, 5)),
        "clashing": measures[Measure.CLASHING],
        "bare": measures[Measure.BARE],
        "clash_url": list_url(ListKind.CLASH, area),
        "bare_url": list_url(ListKind.BARE, area),
        "programmes": [_programme_row(area, *pair) for pair in figures_by_programme([area.code])],
        "parts": [_part_row(part) for part in parts_of(area)] if area.level != Region.Level.VILLAGE else [],
        "run": run,
        "is_running": run is not None and run.state in (MatchingRun.State.WAITING, MatchingRun.State.RUNNING),
        "may_match": actor.has(*WRITERS),
    }
    return render(request, "assistance/overview.html", context)


@allow(*WRITERS)
@require_POST
def match_action(request: HttpRequest) -> HttpResponse:
    """Has everybody matched again."""
    run_ask(actor_of(request))
    messages.success(request, _("Pemadanan dimulai. Angka di halaman ini diperbarui setelah selesai."))
    return redirect("assistance:overview")


def list_url(kind: ListKind, area: Region, programme: str = "") -> str:
    """The address of a list of an area."""
    query = {"wilayah": area.code} | ({"program": programme} if programme else {})
    return f"{reverse('assistance:list', args=[kind])}?{urlencode(query)}"


def _programme_row(area: Region, programme: Any, figures: Any) -> dict[str, Any]:
    return {
        "programme": programme,
        "figures": figures,
        "gap_url": list_url(ListKind.GAP, area, programme.code),
        "unentitled_url": list_url(ListKind.UNENTITLED, area, programme.code),
        "recipients_url": list_url(ListKind.RECIPIENTS, area, programme.code),
    }


def _part_row(part: Any) -> dict[str, Any]:
    return {
        "url": f"{reverse('assistance:overview')}?{urlencode({'wilayah': part.region.code})}",
        "name": part.region.official_title,
        "families": part.measures.get(Measure.FAMILIES, 0),
        "poor": sum(part.measures.get(number, 0) for number in range(1, 5)),
        "clashing": part.measures.get(Measure.CLASHING, 0),
        "bare": part.measures.get(Measure.BARE, 0),
    }
