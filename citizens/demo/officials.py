"""Invented officials: a head and a secretary for each village office, a camat for each kecamatan."""

from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from citizens import code_lists
from villages.models import Official, Region

from .names import NameBook

# A village head is elected for eight years (UU 3/2024); civil servants serve until they are moved.
TERM_YEARS = 8
LURAH_RANKS = ("Penata (III/c)", "Penata Tingkat I (III/d)")
CAMAT_RANKS = ("Pembina (IV/a)", "Pembina Tingkat I (IV/b)")
DEGREES = ("S.Sos.", "S.STP., M.Si.", "S.H.", "S.AP., M.AP.", "S.E., M.M.", "S.IP.")


def seed_officials(seed: int = 1, *, today: date | None = None) -> int:
    """Gives every office that has nobody an invented head (and each village a secretary); returns how many."""
    reference = today or timezone.localdate().replace(month=1, day=1)
    names = NameBook()
    with transaction.atomic():
        held = set(Official.objects.values_list("region_id", "position"))
        regions = Region.objects.filter(level__in=[Region.Level.DISTRICT, Region.Level.VILLAGE])
        officials = [
            _official(names, seed, region, position, reference)
            for region in regions
            for position in _positions(region)
            if (region.code, position) not in held
        ]
        Official.objects.bulk_create(officials)
    return len(officials)


def _positions(region: Region) -> list[str]:
    if region.level == Region.Level.DISTRICT:
        return [Official.Position.SUBDISTRICT_HEAD.value]
    return [Official.Position.HEAD.value, Official.Position.SECRETARY.value]


def _official(names: NameBook, seed: int, region: Region, position: str, today: date) -> Official:
    rng = Random(f"{seed}:{region.code}:{position}")  # noqa: S311 - invents people, protects nothing
    elected = position == Official.Position.HEAD and not region.is_kelurahan
    serves_state = region.level == Region.Level.DISTRICT or region.is_kelurahan
    sex = code_lists.FEMALE if rng.random() < 0.25 else code_lists.MALE
    born = today - timedelta(days=rng.randrange(38 * 365, 56 * 365))
    name = names.draw(rng, sex, max(born.year, 1972), code_lists.ISLAM)
    started = today - timedelta(days=rng.randrange(300, (TERM_YEARS - 3) * 365))
    official = Official(
        region=region, position=position, name=name, title=_title(region, position), term_start=started
    )
    if elected:
        official.term_end = started.replace(year=started.year + TERM_YEARS, day=min(started.day, 28))
    if serves_state:
        official.name = f"{name}, {rng.choice(DEGREES)}"
        official.rank = rng.choice(CAMAT_RANKS if region.level == Region.Level.DISTRICT else LURAH_RANKS)
        official.nip = _nip(rng, born, sex)
    return official


def _title(region: Region, position: str) -> str:
    if position == Official.Position.SECRETARY:
        return "Sekretaris Kelurahan" if region.is_kelurahan else "Sekretaris Desa"
    return region.head_title


def _nip(rng: Random, born: date, sex: int) -> str:
    """Date of birth, month of appointment, sex, serial; real serials of a month are far below 900."""
    return f"{born:%Y%m%d}{born.year + rng.randrange(23, 30)}{rng.randrange(1, 13):02}{sex}{rng.randrange(900, 1000)}"
