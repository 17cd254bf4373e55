"""The page that shows whether families rise out of their decile."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistance.models import Programme
from assistance.queries.effect import Movement, movements, statement_days
from citizens.formatting import long_date
from foundation.access.middleware import actor_of
from foundation.access.rules import allow

from .offices import READERS, area_of, areas_above, areas_below


@allow(*READERS, write=())
@require_safe
def effect_page(request: HttpRequest) -> HttpResponse:
    """Families of an area in two statements: those that received beside those that did not."""
    actor = actor_of(request)
    area = area_of(actor, request.GET.get("wilayah", ""))
    programme = Programme.objects.filter(code=request.GET.get("program", "")).first()
    days = statement_days(area)
    until = _chosen(request, "sampai", days) or (days[0] if days else None)
    earlier = [day for day in days if until is not None and day < until]
    since = _chosen(request, "dari", earlier) or (earlier[0] if earlier else None)
    tables: list[dict[str, Any]] = []
    if since is not None and until is not None:
        received, others = movements(area, since, until, programme)
        tables = [
            {"is_received": True, "rows": _rows(received)},
            {"is_received": False, "rows": _rows(others)},
        ]
    context = {
        "area": area,
        "above": areas_above(actor, area),
        "areas": [area, *areas_below(area)],
        "programme": programme,
        "programmes": Programme.objects.filter(closed_on__isnull=True),
        "days": [{"value": day.isoformat(), "label": long_date(day)} for day in days],
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
        "tables": tables,
    }
    return render(request, "assistance/effect.html", context)


def _chosen(request: HttpRequest, name: str, days: list[date]) -> date | None:
    """The day that was asked for, where it is one of those."""
    return next((day for day in days if day.isoformat() == request.GET.get(name)), None)


def _rows(found: list[Movement]) -> list[dict[str, Any]]:
    return [
        {
            "decile": each.decile,
            "families": each.families,
            "rose": each.rose,
            "rose_share": each.share(each.rose),
            "same": each.same,
            "fell": each.fell,
            "left": each.left,
            "left_share": each.share(each.left),
        }
        for each in found
        if each.families
    ]
