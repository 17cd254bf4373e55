"""Reads of families, life events, proposals and history, always within the reach of whoever looks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from foundation.access.guard import get_reachable, reachable
from foundation.access.reach import elevated
from foundation.access.roles import Actor, within

from . import code_lists
from .models import EventProposal, Family, LifeEvent, Resident, ResidentHistory


def family_in_reach(actor: Actor, family_id: UUID | str, *roles: str) -> Family:
    """The family with this id; Http404 alike for one out of reach and one that does not exist."""
    return get_reachable(Family.objects.select_related("head", "village"), actor, family_id, *roles)


def families_in(actor: Actor, area_code: str) -> QuerySet[Family]:
    """The families that live in the dusun, RW or RT (or in all of the reach), by address, with their living members."""
    rows = Family.objects.filter(within(actor.codes()), closed_on__isnull=True).select_related("head")
    if area_code:
        rows = rows.filter(within([area_code]))
    living = Count("members", filter=Q(members__status=code_lists.ALIVE))
    return rows.annotate(living=living).order_by("area_code", "address", "id")


def events_of(resident: Resident) -> list[LifeEvent]:
    """The events that concerned a resident, the latest first, voided ones too."""
    touched = Q(resident=resident) | Q(changes__resident=resident)
    return list(LifeEvent.objects.filter(touched).distinct().order_by("-happened_on", "-id"))


def events_of_family(family: Family) -> list[LifeEvent]:
    """The events that concerned a family, the latest first."""
    touched = Q(family_before=family) | Q(family_after=family) | Q(changes__family=family)
    return list(LifeEvent.objects.filter(touched).distinct().order_by("-happened_on", "-id"))


def event_book(actor: Actor) -> QuerySet[LifeEvent]:
    """The book of changes (buku mutasi) of the reach, the latest first."""
    return LifeEvent.objects.filter(within(actor.codes()))


def event_in_reach(actor: Actor, event_id: UUID | str, *roles: str) -> LifeEvent:
    """The event with this id, or Http404."""
    return get_reachable(LifeEvent.objects.all(), actor, event_id, *roles)


def open_proposals(actor: Actor) -> QuerySet[EventProposal]:
    """What waits for the clerks of the reach, the oldest first."""
    return EventProposal.objects.filter(within(actor.codes()), settled_at__isnull=True)


def proposal_in_reach(actor: Actor, proposal_id: UUID | str, *roles: str) -> EventProposal:
    """The proposal with this id, or Http404."""
    return get_reachable(EventProposal.objects.all(), actor, proposal_id, *roles)


def prefill(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    """What a form begins with where a proposal leads to it (`?usulan=`); nothing for one out of reach."""
    try:
        wanted = UUID(request.GET.get("usulan", ""))
    except ValueError:
        return {}
    proposal = reachable(open_proposals(actor), actor).filter(pk=wanted).first()
    if proposal is None:
        return {}
    return {**proposal.data, "document": proposal.reference, "proposal": str(proposal.pk)}


def record_at(resident: Resident, moment: datetime) -> Resident | ResidentHistory | None:
    """What a resident's record was at a moment: the first row kept afterwards, or else the present one.

    None before the resident was recorded, and where the record lay in another village then.
    """
    if moment < resident.created_at:
        return None
    with elevated():
        kept = ResidentHistory.objects.filter(pgh_obj_id=resident.pk, pgh_created_at__gt=moment)
        former = kept.order_by("pgh_created_at", "pgh_id").first()
    if former is None:
        return resident
    return former if former.village_id == resident.village_id else None


def members_at(families: Iterable[UUID], moment: datetime) -> dict[UUID, list[Resident | ResidentHistory]]:
    """Who belonged to each family at a moment, by their records of then; whoever was recorded later is missing."""
    wanted = set(families)
    later = ResidentHistory.objects.filter(pgh_created_at__gt=moment)
    with elevated():
        former: dict[UUID, Resident | ResidentHistory] = {}
        moved = later.filter(family_id__in=wanted).values("pgh_obj_id")
        present = Resident.objects.filter(family_id__in=wanted)
        kept = later.filter(Q(pgh_obj_id__in=moved) | Q(pgh_obj_id__in=present.values("pk")))
        for row in kept.order_by("pgh_obj_id", "pgh_created_at", "pgh_id").distinct("pgh_obj_id"):
            former[row.pgh_obj_id] = row
        for person in present.filter(created_at__lte=moment):
            former.setdefault(person.pk, person)
    members: dict[UUID, list[Resident | ResidentHistory]] = {family: [] for family in wanted}
    for record in former.values():
        if record.family_id in wanted:
            members[record.family_id].append(record)
    return members


def end_of(day: date) -> datetime:
    """The last moment of a day here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)


def changes_of(resident: Resident) -> Sequence[ResidentHistory]:
    """The resident's former records that the reach shows, the latest first."""
    return list(ResidentHistory.objects.filter(pgh_obj_id=resident.pk).order_by("-pgh_created_at", "-pgh_id"))
