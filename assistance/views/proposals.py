"""What village meetings propose: the list of the social office, and its workbook."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assistance.models import Candidate, Programme
from assistance.queries.proposals import proposals, waiting
from assistance.services.meetings import meeting_in_reach
from assistance.workbooks import proposals_workbook
from citizens.formatting import long_date
from citizens.views.downloads import Download, answer_download
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen

from .offices import READERS, area_of, areas_above, areas_below

PAGE_SIZE = 50


@allow(*READERS, write=())
@require_safe
def proposals_page(request: HttpRequest) -> HttpResponse:
    """Who was approved by village meetings, fifty at a time: those who wait for the decree, or all."""
    actor = actor_of(request)
    area = area_of(actor, request.GET.get("wilayah", ""))
    programme = Programme.objects.filter(code=request.GET.get("program", "")).first()
    rows = proposals(actor, *READERS, area=area.code, programme=programme)
    shows_all = request.GET.get("keadaan") == "semua"
    page = Paginator(rows if shows_all else waiting(rows), PAGE_SIZE).get_page(request.GET.get("page"))
    record_list(actor, len(page.object_list), screen=Screen.AID, purpose=Purpose.AID)
    query = {name: request.GET[name] for name in ("wilayah", "program", "keadaan") if request.GET.get(name)}
    context = {
        "area": area,
        "above": areas_above(actor, area),
        "areas": [area, *areas_below(area)],
        "programme": programme,
        "programmes": Programme.objects.filter(closed_on__isnull=True),
        "shows_all": shows_all,
        "rows": [_row(row) for row in page.object_list],
        "page": page,
        "page_query": urlencode(query) + "&" if query else "",
        "download_url": f"{reverse('assistance:proposals_download')}?{urlencode(query)}",
    }
    return render(request, "assistance/proposals.html", context)


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def proposals_download(request: HttpRequest) -> HttpResponse:
    """The workbook of the list as it is shown."""
    actor = actor_of(request)
    area = area_of(actor, request.GET.get("wilayah", ""))
    programme = Programme.objects.filter(code=request.GET.get("program", "")).first()
    rows = proposals(actor, *READERS, area=area.code, programme=programme)
    rows = rows if request.GET.get("keadaan") == "semua" else waiting(rows)
    return answer_download(
        request,
        Download(
            title=_("Unduh usulan – %(area)s") % {"area": area.official_title},
            back_url=f"{reverse('assistance:proposals')}?{request.GET.urlencode()}",
            file_name=f"usulan-{area.code}",
            people=rows.count(),
            make=lambda wish: proposals_workbook(rows.iterator(2000), whole=wish.whole),
        ),
    )


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def meeting_download(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The workbook of what one meeting approved; empty while it is being prepared."""
    actor = actor_of(request)
    meeting = meeting_in_reach(actor, meeting_id, *READERS)
    rows = proposals(actor, *READERS, area=meeting.village_id, meeting=meeting.pk)
    return answer_download(
        request,
        Download(
            title=_("Unduh usulan – %(area)s") % {"area": meeting.village.official_title},
            back_url=reverse("assistance:meeting", args=[meeting.pk]),
            file_name=f"usulan-{meeting.village_id}-{meeting.held_on:%Y%m%d}",
            people=rows.count(),
            make=lambda wish: proposals_workbook(rows, whole=wish.whole),
        ),
    )


def _row(row: Candidate) -> dict[str, Any]:
    return {
        "url": reverse("assistance:meeting", args=[row.meeting_id]),
        "name": row.name,
        "address": row.address,
        "village": row.village.official_title,
        "programme": row.meeting.programme.short_name,
        "decile": row.decile,
        "held_on": long_date(row.meeting.held_on),
        "state": row.meeting.get_state_display(),
    }
