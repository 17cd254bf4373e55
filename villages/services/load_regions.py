"""Loads the regions that the product ships, and gives each village office its first settings."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import time
from pathlib import Path

from django.db import transaction

from villages.models import OpeningHours, Region, VillageProfile

REGIONS_FILE = Path(__file__).resolve().parents[1] / "data" / "regions.csv"
MONDAY_TO_THURSDAY, FRIDAY = range(4), 4
OPENS, CLOSES, CLOSES_ON_FRIDAY = time(8, 0), time(15, 30), time(14, 30)


def regions_load() -> dict[str, int]:
    """Creates or updates every region of `regions.csv`; profile and opening hours where a village has none.

    What an office has set itself stays. One transaction; idempotent. Returns how many rows of each level
    (of each kind for villages) the file has.
    """
    regions = list(_read())
    with transaction.atomic():
        Region.objects.bulk_create(
            regions,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[
                "name",
                "level",
                "kind",
                "parent",
                "postal_code",
                "latitude",
                "longitude",
                "area_km2",
            ],
        )
        names = {region.code: region.name for region in regions}
        villages = [region for region in regions if region.level == Region.Level.VILLAGE]
        _add_profiles(villages, names)
        _add_opening_hours(villages)
    return dict(Counter(region.kind or region.level for region in regions))


def _read() -> Iterator[Region]:
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Region(
                code=row["code"],
                name=row["name"],
                level=row["level"],
                kind=row["kind"],
                parent_id=row["parent"] or None,
                postal_code=row["postal_code"],
                latitude=row["latitude"] or None,
                longitude=row["longitude"] or None,
                area_km2=row["area_km2"] or None,
            )


def _add_profiles(villages: list[Region], names: dict[str, str]) -> None:
    profiles = []
    for village in villages:
        district, regency = names[village.code[:8]], names[village.code[:5]]
        place = f"{village.official_title}, Kecamatan {district}, {regency} {village.postal_code}"
        profiles.append(VillageProfile(region=village, address=place.rstrip()))
    VillageProfile.objects.bulk_create(profiles, ignore_conflicts=True)


def _add_opening_hours(villages: list[Region]) -> None:
    with_hours = set(OpeningHours.objects.values_list("region_id", flat=True))
    OpeningHours.objects.bulk_create(
        OpeningHours(region=village, weekday=weekday, opens=OPENS, closes=closes)
        for village in villages
        if village.code not in with_hours
        for weekday, closes in [*((day, CLOSES) for day in MONDAY_TO_THURSDAY), (FRIDAY, CLOSES_ON_FRIDAY)]
    )
