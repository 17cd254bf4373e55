"""Aid in figures for everybody, by area and programme, without names."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from assistance.queries.open_figures import FEWEST, open_lines, open_payments
from citizens.formatting import long_date
from foundation.access.rules import ANYONE, allow
from villages.models import Region

LEVELS = (Region.Level.REGENCY, Region.Level.DISTRICT, Region.Level.VILLAGE)


@allow(ANYONE, write=())
@require_safe
def open_figures_page(request: HttpRequest, area_code: str = "") -> HttpResponse:
    """How many receive which aid in an area, what was paid out, and the areas below."""
    regions = Region.objects.filter(level__in=LEVELS)
    area = regions.filter(code=area_code).first() if area_code else regions.filter(level=LEVELS[0]).first()
    if area is None:
        raise Http404
    context = {
        "area": area,
        "above": area.parent if area.level != Region.Level.REGENCY else None,
        "lines": open_lines(area),
        "payments": [_payment(each) for each in open_payments(area)],
        "parts": Region.objects.filter(parent=area, level__in=LEVELS),
        "fewest": FEWEST,
    }
    return render(request, "assistance/open_figures.html", context)


def _payment(payment: Any) -> dict[str, Any]:
    amount = number_format(payment.amount, use_l10n=True, force_grouping=True) if payment.amount else ""
    return {
        "programme": payment.programme,
        "period": long_date(payment.period),
        "recipients": payment.recipients,
        "amount": f"Rp{amount}" if amount else "–",
    }
