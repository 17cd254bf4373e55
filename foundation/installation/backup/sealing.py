"""Encrypting and decrypting a stream as it passes, with age."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage import x25519


class ArchiveError(Exception):
    """The archive can't be written or read; the message says why and what to do."""


def recipients_of(keys: Sequence[str]) -> list[Any]:
    """The public keys (age1…) to encrypt to. ArchiveError when there is none, or one that is none."""
    if not keys:
        raise ArchiveError(
            "BACKUP_RECIPIENTS kosong. Buat kunci di komputer lain (`age-keygen` atau `bin/manage backup --new-key`),"
            " simpan kunci rahasianya di sana, dan isi variabel ini dengan kunci umumnya (age1…)."
        )
    try:
        return [x25519.Recipient.from_str(key.strip()) for key in keys]
    except pyrage.RecipientError as error:
        raise ArchiveError(f"BACKUP_RECIPIENTS bukan kunci umum age: {error}") from error


def identities_of(path: Path) -> list[Any]:
    """The private keys in a file (AGE-SECRET-KEY-…, one a line). ArchiveError when there is none."""
    try:
        lines = path.read_text().splitlines()
        keys = [line.strip() for line in lines if line.strip().startswith("AGE-SECRET-KEY-")]
        found = [x25519.Identity.from_str(key) for key in keys]
    except (OSError, pyrage.IdentityError) as error:
        raise ArchiveError(f"Kunci rahasia di {path} tidak dapat dibaca: {error}") from error
    if not found:
        raise ArchiveError(f"Tidak ada kunci rahasia age (AGE-SECRET-KEY-…) di {path}.")
    return found


def new_key() -> tuple[str, str]:
    """A new private key and its public half."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@contextmanager
def sealed(target: IO[bytes], recipients: Sequence[Any]) -> Iterator[IO[bytes]]:
    """A stream to write plain bytes to; they arrive in the target encrypted."""
    reader, writer = _pipe()
    worker = _Worker(lambda: pyrage.encrypt_io(reader, target, recipients), closes=reader)
    try:
        with writer:
            yield writer
    finally:
        worker.end()


@contextmanager
def opened(source: IO[bytes], identities: Sequence[Any]) -> Iterator[IO[bytes]]:
    """A stream to read the plain bytes of an encrypted source from. ArchiveError for a wrong key or a changed byte."""
    reader, writer = _pipe()
    worker = _Worker(lambda: pyrage.decrypt_io(source, writer, identities), closes=writer)
    with reader:
        try:
            yield reader
        except Exception:
            # Where the decryption stopped, the reader only stumbles: the first reason is the one to tell.
            if worker.failed:
                worker.end()
            raise
    worker.end()


class _Worker:
    """The other end of a pipe, in a thread of its own."""

    def __init__(self, work: Callable[[], None], *, closes: IO[bytes]) -> None:
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, args=(work, closes), daemon=True)
        self._thread.start()

    @property
    def failed(self) -> bool:
        """Whether it has stopped with an error."""
        return self._error is not None

    def _run(self, work: Callable[[], None], closes: IO[bytes]) -> None:
        try:
            work()
            closes.flush()
        except Exception as error:
            self._error = error
        finally:
            with suppress(OSError):
                closes.close()

    def end(self) -> None:
        """Waits for the end. ArchiveError with the reason when it failed."""
        self._thread.join()
        if self._error is not None:
            raise ArchiveError(
                "Arsip tidak dapat dibuka atau ditulis: kuncinya bukan kunci arsip ini, atau berkasnya rusak"
                f" ({self._error})."
            ) from self._error


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    reader, writer = os.pipe()
    return os.fdopen(reader, "rb"), os.fdopen(writer, "wb")
