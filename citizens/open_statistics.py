"""Figures of the population that everybody may see: nobody can be told from them (k-anonymity).

A figure stands for at least five people. Smaller groups are joined until they are, so that what is left out can't be
worked out from the sum either; ages are joined with their neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.access.reach import elevated
from villages.models import Region

from .statistics import Line, Statistics, population_statistics

FEWEST = 5
KEPT_SECONDS = 600


@dataclass(frozen=True)
class OpenLine:
    """How many people a group has; `code` names the part of the area, where it stands alone."""

    label: str
    people: int
    code: str = ""


@dataclass(frozen=True)
class OpenStatistics:
    """The tables of an area by their titles, and how many people it has; none at all where they are too few."""

    people: int | None
    tables: list[tuple[str, list[OpenLine]]]


def open_statistics(area: Region) -> OpenStatistics:
    """The figures of an area, at most ten minutes old."""
    key = f"open-statistics:{area.code}:{translation.get_language()}:{timezone.localdate()}"
    found: OpenStatistics | None = cache.get(key)
    if found is None:
        # Whoever asks reaches nothing; what is told is anonymous.
        with elevated():
            found = _told(population_statistics(area, timezone.localdate()))
        cache.set(key, found, KEPT_SECONDS)
    return found


def _told(figures: Statistics) -> OpenStatistics:
    if figures.total < FEWEST:
        return OpenStatistics(None, [])
    parts = {
        Region.Level.VILLAGE: _("Dusun"),
        Region.Level.DISTRICT: _("Desa dan kelurahan"),
        Region.Level.REGENCY: _("Kecamatan"),
    }[Region.Level(figures.area.level)]
    sexes = [Line(_("Laki-laki"), figures.men, 0), Line(_("Perempuan"), 0, figures.women)]
    tables = [
        (_("Jenis kelamin"), joined(sexes)),
        (_("Umur (tahun)"), joined_ages(figures.ages)),
        (parts, joined(figures.parts)),
        (_("Pendidikan"), joined(figures.education)),
        (_("Pekerjaan"), joined(figures.occupation)),
        (_("Status perkawinan"), joined(figures.marital_status)),
        (_("Agama"), joined(figures.religion)),
    ]
    return OpenStatistics(figures.total, [(title, lines) for title, lines in tables if len(lines) > 1])


def joined(lines: Sequence[Line]) -> list[OpenLine]:
    """The lines in order; those below five are one line at the end, with the smallest of the others if need be."""
    small = [line for line in lines if 0 < line.total < FEWEST]
    large = [line for line in lines if line.total >= FEWEST]
    while small and sum(line.total for line in small) < FEWEST and large:
        smallest = min(large, key=lambda line: line.total)
        large.remove(smallest)
        small.append(smallest)
    told = [OpenLine(line.label, line.total, line.code) for line in large]
    rest = sum(line.total for line in small)
    return [*told, OpenLine(_("Lainnya"), rest)] if rest >= FEWEST else told


def joined_ages(ages: Sequence[Line]) -> list[OpenLine]:
    """Groups of ages, the youngest first; one of fewer than five is joined with the next, the last with its former."""
    told: list[list[Line]] = []
    group: list[Line] = []
    for line in ages:
        group.append(line)
        if sum(each.total for each in group) >= FEWEST:
            told.append(group)
            group = []
    if group and told:
        told[-1] += group
    return [OpenLine(_span(each), sum(line.total for line in each)) for each in told]


def _span(group: Sequence[Line]) -> str:
    first, last = group[0].label, group[-1].label
    if len(group) == 1:
        return first
    return f"{first.split('–')[0]}+" if last.endswith("+") else f"{first.split('–')[0]}–{last.split('–')[-1]}"
