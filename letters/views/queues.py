"""The queues of all villages, for the desks above them: figures, no people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from letters.queries.electronic import service_rests
from letters.queries.queues import district_queues


@allow(Role.DISTRICT_ADMIN, Role.AUDITOR, Role.SUBDISTRICT, write=())
def district_queues_page(request: HttpRequest) -> HttpResponse:
    """Waiting, late and oldest, by kecamatan and village."""
    districts = district_queues(actor_of(request))
    totals = {
        "waiting": sum(district.waiting for district in districts),
        "late": sum(district.late for district in districts),
        "oldest": min((district.oldest for district in districts if district.oldest), default=None),
        "villages": sum(len(district.villages) for district in districts),
    }
    context = {
        "totals": totals,
        "districts": districts,
        "scale": max((district.waiting for district in districts), default=0),
        "service_rests": service_rests(),
        "generated_at": timezone.now(),
    }
    return render(request, "letters/district_queues.html", context)
