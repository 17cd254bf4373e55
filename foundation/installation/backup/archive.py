"""Writing and reading a whole archive."""

import gzip
import hashlib
import json
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from foundation.documents import storage

from . import rows
from .parts import Members, PartReader, PartWriter, add, names
from .sealing import ArchiveError, identities_of, opened, recipients_of, sealed

FORMAT = 1
TABLES, FILES = "tables/", "files/"
MANIFEST, SUMMARY = "manifest.json", "summary.json"
NOTE = "last-backup.json"


@dataclass(frozen=True)
class Outcome:
    """What an archive holds: rows by table, the number of files; size in bytes and SHA-256 of a written one."""

    rows: dict[str, int]
    files: int
    size: int = 0
    sha256: str = ""


def write_archive(target: Path, recipients: Sequence[str]) -> Outcome:
    """Makes the archive, whole or not at all, and notes when. Raises ArchiveError.

    Rows are of one moment; files come after them, and as they never change, all that the rows name is there.
    """
    keys = recipients_of(recipients)
    unfinished = target.with_name(target.name + ".part")
    digest = hashlib.sha256()
    try:
        with unfinished.open("wb") as file:
            unfinished.chmod(0o600)
            with (
                sealed(_Hashing(file, digest), keys) as stream,  # type: ignore[arg-type]
                tarfile.open(fileobj=stream, mode="w|") as archive,
            ):
                counts, files = _write(archive)
        size = unfinished.stat().st_size
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    note = {"at": timezone.now().isoformat(), "bytes": size, "sha256": digest.hexdigest()}
    (settings.VAR_DIR / NOTE).write_text(json.dumps(note))
    return Outcome(counts, files, size, digest.hexdigest())


def _write(archive: tarfile.TarFile) -> tuple[dict[str, int], int]:
    with transaction.atomic():
        rows.begin_snapshot()
        manifest = {
            "format": FORMAT,
            "at": timezone.now().isoformat(),
            "migrations": rows.migrations(),
            "sequences": rows.sequences(),
            "tables": rows.tables(),
        }
        add(archive, MANIFEST, json.dumps(manifest).encode())
        counts = {}
        for table in rows.tables():
            part = PartWriter(archive, f"{TABLES}{table}")
            counts[table] = rows.copy_out(table, part)
            part.close()
    files = 0
    for path in storage.all_paths():
        add(archive, f"{FILES}{path}", storage.read_stored(path))
        files += 1
    add(archive, SUMMARY, json.dumps({"rows": counts, "files": files}).encode())
    return counts, files


def read_archive(source: Path, identity: Path) -> Outcome:
    """Fills an empty installation from the archive: all of its rows, or none. Raises ArchiveError."""
    keys = identities_of(identity)
    with source.open("rb") as file, opened(file, keys) as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                outcome = _read(Members(archive))
            _drain(stream)
        except (tarfile.TarError, gzip.BadGzipFile, EOFError, ValueError) as error:
            raise ArchiveError(f"Arsip rusak: {error}") from error
    return outcome


def _read(members: Members) -> Outcome:
    if members.peek != MANIFEST:
        raise ArchiveError("Berkas ini bukan arsip cadangan Smart Kampung.")
    manifest: dict[str, Any] = json.loads(members.take())
    if manifest["format"] > FORMAT:
        raise ArchiveError("Arsip dibuat oleh versi yang lebih baru: perbarui program dahulu.")
    rows.bring_schema_to(manifest["migrations"])
    with transaction.atomic():
        rows.clear(manifest["tables"])
        counts = {
            table: rows.copy_in(table, PartReader(members, f"{TABLES}{table}"))
            for table in manifest["tables"]
        }
        rows.settle(manifest["tables"], manifest["sequences"])
        files = 0
        for name in names(FILES, members):
            stored = storage.save(members.take())
            if stored.path != name.removeprefix(FILES):
                raise ArchiveError("Arsip rusak: isi sebuah berkas tidak sesuai dengan namanya.")
            files += 1
        summary = json.loads(members.take()) if members.peek == SUMMARY else {}
        if summary != {"rows": counts, "files": files}:
            raise ArchiveError("Arsip tidak utuh: banyaknya baris atau berkas tidak sama dengan catatannya.")
    return Outcome(counts, files)


def _drain(stream: IO[bytes]) -> None:
    """To the very end, so that the last block is checked as well."""
    while stream.read(1 << 16):
        pass


class _Hashing:
    """A file that takes the sum of what is written to it."""

    def __init__(self, file: IO[bytes], digest: Any) -> None:
        self._file, self._digest = file, digest

    def write(self, data: bytes) -> int:
        """Writes and counts."""
        self._digest.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Hands on to the file."""
        self._file.flush()
