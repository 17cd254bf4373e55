"""Lists by name, by address: who should receive and does not, who receives twice or wrongly, who receives."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from assistance.models import Programme, Standing
from assistance.queries.lists import OF_ONE_PROGRAMME, ListKind, Wanted, standings
from assistance.workbooks import standings_workbook
from citizens.formatting import neighbourhoods
from citizens.views.downloads import Download, answer_download
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen

from .offices import READERS, area_of, areas_above, areas_below

PAGE_SIZE = 50
MOST_IN_A_FILE = 50_000
TITLES = {
    ListKind.GAP: gettext_lazy("Berhak tetapi belum menerima"),
    ListKind.BARE: gettext_lazy("Berhak, tetapi keluarganya tidak menerima apa pun"),
    ListKind.CLASH: gettext_lazy("Menerima bantuan rangkap"),
    ListKind.UNENTITLED: gettext_lazy("Menerima tetapi tidak memenuhi syarat"),
    ListKind.RECIPIENTS: gettext_lazy("Penerima"),
}


@allow(*READERS, write=())
@require_safe
def list_page(request: HttpRequest, kind: str) -> HttpResponse:
    """One list of an area, fifty at a time; of one programme where the list is."""
    actor = actor_of(request)
    if kind not in list(ListKind):
        raise Http404
    wanted = _wanted(request, ListKind(kind))
    area = area_of(actor, wanted.area)
    page = Paginator(standings(actor, wanted, *READERS), PAGE_SIZE).get_page(request.GET.get("page"))
    record_list(actor, len(page.object_list), screen=Screen.AID, purpose=Purpose.AID)
    codes = dict(Programme.objects.values_list("bit", "short_name"))
    places = neighbourhoods({row.area_code for row in page.object_list})
    query = {name: request.GET[name] for name in ("wilayah", "program", "desil") if request.GET.get(name)}
    context = {
        "title": TITLES[wanted.kind],
        "kind": wanted.kind,
        "area": area,
        "above": areas_above(actor, area),
        "areas": [area, *areas_below(area)],
        "programme": wanted.programme,
        "programmes": Programme.objects.filter(closed_on__isnull=True) if kind in OF_ONE_PROGRAMME else [],
        "decile": wanted.highest_decile,
        "deciles": range(1, 11),
        "rows": [_row(row, codes, places) for row in page.object_list],
        "page": page,
        "page_query": urlencode(query) + "&" if query else "",
        "download_url": f"{reverse('assistance:list_download', args=[kind])}?{urlencode(query)}",
    }
    return render(request, "assistance/list.html", context)


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def list_download(request: HttpRequest, kind: str) -> HttpResponse:
    """The workbook of a list as it is shown; of a large area only its first rows, so that memory stays flat."""
    actor = actor_of(request)
    if kind not in list(ListKind):
        raise Http404
    wanted = _wanted(request, ListKind(kind))
    area = area_of(actor, wanted.area)
    rows = standings(actor, wanted, *READERS)[:MOST_IN_A_FILE]
    title = f"{TITLES[wanted.kind]} – {area.official_title}"
    names = dict(Programme.objects.values_list("bit", "short_name"))
    return answer_download(
        request,
        Download(
            title=title,
            back_url=f"{reverse('assistance:list', args=[kind])}?{request.GET.urlencode()}",
            file_name=f"{kind}-{area.code}",
            people=rows.count(),
            make=lambda wish: standings_workbook(title, rows, names, whole=wish.whole),
        ),
    )


def _wanted(request: HttpRequest, kind: ListKind) -> Wanted:
    actor = actor_of(request)
    programme = None
    if kind in OF_ONE_PROGRAMME:
        programmes = Programme.objects.filter(closed_on__isnull=True)
        programme = programmes.filter(code=request.GET.get("program", "")).first() or programmes.first()
        if programme is None:
            raise Http404
    decile = request.GET.get("desil", "")
    highest = int(decile) if decile.isascii() and decile.isdigit() and 1 <= int(decile) <= 10 else None
    return Wanted(kind, request.GET.get("wilayah") or actor.codes(*READERS)[0], programme, highest)


def _row(standing: Standing, codes: dict[int, str], places: dict[str, str]) -> dict[str, Any]:
    person = standing.resident or standing.family.head
    address = ", ".join(part for part in (standing.family.address, places[standing.area_code]) if part)
    return {
        "url": reverse("assistance:family", args=[standing.family_id]),
        "name": person.name if person else _("Keluarga tanpa kepala"),
        "is_person": standing.resident_id is not None,
        "address": address,
        "village": standing.village_id,
        "decile": standing.decile,
        "receives": _names(standing.enrolled, codes),
        "entitled": _names(standing.entitled & ~standing.enrolled, codes),
    }


def _names(mask: int, codes: dict[int, str]) -> str:
    return ", ".join(name for bit, name in sorted(codes.items()) if mask >> bit & 1) or "–"
