"""What invented people have in hand: identity card, health insurance, school and birth certificate."""

from datetime import date

from citizens import code_lists as c

from .households import Person

NO_DUTY, NOT_RECORDED, RECORDED, PRINTED, RECEIVED = 1, 2, 3, 4, 8
NO_INSURANCE, AID_INSURANCE, PAID_INSURANCE, REGIONAL_INSURANCE = 1, 2, 3, 4
NO_NURSERY, NURSERY, PRIMARY, JUNIOR, SENIOR, BACHELOR, NOT_AT_SCHOOL = 1, 2, 4, 6, 7, 11, 18
PUPIL = 3


class Papers:
    """The last columns of a resident's row; they follow from the number, so they are the same at each seeding."""

    def __init__(self, today: date) -> None:
        self._today = today

    def of(self, person: Person, nik: str) -> str:
        """id_card, insurance, current_education, birth_certificate, chronically_ill, pregnant: as COPY takes them."""
        # The serial and the digits of the birthday, stirred: 0 to 99, without a draw.
        chance = int(nik[6:]) * 7919 % 100
        years = (self._today - person.born).days // 365
        return (
            f"{_id_card(years, person.marital_status, chance)}\t{_insurance(chance)}\t"
            f"{_school(years, person.occupation)}\t{self._birth_certificate(years, person.born, nik, chance)}\t"
            f"{'t' if chance < (2 if years < 45 else 12) else 'f'}\t{_pregnant(person, years, chance)}"
        )

    def _birth_certificate(self, years: int, born: date, nik: str, chance: int) -> str:
        wanted = 96 if years < 18 else 70 if years < 35 else 30
        return f"3510-LT-{born:%d%m%Y}-{nik[-4:]}" if chance < wanted else ""


def _pregnant(person: Person, years: int, chance: int) -> str:
    if person.sex != c.FEMALE:
        return r"\N"
    return "t" if person.marital_status == c.MARRIED and 19 <= years <= 42 and chance >= 93 else "f"


def _id_card(years: int, marital_status: int, chance: int) -> int:
    if years < 17 and marital_status == c.UNMARRIED:
        return NO_DUTY
    if years < 18:
        return NOT_RECORDED if chance < 60 else RECORDED
    return RECEIVED if chance < 94 else PRINTED if chance < 97 else NOT_RECORDED


def _insurance(chance: int) -> int:
    if chance < 18:
        return NO_INSURANCE
    return AID_INSURANCE if chance < 62 else PAID_INSURANCE if chance < 88 else REGIONAL_INSURANCE


def _school(years: int, occupation: int) -> int:
    if years < 4:
        return NO_NURSERY
    if years < 7:
        return NURSERY
    if occupation != PUPIL:
        return NOT_AT_SCHOOL
    return PRIMARY if years < 13 else JUNIOR if years < 16 else SENIOR if years < 19 else BACHELOR
