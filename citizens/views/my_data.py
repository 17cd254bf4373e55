"""A citizen's own data, and who looked at it (UU 27/2022, art. 7 and 32)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from citizens.identity.checks import checks_of
from citizens.models import Resident
from citizens.own_data import family_rows, look_rows, looks_at, openings_of
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role
from foundation.access.rules import allow
from foundation.paging import shaped_page

from .people import resident_context

PAGE_SIZE = 30


@allow(Role.CITIZEN, write=())
def my_data_page(request: HttpRequest) -> HttpResponse:
    """The record and the family in plain words; who looked at it, from which office, when and why."""
    resident = own_record(actor_of(request))
    rows = resident_context(resident, may_change=False, masked=False)["rows"]
    looks = looks_at(resident)
    page = shaped_page(looks, request.GET.get("page"), PAGE_SIZE, lambda entry: entry)
    context = {
        "current": "my_data",
        "rows": [{"label": row["label"], "value": row["value"]} for row in rows],
        "family": family_rows(resident),
        "looks": look_rows(list(page.object_list)),
        "openings": openings_of(resident),
        "page": page,
        "identity_checks": checks_of(resident),
    }
    return render(request, "citizens/my_data.html", context)


def own_record(actor: Actor) -> Resident:
    """The citizen's own record; Http404 when it is no longer in the register."""
    resident = Resident.objects.select_related("family", "village").filter(pk=actor.recipient_id).first()
    if resident is None:
        raise Http404
    return resident
