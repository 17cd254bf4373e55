"""Fills an empty installation from an archive of `backup`."""

import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.installation.backup.archive import read_archive
from foundation.installation.backup.sealing import ArchiveError


class Command(BaseCommand):
    help = "Fills an empty database and store from SOURCE (run as the schema's owner)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="file with the private age key")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            done = read_archive(options["source"], options["identity"])
        except (ArchiveError, OSError) as error:
            raise CommandError(f"{error} Tidak ada yang diubah pada data.") from error
        self.stdout.write(
            f"{sum(done.rows.values())} baris dan {done.files} berkas dipulihkan,"
            f" {time.monotonic() - began:.1f} detik."
        )
        call_command("prepare_database", verbosity=options["verbosity"])
        self.stdout.write(
            "Sekarang jalankan erase_again (menghapus lagi yang sudah dihapus), lalu check_invariants."
        )
