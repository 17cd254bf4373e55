"""Statistics of the population: page, workbook and PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.charts import bars, pyramid
from citizens.formatting import long_date
from citizens.statistics import Line, Statistics, population_statistics
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.access.rules import allow
from foundation.documents.engine import RenderFailed
from foundation.documents.lists import list_pdf
from foundation.tabular.columns import INTEGER, Column
from foundation.tabular.writing import Sheet, write_xlsx
from villages.models import Region

READERS = (*OFFICE_ROLES, Role.SUBDISTRICT, Role.DISTRICT_ADMIN, Role.SOCIAL_OFFICER, Role.AUDITOR)
LEVELS = (Region.Level.VILLAGE, Region.Level.DISTRICT, Region.Level.REGENCY)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31
VILLAGE_CODE_LENGTH = len("35.10.01.2001")


@allow(*READERS, write=())
def statistics_page(request: HttpRequest, area_code: str = "") -> HttpResponse:
    """The population of the officer's own area, or of one within it."""
    actor = actor_of(request)
    figures = population_statistics(_area(actor, area_code), timezone.localdate())
    area = figures.area
    above = Region.objects.filter(code=area.parent_id or "", level__in=LEVELS).first()
    reached = above is not None and actor.reaches(above.code, *READERS)
    context: dict[str, Any] = {
        "figures": figures,
        "area_name": area.official_title,
        "pyramid": pyramid(figures.ages),
        "tables": [
            {"id": key, "title": title, "bars": bars(lines)}
            for key, title, lines in _tables(figures)
            if lines
        ],
        "parts": [
            {"line": part, "url": "" if area.level == Region.Level.VILLAGE else _page(part.code)}
            for part in figures.parts
        ],
        "parts_title": _parts_title(area),
        "excel_url": reverse("citizens:statistics_excel", args=[area.code]),
        "pdf_url": reverse("citizens:statistics_pdf", args=[area.code]),
        "recapitulation_url": reverse("citizens:recapitulation") if actor.has(*OFFICE_ROLES) else "",
        "above_url": _page(above.code) if above and reached else "",
        "above_name": above.official_title if above else "",
    }
    return render(request, "citizens/statistics.html", context)


@allow(*READERS, write=())
def statistics_excel(request: HttpRequest, area_code: str) -> HttpResponse:
    """The same tables as a workbook, one sheet a table. Figures only, so nobody is asked for a reason."""
    figures = population_statistics(_area(actor_of(request), area_code), timezone.localdate())
    sheets = [
        Sheet(
            title[:LONGEST_SHEET_NAME],
            _columns(title),
            [_row(line) for line in lines],
            title=f"{title} – {figures.area.official_title}",
            notes=[_as_of(figures)],
        )
        for title, lines in _all_tables(figures)
    ]
    return _file(write_xlsx(*sheets), figures, "xlsx", EXCEL)


@allow(*READERS, write=())
def statistics_pdf(request: HttpRequest, area_code: str) -> HttpResponse:
    """The same tables on paper, for the office's wall."""
    figures = population_statistics(_area(actor_of(request), area_code), timezone.localdate())
    columns = [Column(_("Menurut"), width=16), *_columns(_("Golongan"))]
    rows = [(title, *_row(line)) for title, lines in _all_tables(figures) for line in lines]
    try:
        content = list_pdf(
            _("Statistik penduduk"),
            columns,
            rows,
            heading=[figures.area.official_title.upper()],
            subtitle=_as_of(figures),
            paper="f4-portrait",
        )
    except RenderFailed:
        messages.error(request, _("PDF belum dapat dibuat. Silakan coba lagi, atau unduh Excel."))
        return redirect("citizens:statistics_of", figures.area.code)
    return _file(content, figures, "pdf", "application/pdf")


def _file(content: bytes, figures: Statistics, ending: str, content_type: str) -> HttpResponse:
    name = f"statistik-{figures.area.code}-{figures.day.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _area(actor: Actor, area_code: str) -> Region:
    """The area asked for, or the first that the actor holds a role in; Http404 out of reach as for none."""
    code = area_code or next((held[:VILLAGE_CODE_LENGTH] for held in actor.codes(*READERS)), "")
    area = Region.objects.filter(code=code, level__in=LEVELS).first()
    if area is None or not actor.reaches(area.code, *READERS):
        raise Http404
    return area


def _page(code: str) -> str:
    return reverse("citizens:statistics_of", args=[code])


def _as_of(figures: Statistics) -> str:
    return _("Keadaan %(day)s") % {"day": long_date(figures.day)}


def _columns(first: str) -> list[Column]:
    numbers = (_("Laki-laki"), _("Perempuan"), _("Jumlah"))
    return [Column(first, width=34), *(Column(label, INTEGER, 12) for label in numbers)]


def _row(line: Line) -> tuple[str, int, int, int]:
    return line.label, line.men, line.women, line.total


def _parts_title(area: Region) -> str:
    return {
        Region.Level.VILLAGE: _("Dusun"),
        Region.Level.DISTRICT: _("Desa dan kelurahan"),
        Region.Level.REGENCY: _("Kecamatan"),
    }[Region.Level(area.level)]


def _tables(figures: Statistics) -> list[tuple[str, str, list[Line]]]:
    return [
        ("agama", _("Agama"), figures.religion),
        ("pendidikan", _("Pendidikan"), figures.education),
        ("pekerjaan", _("Pekerjaan"), figures.occupation),
        ("perkawinan", _("Status perkawinan"), figures.marital_status),
    ]


def _all_tables(figures: Statistics) -> list[tuple[str, list[Line]]]:
    return [
        (_("Kelompok umur"), figures.ages),
        (_parts_title(figures.area), figures.parts),
        *((title, lines) for _key, title, lines in _tables(figures)),
    ]
