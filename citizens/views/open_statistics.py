"""The population in figures, for everybody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from citizens.open_statistics import FEWEST, OpenLine, open_statistics
from foundation.access.rules import ANYONE, allow
from villages.models import Region

LEVELS = (Region.Level.REGENCY, Region.Level.DISTRICT, Region.Level.VILLAGE)
CODE_LENGTHS = {Region.Level.REGENCY: 8, Region.Level.DISTRICT: 13}


@allow(ANYONE, write=())
@require_safe
def open_statistics_page(request: HttpRequest, area_code: str = "") -> HttpResponse:
    """How many people live in the regency, a kecamatan or a village, without anybody who could be told from it."""
    regions = Region.objects.filter(level__in=LEVELS).select_related("parent")
    area = regions.filter(code=area_code).first() if area_code else regions.filter(level=LEVELS[0]).first()
    if area is None:
        raise Http404
    found = open_statistics(area)
    context = {
        "area": area,
        "above": area.parent if area.level != Region.Level.REGENCY else None,
        "people": found.people,
        "tables": [
            {"title": title, "id": f"tabel-{number}", "rows": _rows(lines, area)}
            for number, (title, lines) in enumerate(found.tables)
        ],
        "fewest": FEWEST,
    }
    return render(request, "citizens/open_statistics.html", context)


def _rows(lines: list[OpenLine], area: Region) -> list[dict[str, Any]]:
    largest = max(line.people for line in lines)
    length = CODE_LENGTHS.get(Region.Level(area.level))
    return [
        {
            "label": line.label,
            "people": line.people,
            "length": round(100 * line.people / largest, 1),
            "url": reverse("citizens:open_statistics_of", args=[line.code])
            if length and len(line.code) == length
            else "",
        }
        for line in lines
    ]
