"""Who by name: entitled and not receiving, receiving two, receiving without being entitled."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import Exact

from assistance.models import Programme, Standing
from foundation.access.roles import Actor, within


class ListKind(StrEnum):
    """The lists, by their word in the address."""

    GAP = "belum-menerima"
    BARE = "tanpa-bantuan"
    CLASH = "rangkap"
    UNENTITLED = "tidak-berhak"
    RECIPIENTS = "penerima"


OF_ONE_PROGRAMME = (ListKind.GAP, ListKind.UNENTITLED, ListKind.RECIPIENTS)
"""Lists that are asked for a programme; the others are of families whatever they receive."""


@dataclass(frozen=True)
class Wanted:
    """Which list of whom, where, and for which deciles."""

    kind: ListKind
    area: str
    programme: Programme | None = None
    highest_decile: int | None = None


def standings(actor: Actor, wanted: Wanted, *roles: str) -> QuerySet[Standing]:
    """The standings of a list within the reach, by address; each with its family, head and person."""
    rows = Standing.objects.filter(within(actor.codes(*roles))).filter(within([wanted.area]))
    rows = rows.filter(condition_of(wanted.kind, wanted.programme))
    if wanted.highest_decile is not None:
        rows = rows.filter(decile__lte=wanted.highest_decile)
    return rows.select_related("family", "family__head", "resident").order_by("area_code", "family_id", "id")


def condition_of(kind: ListKind, programme: Programme | None) -> Q:
    """What a standing of the list fulfils; ValueError for a list of one programme without a programme."""
    if kind == ListKind.CLASH:
        return Q(clashes=True)
    if kind == ListKind.BARE:
        return Q(bare=True)
    if programme is None:
        raise ValueError(kind)
    return _of_programme(kind, programme)


def _of_programme(kind: ListKind, programme: Programme) -> Q:
    mask = 1 << programme.bit
    entitled, enrolled = _has("entitled", mask), _has("enrolled", mask)
    if kind == ListKind.GAP:
        return entitled & ~enrolled
    return ~entitled & enrolled if kind == ListKind.UNENTITLED else enrolled


def _has(column: str, mask: int) -> Q:
    return Q(Exact(F(column).bitand(mask), mask))
