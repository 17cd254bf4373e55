"""Loads the programmes of aid that an installation begins with."""

from typing import Any

from django.core.management.base import BaseCommand

from assistance.services.programmes import load_programmes


class Command(BaseCommand):
    help = "Memuat program bantuan awal; yang sudah ada tidak diubah."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_programmes()
        self.stdout.write(
            f"{loaded.programmes} program, {loaded.terms} ketentuan, {loaded.exclusions} larangan rangkap"
        )
