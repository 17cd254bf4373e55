"""Writes a village's residents into a file, on the server."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from citizens.imports.exporting import export_file
from citizens.models import ResidentExport
from foundation.access.reach import working_in
from villages.models import Region

logger = logging.getLogger("smartkampung.security")


class Command(BaseCommand):
    """`export_residents FILE --village CODE [--whole]`; the file's ending says xlsx, csv or pdf."""

    help = "Menulis penduduk satu desa ke berkas .xlsx, .csv, atau .pdf."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the village, and whether numbers are written in full."""
        parser.add_argument("file", type=Path, help="berkas tujuan, berakhiran .xlsx, .csv, atau .pdf")
        parser.add_argument("--village", required=True, help="kode desa, misalnya 35.10.01.2001")
        parser.add_argument("--whole", action="store_true", help="NIK dan nomor KK lengkap, tidak disamarkan")

    def handle(self, *_args: Any, file: Path, village: str, whole: bool, **_options: Any) -> None:
        """Writes the file, readable for its owner alone."""
        kind = file.suffix.lower().lstrip(".")
        if kind not in ResidentExport.Format.values:
            raise CommandError("Nama berkas harus berakhiran .xlsx, .csv, atau .pdf.")
        if not Region.objects.filter(code=village, level=Region.Level.VILLAGE).exists():
            raise CommandError(f"Tidak ada desa dengan kode {village}.")
        # Not kept: whoever may read the whole database needs no journal of this one file.
        export = ResidentExport(
            village_id=village,
            area_code=village,
            format=kind,
            whole_numbers=whole,
            reason="perintah pada server",
            expires_at=timezone.now(),
        )
        with working_in(village):
            made = export_file(export)
        content = made if isinstance(made, bytes) else made()
        file.touch(mode=0o600)
        file.write_bytes(content)
        logger.info("residents exported by command village=%s whole=%s", village, whole)
        self.stdout.write(f"{file}: {len(content)} bita")
