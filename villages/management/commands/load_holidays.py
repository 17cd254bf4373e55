from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from villages.services.load_holidays import holidays_load


class Command(BaseCommand):
    help = "Loads national holidays and collective leave of this year and the next."

    def handle(self, *args: Any, **options: Any) -> None:
        year = timezone.localdate().year
        count = holidays_load([year, year + 1])
        self.stdout.write(f"{count} hari libur, {year}–{year + 1}")
