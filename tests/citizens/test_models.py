from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from citizens import code_lists
from tests.citizens.factories import PESANGGARAN, SARONGAN, FamilyFactory, ResidentFactory

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    "wrong",
    [
        {"nik": "351001120387000"},
        {"nik": "351001120387000A"},
        {"name": ""},
        {"birth_date": date(1899, 12, 31)},
        {"area_code": PESANGGARAN},
        {"area_code": SARONGAN + "1"},
        {"sex": 3},
        {"religion": 8},
        {"occupation": 90},
        {"status": 5},
        {"status": 0},
    ],
    ids=str,
)
def test_the_database_refuses_what_can_not_be(wrong: dict[str, Any]) -> None:
    refused(lambda: ResidentFactory(**wrong))


def test_a_nik_is_given_once_but_may_be_missing_often() -> None:
    ResidentFactory(nik="3510011203870003")
    refused(lambda: ResidentFactory(nik="3510011203870003", village_id=PESANGGARAN))
    ResidentFactory(nik=None)
    ResidentFactory(nik=None)


def test_a_family_has_one_living_head() -> None:
    head = ResidentFactory()
    refused(lambda: ResidentFactory(family=head.family))
    head.status = code_lists.DEAD
    head.save()
    ResidentFactory(family=head.family)


def test_a_family_lies_in_its_village() -> None:
    refused(lambda: FamilyFactory(area_code=PESANGGARAN))
    refused(lambda: FamilyFactory(number="123"))


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()
