"""Stored files: named by what they hold, never overwritten, checked whenever they are read.

Files lie in the default storage (a folder of the installation, or an S3 store), beneath two levels of folders:
`3f/9a/3f9a…`. The name says nothing about the person. The same content is stored once, so whoever deletes a file
first makes sure that no other row names it.
"""

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

_PATH = re.compile(r"([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")


class StoredFileDamaged(Exception):
    """A stored file is missing, or no longer holds what its name says."""


@dataclass(frozen=True)
class StoredFile:
    """A file in the store."""

    sha256: str
    size: int
    path: str


def save(content: bytes) -> StoredFile:
    """Store content and return where; it is on disk, whole, when this returns. Saving it again does nothing.

    Args:
        content: the bytes; whoever calls has checked them (see uploads.py).
    """
    sha256 = hashlib.sha256(content).hexdigest()
    stored = StoredFile(sha256, len(content), f"{sha256[:2]}/{sha256[2:4]}/{sha256}")
    storage = _storage()
    if exists(stored.path) and _is_whole(storage, stored):
        return stored
    if isinstance(storage, FileSystemStorage):
        _write_durably(Path(storage.path(stored.path)), content)
    else:
        # An object store takes a file whole or not at all; a damaged one is replaced.
        storage.delete(stored.path)
        storage.save(stored.path, ContentFile(content))
    return stored


def read_stored(path: str) -> bytes:
    """Return the content of a stored file.

    Raises:
        StoredFileDamaged: it is missing or changed, or the path is not one that `save` gave.
    """
    match = _PATH.fullmatch(path)
    if match is None:
        raise StoredFileDamaged(path)
    try:
        with _storage().open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise StoredFileDamaged(path) from error
    if hashlib.sha256(content).hexdigest() != match[3]:
        raise StoredFileDamaged(path)
    return content


def exists(path: str) -> bool:
    """Return whether there is a stored file under that path."""
    return _PATH.fullmatch(path) is not None and _storage().exists(path)


def all_paths() -> Iterator[str]:
    """Yield the path of each stored file, in order; files of others in the same place are left out."""
    storage = _storage()
    for first in _folders(storage, ""):
        for second in _folders(storage, first):
            for name in sorted(storage.listdir(f"{first}/{second}")[1]):
                if _PATH.fullmatch(path := f"{first}/{second}/{name}"):
                    yield path


def _folders(storage: Storage, place: str) -> list[str]:
    try:
        return sorted(name for name in storage.listdir(place)[0] if len(name) == 2)
    except FileNotFoundError:
        return []


def delete(path: str) -> None:
    """Delete a stored file, if it is there. The caller knows that no row names it any more."""
    if _PATH.fullmatch(path):
        _storage().delete(path)


def _storage() -> Storage:
    return storages["default"]


def _is_whole(storage: Storage, stored: StoredFile) -> bool:
    with storage.open(stored.path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest() == stored.sha256


def _write_durably(target: Path, content: bytes) -> None:
    """Write beside the target, flush to disk, then rename: a crash leaves the whole file or none."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = target.parent / f".{secrets.token_hex(8)}.part"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        _flush_folder(target.parent)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
