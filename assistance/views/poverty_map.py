"""The poverty map: any measure by kecamatan and village, down to dusun and houses; as page, picture and PDF."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assistance.models import Programme
from assistance.queries.households import hamlets_of, houses_of
from assistance.queries.lists import ListKind, Wanted, condition_of
from assistance.queries.map_values import MEASURES, MapMeasure, map_values, months_kept
from assistance.shading import Shading, shade
from citizens.formatting import long_date
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from foundation.documents.engine import RenderFailed, render_pdf
from villages.boundaries import box_of, projection, shape_id, shapes
from villages.models import Region

from .offices import READERS, area_of, areas_above

LISTS = {
    "belum": ListKind.GAP,
    "penerima": ListKind.RECIPIENTS,
    "terjangkau": ListKind.GAP,
    "tidak-berhak": ListKind.UNENTITLED,
    "tanpa-bantuan": ListKind.BARE,
    "rangkap": ListKind.CLASH,
    "miskin": ListKind.BARE,
}
"""Whose houses the map of a village shows, by measure."""


@dataclass(frozen=True)
class Asked:
    """What the map is asked for."""

    area: Region
    measure: MapMeasure
    programme: Programme | None
    by_village: bool
    month: date | None

    def query(self, **other: str) -> str:
        """The same question as a query string, with some of it otherwise."""
        told = {
            "wilayah": self.area.code,
            "ukuran": self.measure.code,
            "program": self.programme.code if self.programme else "",
            "rinci": "desa" if self.by_village else "kecamatan",
            "bulan": self.month.isoformat() if self.month else "",
        }
        return urlencode({name: value for name, value in {**told, **other}.items() if value})


@allow(*READERS, write=())
@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map with its legend and table; of a village its dusun and the houses whose place is known."""
    asked = _asked(request)
    actor = actor_of(request)
    context = _context(asked) | {
        "above": areas_above(actor, asked.area),
        "measures": MEASURES.values(),
        "programmes": Programme.objects.filter(closed_on__isnull=True),
        "months": months_kept(),
        "may_detail": asked.area.level == Region.Level.REGENCY,
        "picture_url": f"{reverse('assistance:map_picture')}?{asked.query()}",
        "pdf_url": f"{reverse('assistance:map_pdf')}?{asked.query()}",
    }
    if asked.area.level == Region.Level.VILLAGE:
        kind = LISTS[asked.measure.code]
        wanted = Wanted(kind, asked.area.code, asked.programme)
        houses = houses_of(actor, wanted, *READERS)
        record_list(actor, len(houses), screen=Screen.AID, purpose=Purpose.AID)
        context["houses"] = [_house(house) for house in houses]
        context["hamlets"] = hamlets_of(asked.area, condition_of(kind, asked.programme))
        context["list_url"] = f"{reverse('assistance:list', args=[kind])}?{asked.query()}"
    return render(request, "assistance/map.html", context)


@allow(*READERS, write=())
@require_safe
def map_picture(request: HttpRequest) -> HttpResponse:
    """The map as a picture (SVG) that stands alone."""
    asked = _asked(request)
    content = render_to_string("assistance/map_picture.svg", _context(asked))
    name = f"peta-{asked.measure.code}-{asked.area.code}.svg"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="image/svg+xml", headers=headers)


@allow(*READERS, write=())
@require_safe
def map_pdf(request: HttpRequest) -> HttpResponse:
    """The map with its table as PDF."""
    asked = _asked(request)
    html = render_to_string("documents/aid_map.html", _context(asked))
    title = _("Peta bantuan sosial")
    try:
        content = render_pdf(html, stylesheet="documents/list.css", title=title, seconds=60.0)
    except RenderFailed:
        messages.error(request, _("PDF belum dapat dibuat. Silakan coba lagi."))
        return redirect(f"{reverse('assistance:map')}?{asked.query()}")
    name = f"peta-{asked.measure.code}-{asked.area.code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _asked(request: HttpRequest) -> Asked:
    actor = actor_of(request)
    area = area_of(actor, request.GET.get("wilayah", ""))
    measure = MEASURES.get(request.GET.get("ukuran", ""), next(iter(MEASURES.values())))
    programme = None
    if measure.of_programme:
        programmes = Programme.objects.filter(closed_on__isnull=True)
        programme = programmes.filter(code=request.GET.get("program", "")).first() or programmes.first()
    month = next((each for each in months_kept() if each.isoformat() == request.GET.get("bulan")), None)
    by_village = request.GET.get("rinci") == "desa" or area.level != Region.Level.REGENCY
    return Asked(area, measure, programme, by_village, month)


def _context(asked: Asked) -> dict[str, Any]:
    values = map_values(
        asked.area.code, asked.measure, asked.programme, by_village=asked.by_village, month=asked.month
    )
    shading = shade(values)
    level = Region.Level.VILLAGE if asked.by_village else Region.Level.DISTRICT
    regions = Region.objects.filter(level=level, code__startswith=asked.area.code).order_by("code")
    # One address serves all parts but for the area's code: hundreds of them are asked for.
    address = f"{reverse('assistance:map')}?{asked.query(wilayah='AREA', rinci='')}"
    parts = [_part(asked, region, values.get(region.code), shading, address) for region in regions]
    title = str(asked.measure.label)
    if asked.programme:
        title = f"{title} – {asked.programme.short_name}"
    return {
        "area": asked.area,
        "title": title,
        "measure": asked.measure,
        "programme": asked.programme,
        "month": asked.month,
        "by_village": asked.by_village,
        "day": long_date(asked.month or timezone.localdate()),
        "parts": parts,
        "classes": shading.classes,
        "box": " ".join(str(number) for number in box_of([part["code"] for part in parts])),
    }


def _part(asked: Asked, region: Region, value: int | None, shading: Shading, address: str) -> dict[str, Any]:
    unit = " %" if asked.measure.is_share else ""
    return {
        "code": region.code,
        "name": region.official_title,
        "shape": shape_id(region.code) if region.code in shapes() else "",
        "outline": shapes()[region.code].outline if region.code in shapes() else "",
        "value": value,
        "shown": "–" if value is None else f"{value}{unit}",
        "shade": shading.of(value),
        "url": address.replace("AREA", region.code),
    }


def _house(house: Any) -> dict[str, Any]:
    x, y = projection().place(house.longitude, house.latitude)
    return {"x": x, "y": y, "name": house.name, "url": reverse("assistance:family", args=[house.family_id])}
