"""Dusun, RW and RT are rows with names, found however they are written."""

import pytest

from villages.models import Region
from villages.services.neighbourhoods import (
    neighbourhood_find_or_add,
    neighbourhood_name,
    neighbourhood_rename,
)

pytestmark = pytest.mark.usefixtures("db")
SARONGAN = "35.10.01.2001"


@pytest.mark.parametrize(
    ("level", "written", "kept"),
    [
        ("hamlet", "KRAJAN", "Krajan"),
        ("hamlet", "dusun  krajan baru", "Krajan Baru"),
        ("hamlet", "Lingkungan McD", "McD"),
        ("hamlet", "-", ""),
        ("rw", "3", "RW 003"),
        ("rt", "RT.02", "RT 002"),
        ("rt", "002", "RT 002"),
        ("rt", "2a", "RT 2A"),
        ("rt", "000", ""),
    ],
)
def test_names_are_kept_in_one_way(level: str, written: str, kept: str) -> None:
    assert neighbourhood_name(level, written) == kept


def test_a_neighbourhood_is_added_once_however_it_is_written() -> None:
    first = neighbourhood_find_or_add(SARONGAN, hamlet="KRAJAN", rw="1", rt="002")
    again = neighbourhood_find_or_add(SARONGAN, hamlet="Dusun Krajan", rw="RW 001", rt="2")
    assert first == again == f"{SARONGAN}.01.001.002"
    names = dict(Region.objects.filter(code__startswith=f"{SARONGAN}.").values_list("code", "name"))
    assert names == {
        f"{SARONGAN}.01": "Krajan",
        f"{SARONGAN}.01.001": "RW 001",
        f"{SARONGAN}.01.001.002": "RT 002",
    }


def test_what_is_not_told_is_left_out() -> None:
    assert neighbourhood_find_or_add(SARONGAN) == SARONGAN
    assert neighbourhood_find_or_add(SARONGAN, hamlet="-", rw="3", rt="1") == f"{SARONGAN}.003.001"
    assert neighbourhood_find_or_add(SARONGAN, hamlet="Krajan") == f"{SARONGAN}.01"
    assert neighbourhood_find_or_add(SARONGAN, hamlet="Sumbersari") == f"{SARONGAN}.02"


def test_another_name_keeps_the_code() -> None:
    code = neighbourhood_find_or_add(SARONGAN, hamlet="Krajn")
    assert neighbourhood_rename(code, "Krajan").name == "Krajan"
    assert neighbourhood_find_or_add(SARONGAN, hamlet="krajan") == code
