"""Residents and families for tests; regions are the real ones, loaded for every test."""

from datetime import date
from typing import Any

import factory

from citizens import code_lists
from citizens.models import Family, Resident
from citizens.nik import compose_kk_number, compose_nik

SARONGAN, PESANGGARAN = "35.10.01.2001", "35.10.01.2002"
PENGANJURAN = "35.10.16.1004"
"""A kelurahan of another kecamatan."""


def digits_of_district(village_id: str) -> str:
    return village_id.replace(".", "")[:6]


class FamilyFactory(factory.django.DjangoModelFactory[Family]):
    """A family without members in Sarongan; `FamilyFactory(village_id=…)` for elsewhere."""

    class Meta:
        model = Family

    village_id = SARONGAN
    area_code = factory.SelfAttribute("village_id")
    address = "Jalan Melati 5"
    number = factory.LazyAttributeSequence(
        lambda family, n: compose_kk_number(
            digits_of_district(family.village_id), date(2012, 5, 1 + n % 28), 1 + n
        )
    )


class ResidentFactory(factory.django.DjangoModelFactory[Resident]):
    """A grown man who heads his family; traits make other people of him.

    `ResidentFactory(woman=True)`, `ResidentFactory(child=True, family=…)`, `ResidentFactory(dead=True)`.
    """

    class Meta:
        model = Resident

    class Params:
        woman = factory.Trait(sex=code_lists.FEMALE, name="Sulastri")
        wife = factory.Trait(sex=code_lists.FEMALE, name="Sulastri", relation=code_lists.WIFE)
        child = factory.Trait(
            relation=code_lists.CHILD,
            birth_date=date(2015, 6, 9),
            marital_status=code_lists.UNMARRIED,
            name="Dimas Prayoga",
            phone="",
            email="",
        )
        dead = factory.Trait(status=code_lists.DEAD)

    family = factory.SubFactory(
        FamilyFactory,
        village_id=factory.SelfAttribute("..village_id"),
        area_code=factory.SelfAttribute("..area_code"),
    )
    village_id = SARONGAN
    area_code = factory.SelfAttribute("village_id")
    name = "Sugeng Prayitno"
    sex = code_lists.MALE
    birth_place = "Banyuwangi"
    birth_date = date(1987, 3, 12)
    religion = code_lists.ISLAM
    education = 5
    occupation = 9
    marital_status = code_lists.MARRIED
    relation = code_lists.HEAD_OF_FAMILY
    phone = factory.Sequence(lambda n: f"08900{n:07}")
    email = factory.Sequence(lambda n: f"warga{n}@contoh.invalid")
    nik = factory.LazyAttributeSequence(
        lambda person, n: compose_nik(
            digits_of_district(person.village_id), person.birth_date, person.sex, 1 + n % 9999
        )
    )


def household(village_id: str = SARONGAN, **head: Any) -> list[Resident]:
    """A couple with one child, the head first; named arguments go to the head."""
    father = ResidentFactory(village_id=village_id, **head)
    together: dict[str, Any] = {
        "village_id": village_id,
        "family": father.family,
        "area_code": father.area_code,
    }
    mother = ResidentFactory(wife=True, birth_date=date(1990, 7, 1), **together)
    child = ResidentFactory(child=True, **together)
    father.family.head = father
    father.family.save()
    return [father, mother, child]
