"""The books of the population on screen and as files."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.registers.books import Part, PopulationBook
from citizens.registers.files import book_file
from citizens.registers.recapitulation import TITLE as RECAPITULATION
from citizens.registers.residents import RESIDENTS
from citizens.registers.shelf import BOOKS
from citizens.services.exports import book_ask
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from villages.models import Region

from .downloads import Download, answer_download

PAGE_SIZE, YEARS_SHOWN = 50, 6


@allow(*OFFICE_ROLES, write=())
@require_safe
def population_book_page(request: HttpRequest, book: str = RESIDENTS.slug) -> HttpResponse:
    """A book of the own village, fifty lines at a time; numbers are masked."""
    actor, shown = actor_of(request), _book(book)
    part = _part(request, actor, shown)
    page = Paginator(shown.entries(part), PAGE_SIZE).get_page(request.GET.get("page"))
    entries = list(page.object_list)
    record_list(actor, len(entries), screen=Screen.SEARCH, purpose=Purpose.REGISTER)
    labels = [column.label for column in shown.columns]
    lines = shown.lines(entries, page.start_index() or 1, whole=False)
    query = _query(part)
    context = {
        "book": shown,
        "part": part,
        "hamlets": Region.objects.filter(parent=part.village, level=Region.Level.HAMLET),
        "rows": [list(zip(labels, line, strict=True)) for line in lines],
        "page": page,
        "page_query": f"{urlencode(query)}&" if query else "",
        "books": book_tabs(shown),
        "years": _years(shown, part),
        "download_url": f"{reverse('citizens:population_book_download', args=[book])}?{urlencode(query)}",
    }
    return render(request, "citizens/population_book.html", context)


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def population_book_download(request: HttpRequest, book: str) -> HttpResponse:
    """A book as Excel or PDF, after the second factor and with a reason; a long one on paper is made by a worker."""
    actor, chosen = actor_of(request), _book(book)
    part = _part(request, actor, chosen)
    year = f"-{part.year}" if part.year else ""
    return answer_download(
        request,
        Download(
            title=_("Unduh %(book)s") % {"book": chosen.title},
            back_url=f"{reverse('citizens:population_book', args=[book])}?{urlencode(_query(part))}",
            file_name=f"{chosen.slug}-{part.area}{year}",
            people=chosen.entries(part).count(),
            make=lambda wish: book_file(chosen, part, wish),
            on_paper=True,
            order=lambda wish, reason: reverse(
                "citizens:export", args=[book_ask(actor, chosen, part, wish, reason).pk]
            ),
        ),
    )


def _book(slug: str) -> PopulationBook:
    if slug not in BOOKS:
        raise Http404
    return BOOKS[slug]


def _part(request: HttpRequest, actor: Actor, book: PopulationBook) -> Part:
    """The part that was asked for: a dusun of the own village or all of it, this year unless another is named."""
    village = Region.objects.select_related("parent").get(code=actor.codes(*OFFICE_ROLES)[0])
    hamlet = request.GET.get("dusun", "")
    hamlets = Region.objects.filter(parent=village, level=Region.Level.HAMLET)
    if hamlet and not hamlets.filter(code=hamlet).exists():
        hamlet = ""
    year = None
    if book.by_year:
        this, text = timezone.localdate().year, request.GET.get("tahun", "")
        asked = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
        year = asked if 1945 <= asked <= this else this
    return Part(village, hamlet, year)


def _query(part: Part) -> dict[str, Any]:
    named = {"dusun": part.hamlet, "tahun": part.year}
    return {name: value for name, value in named.items() if value}


def book_tabs(current: PopulationBook | None) -> list[dict[str, Any]]:
    """The books side by side; None for the recapitulation, which is figures only."""
    tabs = [
        {
            "label": book.title,
            "url": reverse("citizens:population_book", args=[book.slug]),
            "current": book is current,
        }
        for book in BOOKS.values()
    ]
    return [
        *tabs,
        {"label": RECAPITULATION, "url": reverse("citizens:recapitulation"), "current": current is None},
    ]


def _years(book: PopulationBook, part: Part) -> list[dict[str, Any]]:
    if not book.by_year:
        return []
    url, this = reverse("citizens:population_book", args=[book.slug]), timezone.localdate().year
    return [
        {
            "label": str(year),
            "url": f"{url}?{urlencode(_query(Part(part.village, part.hamlet, year)))}",
            "current": year == part.year,
        }
        for year in range(this, this - YEARS_SHOWN, -1)
    ]
