import json
from datetime import date, time
from pathlib import Path

import pytest

from villages.models import Holiday, OpeningHours, Region, VillageProfile
from villages.services.load_holidays import holidays_load
from villages.services.load_regions import regions_load

pytestmark = pytest.mark.usefixtures("db")
DATA = Path(__file__).resolve().parents[2] / "villages" / "data"


def test_the_regency_is_whole() -> None:
    counts = regions_load()
    assert counts == {"province": 1, "regency": 1, "district": 25, "desa": 189, "kelurahan": 28}
    villages = Region.objects.filter(level=Region.Level.VILLAGE)
    assert villages.count() == 217
    assert not villages.filter(postal_code="").exists()
    assert {village.code.split(".")[3][0]: village.kind for village in villages} == {
        "1": "kelurahan",
        "2": "desa",
    }


def test_loading_again_changes_nothing_that_an_office_has_set() -> None:
    profile = VillageProfile.objects.get(pk="35.10.01.2001")
    profile.address = "Jalan Raya Sarongan 1"
    profile.save()
    OpeningHours.objects.filter(region_id="35.10.01.2001").exclude(weekday=0).delete()
    Region.objects.filter(pk="35.10.01.2001").update(name="Salah")
    before = Region.objects.count()

    regions_load()

    assert Region.objects.count() == before
    assert Region.objects.get(pk="35.10.01.2001").name == "Sarongan"
    assert VillageProfile.objects.get(pk="35.10.01.2001").address == "Jalan Raya Sarongan 1"
    assert OpeningHours.objects.filter(region_id="35.10.01.2001").count() == 1


def test_offices_open_on_working_days_and_close_earlier_on_friday() -> None:
    hours = OpeningHours.objects.filter(region_id="35.10.16.1004").values_list("weekday", "opens", "closes")
    assert list(hours) == [
        *((day, time(8), time(15, 30)) for day in range(4)),
        (4, time(8), time(14, 30)),
    ]


def test_holidays_follow_the_calendar_and_leave_local_ones_alone() -> None:
    Holiday.objects.create(date=date(2026, 12, 18), name="Hari Jadi Banyuwangi", region_id="35.10")
    Holiday.objects.create(date=date(2026, 2, 3), name="Salah")
    count = holidays_load([2026])
    assert holidays_load([2026]) == count
    national = Holiday.objects.filter(region=None, date__year=2026)
    assert national.count() == count
    assert national.get(date=date(2026, 8, 17)).name == "Hari Kemerdekaan Republik Indonesia"
    assert not national.filter(date=date(2026, 2, 3)).exists()
    assert Holiday.objects.filter(region_id="35.10").count() == 1


@pytest.mark.parametrize(
    ("file", "level"), [("villages.geojson", "village"), ("kecamatan.geojson", "district")]
)
def test_every_region_has_its_boundary(file: str, level: str) -> None:
    features = json.loads((DATA / file).read_text(encoding="utf-8"))["features"]
    codes = {feature["properties"]["code"] for feature in features}
    assert codes == set(Region.objects.filter(level=level).values_list("code", flat=True))
    for feature in features:
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert all(113.7 < lng < 114.7 and -8.9 < lat < -7.8 for lng, lat in ring)


def test_boundaries_stay_small_enough_for_a_phone() -> None:
    assert sum(file.stat().st_size for file in DATA.glob("*.geojson")) < 400 * 1024
