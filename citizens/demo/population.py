"""Writes the invented population: families and residents by COPY, as the owner of the schema.

Nobody in it exists. The serial of every NIK and KK number starts at 9001, which the civil registry's daily serials do
not reach, so no number belongs to a living person. Phone numbers begin with 0890-0: no operator has 0890, and no
subscriber's number begins with 0. E-mail ends in contoh.invalid, which can never exist (RFC 2606).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from random import Random
from zlib import crc32

from django.db import connection, transaction
from django.utils import timezone

from citizens import code_lists
from citizens.models import Family, Resident
from citizens.nik import compose_kk_number, compose_nik
from villages.models import Region

from .bulk import Copying, rebuilt_afterwards
from .households import Person, Surroundings, age_on, families
from .names import NameBook
from .papers import Papers
from .places import COAST, LARGEST_DEMO, TOWN_DISTRICTS, neighbourhoods, targets
from .repetition import RepeatedFamilies

FIRST_SERIAL = 9001
ADULT = 17
EMAIL_SHARE = 0.6
ROWS_PER_COPY = 20_000
STREETS = (
    "Melati",
    "Kenanga",
    "Diponegoro",
    "Ahmad Yani",
    "Merdeka",
    "Mawar",
    "Kartini",
    "Brawijaya",
    "Ijen",
)

_IN_ADDRESS = str.maketrans({" ": ".", ".": "", "'": ""})

SUMMARIES = ("SELECT citizens_collect_name_words()", "SELECT citizens_recount_population()")

_BIRTH_PLACES_ELSEWHERE = ("Jember", "Situbondo", "Malang", "Surabaya")

FAMILY_COLUMNS = (
    "id, number, village_id, area_code, address, head_id, created_at, updated_at, latitude, longitude"
)
RESIDENT_COLUMNS = (
    "id, nik, name, sex, birth_place, birth_date, religion, education, occupation, marital_status, relation, "
    "blood_group, citizenship, disability, family_id, village_id, area_code, address, phone, email, status, "
    "father_name, mother_name, created_at, updated_at, residence, id_card, insurance, current_education, "
    "birth_certificate, chronically_ill, pregnant"
)


@dataclass
class Seeded:
    """What a run wrote; nothing when people were there already."""

    residents: int = 0
    families: int = 0
    villages: dict[str, int] = field(default_factory=dict)


def seed(
    residents: int,
    seed: int = 1,
    *,
    today: date | None = None,
    report: Callable[[str], None] = lambda line: None,
) -> Seeded:
    """Invents `residents` people with their families and neighbourhoods, the same for the same seed and day.

    Does nothing where any resident is recorded: invented people never mix with real ones. One transaction; must run as
    the owner of the schema, for COPY does not work under row-level security. `report` is told the progress.
    """
    if Resident.objects.exists():
        return Seeded()
    # Ages are reckoned from the first of January, so that the same seed gives the same people all year.
    reference = today or timezone.localdate().replace(month=1, day=1)
    with transaction.atomic():
        villages = {v.code: v for v in Region.objects.filter(level=Region.Level.VILLAGE)}
        shares = targets(list(villages.values()), residents)
        tables = Family._meta.db_table, Resident._meta.db_table
        with rebuilt_afterwards(*tables, afterwards=SUMMARIES), Copying(connection.connection) as copying:
            writer = _Writer(seed, reference, copying, repeat=residents > LARGEST_DEMO)
            writer.settle(villages, shares)
            for done, (code, count) in enumerate(shares.items(), 1):
                writer.village(villages[code], villages[code].parent_id or "", count)
                if len(shares) < 10 or done % 20 == 0 or done == len(shares):
                    people = f"{writer.seeded.residents:,}".replace(",", ".")
                    report(f"{people} penduduk, {done}/{len(shares)} desa")
            writer.flush()
            copying.wait()
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE citizens_resident, citizens_family, villages_region, citizens_nameword, citizens_populationcount"
        )
    return writer.seeded


class _Writer:
    """Keeps the rows of both tables until there are enough for a COPY, and the serials that make numbers unique."""

    def __init__(self, seed: int, today: date, copying: Copying, *, repeat: bool) -> None:
        self.seeded = Seeded()
        self._seed = seed
        self._today = today
        self._copying = copying
        self._repeat = repeat
        self._repeated: dict[tuple[str, bool], RepeatedFamilies] = {}
        self._papers = Papers(today)
        self._names = NameBook()
        self._families: list[str] = []
        self._residents: list[str] = []
        self._serials: dict[str, int] = {}
        self._district = ""
        self._settled: dict[str, tuple[Random, list[str]]] = {}
        self._phone = 0
        self._adult_born = today.replace(year=today.year - ADULT)
        moment = datetime.combine(today, clock(8), tzinfo=timezone.get_default_timezone())
        self._moment = moment.isoformat()
        self._milliseconds = int(moment.timestamp() * 1000)

    def settle(self, villages: dict[str, Region], shares: dict[str, int]) -> None:
        """Lays out dusun, RW and RT of every village; before the people, whose COPY has the connection for itself."""
        regions: list[Region] = []
        for code, count in shares.items():
            rng = Random(f"{self._seed}:{code}")  # noqa: S311 - invents people, protects nothing
            below = neighbourhoods(villages[code], count, rng)
            regions.extend(below.regions)
            self._settled[code] = (rng, below.rts)
        Region.objects.bulk_create(regions, ignore_conflicts=True, batch_size=2000)

    def village(self, village: Region, district: str, count: int) -> None:
        """Writes the people of one village that is settled: exactly `count`."""
        rng, rts = self._settled.pop(village.code)
        if district != self._district:
            # Numbers begin with the kecamatan's digits, so serials of another one can't collide.
            self._district, self._serials = district, {}
        place = Surroundings(
            district=district,
            is_town=district in TOWN_DISTRICTS,
            is_coast=village.code in COAST,
            today=self._today,
            names=self._names,
        )
        left = count
        for members in self._families_of(rng, place):
            self._family(rng, village, rts, members[:left])
            left -= min(left, len(members))
            if not left:
                break
        self.seeded.villages[village.code] = count
        if len(self._residents) >= ROWS_PER_COPY:
            self.flush()

    def flush(self) -> None:
        """Sends what is kept to the database; families first, whose heads the database checks at commit."""
        self._copying.send(Family._meta.db_table, FAMILY_COLUMNS, self._families)
        self._copying.send(Resident._meta.db_table, RESIDENT_COLUMNS, self._residents)
        self._families, self._residents = [], []

    def _families_of(self, rng: Random, place: Surroundings) -> Iterator[list[Person]]:
        if not self._repeat:
            return families(rng, place)
        key = (place.district, place.is_coast)
        if key not in self._repeated:
            drawn = Random(f"{self._seed}:{key}")  # noqa: S311 - invents people, protects nothing
            self._repeated[key] = RepeatedFamilies(drawn, place)
        return self._repeated[key].families(rng)

    def _family(self, rng: Random, village: Region, rts: list[str], members: list[Person]) -> None:
        digits = village.code.replace(".", "")[:6]
        rt = rng.choice(rts)
        family_id = self._id(rng)
        ids = [self._id(rng) for _ in members]
        # A KK is issued when the family forms, or anew when it changes.
        oldest = age_on(members[0].born, self._today)
        issued = self._today - timedelta(days=rng.randrange(30, max(60, min(oldest - 19, 15) * 365)))
        number = compose_kk_number(digits, issued, 0)[:-4]
        number += str(self._serial(number + "K"))
        street = (
            f"Jalan {rng.choice(STREETS)} {rng.randrange(1, 180)}"
            if village.is_kelurahan or rng.random() < 0.3
            else ""
        )
        house = _house(village, rt, number)
        row = (family_id, number, village.code, rt, street, ids[0], self._moment, self._moment, *house)
        self._families.append("\t".join(row) + "\n")
        for person_id, person in zip(ids, members, strict=True):
            self._residents.append(self._resident(rng, village, digits, rt, family_id, person_id, person))
        self.seeded.families += 1
        self.seeded.residents += len(members)

    def _resident(
        self,
        rng: Random,
        village: Region,
        digits: str,
        rt: str,
        family_id: str,
        person_id: str,
        person: Person,
    ) -> str:
        born = person.born
        nik = compose_nik(digits, born, person.sex, 0)[:-4]
        nik += str(self._serial(nik))
        phone = email = ""
        if person.status == code_lists.ALIVE and born <= self._adult_born:
            self._phone += 1
            phone = f"08900{self._phone:07}"
            if rng.random() < EMAIL_SHARE:
                email = f"{person.name.lower().translate(_IN_ADDRESS)}{self._phone}@contoh.invalid"
        birth_place = "Banyuwangi" if rng.random() < 0.93 else rng.choice(_BIRTH_PLACES_ELSEWHERE)
        blood = rng.choice((1, 2, 3, 4)) if rng.random() < 0.3 else code_lists.BLOOD_GROUP_UNKNOWN
        return (
            f"{person_id}\t{nik}\t{person.name}\t{person.sex}\t{birth_place}\t{born}\t{person.religion}\t"
            f"{person.education}\t{person.occupation}\t{person.marital_status}\t{person.relation}\t{blood}\t"
            f"{code_lists.INDONESIAN}\t{person.disability}\t{family_id}\t{village.code}\t{rt}\t\t{phone}\t{email}\t"
            f"{person.status}\t{person.father}\t{person.mother}\t{self._moment}\t{self._moment}\t"
            f"{code_lists.PERMANENT}\t{self._papers.of(person, nik)}\n"
        )

    def _serial(self, key: str) -> int:
        serial = self._serials.get(key, FIRST_SERIAL)
        self._serials[key] = serial + 1
        return serial

    def _id(self, rng: Random) -> str:
        """A UUIDv7 whose time goes on with each row, so that neighbours in the table are neighbours in the index."""
        self._milliseconds += 1
        bits = rng.getrandbits(74)
        value = self._milliseconds << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & ((1 << 62) - 1)
        return f"{value:032x}"


def _house(village: Region, rt: str, number: str) -> tuple[str, str]:
    """Where a house stands, near its RT's place in the village: of three in four the place is known."""
    chance = int(number[-6:]) * 7919
    if village.latitude is None or village.longitude is None or chance % 4 == 0:
        return r"\N", r"\N"
    lane = crc32(rt.encode())
    north = (lane % 100 - 50) / 9000 + (chance % 97 - 48) / 40000
    east = (lane // 100 % 100 - 50) / 9000 + (chance // 97 % 97 - 48) / 40000
    return f"{float(village.latitude) + north:.6f}", f"{float(village.longitude) + east:.6f}"
