"""Where somebody comes to live: a family that is there, or a new one of which they are the head."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import Family, Resident
from foundation.access.reach import elevated
from foundation.access.roles import Actor
from villages.models import Region

from .households import household_lock
from .recording import CLERKS, Recording


@dataclass(frozen=True)
class Home:
    """A family by its id; without one, what a new family is told with: RT (or coarser), address, KK number."""

    family_id: UUID | None = None
    area_code: str = ""
    address: str = ""
    number: str = ""


def family_found(entry: Recording, home: Home, actor: Actor) -> Family:
    """Writes a new, headless family of the clerk's village. EventRefused where the KK number is taken."""
    check_area(home.area_code, actor)
    check_family_number(home.number)
    family = Family(
        number=home.number or None,
        village_id=home.area_code[:13],
        area_code=home.area_code,
        address=home.address,
    )
    entry.add(family)
    return family


def check_area(area_code: str, actor: Actor) -> None:
    """EventRefused for a place that is no neighbourhood of the clerk's village."""
    known = Region.objects.filter(code=area_code).exists()
    if not known or not actor.reaches(area_code, *CLERKS):
        raise EventRefused(_("Pilih dusun, RW, atau RT di desa ini."), "area_code")


def check_relation(relation: int, home: Home, actor: Actor) -> None:
    """A new family begins with its head; a family that is there has one, and takes nobody in once it is closed."""
    heads = relation == code_lists.HEAD_OF_FAMILY
    if home.family_id is None:
        if not heads:
            raise EventRefused(_("Orang pertama dalam keluarga baru adalah kepala keluarganya."), "relation")
        return
    household = household_lock(home.family_id, actor)
    if household.family.closed_on is not None:
        raise EventRefused(_("Keluarga ini sudah tutup. Buat keluarga baru."))
    if heads and any(m.relation == code_lists.HEAD_OF_FAMILY for m in household.members):
        raise EventRefused(
            _("Keluarga ini sudah mempunyai kepala keluarga. Catat Ganti kepala keluarga sesudah ini."),
            "relation",
        )


def check_nik(nik: str | None, *, but: Resident | None = None) -> None:
    """EventRefused for a NIK that somebody bears already, in whatever village: one person, one NIK, one record."""
    if not nik:
        return
    with elevated():
        bearer = Resident.objects.filter(nik=nik).first()
    if bearer is None or bearer == but:
        return
    raise EventRefused(
        _(
            "NIK ini sudah tercatat. Cari dahulu orangnya; bila tercatat di desa lain, "
            "minta desa itu mencatat pindah keluar."
        ),
        "nik",
    )


def check_family_number(number: str | None, *, but: Family | None = None) -> None:
    """EventRefused for a KK number that another family bears."""
    if not number:
        return
    with elevated():
        bearer = Family.objects.filter(number=number).first()
    if bearer is not None and bearer != but:
        raise EventRefused(_("Nomor KK ini sudah dipakai keluarga lain."), "number")
