"""A resident's page: what the register knows, and what the village's letters know of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from citizens.journal import subject_of
from citizens.queries import resident_in_reach
from citizens.views.clerk import clerks_context
from citizens.views.people import PEOPLE_READERS, resident_context
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Role
from foundation.access.rules import allow
from foundation.audit.journal import record_access
from foundation.audit.models import Screen
from letters.presentation import recent_row
from letters.queries.requests import visible_requests

from .purpose import CHOICES, purpose_of

RECENT = 10


@allow(*PEOPLE_READERS, write=())
def resident_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """One resident with family, latest requests and the way to the counter."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *PEOPLE_READERS)
    recent = (
        visible_requests(actor)
        .filter(resident__in=[resident, *resident.merged.all()])
        .order_by("-created_at")[:RECENT]
    )
    is_clerk = actor.has(Role.OPERATOR, Role.SECRETARY)
    context = resident_context(
        resident, may_change=is_clerk, masked=not actor.reaches(resident.area_code, *OFFICE_ROLES)
    )
    purpose = purpose_of(request)
    record_access(actor, subject_of(resident), screen=Screen.RESIDENT, purpose=purpose)
    context |= {"purpose": purpose, "purposes": CHOICES}
    context["requests"] = [recent_row(case) for case in recent]
    if is_clerk:
        if resident.is_alive:
            context["counter_url"] = reverse("letters:counter_types", args=[resident.pk])
        context |= clerks_context(actor, resident)
    return render(request, "citizens/resident.html", context)
