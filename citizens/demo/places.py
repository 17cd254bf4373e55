"""Where the invented people live: how many in which village, and the dusun, RW and RT below it."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

from villages.models import Region

from .names import names_in

_DISTRICT_FILE = Path(__file__).parent / "data" / "district_population.csv"

# Two villages of one kecamatan, a kelurahan in the town and a fishing village: each kind of office, and neighbours
# who must not see each other's people.
DEMO_VILLAGES = {"35.10.01.2001": 0.3, "35.10.01.2002": 0.27, "35.10.16.1004": 0.22, "35.10.05.2002": 0.21}
LARGEST_DEMO = 32_000
"""Up to so many people live in the demo villages alone; more are spread over the whole regency."""

TOWN_DISTRICTS = frozenset({"35.10.16"})
COAST = frozenset({"35.10.05.2002", "35.10.05.2003", "35.10.05.2001", "35.10.01.2004", "35.10.18.2003"})
FAMILIES_PER_RT, RT_PER_RW = 40, 4

_HAMLETS = names_in(
    "Sumbersari Rejosari Sidomulyo Karanganyar Tegalsari Purwosari Kaliwungu Kedungsari Wonorejo Mulyoasri Sukodono "
    "Tambakrejo Ringinsari Sumberayu Pancursari Silirsari Kalijaya Sumberwadung Tanjungsari Watukebo Curahpecak "
    "Sukorejo Krajan~Baru Bulurejo Sumberjambe Ringinagung Jatirejo Cemoro Simbar Palurejo"
)
_TOWN_HAMLETS = names_in("Melati Mawar Kenanga Cempaka Dahlia Flamboyan Anggrek Teratai Seruni Wijaya~Kusuma")


@dataclass(frozen=True)
class Neighbourhoods:
    """The regions below a village, parents first, and the codes of its RTs with the hamlet of each."""

    regions: list[Region]
    rts: list[str]


def targets(villages: list[Region], residents: int) -> dict[str, int]:
    """How many people each village gets, adding up to exactly `residents`; villages in order of code.

    Small populations live in the demo villages; large ones everywhere, in proportion to the kecamatan's estimate.
    """
    if residents <= LARGEST_DEMO:
        weights = dict(DEMO_VILLAGES)
    else:
        estimates = _district_estimates()
        per_district: dict[str, int] = {}
        for village in villages:
            per_district[village.code[:8]] = per_district.get(village.code[:8], 0) + 1
        weights = {
            v.code: estimates[v.code[:8]] / per_district[v.code[:8]] * _unevenness(v.code) for v in villages
        }
    total = sum(weights.values())
    shares = {code: int(residents * weights[code] / total) for code in sorted(weights)}
    largest = max(shares, key=lambda code: shares[code])
    shares[largest] += residents - sum(shares.values())
    return {code: count for code, count in shares.items() if count}


def neighbourhoods(village: Region, people: int, rng: Random) -> Neighbourhoods:
    """Dusun (lingkungan in a kelurahan), RW numbered through the village, and RT numbered within their RW."""
    rt_count = max(8, round(people / 3 / FAMILIES_PER_RT))
    rw_count = max(3, round(rt_count / RT_PER_RW))
    hamlet_count = max(2, min(6, round(rw_count / 3)))
    names = _hamlet_names(village, hamlet_count, rng)
    regions, rts = [], []
    for position, name in enumerate(names):
        hamlet = f"{village.code}.{position + 1:02}"
        regions.append(Region(code=hamlet, name=name, level=Region.Level.HAMLET, parent_id=village.code))
        for rw_number in range(position + 1, rw_count + 1, hamlet_count):
            rw = f"{hamlet}.{rw_number:03}"
            regions.append(
                Region(code=rw, name=f"RW {rw_number:03}", level=Region.Level.RW, parent_id=hamlet)
            )
            for rt_number in range(1, rt_count // rw_count + 1 + (rw_number <= rt_count % rw_count)):
                rt = f"{rw}.{rt_number:03}"
                regions.append(
                    Region(code=rt, name=f"RT {rt_number:03}", level=Region.Level.RT, parent_id=rw)
                )
                rts.append(rt)
    return Neighbourhoods(regions, rts)


def _hamlet_names(village: Region, count: int, rng: Random) -> list[str]:
    pool = _TOWN_HAMLETS if village.is_kelurahan else _HAMLETS
    others = rng.sample(pool, count)
    return others if village.is_kelurahan else ["Krajan", *others[: count - 1]]


def _district_estimates() -> dict[str, int]:
    with _DISTRICT_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: int(row["estimate"]) for row in csv.DictReader(file)}


def _unevenness(code: str) -> float:
    # No figure per village is at hand; villages of one kecamatan are simply not all alike.
    return 0.7 + Random(code).random() * 0.6  # noqa: S311 - weighs invented people
