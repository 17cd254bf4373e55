"""Plants NIKs that belong to nobody, so that whoever goes through numbers is noticed."""

from random import SystemRandom
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assistance.models import Lure
from assistance.services.public_check import digest_of
from citizens.models import Resident


class Command(BaseCommand):
    help = "Membuat NIK umpan; tuliskan di tempat yang hanya dibaca orang yang mengumpulkan NIK."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=10)
        parser.add_argument("--note", default="", help="di mana umpan ini diletakkan")

    def handle(self, *args: Any, **options: Any) -> None:
        chance = SystemRandom()
        for _number in range(options["count"]):
            nik = f"3510{chance.randint(1, 25):02}{chance.randint(1, 28):02}{chance.randint(1, 12):02}"
            nik += f"{chance.randint(50, 99):02}{chance.randint(8000, 8999)}"
            if not Resident.objects.filter(nik=nik).exists():
                Lure.objects.get_or_create(digest=digest_of(nik), defaults={"note": options["note"][:80]})
                self.stdout.write(nik)
