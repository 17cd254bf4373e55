"""The poverty map draws what the register says, and its figures are those of the lists."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistance.queries.map_values import MEASURES, map_values
from assistance.services.match import match_everybody
from assistance.shading import CLASSES, shade
from foundation.access.roles import Role
from foundation.installation.environment import PROJECT
from tests.access.cast import REGENCY, officer, signed_in
from tests.citizens.factories import PENGANJURAN, PESANGGARAN, SARONGAN, household
from villages.boundaries import picture, projection, shape_id, shapes
from villages.models import Region

from .factories import POOR, ProgrammeFactory, enrol, state_welfare


def test_the_drawn_boundaries_are_those_of_the_data() -> None:
    assert Path(PROJECT / "static" / "map" / "boundaries.svg").read_text(encoding="utf-8") == picture()


@pytest.mark.django_db
def test_every_village_and_kecamatan_has_its_shape_with_its_point_inside_the_box() -> None:
    regions = Region.objects.filter(level__in=("district", "village"))
    assert set(shapes()) == {region.code for region in regions}
    for region in regions.filter(latitude__isnull=False):
        x, y = projection().place(float(region.longitude or 0), float(region.latitude or 0))
        west, north, east, south = shapes()[region.code].box
        assert west - 60 <= x <= east + 60, region
        assert north - 60 <= y <= south + 60, region


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 400)))
def test_shades_hold_every_value_once_and_grow_darker(values: dict[str, int]) -> None:
    shading = shade(values)
    numbers = [shading.of(value) for value in sorted(values.values())]
    assert numbers == sorted(numbers)
    assert all(1 <= number <= CLASSES for number in numbers)
    assert shading.of(None) == 0


@pytest.mark.django_db
class TestMap:
    """Two villages with a gap, one without."""

    @pytest.fixture(autouse=True)
    def _aid(self) -> None:
        self.programme = ProgrammeFactory(code="pkh", rule=POOR)
        for village, receives in (
            (SARONGAN, False),
            (SARONGAN, False),
            (PESANGGARAN, True),
            (PENGANJURAN, False),
        ):
            family = household(village)[0].family
            family.latitude, family.longitude = "-8.55", "113.95"
            family.save()
            state_welfare(family, 1)
            if receives:
                enrol(self.programme, family)
        match_everybody()

    def test_values_by_village_and_by_kecamatan_add_up(self) -> None:
        gap = MEASURES["belum"]
        villages = map_values(REGENCY, gap, self.programme, by_village=True)
        assert villages == {SARONGAN: 2, PESANGGARAN: 0, PENGANJURAN: 1}
        assert map_values(REGENCY, gap, self.programme, by_village=False) == {"35.10.01": 2, "35.10.16": 1}
        poor = map_values(REGENCY, MEASURES["miskin"], None, by_village=True)
        assert poor == {SARONGAN: 100, PESANGGARAN: 100, PENGANJURAN: 100}

    def test_the_page_shows_map_table_and_houses_down_to_the_village(self) -> None:
        client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
        page = client.get("/bansos/peta/?rinci=desa").content.decode()
        assert f"boundaries.svg#{shape_id(SARONGAN)}" in page
        village = client.get(f"/bansos/peta/?wilayah={SARONGAN}").content.decode()
        assert village.count("sk-map__house") == 2
        assert "Sugeng Prayitno" in village
        assert client.get("/bansos/peta/gambar.svg").content.startswith(b"<svg")
        assert client.get("/bansos/peta/peta.pdf").content.startswith(b"%PDF")

    def test_an_operator_draws_the_own_village_only(self) -> None:
        client = signed_in(officer(Role.OPERATOR, SARONGAN))
        assert PESANGGARAN not in client.get("/bansos/peta/").content.decode()
        assert client.get(f"/bansos/peta/?wilayah={PESANGGARAN}").status_code == 404
