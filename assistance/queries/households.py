"""A village closer up: its dusun in figures, and the houses of the people of a list where their place is known."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Left

from assistance.models import Standing
from foundation.access.roles import Actor
from villages.models import Region

from .lists import Wanted, standings

HAMLET_LENGTH = 16
MOST_HOUSES = 400


@dataclass(frozen=True)
class Hamlet:
    """One dusun with its families, and how many stand in the list."""

    name: str
    families: int
    listed: int


@dataclass(frozen=True)
class House:
    """A house of the list: whose it is and where it stands."""

    family_id: str
    name: str
    latitude: float
    longitude: float


def hamlets_of(village: Region, listed: Q) -> list[Hamlet]:
    """The dusun of a village, with how many standings fulfil the condition."""
    rows = (
        Standing.objects.filter(village=village)
        .annotate(part=Left("area_code", HAMLET_LENGTH))
        .values("part")
        .annotate(families=Count("id", filter=Q(resident__isnull=True)), listed=Count("id", filter=listed))
        .order_by("part")
    )
    names = dict(
        Region.objects.filter(code__startswith=village.code + ".", level="hamlet").values_list("code", "name")
    )
    return [Hamlet(names.get(row["part"], village.name), row["families"], row["listed"]) for row in rows]


def houses_of(actor: Actor, wanted: Wanted, *roles: str) -> list[House]:
    """The houses of a list whose place is known, by address; at most MOST_HOUSES."""
    rows = standings(actor, wanted, *roles).filter(family__latitude__isnull=False)[:MOST_HOUSES]
    return [
        House(
            str(row.family_id),
            (row.resident or row.family.head).name if row.resident or row.family.head else "–",  # type: ignore[union-attr]
            float(row.family.latitude or 0),
            float(row.family.longitude or 0),
        )
        for row in rows
    ]
