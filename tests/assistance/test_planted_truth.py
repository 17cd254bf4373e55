"""A population with known gaps, overlaps and errors: the lists find exactly these, and nobody else."""

from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import pytest

from assistance.deliveries.matching import LIKELY
from assistance.models import DeliveryRow
from assistance.queries.lists import ListKind, Wanted, standings
from assistance.services.deliveries import delivery_upload
from assistance.services.match import match_everybody
from assistance.services.programmes import load_programmes
from citizens import code_lists
from citizens.models import Resident
from foundation.access.roles import Actor, Grant, Role
from foundation.tabular.columns import DIGITS, Column
from foundation.tabular.writing import Sheet, write_xlsx
from tests.access.cast import REGENCY, officer
from tests.acting import run_jobs
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household

from .factories import enrol, state_welfare

pytestmark = pytest.mark.django_db


def dinsos() -> Actor:
    user = officer(Role.SOCIAL_OFFICER, REGENCY)
    return Actor(user_id=user.pk, name="Bu Dwi", grants=(Grant(Role.SOCIAL_OFFICER, REGENCY),))


def found(actor: Actor, kind: ListKind, programme: Any = None) -> set[UUID]:
    return {row.pk for row in standings(actor, Wanted(kind, REGENCY, programme))}


def test_what_was_planted_is_found_and_nothing_else() -> None:
    from assistance.models import Programme

    load_programmes()
    food, pkh, blt = (Programme.objects.get(code=code) for code in ("sembako", "pkh", "blt-dd"))
    planted: dict[str, set[UUID]] = {"gap": set(), "error": set(), "clash": set(), "bare": set()}
    rng = Random(5)
    for number in range(72):
        village = SARONGAN if number % 2 else PESANGGARAN
        # No child of school age: Sembako depends on the decile alone, PKH on nobody here.
        head = ResidentFactory(village_id=village, birth_date=date(1985, 1, 1 + number % 28), insurance=3)
        family, fate = head.family, ("gap", "right", "error", "clash", "dead", "well-off")[number % 6]
        decile = rng.randint(6, 10) if fate in ("error", "well-off") else rng.randint(2, 4)
        state_welfare(family, decile, lost_livelihood=False, unfit_house=False)
        if fate in ("right", "error", "clash", "dead"):
            enrol(food, family)
        if fate == "clash":
            enrol(pkh, family)
            enrol(blt, family)
            planted["clash"].add(family.pk)
        if fate == "gap":
            planted["gap"].add(family.pk)
            planted["bare"].add(family.pk)
        if fate == "error":
            planted["error"].add(family.pk)
        if fate == "dead":
            Resident.objects.filter(pk=head.pk).update(status=code_lists.DEAD)
            planted["error"].add(family.pk)
    match_everybody()
    actor = dinsos()
    assert found(actor, ListKind.GAP, food) == planted["gap"]
    assert found(actor, ListKind.UNENTITLED, food) == planted["error"]
    assert found(actor, ListKind.CLASH) == planted["clash"]
    assert found(actor, ListKind.BARE) == planted["bare"]


def test_misspelt_names_are_offered_and_never_taken_without_a_person() -> None:
    rng = Random(11)
    names = ("Sugeng Prayitno", "Ahmad Fauzi", "Slamet Riyadi", "Siti Aminah", "Hadi Purnomo", "Dewi Lestari")
    people = [
        household(SARONGAN, name=name, birth_date=date(1970 + n, 1 + n, 3))[0] for n, name in enumerate(names)
    ]
    rows = [
        ("", _misspelt(person.name, rng), person.birth_date.strftime("%d-%m-%Y"), "3") for person in people
    ]
    columns = [Column("NIK", DIGITS), Column("Nama"), Column("Tanggal lahir"), Column("Desil")]
    actor = dinsos()
    told: dict[str, Any] = {
        "kind": "welfare",
        "programme": None,
        "source": "DTSEN",
        "valid_from": date(2026, 10, 1),
    }
    delivery = delivery_upload(actor, write_xlsx(Sheet("Data", columns, rows)), "data.xlsx", **told)
    run_jobs()
    offered = dict(delivery.rows.values_list("number", "resident_id"))
    assert [offered[number] for number in range(2, 2 + len(people))] == [person.pk for person in people]
    assert set(delivery.rows.values_list("outcome", flat=True)) == {DeliveryRow.Outcome.OPEN}
    assert all(score >= LIKELY for score in delivery.rows.values_list("score", flat=True))


def _misspelt(name: str, rng: Random) -> str:
    place = rng.randrange(1, len(name) - 1)
    return (name[:place] + rng.choice("aeiou") + name[place + 1 :]).upper()
