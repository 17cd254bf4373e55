"""Religion, schooling and occupation of invented people: shares by age, sex and place that look plausible."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from citizens import code_lists as c

if TYPE_CHECKING:
    from .households import Person, Surroundings

HINDU_SHARE = {"35.10.04": 0.09, "35.10.01": 0.03, "35.10.03": 0.03, "35.10.19": 0.02, "35.10.05": 0.02}
CHRISTIAN_SHARE, CATHOLIC_SHARE, BUDDHIST_SHARE = 0.012, 0.004, 0.003

NO_SCHOOL, SOME_PRIMARY, PRIMARY, JUNIOR, SENIOR, DIPLOMA, BACHELOR, MASTER = 1, 2, 3, 4, 5, 7, 8, 9
NO_WORK, HOUSEWORK, PUPIL, PENSIONER, CIVIL_SERVANT = 1, 2, 3, 4, 5
FARMER, FISHER, EMPLOYEE, DAY_LABOURER, FARM_LABOURER = 9, 11, 15, 19, 20
FISHING_LABOURER, TEACHER, MIDWIFE, NURSE, DRIVER, TRADER, OWN_BUSINESS = 21, 65, 73, 74, 81, 84, 88

_RURAL_MEN = (
    *(FARMER,) * 26,
    *(FARM_LABOURER,) * 20,
    *(DAY_LABOURER,) * 12,
    *(OWN_BUSINESS,) * 18,
    *(EMPLOYEE,) * 10,
    *(TRADER,) * 4,
    *(DRIVER,) * 3,
    *(10, 13, 26, 27, 35, 18, TEACHER),
)
_RURAL_WOMEN = (
    *(HOUSEWORK,) * 55,
    *(FARM_LABOURER,) * 10,
    *(FARMER,) * 9,
    *(OWN_BUSINESS,) * 9,
    *(TRADER,) * 6,
    *(EMPLOYEE,) * 6,
    *(TEACHER, TEACHER, 30, 23, 18),
)
_TOWN_MEN = (
    *(EMPLOYEE,) * 34,
    *(OWN_BUSINESS,) * 30,
    *(DAY_LABOURER,) * 9,
    *(TRADER,) * 8,
    *(DRIVER,) * 6,
    *(CIVIL_SERVANT,) * 4,
    *(6, 7, 13, 35, 18, TEACHER, 16),
)
_TOWN_WOMEN = (
    *(HOUSEWORK,) * 48,
    *(OWN_BUSINESS,) * 16,
    *(EMPLOYEE,) * 18,
    *(TRADER,) * 8,
    *(TEACHER,) * 4,
    *(CIVIL_SERVANT, NURSE, MIDWIFE, 18, 30),
)
_GRADUATES = (TEACHER, TEACHER, CIVIL_SERVANT, EMPLOYEE, EMPLOYEE, OWN_BUSINESS, OWN_BUSINESS, 18)


def religion_of(rng: Random, district: str) -> int:
    """The religion of a family; in a family it is one."""
    chance = rng.random()
    for religion, share in (
        (c.HINDU, HINDU_SHARE.get(district, 0.004)),
        (c.PROTESTANT, CHRISTIAN_SHARE),
        (c.CATHOLIC, CATHOLIC_SHARE),
        (c.BUDDHIST, BUDDHIST_SHARE),
    ):
        if chance < share:
            return religion
        chance -= share
    return c.ISLAM


def education_of(rng: Random, years: int, birth_year: int) -> int:
    """The highest schooling finished; the older, the less."""
    if years < 7:
        return NO_SCHOOL
    if years < 13:
        return SOME_PRIMARY
    if years < 16:
        return PRIMARY
    if years < 19:
        return JUNIOR
    chance = rng.random()
    if birth_year < 1955:
        steps = ((0.3, NO_SCHOOL), (0.55, SOME_PRIMARY), (0.9, PRIMARY), (0.96, JUNIOR), (0.99, SENIOR))
    elif birth_year < 1975:
        steps = ((0.06, NO_SCHOOL), (0.18, SOME_PRIMARY), (0.62, PRIMARY), (0.8, JUNIOR), (0.95, SENIOR))
    elif birth_year < 1990:
        steps = ((0.01, NO_SCHOOL), (0.04, SOME_PRIMARY), (0.3, PRIMARY), (0.6, JUNIOR), (0.91, SENIOR))
    else:
        steps = ((0.003, NO_SCHOOL), (0.01, SOME_PRIMARY), (0.08, PRIMARY), (0.3, JUNIOR), (0.88, SENIOR))
    for limit, education in steps:
        if chance < limit:
            return education
    if years < 23:
        return SENIOR
    return BACHELOR if chance < 0.995 and rng.random() < 0.75 else DIPLOMA if rng.random() < 0.9 else MASTER


def occupation_of(rng: Random, person: Person, years: int, place: Surroundings) -> int:
    """What somebody of this age, schooling and village lives by."""
    if years < 6:
        return NO_WORK
    if years < 18 or (years < 22 and person.education >= SENIOR and rng.random() < 0.4):
        return PUPIL
    if years > 70 or (years > 60 and person.education >= DIPLOMA):
        if person.education >= DIPLOMA:
            return PENSIONER
        if rng.random() < 0.6:
            return HOUSEWORK if person.sex == c.FEMALE else NO_WORK
    if person.education >= DIPLOMA and rng.random() < 0.7:
        return rng.choice(_GRADUATES)
    if years < 24 and rng.random() < 0.3:
        return NO_WORK
    if person.sex == c.FEMALE:
        return rng.choice(_TOWN_WOMEN if place.is_town else _RURAL_WOMEN)
    if place.is_coast and rng.random() < 0.35:
        return FISHER if rng.random() < 0.6 else FISHING_LABOURER
    return rng.choice(_TOWN_MEN if place.is_town else _RURAL_MEN)
