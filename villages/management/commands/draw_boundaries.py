"""Writes the boundaries of all regions as one static picture, after their data have changed."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.installation.environment import PROJECT
from villages.boundaries import picture

TARGET = "map/boundaries.svg"


class Command(BaseCommand):
    help = "Menulis static/map/boundaries.svg dari data batas wilayah."

    def handle(self, *args: Any, **options: Any) -> None:
        target = PROJECT / "static" / TARGET
        target.parent.mkdir(exist_ok=True)
        target.write_text(picture(), encoding="utf-8")
        self.stdout.write(f"{target}: {target.stat().st_size} byte")
