"""The register of outgoing letters on screen and on paper."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.paging import shaped_page
from letters.journal import record_cases
from letters.models import Letter
from letters.queries.letters import REGISTER_READERS, register_entries
from letters.verification import initials
from letters.workflow import State

PAGE_SIZE, WHOLE_YEAR = 100, 20_000


@allow(*REGISTER_READERS, write=())
def register_page(request: HttpRequest) -> HttpResponse:
    """Agenda surat keluar (Permendagri 47/2016, A.7) of a year. The auditor sees holders masked."""
    actor = actor_of(request)
    this_year = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else this_year
    text = request.GET.get("q", "").strip()[:80]
    in_office = actor.has(*OFFICE_ROLES)
    entries = register_entries(actor, year=year, text=text)
    to_print = "cetak" in request.GET
    if to_print:
        # A book on paper begins with number one.
        entries = entries.order_by("village_id", "register", "sequence")
    size = WHOLE_YEAR if to_print else PAGE_SIZE
    page = shaped_page(entries, request.GET.get("page"), size, lambda letter: _row(letter, whole=in_office))
    record_cases(actor, len(page.object_list))
    url = reverse("letters:register")
    context = {
        "year": year,
        "years": [
            {"year": shown, "url": f"{url}?tahun={shown}", "current": shown == year}
            for shown in range(this_year, this_year - 3, -1)
        ],
        "query": text,
        "rows": page.object_list,
        "page": page,
        "page_query": f"{urlencode({'tahun': year, 'q': text})}&",
        "print_url": "" if to_print else f"{url}?{urlencode({'tahun': year, 'cetak': 1})}",
        "show_village": not in_office,
    }
    return render(request, "letters/register.html", context)


def _row(letter: Letter, *, whole: bool) -> dict[str, Any]:
    name = letter.snapshot["values"]["pemohon"]["nama"]
    return {
        "sequence": letter.sequence,
        "number": letter.number,
        "number_parts": letter.number.split("/"),
        "date": letter.issued_on,
        "kind": letter.snapshot["type"]["name"],
        "holder": name if whole else initials(name),
        "village": letter.village.official_title,
        "state": letter.state,
        "state_label": State(letter.state).label,
        "url": reverse("letters:desk_request", args=[letter.request_id]) if whole else "",
    }
