"""The population in figures for everybody: right, and nobody can be told from them."""

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from citizens import code_lists
from citizens.open_statistics import FEWEST, joined, joined_ages
from citizens.statistics import Line
from tests.acting import ActingClient
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=12)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def lines(counts: list[int]) -> list[Line]:
    return [
        Line(f"{number * 5}–{number * 5 + 4}", count, 0, str(number)) for number, count in enumerate(counts)
    ]


@given(COUNTS)
def test_no_group_is_smaller_than_five_and_none_can_be_worked_out_from_the_sum(counts: list[int]) -> None:
    told = joined(lines(counts))
    assert all(line.people >= FEWEST for line in told)
    left_out = sum(counts) - sum(line.people for line in told)
    assert left_out == 0 or (not told and left_out < FEWEST)


@given(COUNTS)
def test_ages_are_joined_with_their_neighbours_only(counts: list[int]) -> None:
    told = joined_ages(lines(counts))
    assert all(line.people >= FEWEST for line in told)
    assert sum(line.people for line in told) in (sum(counts), 0)
    if told:
        assert sum(line.people for line in told) == sum(counts)
        starts = [int(line.label.split("–")[0]) for line in told]
        assert starts == sorted(starts)


@pytest.mark.django_db
def test_anybody_sees_a_village_in_figures_and_small_groups_joined() -> None:
    ResidentFactory.create_batch(7, village_id=SARONGAN, religion=1)
    ResidentFactory(village_id=SARONGAN, religion=code_lists.RELIGION.codes[3], name="Satu Satunya")
    page = ActingClient().get(f"/penduduk-dalam-angka/{SARONGAN}/")
    text = page.content.decode()
    assert "<strong>8</strong>" in text
    assert code_lists.RELIGION.label(code_lists.RELIGION.codes[3]) not in text
    assert "Satu Satunya" not in text
    regency = ActingClient().get("/penduduk-dalam-angka/").content.decode()
    assert "/penduduk-dalam-angka/35.10.01/" in regency or "Kecamatan" not in regency


@pytest.mark.django_db
def test_a_village_of_four_tells_nothing_and_an_unknown_place_is_none() -> None:
    ResidentFactory.create_batch(4, village_id=PESANGGARAN)
    page = ActingClient().get(f"/penduduk-dalam-angka/{PESANGGARAN}/").content.decode()
    assert "terlalu sedikit" in page
    assert ActingClient().get("/penduduk-dalam-angka/99.99/").status_code == 404
    assert ActingClient().get(f"/penduduk-dalam-angka/{SARONGAN}.01/").status_code == 404
