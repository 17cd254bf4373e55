"""The parts of an archive: named pieces in a tar stream, long ones in several members."""

import gzip
import io
import tarfile
import time
from collections.abc import Iterator
from typing import IO

from .sealing import ArchiveError

PIECE = 8 * 1024 * 1024


class PartWriter:
    """Takes the bytes of one part as they come, and puts them into the archive piece by piece."""

    def __init__(self, archive: tarfile.TarFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._waiting = bytearray()
        self._count = 0

    def write(self, data: bytes) -> int:
        """Takes more."""
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._put(PIECE)
        return len(data)

    def close(self) -> None:
        """Puts in what is left; each part has one piece at least."""
        if self._waiting or not self._count:
            self._put(len(self._waiting))

    def _put(self, size: int) -> None:
        piece = gzip.compress(bytes(self._waiting[:size]), compresslevel=1, mtime=0)
        del self._waiting[:size]
        add(self._archive, f"{self._name}/{self._count:06}", piece)
        self._count += 1


class PartReader(io.RawIOBase):
    """Gives the bytes of one part, from the members that follow one another in the archive."""

    def __init__(self, members: "Members", name: str) -> None:
        self._members, self._name = members, name
        self._piece: IO[bytes] = io.BytesIO()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; empty at the part's end."""
        data = self._piece.read(size)
        while not data and self._members.next_is(self._name):
            self._piece = io.BytesIO(gzip.decompress(self._members.take()))
            data = self._piece.read(size)
        return data


class Members:
    """The members of an archive, one after another; `peek` looks at the next one's name."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._next = archive.next()

    @property
    def peek(self) -> str:
        """The name of the next member; ArchiveError when the archive ends before its last part."""
        if self._next is None:
            raise ArchiveError("Arsip tidak utuh: berakhir sebelum bagian terakhirnya.")
        return self._next.name

    def next_is(self, part: str) -> bool:
        """Whether the next member is a piece of the part."""
        return self._next is not None and self._next.name.startswith(part + "/")

    def take(self) -> bytes:
        """The content of the next member, and on to the one after it."""
        member = self._next
        if member is None or (file := self._archive.extractfile(member)) is None:
            raise ArchiveError("Arsip tidak utuh: ada bagian yang hilang.")
        content = file.read()
        if len(content) != member.size:
            raise ArchiveError("Arsip tidak utuh: ada bagian yang terpotong.")
        self._next = self._archive.next()
        return content


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Puts one member into the archive."""
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(content), int(time.time()), 0o600
    archive.addfile(member, io.BytesIO(content))


def names(prefix: str, members: Members) -> Iterator[str]:
    """The next members' names as long as they begin with the prefix."""
    while members.peek.startswith(prefix):
        yield members.peek
