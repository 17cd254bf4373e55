"""Rings for work that nobody took."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.jobs.sweeper import sweep


class Command(BaseCommand):
    help = "Rings for each job that is due and was not taken."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sweep()} pekerjaan dipanggil kembali.")
