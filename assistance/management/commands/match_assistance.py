"""Matches everybody with the programmes in force, as the nightly run does."""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assistance.services.match import match_everybody, match_villages


class Command(BaseCommand):
    help = "Memadankan semua keluarga dengan program yang berlaku."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--village", action="append", default=[], help="kode desa; boleh berulang")
        parser.add_argument("--day", type=date.fromisoformat, help="keadaan tanggal (tttt-bb-hh)")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        villages = options["village"]
        changed = match_villages(villages, options["day"]) if villages else match_everybody(options["day"])
        self.stdout.write(f"{changed} kedudukan berubah, {time.monotonic() - began:.1f} detik")
