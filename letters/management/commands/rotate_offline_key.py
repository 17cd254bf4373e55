"""A new key for the QR codes of letters."""

from typing import Any

from django.core.management.base import BaseCommand

from letters.offline_keys import offline_key_rotate


class Command(BaseCommand):
    help = (
        "Makes a new key for the signed text in QR codes; letters signed before are checked with the old one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        name = offline_key_rotate()
        self.stdout.write(f"Kunci QR yang baru: {name}. Kunci lama tetap dipakai untuk memeriksa surat lama.")
