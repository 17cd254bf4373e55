"""Pages that belong to no application: the first page, where officers land, and what machines ask."""

import hmac
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from foundation.access.middleware import actor_of
from foundation.access.rules import ANYONE, SIGNED_IN, allow
from foundation.jobs import health
from villages.forms import WEEKDAYS
from villages.models import OpeningHours, Region

from .navigation import workspace_of


@allow(ANYONE, write=())
def home_page(request: HttpRequest) -> HttpResponse:
    """The first page."""
    village = actor_of(request).home_area[:13]
    context: dict[str, Any] = {"minutes": 15}
    if village:
        region = Region.objects.get(code=village)
        context |= {"opening": hours_of(village), "office": region.official_title}
    return render(request, "home.html", context)


@allow(SIGNED_IN, write=())
def landing_page(request: HttpRequest) -> HttpResponse:
    """Where a person's work begins."""
    actor = actor_of(request)
    return redirect(workspace_of(actor) or ("letters:my_requests" if actor.is_citizen else "account"))


def hours_of(village_code: str) -> list[dict[str, str]]:
    """Opening hours by weekday, in words."""
    by_day: dict[int, list[str]] = {}
    for row in OpeningHours.objects.filter(region_id=village_code):
        by_day.setdefault(row.weekday, []).append(f"{row.opens:%H.%M}–{row.closes:%H.%M}")
    return [
        {"day": str(name), "hours": ", ".join(by_day[number]) if number in by_day else str(_("Tutup"))}
        for number, name in enumerate(WEEKDAYS)
    ]


@allow(ANYONE, write=(), transaction=False)
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@allow(ANYONE, write=(), transaction=False)
def readyz(request: HttpRequest) -> HttpResponse:
    """The web process can serve: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})


@allow(ANYONE, write=())
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for a monitoring system, for the loopback address or with METRICS_TOKEN; elsewhere it doesn't exist."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    trusted = settings.METRICS_TOKEN and hmac.compare_digest(token, settings.METRICS_TOKEN)
    on_loopback = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    local = not settings.METRICS_TOKEN and on_loopback and not request.META.get("HTTP_X_FORWARDED_FOR")
    if not (trusted or local):
        raise Http404
    counts = health.counts()
    lines = ["# HELP smartkampung_jobs Jobs that are not done, by state.", "# TYPE smartkampung_jobs gauge"]
    lines += [
        f'smartkampung_jobs{{state="{state}"}} {counts.get(state, 0)}'
        for state in ("waiting", "running", "failed")
    ]
    lines += [
        "# HELP smartkampung_jobs_stuck Jobs due ten minutes ago.",
        "# TYPE smartkampung_jobs_stuck gauge",
    ]
    lines += [f"smartkampung_jobs_stuck {health.stuck()}"]
    swept = health.last_sweep()
    if swept is not None:
        lines += [
            "# HELP smartkampung_last_sweep_seconds Time of the last sweep.",
            "# TYPE smartkampung_last_sweep_seconds gauge",
        ]
        lines += [f"smartkampung_last_sweep_seconds {swept.timestamp():.0f}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")
