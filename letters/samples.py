"""Invented people and answers, with which a kind of letter is shown before anybody asks for it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from citizens import code_lists
from citizens.models import Family, Resident
from letters.wording import COLUMNS
from villages.models import Region

_APPLICANT, _OTHER = UUID(int=1), UUID(int=2)


def sample_people(village: Region) -> dict[str, Resident]:
    """Two residents of the village who do not exist, by id; the first one asks. They are never saved."""
    region = village.digits[:6]
    # A family card and a number that end in zeros are nobody's.
    family = Family(number=f"{region}0101100000", village=village, area_code=village.pk)
    common: dict[str, Any] = {
        "birth_place": "Banyuwangi",
        "religion": code_lists.RELIGION.codes[0],
        "education": code_lists.EDUCATION.codes[4],
        "occupation": code_lists.OCCUPATION.codes[8],
        "marital_status": code_lists.MARITAL_STATUS.codes[1],
        "relation": code_lists.RELATION.codes[0],
        "family": family,
        "village": village,
        "area_code": village.pk,
        "address": "Jalan Melati 5",
    }
    people = (
        Resident(
            pk=_APPLICANT,
            name="Siti Contoh Aminah",
            nik=f"{region}4507880000",
            sex=code_lists.SEX.codes[1],
            birth_date=date(1988, 7, 5),
            **common,
        ),
        Resident(
            pk=_OTHER,
            name="Budi Contoh Santoso",
            nik=f"{region}1203150000",
            sex=code_lists.SEX.codes[0],
            birth_date=date(2015, 3, 12),
            **common,
        ),
    )
    family.head = people[0]
    return {str(person.pk): person for person in people}


def sample_answers(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """An answer to each field, as a request would keep it."""
    return {field["name"]: _answer(field) for field in fields}


def _answer(field: dict[str, Any]) -> Any:
    kind = field["type"]
    if kind == "choice":
        return field["choices"][0]
    if kind == "number":
        return min(max(3, field.get("min", 3)), field.get("max", 3))
    if kind in ("people", "table"):
        return [{name: _cell(name, number) for name in field["columns"]} for number in (1, 2)]
    answers: dict[str, Any] = {
        "date": timezone.localdate().isoformat(),
        "money": 1_500_000,
        "time": "08:30",
        "yesno": True,
        "resident": str(_OTHER),
        "family": [str(_OTHER)],
    }
    return answers.get(kind, f"contoh {field['label'].rstrip('?').lower()}")


def _cell(name: str, number: int) -> Any:
    kind = COLUMNS[name].kind
    if kind == "date":
        return timezone.localdate().isoformat()
    samples: dict[str, Any] = {"money": 1_500_000, "sex": "Perempuan", "nik": f"351001450788000{number}"}
    return samples.get(kind, f"contoh {number}")
