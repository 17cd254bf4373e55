"""The monthly recapitulation of the population: page, workbook and PDF. Figures only."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.formatting import MONTHS
from citizens.registers.recapitulation import COLUMNS, RULE, TITLE, recapitulation_rows
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.documents.engine import RenderFailed
from foundation.documents.lists import list_pdf
from foundation.tabular.writing import Sheet, write_xlsx
from villages.models import Region

from .population_books import book_tabs
from .statistics import EXCEL, LONGEST_SHEET_NAME, VILLAGE_CODE_LENGTH

MONTHS_SHOWN = 12


@allow(*OFFICE_ROLES, write=())
def recapitulation_page(request: HttpRequest) -> HttpResponse:
    """A month of the village's book; `?bentuk=excel` and `?bentuk=pdf` give it as a file."""
    village = _village(request)
    today = timezone.localdate()
    first = _month(request.GET.get("bulan", ""), today)
    after = _next(first)
    rows = list(recapitulation_rows(village, first, after))
    url, month = reverse("citizens:recapitulation"), f"{first:%Y-%m}"
    when = f"{MONTHS[first.month - 1]} {first.year}"
    form = request.GET.get("bentuk", "")
    if form == "excel":
        sheet = Sheet(
            str(TITLE)[:LONGEST_SHEET_NAME], COLUMNS, rows, f"{TITLE} {when}", [village.official_title, RULE]
        )
        return _file(write_xlsx(sheet), f"rekapitulasi-{month}.xlsx", EXCEL)
    if form == "pdf":
        try:
            content = list_pdf(
                str(TITLE), COLUMNS, rows, heading=[village.official_title.upper()], subtitle=when
            )
        except RenderFailed:
            messages.error(request, _("PDF belum dapat dibuat. Silakan coba lagi, atau unduh Excel."))
            return redirect(f"{url}?bulan={month}")
        return _file(content, f"rekapitulasi-{month}.pdf", "application/pdf")
    context: dict[str, Any] = {
        "title": TITLE,
        "rule": RULE,
        "when": when,
        "columns": COLUMNS,
        "rows": rows,
        "books": book_tabs(None),
        "months": [
            {
                "label": f"{MONTHS[day.month - 1]} {day.year}",
                "url": f"{url}?bulan={day:%Y-%m}",
                "current": day == first,
            }
            for day in _months_before(today)
        ],
        "excel_url": f"{url}?bulan={month}&bentuk=excel",
        "pdf_url": f"{url}?bulan={month}&bentuk=pdf",
    }
    return render(request, "citizens/recapitulation.html", context)


def _village(request: HttpRequest) -> Region:
    codes = actor_of(request).codes(*OFFICE_ROLES)
    village = Region.objects.filter(code__in=[code[:VILLAGE_CODE_LENGTH] for code in codes]).first()
    if village is None:
        raise Http404
    return village


def _month(text: str, today: date) -> date:
    """The first day of the month asked for as YYYY-MM; of this month where that is none or lies ahead."""
    this = today.replace(day=1)
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return this
    return min(asked, this) if asked.year > 1900 else this


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _months_before(today: date) -> list[date]:
    count = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(count, count - MONTHS_SHOWN, -1)]


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
