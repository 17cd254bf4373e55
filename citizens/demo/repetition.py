"""Families for a whole regency: each kecamatan's are drawn once in full, and then live many times under other names.

Drawing a family with all that hangs together in it costs far more than writing it down. A thousand of them hold the
variety of a kecamatan; repeated with other birthdays and other names they are new people.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random

from citizens import code_lists as c

from .households import Person, Surroundings, families
from .names import MADURESE_SHARE

MODELS = 1000
NAMES_OF_A_KIND = 2500
ELDER_YEARS = 27
DECADE = 10

_Kin = tuple[Person, int, int, int]
"""A member of a model, the day of birth as a number, and where in the family father and mother stand (-1: nowhere)."""


class RepeatedFamilies:
    """The families of one kecamatan or one coast, without end."""

    def __init__(self, rng: Random, place: Surroundings) -> None:
        self._rng = rng
        self._place = place
        self._models = [_model(members) for members in islice(families(rng, place), MODELS)]
        self._names: dict[tuple[int, int, int, bool], list[str]] = {}

    def families(self, rng: Random) -> Iterator[list[Person]]:
        """Families as `households.families` gives them: the head first, everything in them agreeing."""
        models, share = self._models, MADURESE_SHARE if self._place.madurese else 0.0
        while True:
            model = models[int(rng.random() * MODELS)]
            # Everybody is up to a year older than the model, nobody younger: nobody marries or works too early.
            days, madurese = int(rng.random() * 365), rng.random() < share
            members = []
            for person, born, _father, _mother in model:
                religion, year = person.religion, person.born.year
                name = self._name(rng, person.sex, year, religion, madurese)
                members.append(_again(person, date.fromordinal(born - days), name))
            for member, (_person, _born, father, mother) in zip(members, model, strict=True):
                elder = member.born.year - ELDER_YEARS
                member.father = (
                    members[father].name
                    if father >= 0
                    else self._name(rng, c.MALE, elder, member.religion, madurese)
                )
                member.mother = (
                    members[mother].name
                    if mother >= 0
                    else self._name(rng, c.FEMALE, elder, member.religion, madurese)
                )
            yield members

    def _name(self, rng: Random, sex: int, year: int, religion: int, madurese: bool) -> str:
        key = (sex, year // DECADE, religion, madurese)
        names = self._names.get(key)
        if names is None:
            middle, draw = year // DECADE * DECADE + DECADE // 2, self._place.names.draw
            names = [
                draw(self._rng, sex, middle, religion, madurese=madurese) for _ in range(NAMES_OF_A_KIND)
            ]
            self._names[key] = names
        return names[int(rng.random() * NAMES_OF_A_KIND)]


def _model(members: list[Person]) -> tuple[_Kin, ...]:
    fathers = {member.name: position for position, member in enumerate(members) if member.sex == c.MALE}
    mothers = {member.name: position for position, member in enumerate(members) if member.sex == c.FEMALE}
    return tuple(
        (member, member.born.toordinal(), fathers.get(member.father, -1), mothers.get(member.mother, -1))
        for member in members
    )


def _again(model: Person, born: date, name: str) -> Person:
    return Person(
        model.relation,
        model.sex,
        born,
        model.marital_status,
        name,
        model.status,
        "",
        "",
        model.religion,
        model.education,
        model.occupation,
        model.disability,
    )
