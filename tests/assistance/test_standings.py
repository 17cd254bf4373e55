"""Standings and figures are true at once after each change: matching everybody puts nothing right."""

import random
from datetime import date
from typing import Any

import pytest
from django.db import connection

from assistance.demo.aid import seed_aid
from assistance.models import Coverage, Enrolment, Standing, VillageFigure, Welfare
from assistance.services.match import match_everybody, match_families, match_villages
from assistance.services.programmes import load_programmes
from citizens import code_lists
from citizens.models import Family, Resident
from citizens.services.death import death_record
from citizens.services.void import event_void
from tests.citizens.clerks import a_clerk, on
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household

from .factories import ProgrammeFactory, enrol, exclude, state_welfare

pytestmark = pytest.mark.django_db

ALONE_AND_OLD = {
    "all": [
        {"fact": "members", "is": "equals", "value": 1},
        {"members": {"fact": "age", "is": "at_least", "value": 60}, "at_least": 1},
    ]
}


def figures() -> tuple[Any, Any]:
    return (
        {
            (row.village_id, row.programme.code): (row.entitled, row.enrolled, row.gap, row.unentitled)
            for row in Coverage.objects.select_related("programme")
            if row.entitled or row.enrolled
        },
        {(row.village_id, row.measure): row.value for row in VillageFigure.objects.all() if row.value},
    )


def test_a_death_in_the_register_changes_who_is_entitled_and_voiding_it_changes_it_back() -> None:
    programme = ProgrammeFactory(rule=ALONE_AND_OLD)
    widow = ResidentFactory(woman=True, birth_date=date(1950, 1, 1))
    husband = ResidentFactory(family=widow.family, relation=code_lists.HUSBAND, birth_date=date(1948, 1, 1))
    match_everybody()
    assert not Standing.objects.get(pk=widow.family_id).entitled
    event = death_record(husband.pk, a_clerk(), on(2026, 1, 2), place="", cause="")
    assert Standing.objects.get(pk=widow.family_id).entitled == 1 << programme.bit
    assert Standing.objects.get(pk=widow.family_id).bare
    event_void(event.pk, a_clerk(), reason="Salah orang")
    assert not Standing.objects.get(pk=widow.family_id).entitled
    assert match_everybody() == 0


def test_two_aids_that_exclude_each_other_clash_in_the_family_by_component() -> None:
    pkh, nutrition = ProgrammeFactory(), ProgrammeFactory()
    exclude(pkh, nutrition, first_component="ibu-hamil")
    both, allowed = household()[0].family, household()[0].family
    enrol(pkh, both, component="ibu-hamil")
    enrol(pkh, allowed, component="sd")
    for family in (both, allowed):
        enrol(nutrition, family)
    match_villages([SARONGAN])
    assert set(Standing.objects.filter(clashes=True).values_list("family", flat=True)) == {both.pk}
    enrolment = Enrolment.objects.get(family=both, programme=nutrition)
    enrolment.ends_on = date(2026, 1, 1)
    enrolment.save()
    match_families([both.pk])
    assert not Standing.objects.filter(clashes=True).exists()


def test_a_recipient_who_died_stands_as_receiving_without_being_entitled() -> None:
    programme = ProgrammeFactory(unit="person", rule={"fact": "age", "is": "at_least", "value": 60})
    old = ResidentFactory(birth_date=date(1950, 1, 1), status=code_lists.DEAD)
    ResidentFactory(family=old.family)
    enrol(programme, old.family, old)
    match_everybody()
    standing = Standing.objects.get(pk=old.pk)
    assert (standing.entitled, standing.enrolled) == (0, 1 << programme.bit)
    assert Coverage.objects.get(village=SARONGAN).unentitled == 1


def test_figures_follow_every_change_and_equal_a_recount() -> None:
    family_aid = ProgrammeFactory(rule={"fact": "decile", "is": "at_most", "value": 4})
    person_aid = ProgrammeFactory(unit="person", rule={"fact": "age", "is": "at_most", "value": 12})
    exclude(family_aid, person_aid)
    rng = random.Random(7)
    families = [household(rng.choice((SARONGAN, PESANGGARAN)))[0].family for _ in range(12)]
    match_everybody()
    for _ in range(40):
        family = rng.choice(families)
        child = Resident.objects.get(family=family, relation=code_lists.CHILD)
        step = rng.randrange(5)
        if step == 0:
            Welfare.objects.filter(family=family).delete()
            state_welfare(family, rng.randint(1, 10))
        elif step == 1 and not Enrolment.objects.filter(family=family, programme=family_aid).exists():
            enrol(family_aid, family)
        elif step == 2 and not Enrolment.objects.filter(family=family, programme=person_aid).exists():
            enrol(person_aid, family, child)
        elif step == 3:
            Enrolment.objects.filter(family=family, programme=rng.choice((family_aid, person_aid))).delete()
        else:
            child.status = rng.choice((code_lists.ALIVE, code_lists.DEAD))
            child.save()
        match_families([family.pk])
    kept = figures()
    assert match_everybody() == 0
    assert figures() == kept
    assert kept[1][(SARONGAN, 0)] + kept[1][(PESANGGARAN, 0)] == Family.objects.count()


def test_the_demo_has_everything_to_find(settings: Any) -> None:
    for _ in range(60):
        household(SARONGAN)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        load_programmes()
        seeded = seed_aid(date(2026, 6, 1))
        cursor.execute(f"SET ROLE {settings.DATABASE_RUNTIME_ROLE}")
    assert seeded.welfare == 60
    assert seeded.enrolments
    assert seeded.disbursements
    assert match_everybody(date(2026, 6, 1)) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT decile) FROM assistance_welfare")
        assert cursor.fetchone() == (10,)
