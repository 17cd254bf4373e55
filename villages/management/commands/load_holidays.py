from typing import Any

from django.core.management.base import BaseCommand

from villages.services.load_holidays import holidays_load_around_today


class Command(BaseCommand):
    help = "Loads national holidays and collective leave of this year and the next."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{holidays_load_around_today()} hari libur")
