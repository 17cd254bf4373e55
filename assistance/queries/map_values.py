"""What the map shows: one measure of every part of an area, now or at the end of a month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Left
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assistance.models import Coverage, MonthlyCoverage, Programme, VillageFigure
from foundation.access.roles import within

from .coverage import FIGURES, Measure

VILLAGE_LENGTH, DISTRICT_LENGTH = 13, 8


@dataclass(frozen=True)
class MapMeasure:
    """A measure of the map: how it is called, whether a share, and whether more of it is worse."""

    code: str
    label: Promise
    is_share: bool
    value: Callable[[dict[str, int]], int]
    of_programme: bool


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


MEASURES = {
    measure.code: measure
    for measure in (
        MapMeasure("belum", _("Berhak tetapi belum menerima"), False, lambda f: f["gap"], True),
        MapMeasure(
            "terjangkau",
            _("Terjangkau dari yang berhak (%)"),
            True,
            lambda f: _share(f["entitled"] - f["gap"], f["entitled"]),
            True,
        ),
        MapMeasure("penerima", _("Penerima"), False, lambda f: f["enrolled"], True),
        MapMeasure(
            "tidak-berhak", _("Menerima tetapi tidak memenuhi syarat"), False, lambda f: f["unentitled"], True
        ),
        MapMeasure(
            "miskin",
            _("Keluarga desil 1–4 (%)"),
            True,
            lambda f: _share(f["poor"], f["families"]),
            False,
        ),
        MapMeasure(
            "tanpa-bantuan",
            _("Keluarga berhak yang tidak menerima apa pun"),
            False,
            lambda f: f["bare"],
            False,
        ),
        MapMeasure("rangkap", _("Keluarga dengan bantuan rangkap"), False, lambda f: f["clashing"], False),
    )
}


def map_values(
    area: str,
    measure: MapMeasure,
    programme: Programme | None,
    *,
    by_village: bool,
    month: date | None = None,
) -> dict[str, int]:
    """The measure of every village or kecamatan in the area, by code.

    Args: programme: whose figures are wanted, for measures of a programme; month: its first day, None for now.
    """
    length = VILLAGE_LENGTH if by_village else DISTRICT_LENGTH
    if measure.of_programme:
        found = _programme_figures(area, programme, length, month)
    else:
        found = _village_figures(area, length, month)
    return {code: measure.value(figures) for code, figures in found.items()}


def months_kept() -> list[date]:
    """The months of which figures are kept, the latest first."""
    return list(MonthlyCoverage.objects.order_by("-month").values_list("month", flat=True).distinct())


def _programme_figures(
    area: str, programme: Programme | None, length: int, month: date | None
) -> dict[str, dict[str, int]]:
    rows: Any = Coverage.objects.all() if month is None else MonthlyCoverage.objects.filter(month=month)
    rows = rows.filter(within([area], "village__code"), programme=programme)
    rows = rows.annotate(part=Left("village_id", length)).values("part")
    return {row["part"]: row for row in rows.annotate(**{name: Sum(name) for name in FIGURES})}


def _village_figures(area: str, length: int, month: date | None) -> dict[str, dict[str, int]]:
    rows: Any = VillageFigure.objects.all() if month is None else MonthlyCoverage.objects.filter(month=month)
    rows = rows.filter(within([area], "village__code"), measure__isnull=False)
    rows = rows.annotate(part=Left("village_id", length)).values("part", "measure")
    found: dict[str, dict[str, int]] = {}
    for row in rows.annotate(total=Sum("value")):
        figures = found.setdefault(row["part"], {"families": 0, "poor": 0, "clashing": 0, "bare": 0})
        name = {Measure.FAMILIES: "families", Measure.CLASHING: "clashing", Measure.BARE: "bare"}.get(
            row["measure"]
        )
        if name:
            figures[name] += row["total"]
        elif 1 <= row["measure"] <= 4:
            figures["poor"] += row["total"]
    return found
