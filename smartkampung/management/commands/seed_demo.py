from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from assistance.demo.aid import seed_aid
from assistance.services.programmes import load_programmes
from citizens.demo.officials import seed_officials
from citizens.demo.places import DEMO_VILLAGES
from citizens.demo.population import seed
from letters.demo.requests import seed_requests
from smartkampung.management.commands.demo_accounts import make_accounts
from smartkampung.settings.environment import env
from villages.services.load_holidays import holidays_load_around_today
from villages.services.load_regions import regions_load


class Command(BaseCommand):
    help = "Fills an empty installation with invented officials and residents (run as the schema's owner)."

    def add_arguments(self, parser: CommandParser) -> None:
        residents, letters = env.int("DEMO_RESIDENTS", default=6000), env.int("DEMO_LETTERS", default=120)
        parser.add_argument(
            "--residents", type=int, default=residents, help=f"how many invented residents ({residents})"
        )
        parser.add_argument(
            "--letters", type=int, default=letters, help=f"how many invented requests ({letters})"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people")

    def handle(self, *args: Any, **options: Any) -> None:
        regions_load()
        holidays_load_around_today()
        self.stdout.write(f"Pejabat: {seed_officials(options['seed'])} ditambahkan")
        self._people(options["residents"], options["seed"])
        load_programmes()
        aid = seed_aid()
        self.stdout.write(
            f"Bantuan sosial: {aid.welfare} data kesejahteraan, {aid.enrolments} kepesertaan,"
            f" {aid.disbursements} penyaluran ditambahkan"
        )
        if settings.DEMO:
            make_accounts()
            made = seed_requests(list(DEMO_VILLAGES), options["letters"], options["seed"])
            self.stdout.write(f"Permohonan surat: {made} ditambahkan")

    def _people(self, residents: int, seed_number: int) -> None:
        started = perf_counter()
        seeded = seed(residents, seed_number, report=self.stdout.write)
        if not seeded.residents:
            self.stdout.write("Penduduk: sudah ada, tidak ada yang ditambahkan")
            return
        seconds = perf_counter() - started
        self.stdout.write(
            f"Penduduk: {seeded.residents} orang, {seeded.families} keluarga, {len(seeded.villages)} desa, "
            f"{seconds:.1f} detik ({seeded.residents / seconds:.0f} orang/detik)"
        )
