"""Break-glass: one person's data for a quarter of an hour, for who otherwise sees figures only."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.access.roles import Actor
from foundation.jobs.events import record

from .journal import Subject
from .models import BreakGlass

LASTS = timedelta(minutes=15)


@transaction.atomic
def break_glass(actor: Actor, subject: Subject, *, category: str, reason: str) -> BreakGlass:
    """Takes the permission. The caller has asked for the second factor and found the person in the actor's region.

    Event: audit.person_opened, which tells the village and the person.
    """
    now = timezone.now()
    permission = BreakGlass.objects.create(
        at=now,
        until=now + LASTS,
        actor_id=actor.account_id,
        subject_id=subject.id,
        area_code=subject.area_code,
        category=category,
        reason=reason,
    )
    record(
        "audit.person_opened", key=str(permission.pk), area_code=subject.area_code, permission=permission.pk
    )
    return permission


def open_permission(actor: Actor, subject_id: UUID) -> BreakGlass | None:
    """The actor's permission for the person that is still running."""
    return (
        BreakGlass.objects.filter(actor_id=actor.account_id, subject_id=subject_id, until__gt=timezone.now())
        .order_by("-until")
        .first()
    )
