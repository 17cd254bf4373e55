"""Statistics of the population of a village, sub-district or regency, as the office's wall shows them.

Read from the figures that triggers keep (citizens.models.statistics), so a regency costs no more than a village.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from villages.models import Region

from . import code_lists
from .code_lists import FEMALE, MALE, CodeList
from .models import PopulationCount

AGE_STEP, OLDEST_GROUP = 5, 15
Trait = PopulationCount.Trait
LISTS: dict[int, CodeList] = {
    Trait.RELIGION: code_lists.RELIGION,
    Trait.EDUCATION: code_lists.EDUCATION,
    Trait.OCCUPATION: code_lists.OCCUPATION,
    Trait.MARITAL_STATUS: code_lists.MARITAL_STATUS,
}


@dataclass(frozen=True)
class Line:
    """One line of a table: how many men and women; `code` names the part or the trait's value."""

    label: str
    men: int
    women: int
    code: str = ""
    families: int = 0

    @property
    def total(self) -> int:
        return self.men + self.women


@dataclass(frozen=True)
class Statistics:
    """The figures of one area; of each table the lines without anybody are left out, but for ages."""

    area: Region
    day: date
    men: int
    women: int
    families: int
    ages: list[Line]
    parts: list[Line]
    religion: list[Line]
    education: list[Line]
    occupation: list[Line]
    marital_status: list[Line]

    @property
    def total(self) -> int:
        return self.men + self.women


def population_statistics(area: Region, day: date) -> Statistics:
    """The statistics of an area that the transaction reaches (nobody otherwise).

    Ages are those reached by the end of the month of `day`: all who were born in one month share theirs.
    """
    figures: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT trait, value, sex, people FROM citizens_population(%s)", [area.code])
        for trait, value, sex, people in cursor.fetchall():
            figures[trait][value][sex] += int(people)
    parts = _parts(area)
    marital = _lines(figures[Trait.MARITAL_STATUS], Trait.MARITAL_STATUS)
    return Statistics(
        area=area,
        day=day,
        men=sum(line.men for line in marital),
        women=sum(line.women for line in marital),
        families=sum(part.families for part in parts),
        ages=_ages(figures[Trait.BORN], day),
        parts=parts,
        religion=_lines(figures[Trait.RELIGION], Trait.RELIGION),
        education=_lines(figures[Trait.EDUCATION], Trait.EDUCATION),
        occupation=sorted(_lines(figures[Trait.OCCUPATION], Trait.OCCUPATION), key=lambda line: -line.total),
        marital_status=marital,
    )


def age_group(month: int, day: date) -> int:
    """Which group of five years somebody born in the month (year × 12 + month − 1) is in at the end of day's month."""
    years = max(0, (day.year * 12 + day.month - 1 - month) // 12)
    return min(years // AGE_STEP, OLDEST_GROUP)


def _ages(by_month: dict[int, dict[int, int]], day: date) -> list[Line]:
    groups = [{MALE: 0, FEMALE: 0} for _ in range(OLDEST_GROUP + 1)]
    for month, by_sex in by_month.items():
        for sex, people in by_sex.items():
            groups[age_group(month, day)][sex] += people
    return [
        Line(
            f"{number * AGE_STEP}–{number * AGE_STEP + AGE_STEP - 1}"
            if number < OLDEST_GROUP
            else f"{OLDEST_GROUP * AGE_STEP}+",
            group[MALE],
            group[FEMALE],
        )
        for number, group in enumerate(groups)
    ]


def _lines(by_value: dict[int, dict[int, int]], trait: int) -> list[Line]:
    codes = LISTS[trait]
    return [
        Line(codes.label(value), by_sex[MALE], by_sex[FEMALE], str(value))
        for value, by_sex in sorted(by_value.items())
    ]


def part_figures(code: str) -> list[tuple[str, int, int, int]]:
    """Code, men, women and families of each part of an area (dusun, villages, sub-districts); none out of reach."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT part, men, women, families FROM citizens_population_parts(%s)", [code])
        return [
            (part, int(men), int(women), int(families)) for part, men, women, families in cursor.fetchall()
        ]


def _parts(area: Region) -> list[Line]:
    rows = part_figures(area.code)
    named = {region.code: region for region in Region.objects.filter(code__in=[row[0] for row in rows])}
    return [
        Line(
            named[code].name if code in named and code != area.code else str(_("Tanpa dusun")),
            men,
            women,
            code,
            families,
        )
        for code, men, women, families in rows
        if men or women or families
    ]
