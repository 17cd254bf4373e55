"""Makes one encrypted archive of all rows and stored files."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.installation.backup.archive import write_archive
from foundation.installation.backup.sealing import ArchiveError, new_key


class Command(BaseCommand):
    help = "Writes an encrypted archive of the database and the stored files to TARGET (run as the schema's owner)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "target", nargs="?", type=Path, help="a file, or a folder for a file named by the time"
        )
        parser.add_argument(
            "--new-key", action="store_true", help="print a new pair of keys and do nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            private, public = new_key()
            self.stdout.write(f"# kunci umum, untuk BACKUP_RECIPIENTS: {public}\n{private}")
            return
        if options["target"] is None:
            raise CommandError("Sebut berkas atau folder tujuan cadangan.")
        target: Path = options["target"]
        if target.is_dir():
            target = target / time.strftime("smartkampung-%Y%m%d-%H%M%S.tar.age")
        began = time.monotonic()
        try:
            done = write_archive(target, settings.BACKUP_RECIPIENTS)
        except (ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{target}: {sum(done.rows.values())} baris, {done.files} berkas, {done.size / 1e6:.1f} MB,"
            f" {time.monotonic() - began:.1f} detik\nsha256 {done.sha256}"
        )
