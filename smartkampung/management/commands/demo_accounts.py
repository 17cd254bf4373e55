"""Demo accounts for the demo villages, tied to the officials in whose names letters are signed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from citizens.demo.places import DEMO_VILLAGES
from citizens.people import example_nik
from foundation.access.roles import Role
from foundation.accounts.demo import DEMO_PASSWORD, DEMO_SECRET, demo_accounts, ensure_account
from villages.models import Official, Region
from villages.queries import holder_of

REGENCY = "35.10"


class Command(BaseCommand):
    help = "Makes the demo accounts (demo mode only), or lists them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="only list them")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Akun peragaan hanya ada dalam mode peragaan (DEMO=1).")
        if not options["list"]:
            make_accounts()
            self.stdout.write(f"{len(demo_accounts())} akun peragaan siap.")
            return
        self._list()

    def _list(self) -> None:
        self.stdout.write(f"Kata sandi semua akun: {DEMO_PASSWORD}")
        self.stdout.write(f"Kunci kode keamanan (TOTP): {DEMO_SECRET}")
        for account in demo_accounts():
            self.stdout.write(f"  {account.username:<22} {account.role:<38} {account.village}")
        with transaction.atomic():
            number = example_nik()
        if number:
            self.stdout.write(f"Warga: NIK {number}; kodenya ada di {settings.BASE_URL}/demo/kotak-keluar/")


@transaction.atomic
def make_accounts() -> None:
    """Makes what is missing: officers of each demo village and of its sub-district, and the desks of the regency."""
    for code in DEMO_VILLAGES:
        village = Region.objects.get(code=code)
        title = village.official_title
        ensure_account(f"operator.{village.digits}", f"Petugas {title}", Role.OPERATOR, code)
        _official(f"sekdes.{village.digits}", village, Official.Position.SECRETARY, Role.SECRETARY)
        _official(f"kades.{village.digits}", village, Official.Position.HEAD, Role.HEAD)
        _neighbourhood(village)
    for code in sorted({village.rsplit(".", 1)[0] for village in DEMO_VILLAGES}):
        district = Region.objects.get(code=code)
        _official(f"camat.{district.digits}", district, Official.Position.SUBDISTRICT_HEAD, Role.SUBDISTRICT)
    ensure_account("admin.kabupaten", "Admin Kabupaten (peragaan)", Role.DISTRICT_ADMIN, REGENCY)
    ensure_account("dinsos", "Petugas Dinas Sosial (peragaan)", Role.SOCIAL_OFFICER, REGENCY)
    ensure_account("auditor", "Inspektorat (peragaan)", Role.AUDITOR, REGENCY)


def _official(username: str, region: Region, position: str, role: str) -> None:
    official = holder_of(region, position)
    name = official.name if official else f"{Role(role).label} {region.official_title}"
    user = ensure_account(username, name, role, region.code)
    if official is not None and official.user_id is None:
        Official.objects.filter(pk=official.pk).update(user_id=user.pk)


def _neighbourhood(village: Region) -> None:
    hamlet = Region.objects.filter(parent=village, level=Region.Level.HAMLET).order_by("code").first()
    if hamlet is not None:
        ensure_account(
            f"kadus.{village.digits}", f"Kepala Dusun {hamlet.name}", Role.NEIGHBOURHOOD, hamlet.code
        )
