from typing import Any

from django.core.management.base import BaseCommand

from villages.services.load_regions import regions_load


class Command(BaseCommand):
    help = "Loads or updates regency, kecamatan, desa and kelurahan with their codes."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = regions_load()
        self.stdout.write(
            f"{counts['regency']} kabupaten, {counts['district']} kecamatan, "
            f"{counts['desa']} desa, {counts['kelurahan']} kelurahan"
        )
