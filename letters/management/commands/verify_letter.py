"""Says of a PDF whether it is a letter of this installation, whole and in force."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from citizens.formatting import long_date
from letters.signing.verification import MAX_BYTES
from letters.verification import FileVerdict, Status, Verification, verify_file

VERDICTS = {
    Status.VALID: "ASLI DAN BERLAKU",
    Status.REVOKED: "ASLI, TETAPI SUDAH DICABUT",
    Status.REPLACED: "ASLI, TETAPI SUDAH DIGANTI DENGAN SURAT LAIN",
    Status.EXPIRED: "ASLI, TETAPI MASA BERLAKUNYA SUDAH HABIS",
    Status.UNKNOWN: "TIDAK DIKENAL",
}
CHANGED = "BERUBAH: isi berkas tidak sama dengan surat yang diterbitkan"
NOT_OURS = "BUKAN TERBITAN KAMI"


class Command(BaseCommand):
    help = "Judges a PDF; the exit code is 0 only when it is whole and the letter is in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify_file(self._content(options["file"]))
        if found.verdict == FileVerdict.WHOLE:
            self.stdout.write(VERDICTS[found.letter.status])
            self._describe(found.letter)
            if found.letter.status == Status.VALID:
                return
        else:
            self.stdout.write(CHANGED if found.verdict == FileVerdict.CHANGED else NOT_OURS)
        raise CommandError("Berkas ini tidak boleh dipakai sebagai surat yang berlaku.")

    def _content(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                # One byte more than any letter of ours has is enough to know.
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{path} tidak dapat dibaca: {error.strerror}.") from error

    def _describe(self, letter: Verification) -> None:
        lines = {
            "Jenis": letter.kind,
            "Nomor": letter.number,
            "Tanggal": long_date(letter.date) if letter.date else "",
            "Berlaku sampai": long_date(letter.valid_until) if letter.valid_until else "",
            "Penerbit": letter.village,
            "Penanda tangan": letter.signatory,
            "Disahkan oleh": letter.countersignatory,
            "Pemegang": letter.holder,
            "Dicabut pada": long_date(letter.revoked_on) if letter.revoked_on else "",
        }
        for label, value in lines.items():
            if value:
                self.stdout.write(f"  {label}: {value}")
