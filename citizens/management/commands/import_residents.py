"""Imports residents from a file, on the server: the same checks and the same undo as on the page."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from citizens.models import ImportBatch, ImportRow
from citizens.services.import_work import import_apply, import_preview
from citizens.services.imports import import_agree, import_open
from foundation.access.reach import working_in
from villages.models import Region


class _InVillage:
    """Transactions that reach one village."""

    def __init__(self, code: str) -> None:
        self.code = code

    def reading(self) -> AbstractContextManager[None]:
        return working_in(self.code)

    def result(self) -> AbstractContextManager[None]:
        return working_in(self.code)


class Command(BaseCommand):
    """`import_residents FILE --village CODE [--preview]`."""

    help = "Mengimpor penduduk satu desa dari Excel atau CSV (templat kami atau buku kerja OpenSID)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the village, and whether only to look."""
        parser.add_argument("file", type=Path, help="berkas .xlsx, .xls, .ods, atau .csv")
        parser.add_argument("--village", required=True, help="kode desa, misalnya 35.10.01.2001")
        parser.add_argument("--preview", action="store_true", help="hanya periksa, jangan terapkan")

    def handle(self, *_args: Any, file: Path, village: str, preview: bool, **_options: Any) -> None:
        """Reads, compares and, unless told otherwise, applies; prints what became of the rows."""
        if not Region.objects.filter(code=village, level=Region.Level.VILLAGE).exists():
            raise CommandError(f"Tidak ada desa dengan kode {village}.")
        if not file.is_file():
            raise CommandError(f"Berkas {file} tidak ditemukan.")
        means = _InVillage(village)
        with means.reading():
            batch = import_open(village, file.read_bytes(), file.name, created_by=None)
        import_preview(batch.pk, means)
        if not preview and self._state(batch, means) == ImportBatch.State.READY:
            with means.reading():
                import_agree(batch.pk)
            import_apply(batch.pk, means)
        self._report(batch, means)

    def _state(self, batch: ImportBatch, means: _InVillage) -> str:
        with means.reading():
            batch.refresh_from_db()
        return batch.state

    def _report(self, batch: ImportBatch, means: _InVillage) -> None:
        state = self._state(batch, means)
        self.stdout.write(f"Impor {batch.pk}: {batch.get_state_display()}")
        for outcome in ImportRow.Outcome:
            self.stdout.write(f"  {outcome.label}: {batch.counts.get(outcome.value, 0)}")
        with means.reading():
            for row in ImportRow.objects.filter(batch=batch, outcome=ImportRow.Outcome.REFUSED).order_by(
                "number"
            ):
                reasons = "; ".join(f"{reason['column']}: {reason['text']}" for reason in row.reasons)
                self.stdout.write(f"  baris {row.number}: {reasons}")
        if batch.notice:
            self.stdout.write(batch.notice)
        if state == ImportBatch.State.FAILED:
            raise CommandError("Berkas tidak dapat diimpor. Tidak ada data yang berubah.")
