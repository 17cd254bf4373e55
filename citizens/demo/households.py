"""Invented families: who lives together, how old, related how, doing what.

Everything follows from the generator handed in. Sizes, ages and shares are set to look like a rural regency of East
Java (three people a family, an older generation with little schooling); they are no statistics.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from citizens import code_lists as c

from .livelihood import education_of, occupation_of, religion_of
from .names import MADURESE_DISTRICTS, MADURESE_SHARE, NameBook

YOUNGEST_MOTHER, OLDEST_MOTHER = 17, 43
YOUNGEST_SPOUSE = 18
_HEAD_AGES = range(20, 90)
_HEAD_WEIGHTS = [
    4 if age < 25 else 10 if age < 30 else 15 if age < 55 else 11 if age < 65 else 6 if age < 75 else 2
    for age in _HEAD_AGES
]
_CUMULATIVE_HEAD_WEIGHTS = [sum(_HEAD_WEIGHTS[: position + 1]) for position in range(len(_HEAD_WEIGHTS))]
_CHILDREN_OLDER, _CHILDREN_YOUNGER = (0, 1, 2, 2, 3, 3, 4, 5), (0, 1, 1, 2, 2, 2, 3)


@dataclass(slots=True)
class Person:
    """One invented person; parents' names are filled from the family where they live in it."""

    relation: int
    sex: int
    born: date
    marital_status: int
    name: str = ""
    status: int = c.ALIVE
    father: str = ""
    mother: str = ""
    religion: int = c.ISLAM
    education: int = 1
    occupation: int = 1
    disability: int = c.NO_DISABILITY


@dataclass(slots=True)
class Surroundings:
    """What shapes the families of one village."""

    district: str
    is_town: bool
    is_coast: bool
    today: date
    names: NameBook
    madurese: bool = field(init=False)

    def __post_init__(self) -> None:
        self.madurese = self.district in MADURESE_DISTRICTS


def families(rng: Random, place: Surroundings) -> Iterator[list[Person]]:
    """Families without end; the head stands first in each."""
    while True:
        yield _family(rng, place)


def age_on(born: date, today: date) -> int:
    """Whole years of age."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _family(rng: Random, place: Surroundings) -> list[Person]:
    religion = religion_of(rng, place.district)
    madurese = place.madurese and rng.random() < MADURESE_SHARE
    members = _members(rng, place.today)
    for person in members:
        person.religion = religion
        person.name = place.names.draw(rng, person.sex, person.born.year, religion, madurese=madurese)
    _name_parents(rng, members, place.names, religion, madurese)
    for person in members:
        years = age_on(person.born, place.today)
        person.education = education_of(rng, years, person.born.year)
        person.occupation = occupation_of(rng, person, years, place)
        if rng.random() < (0.012 if years < 60 else 0.05):
            person.disability = rng.choice((1, 1, 1, 2, 2, 3, 3, 4, 5, 6))
        elif person.relation != c.HEAD_OF_FAMILY and years > 17 and rng.random() < 0.012:
            person.status = c.MOVED
    return members


def _members(rng: Random, today: date) -> list[Person]:
    years = rng.choices(_HEAD_AGES, cum_weights=_CUMULATIVE_HEAD_WEIGHTS)[0]
    chance = rng.random()
    alone = 0.35 if years < 25 else 0.04 if years < 50 else 0.1 if years < 65 else 0.38
    if chance < alone:
        return _single(rng, today, years)
    return _couple(rng, today, years)


def _born(rng: Random, today: date, years: int) -> date:
    return today - timedelta(days=int(years * 365.2425) + rng.randrange(1, 365))


def _single(rng: Random, today: date, years: int) -> list[Person]:
    """Someone unmarried, divorced or widowed, perhaps with children at home and the late spouse still on record."""
    born = _born(rng, today, years)
    sex = c.FEMALE if rng.random() < (0.3 if years < 30 else 0.75) else c.MALE
    if years < 30:
        return [Person(c.HEAD_OF_FAMILY, sex, born, c.UNMARRIED)]
    widowed = rng.random() < (0.35 if years < 50 else 0.85)
    head = Person(c.HEAD_OF_FAMILY, sex, born, c.WIDOWED if widowed else c.DIVORCED)
    members = [head]
    if widowed and rng.random() < 0.25:
        other = c.MALE if sex == c.FEMALE else c.FEMALE
        late_born = born + timedelta(
            days=rng.randrange(-2200, 1100) if sex == c.FEMALE else rng.randrange(2200)
        )
        relation = c.HUSBAND if other == c.MALE else c.WIFE
        members.append(Person(relation, other, late_born, c.MARRIED, status=c.DEAD))
    mother_years = years if sex == c.FEMALE else years - 3
    members.extend(_children(rng, today, mother_years))
    return members


def _couple(rng: Random, today: date, years: int) -> list[Person]:
    """A married couple with children at home, at times with an old parent, at times with a child's own family."""
    wife_years = max(YOUNGEST_SPOUSE, min(years + 6, round(years - rng.gauss(4, 3.5))))
    members = [
        Person(c.HEAD_OF_FAMILY, c.MALE, _born(rng, today, years), c.MARRIED),
        Person(c.WIFE, c.FEMALE, _born(rng, today, wife_years), c.MARRIED),
    ]
    children = _children(rng, today, wife_years)
    members.extend(children)
    if years > 48 and rng.random() < 0.12:
        members.extend(_young_couple(rng, today, children, wife_years))
    if 28 < years < 58 and rng.random() < 0.11:
        parent_years = max(years, wife_years) + rng.randrange(YOUNGEST_MOTHER + 2, 34)
        relation = c.PARENT if rng.random() < 0.5 else c.PARENT_IN_LAW
        sex = c.FEMALE if rng.random() < 0.8 else c.MALE
        members.append(Person(relation, sex, _born(rng, today, min(parent_years, 96)), c.WIDOWED))
    return members


def _children(rng: Random, today: date, mother_years: int) -> list[Person]:
    """The children still at home of a mother of this age, the eldest first."""
    count = rng.choice(_CHILDREN_OLDER if mother_years > 50 else _CHILDREN_YOUNGER)
    at_birth = YOUNGEST_MOTHER + 1 + int(rng.expovariate(0.22))
    children = []
    for _ in range(count):
        years = mother_years - at_birth - 1
        if at_birth > OLDEST_MOTHER - 1 or years < 0:
            break
        if years < 20 or rng.random() < (0.55 if years < 27 else 0.15):
            sex = c.MALE if rng.random() < 0.512 else c.FEMALE
            left_alone = c.DIVORCED if years > 24 and rng.random() < 0.15 else c.UNMARRIED
            children.append(Person(c.CHILD, sex, _born(rng, today, years), left_alone))
        at_birth += rng.randrange(2, 8)
    return children


def _young_couple(rng: Random, today: date, children: list[Person], mother_years: int) -> list[Person]:
    """Marries one grown child who stays at home: returns the child-in-law and their children."""
    grown = [child for child in children if 20 <= age_on(child.born, today) <= 40]
    if not grown:
        return []
    child = grown[0]
    child.marital_status = c.MARRIED
    years = age_on(child.born, today)
    spouse_sex = c.MALE if child.sex == c.FEMALE else c.FEMALE
    spouse_years = max(
        YOUNGEST_SPOUSE, years + (rng.randrange(6) if spouse_sex == c.MALE else -rng.randrange(4))
    )
    added = [Person(c.CHILD_IN_LAW, spouse_sex, _born(rng, today, spouse_years), c.MARRIED)]
    young_mother = spouse_years if spouse_sex == c.FEMALE else years
    for baby_years in range(0, min(young_mother - YOUNGEST_MOTHER - 2, 9), 4):
        if rng.random() < 0.6:
            sex = c.MALE if rng.random() < 0.512 else c.FEMALE
            added.append(Person(c.GRANDCHILD, sex, _born(rng, today, baby_years), c.UNMARRIED))
    return added


def _name_parents(rng: Random, members: list[Person], names: NameBook, religion: int, madurese: bool) -> None:
    head = members[0]
    wives = [person for person in members if person.relation == c.WIFE]
    husbands = [person for person in members if person.relation == c.HUSBAND]
    head_is_male = head.sex == c.MALE
    father = head.name if head_is_male else husbands[0].name if husbands else ""
    mother = wives[0].name if wives else "" if head_is_male else head.name
    couple = [person for person in members if person.marital_status == c.MARRIED]
    young = {person.sex: person.name for person in couple if person.relation in (c.CHILD, c.CHILD_IN_LAW)}
    for person in members:
        if person.relation == c.CHILD:
            person.father, person.mother = father, mother
        elif person.relation == c.GRANDCHILD:
            person.father, person.mother = young.get(c.MALE, ""), young.get(c.FEMALE, "")
        elder = person.born.year - 27
        if not person.father:
            person.father = names.draw(rng, c.MALE, elder, religion, madurese=madurese)
        if not person.mother:
            person.mother = names.draw(rng, c.FEMALE, elder + 3, religion, madurese=madurese)
    for person in members:
        if person.relation == c.PARENT:
            if person.sex == c.MALE:
                head.father = person.name
            else:
                head.mother = person.name
        elif person.relation == c.PARENT_IN_LAW and wives:
            if person.sex == c.MALE:
                wives[0].father = person.name
            else:
                wives[0].mother = person.name
