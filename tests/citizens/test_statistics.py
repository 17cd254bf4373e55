"""Figures of the population: always what a recount gives, whoever changes the register and however."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citizens import code_lists
from citizens.charts import pyramid
from citizens.models import Family, Resident
from citizens.statistics import age_group, population_statistics
from foundation.access.roles import Actor, Grant, Role
from tests.acting import see_only
from tests.citizens.factories import PESANGGARAN, SARONGAN, FamilyFactory, ResidentFactory, household
from villages.models import Region

pytestmark = pytest.mark.usefixtures("db")
TODAY = date(2026, 11, 25)


def kept() -> dict[Any, int]:
    """What the triggers have kept, added up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT village_id, area_code, trait, value, sex, sum(people) FROM citizens_populationcount"
            " GROUP BY 1, 2, 3, 4, 5 HAVING sum(people) <> 0"
        )
        return {row[:5]: row[5] for row in cursor.fetchall()}


def recounted() -> dict[Any, int]:
    """The same, from the register itself."""
    counts: dict[Any, int] = {}
    for person in Resident.objects.filter(status=code_lists.ALIVE):
        hamlet = person.area_code[:16]
        for area, trait, value in (
            (person.village_id, 1, person.birth_date.year * 12 + person.birth_date.month - 1),
            (hamlet, 2, person.religion),
            (hamlet, 3, person.education),
            (hamlet, 4, person.occupation),
            (hamlet, 5, person.marital_status),
        ):
            key = (person.village_id, area, trait, value, person.sex)
            counts[key] = counts.get(key, 0) + 1
    for family in Family.objects.filter(closed_on=None):
        key = (family.village_id, family.area_code[:16], 6, 0, 0)
        counts[key] = counts.get(key, 0) + 1
    return counts


AREAS = st.sampled_from([SARONGAN, f"{SARONGAN}.01", f"{SARONGAN}.02.001.001", f"{PESANGGARAN}.01"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "area_code": AREAS,
        "sex": st.sampled_from([1, 2]),
        "status": st.sampled_from([1, 2, 3]),
        "religion": st.sampled_from([1, 4]),
        "education": st.integers(1, 10),
        "occupation": st.integers(1, 89),
        "marital_status": st.integers(1, 4),
        "birth_date": st.dates(date(1930, 1, 1), TODAY),
        "phone": st.just("089"),
    },
)
DEEDS = st.lists(st.tuples(st.sampled_from(["add", "one", "all", "remove"]), CHANGES), min_size=1, max_size=8)


@given(deeds=DEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_kept_figures_are_those_of_a_recount(deeds: list[tuple[str, dict[str, Any]]]) -> None:
    with transaction.atomic():
        family = FamilyFactory(area_code=f"{SARONGAN}.01")
        people = [ResidentFactory(family=None, relation=9) for _ in range(2)]
        for number, (deed, change) in enumerate(deeds):
            if "area_code" in change:
                change = change | {"village_id": change["area_code"][:13]}
            if deed == "add":
                people.append(ResidentFactory(family=None, relation=9, **change))
            elif deed == "one":
                Resident.objects.filter(pk=people[number % len(people)].pk).update(**change)
            elif deed == "all":
                Resident.objects.update(**change)
            elif len(people) > 1:
                people.pop().delete()
            Family.objects.filter(pk=family.pk).update(closed_on=TODAY if number % 2 else None)
        assert kept() == recounted()
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute("SELECT citizens_fold_population(%s)", [SARONGAN])
        assert kept() == recounted()
        transaction.set_rollback(True)


def test_a_village_is_counted_by_age_sex_hamlet_and_trait() -> None:
    father, _mother, _child = household(area_code=f"{SARONGAN}.01")
    ResidentFactory(family=father.family, relation=9, dead=True)
    ResidentFactory(village_id=PESANGGARAN)
    see_only(SARONGAN)
    figures = population_statistics(Region.objects.get(code=SARONGAN), TODAY)
    assert (figures.total, figures.men, figures.women, figures.families) == (3, 2, 1, 1)
    assert [(line.label, line.men, line.women) for line in figures.ages if line.total] == [
        ("10–14", 1, 0),
        ("35–39", 1, 1),
    ]
    assert [(line.label, line.total) for line in figures.religion] == [("Islam", 3)]
    assert [(part.code, part.total, part.families) for part in figures.parts] == [(f"{SARONGAN}.01", 3, 1)]


def test_an_area_out_of_reach_has_no_figures() -> None:
    household()
    see_only(PESANGGARAN)
    for code in (SARONGAN, "35.10.01", "35.10"):
        assert population_statistics(Region.objects.get(code=code), TODAY).total == 0


def test_above_the_village_parts_are_villages_and_sub_districts() -> None:
    household()
    household(PESANGGARAN)
    see_only("35.10")
    district = population_statistics(Region.objects.get(code="35.10.01"), TODAY)
    assert [(part.label, part.total) for part in district.parts] == [("Sarongan", 3), ("Pesanggaran", 3)]
    regency = population_statistics(Region.objects.get(code="35.10"), TODAY)
    assert [(part.code, part.total) for part in regency.parts] == [("35.10.01", 6)]


@given(born=st.dates(date(1900, 1, 1), TODAY))
def test_an_age_is_the_one_reached_by_the_end_of_the_month(born: date) -> None:
    day = date(2026, 11, 30)
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert age_group(born.year * 12 + born.month - 1, TODAY) == min(years // 5, 15)


def test_the_pyramid_is_as_wide_as_its_largest_group() -> None:
    household()
    see_only(SARONGAN)
    drawn = pyramid(population_statistics(Region.objects.get(code=SARONGAN), TODAY).ages)
    assert [row["label"] for row in drawn["rows"]][0] == "75+"
    assert max(row["men"] for row in drawn["rows"]) == max(row["women"] for row in drawn["rows"]) == 240


def test_whoever_reaches_an_area_may_read_its_figures() -> None:
    from citizens.views.statistics import _area

    camat = Actor(user_id=uuid4(), grants=(Grant(Role.SUBDISTRICT, "35.10.01"),))
    assert _area(camat, "").code == "35.10.01"
    assert _area(camat, SARONGAN).code == SARONGAN
    clerk = Actor(user_id=uuid4(), grants=(Grant(Role.OPERATOR, SARONGAN),))
    for hidden in (PESANGGARAN, "35.10.01", "35.10", "99"):
        with pytest.raises(Http404):
            _area(clerk, hidden)
    assert reverse("citizens:statistics")
