"""Figures of aid for an area, from the kept ones: how programmes stand, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Left

from assistance.models import Coverage, Programme, VillageFigure
from foundation.access.roles import within
from villages.models import Region

Measure = VillageFigure.Measure
FIGURES = ("entitled", "enrolled", "gap", "unentitled")
_LENGTHS = {Region.Level.REGENCY: 8, Region.Level.DISTRICT: 13, Region.Level.VILLAGE: 13}


@dataclass(frozen=True)
class Figures:
    """How one programme, or all of them, stand: people or families by the programme's unit."""

    entitled: int = 0
    enrolled: int = 0
    gap: int = 0
    unentitled: int = 0

    @property
    def covered(self) -> int:
        """Of a hundred entitled so many receive; 0 where nobody is entitled."""
        return round(100 * (self.entitled - self.gap) / self.entitled) if self.entitled else 0


@dataclass(frozen=True)
class Part:
    """A part of an area (kecamatan or village) with its figures."""

    region: Region
    figures: Figures
    measures: dict[int, int] = field(default_factory=dict)


def figures_by_programme(codes: Iterable[str]) -> list[tuple[Programme, Figures]]:
    """Each programme that stands open with its figures in the areas."""
    rows = _coverage(codes).values("programme").annotate(**{name: Sum(name) for name in FIGURES})
    found = {row["programme"]: _figures(row) for row in rows}
    programmes = Programme.objects.filter(closed_on__isnull=True)
    return [(programme, found.get(programme.pk, Figures())) for programme in programmes]


def measures_of(codes: Iterable[str]) -> dict[int, int]:
    """The figures of the areas that belong to no single programme, by measure."""
    rows = VillageFigure.objects.filter(within(codes, "village__code")).values("measure")
    found = {row["measure"]: row["total"] for row in rows.annotate(total=Sum("value"))}
    return {measure: found.get(measure, 0) for measure in Measure.values}


def parts_of(area: Region, programme: Programme | None = None) -> list[Part]:
    """The kecamatan of a regency, or the villages of a kecamatan; of a village itself alone. With everybody's figures.

    Args: programme: whose figures are wanted; without, the sums mean nothing and only measures are filled.
    """
    length = _LENGTHS[Region.Level(area.level)]
    rows = _coverage([area.code]).annotate(part=Left("village_id", length)).values("part")
    if programme is not None:
        rows = rows.filter(programme=programme)
    figures = {row["part"]: _figures(row) for row in rows.annotate(**{name: Sum(name) for name in FIGURES})}
    measures: dict[str, dict[int, int]] = {}
    kept = VillageFigure.objects.filter(within([area.code], "village__code")).annotate(
        part=Left("village_id", length)
    )
    for row in kept.values("part", "measure").annotate(total=Sum("value")):
        measures.setdefault(row["part"], {})[row["measure"]] = row["total"]
    regions = Region.objects.filter(code__in=figures.keys() | measures.keys()).order_by("code")
    return [Part(each, figures.get(each.code, Figures()), measures.get(each.code, {})) for each in regions]


def _figures(row: Mapping[str, Any]) -> Figures:
    return Figures(*(row[name] for name in FIGURES))


def _coverage(codes: Iterable[str]) -> QuerySet[Coverage]:
    return Coverage.objects.filter(within(codes, "village__code"))
