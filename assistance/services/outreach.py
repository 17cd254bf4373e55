"""Who should be asked: noticed in the register each morning, and told by other applications through the project."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.http import Http404
from django.utils import timezone

from assistance.models import OutreachHint, Standing
from citizens import code_lists
from citizens.models import Family, LifeEvent, Resident
from foundation.access.guard import get_reachable
from foundation.access.reach import elevated
from foundation.access.roles import OFFICE_ROLES, Actor, Role

WORKERS = (Role.SOCIAL_OFFICER, *OFFICE_ROLES)
ELDERLY, WORKING = 60, range(18, 60)
SINCE_DEATH = timedelta(days=90)
Reason = OutreachHint.Reason


def hint_add(family_ids: list[UUID], reason: str) -> int:
    """Notes a reason to ask families that receive nothing at all; one that waits already is not noted again."""
    with elevated():
        bare = Standing.objects.filter(pk__in=family_ids, enrolled=0).values("family")
        rows = [
            OutreachHint(
                family=family, village_id=family.village_id, area_code=family.area_code, reason=reason
            )
            for family in Family.objects.filter(pk__in=bare, closed_on__isnull=True)
        ]
        before = OutreachHint.objects.filter(reason=reason, settled_at__isnull=True).count()
        OutreachHint.objects.bulk_create(rows, ignore_conflicts=True)
        return OutreachHint.objects.filter(reason=reason, settled_at__isnull=True).count() - before


def hints_of_the_register(day: date) -> int:
    """Looks through the register: elderly who live alone without aid, and families whose breadwinner died."""
    with transaction.atomic(), elevated():
        return hint_add(_alone(day), Reason.ALONE) + hint_add(_bereaved(day), Reason.BREADWINNER)


@transaction.atomic
def hint_settle(hint_id: UUID, actor: Actor, *, note: str) -> OutreachHint:
    """Writes down that somebody has asked, and what came of it. Http404 out of reach or once it is settled."""
    hint = get_reachable(OutreachHint.objects.select_for_update(of=("self",)), actor, hint_id, *WORKERS)
    if hint.settled_at is not None:
        raise Http404
    hint.settled_at, hint.settled_by_name, hint.note = timezone.now(), actor.name, note
    hint.save(update_fields=["settled_at", "settled_by_name", "note"])
    return hint


def _alone(day: date) -> list[UUID]:
    born = day.replace(year=day.year - ELDERLY, day=min(day.day, 28))
    bare = Standing.objects.filter(bare=True, resident__isnull=True).values("family")
    living = Resident.objects.filter(status=code_lists.ALIVE, family__in=bare).values("family")
    single = living.annotate(members=Count("id"), youngest=Max("birth_date")).filter(
        members=1, youngest__lte=born
    )
    return list(single.values_list("family", flat=True))


def _bereaved(day: date) -> list[UUID]:
    deaths = LifeEvent.objects.filter(
        kind=LifeEvent.Kind.DEATH,
        voided_at__isnull=True,
        happened_on__gte=day - SINCE_DEATH,
        family_before__isnull=False,
    ).select_related("resident")
    return [
        event.family_before_id
        for event in deaths
        if event.family_before_id and event.resident.age_on(event.happened_on) in WORKING
    ]
