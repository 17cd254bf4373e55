"""Which bytes of a file a signature covers, judged on the bytes themselves.

The library compares lengths. A later revision can put a signature object in place of the signed one, with
the same byte range and a longer, padded value, so that the lengths add up to the longer file. Here the hole in
the range must be the signature's own hexadecimal value and nothing else.
"""

import re
from dataclasses import dataclass

_HEX_STRING = re.compile(rb"<[0-9A-Fa-f]*>")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the byte range of one signature leaves out."""

    sound: bool
    """The range starts at the first byte, and its only hole is the signature's value."""
    whole_file: bool
    """Sound, and nothing follows the range."""


def judge_coverage(data: bytes, byte_range: list[int], contents: bytes) -> Coverage:
    """Judge a signature's byte range against the file.

    Args:
        data: the whole file.
        byte_range: the four numbers of the signature's /ByteRange.
        contents: the signature's value as the parser read it, with its padding.
    """
    if len(byte_range) != 4 or any(number < 0 for number in byte_range):
        return Coverage(sound=False, whole_file=False)
    start, before, resume, after = byte_range
    hole = data[before:resume]
    sound = (
        start == 0
        and resume + after <= len(data)
        and _HEX_STRING.fullmatch(hole) is not None
        and hole[1:-1].lower() == contents.hex().encode()
        and _padding_is_empty(contents)
    )
    return Coverage(sound=sound, whole_file=sound and resume + after == len(data))


def _padding_is_empty(contents: bytes) -> bool:
    """Whether only zeros follow the signature's DER value: the one place where bytes could hide unsigned."""
    if len(contents) < 2:
        return False
    first = contents[1]
    if first < 0x80:
        return not any(contents[2 + first :])
    size = first & 0x7F
    length = int.from_bytes(contents[2 : 2 + size], "big")
    return not any(contents[2 + size + length :])
