"""Messages between this product and its helper processes: a JSON header and raw parts over a pipe.

A frame is four bytes with the header's length, the header (JSON), then the parts, whose lengths the header names
under "parts". Nothing is ever unpickled: a helper process handles what strangers wrote, so its answers are data.
"""

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">I")
MAX_HEADER_BYTES = 1024 * 1024
MAX_PART_BYTES = 64 * 1024 * 1024


class BrokenFrame(Exception):
    """The other side ended, or sent something that is not a frame."""


def pack_frame(header: dict[str, Any], parts: Sequence[bytes] = ()) -> bytes:
    """Return the bytes of one message."""
    text = json.dumps({**header, "parts": [len(part) for part in parts]}).encode()
    return b"".join([_LENGTH.pack(len(text)), text, *parts])


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message from a file.

    Raises:
        BrokenFrame: the stream ended, or what came is no frame.
    """
    return read_frame_with(lambda size: _read_exactly(stream, size))


def read_frame_with(read: Callable[[int], bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message through a function that returns exactly as many bytes as it is asked for.

    Raises:
        BrokenFrame: what came is no frame.
    """
    (length,) = _LENGTH.unpack(read(_LENGTH.size))
    if length > MAX_HEADER_BYTES:
        raise BrokenFrame("header too long")
    try:
        header = json.loads(read(length))
        sizes = [int(size) for size in header["parts"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenFrame("header unreadable") from error
    if any(not 0 <= size <= MAX_PART_BYTES for size in sizes):
        raise BrokenFrame("part too long")
    return header, [read(size) for size in sizes]


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    chunks: list[bytes] = []
    while size:
        chunk = stream.read(size)
        if not chunk:
            raise BrokenFrame("stream ended")
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
