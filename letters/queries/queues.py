"""The queues of many villages, for the desks above them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.access.roles import Actor, Role, within
from villages.models import Region

from .requests import VillageQueue, village_figures

QUEUE_READERS = (
    Role.OPERATOR,
    Role.SECRETARY,
    Role.HEAD,
    Role.SUBDISTRICT,
    Role.DISTRICT_ADMIN,
    Role.AUDITOR,
)


@dataclass(frozen=True)
class DistrictQueue:
    """A sub-district's villages and their sums."""

    code: str
    name: str
    waiting: int
    late: int
    oldest: datetime | None
    villages: list[VillageQueue]


def village_queues(actor: Actor) -> list[VillageQueue]:
    """The queue of each village in the actor's reach, by code; villages with nothing waiting too."""
    codes = actor.codes(*QUEUE_READERS)
    villages = list(
        Region.objects.filter(within(codes, "code"), level=Region.Level.VILLAGE)
        .select_related("parent")
        .order_by("code")
    )
    figures = village_figures([village.pk for village in villages])
    empty: dict[str, Any] = {"waiting": 0, "late": 0, "oldest": None, "by_state": {}}
    return [
        VillageQueue(
            code=village.pk,
            name=village.official_title,
            district=village.parent.name if village.parent else "",
            **(figures.get(village.pk) or empty),
        )
        for village in villages
    ]


def district_queues(actor: Actor) -> list[DistrictQueue]:
    """The same by sub-district."""
    by_district: dict[str, list[VillageQueue]] = {}
    for queue in village_queues(actor):
        by_district.setdefault(queue.code.rsplit(".", 1)[0], []).append(queue)
    return [
        DistrictQueue(
            code=code,
            name=queues[0].district,
            waiting=sum(queue.waiting for queue in queues),
            late=sum(queue.late for queue in queues),
            oldest=min((queue.oldest for queue in queues if queue.oldest), default=None),
            villages=queues,
        )
        for code, queues in by_district.items()
    ]
