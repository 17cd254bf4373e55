"""What a letter is made from: a snapshot that is frozen when the letter is signed, and the only input of rendering."""

from typing import Any, NotRequired, TypedDict


class SnapshotType(TypedDict):
    """The letter's type, in the version that it was made with."""

    code: str
    name: str
    version: int
    classification: str
    title: str


class SnapshotLetterhead(TypedDict):
    """The lines of the letterhead; `arms` is the path of stored arms, or empty for the neutral mark. `margins` are
    top, right and left in millimetres, where the village set its own."""

    regency: str
    district: str
    office: str
    address: str
    contact: str
    arms: str
    lines: NotRequired[list[str]]
    margins: NotRequired[list[int]]


class SnapshotSignatory(TypedDict):
    """Who signs: the lines above the signature, the name, and what stands beneath it. `number` and `date` are the
    countersigning office's own."""

    heading: list[str]
    name: str
    nip: str
    rank: str
    number: NotRequired[str]
    date: NotRequired[str]


class SnapshotEnglish(TypedDict):
    """The page in English: the same letter with the same number, signed once for both."""

    title: str
    body: str
    values: dict[str, Any]
    date: str
    heading: list[str]


class SnapshotVerification(TypedDict):
    """The address behind the QR code, and the short code that can be typed instead."""

    url: str
    code: str


class Snapshot(TypedDict):
    """A letter's data as printed; plain JSON. Without `verification` the letter is a preview."""

    type: SnapshotType
    body: str
    paper: str
    values: dict[str, Any]
    letterhead: SnapshotLetterhead
    number: str
    place: str
    date: str
    signatory: SnapshotSignatory
    countersignatory: SnapshotSignatory | None
    verification: SnapshotVerification | None
    language: str
    valid_until: str | None
    across: NotRequired[bool]
    layout: NotRequired[str]
    acknowledges: NotRequired[bool]
    english: NotRequired[SnapshotEnglish]
