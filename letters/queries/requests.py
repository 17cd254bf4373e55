"""Requests as lists and pages show them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from foundation.access.guard import get_reachable, reachable
from foundation.access.roles import OFFICE_ROLES, Actor, Role, within
from letters.models import Request
from letters.permissions import VILLAGE_READERS, may
from letters.workflow import (
    OPEN_STATES,
    TRANSITIONS,
    WITHOUT_BUTTON,
    State,
    is_possible,
    next_step,
)

PAGE_SIZE = 25
COME_UP = [
    State.SIGNED,
    State.COUNTERSIGNED,
    State.ISSUED,
    State.COLLECTED,
    State.REVOKED,
    State.REPLACED,
]
"""States of what the head has signed."""
TURN_OF = {
    Role.OPERATOR: ["submitted"],
    Role.SECRETARY: ["submitted", "checked"],
    Role.HEAD: ["initialled"],
    Role.SUBDISTRICT: ["signed"],
    Role.NEIGHBOURHOOD: ["submitted"],
}
"""States in which a role has the next step, for types with all steps."""


def visible_requests(actor: Actor) -> QuerySet[Request]:
    """Every request that the actor may look at, with what lists show."""
    rows = Request.objects.select_related("type_version", "village", "resident")
    if actor.is_citizen:
        return reachable(rows, actor)
    in_village = within(actor.codes(*VILLAGE_READERS))
    # The sub-district sees what has come up to it, not what a village is still working on. Each role counts where it
    # is held: whoever works in one village and in the sub-district's office sees the other villages from above.
    come_up = Q(type_version__steps__contains=["countersign"], state__in=COME_UP)
    # What a citizen has not handed in yet is nobody else's business.
    unsent = Q(state=State.DRAFT, channel=Request.Channel.WEB)
    return rows.filter((in_village & ~unsent) | (within(actor.codes(Role.SUBDISTRICT)) & come_up))


def visible_request(actor: Actor, request_id: UUID | str) -> Request:
    """One request that the actor may look at; Http404 alike for out of reach and unknown."""
    return get_reachable(
        visible_requests(actor).select_related("letter", "resident__family"), actor, request_id
    )


def marked_for_mending(case: Request) -> dict[str, Any] | None:
    """What a returned request came back for: the note, and the marked fields and documents; None for others."""
    last = case.history.filter(action="return").last()
    if case.state != State.RETURNED or last is None:
        return None
    fields = {spec["name"]: spec["label"] for spec in case.type_version.fields}
    labels = fields | {spec["name"]: spec["label"] for spec in case.type_version.documents}
    marks = [
        {
            "name": name,
            "label": labels[name],
            "is_field": name in fields,
            "remark": last.remarks.get(name, ""),
        }
        for name in last.fields
        if name in labels
    ]
    return {"note": last.note, "marks": marks}


def inbox(actor: Actor, *, state: str = "", text: str = "", turn_only: bool = False) -> QuerySet[Request]:
    """Open requests of the office, the most urgent first; or those in one state; or by code, name or number."""
    rows = visible_requests(actor)
    if text:
        rows = rows.filter(
            Q(code__iexact=text.strip())
            | Q(resident__name__icontains=text.strip())
            | Q(letter__number__icontains=text.strip())
        )
    if state in State.values:
        return rows.filter(state=state).order_by("-state_since")
    if turn_only:
        rows = rows.filter(state__in=turn_states(actor))
        if actor.has(Role.NEIGHBOURHOOD) and not actor.has(*OFFICE_ROLES):
            rows = rows.filter(vouched_at__isnull=True)
        return rows.order_by(F("due_at").asc(nulls_last=True), "id")
    if text:
        return rows.order_by("-created_at")
    return rows.filter(state__in=OPEN_STATES).order_by(F("due_at").asc(nulls_last=True), "id")


def turn_states(actor: Actor) -> list[str]:
    """States in which one of the actor's roles has the next step."""
    return [state for role, states in TURN_OF.items() if actor.has(role) for state in states]


def awaiting(actor: Actor, role: str) -> QuerySet[Request]:
    """Requests whose next step is the role's, the most urgent first."""
    rows = reachable(Request.objects.select_related("type_version", "village", "resident"), actor, role)
    if role == Role.SUBDISTRICT:
        rows = rows.filter(state=State.SIGNED, type_version__steps__contains=["countersign"])
    else:
        initialled = Q(type_version__steps__contains=["initial"])
        rows = rows.filter(
            Q(initialled, state=State.INITIALLED) | Q(~initialled, state=State.CHECKED),
            type_version__steps__contains=["sign"],
        )
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


def next_waiting(actor: Actor, role: str, *, until: datetime, after: UUID | None = None) -> QuerySet[Request]:
    """What waited for the role at that moment and waits still, in the list's order.

    Args: after: goes on behind this request, which need not wait any more.
    """
    rows = awaiting(actor, role).filter(state_since__lte=until)
    last = Request.objects.filter(pk=after).only("due_at").first() if after else None
    if last is None:
        return rows
    if last.due_at is None:
        return rows.filter(due_at__isnull=True, pk__gt=last.pk)
    return rows.filter(
        Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, pk__gt=last.pk) | Q(due_at__isnull=True)
    )


def turn_count(actor: Actor, role: str) -> int:
    """How many requests wait for the role."""
    return awaiting(actor, role).count()


def counts_by_state(actor: Actor) -> Counter[str]:
    """How many requests are in each state, of those that the actor sees."""
    rows = visible_requests(actor).order_by().values_list("state").annotate(Count("id"))
    return Counter(dict(rows))


def actions_for(request: Request, actor: Actor) -> list[str]:
    """Actions that the actor may carry out on the request now, the approval step first."""
    steps = request.type_version.steps
    possible = [
        action
        for action in TRANSITIONS
        if action not in WITHOUT_BUTTON
        and is_possible(action, request.state, steps)
        and may(request, actor, action)
    ]
    first = next_step(request.state, steps)
    return sorted(possible, key=lambda action: action != first)


@dataclass(frozen=True)
class VillageQueue:
    """A village's queue in figures."""

    code: str
    name: str
    district: str
    waiting: int
    late: int
    oldest: datetime | None
    by_state: dict[str, int]

    def as_data(self) -> dict[str, Any]:
        """The shape of the API."""
        return {
            "village": self.code,
            "name": self.name,
            "district": self.district,
            "waiting": self.waiting,
            "late": self.late,
            "oldest": self.oldest.isoformat() if self.oldest else None,
            "by_state": self.by_state,
        }


def village_figures(village_codes: list[str]) -> dict[str, dict[str, Any]]:
    """Waiting, late, oldest and counts by state of open requests, by village; one pass over the open ones."""
    now = timezone.now()
    rows = (
        Request.objects.filter(state__in=OPEN_STATES, village_id__in=village_codes)
        .order_by()
        .values("village_id", "state")
        .annotate(number=Count("id"), late=Count("id", filter=Q(due_at__lt=now)), oldest=Min("submitted_at"))
    )
    figures: dict[str, dict[str, Any]] = {}
    for row in rows:
        entry = figures.setdefault(
            row["village_id"], {"waiting": 0, "late": 0, "oldest": None, "by_state": {}}
        )
        entry["waiting"] += row["number"]
        entry["late"] += row["late"]
        entry["by_state"][row["state"]] = row["number"]
        if entry["oldest"] is None or row["oldest"] < entry["oldest"]:
            entry["oldest"] = row["oldest"]
    return figures
