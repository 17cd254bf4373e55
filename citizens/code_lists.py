"""The official code lists (kode isian) of the population register, as the civil registry numbers them.

Rows store the code; letters and pages show the label. `citizens/data/code_lists.json` holds, for each code,
the official name (upper case, as on the KK) and the label.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "code_lists.json"

MALE, FEMALE = 1, 2
UNMARRIED, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4
HEAD_OF_FAMILY, HUSBAND, WIFE, CHILD, CHILD_IN_LAW, GRANDCHILD, PARENT, PARENT_IN_LAW = 1, 2, 3, 4, 5, 6, 7, 8
OTHER_RELATIVE = 9
ISLAM, PROTESTANT, CATHOLIC, HINDU, BUDDHIST = 1, 2, 3, 4, 5
INDONESIAN = 1
BLOOD_GROUP_UNKNOWN = 13
NO_DISABILITY = 7
ALIVE, DEAD, MOVED, MISSING, AWAY, INVALID = 1, 2, 3, 4, 6, 9
PERMANENT, TEMPORARY = 1, 2


def _plain(text: str) -> str:
    # A sign at the end tells one blood group from another; elsewhere strokes and spaces are written in many ways.
    sign = text[-1:] if text.endswith(("+", "-")) else ""
    return "".join(character for character in text.casefold() if character.isalnum()) + sign


@dataclass(frozen=True)
class CodeList:
    """One list: its codes in official order with names and labels."""

    codes: tuple[int, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    _by_code: dict[int, str] = field(repr=False)
    _by_text: dict[str, int] = field(repr=False)

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Pairs for a Django field."""
        return list(zip(self.codes, self.labels, strict=True))

    def label(self, code: int) -> str:
        """The label of a code; KeyError for a code that the list does not have."""
        return self._by_code[code]

    def find(self, text: str) -> int | None:
        """The code that a typed or imported text means, or None.

        Takes a code itself, a name or a label, in any spelling of case, spaces and strokes.
        """
        text = text.strip()
        if text.isascii() and text.isdigit():
            return int(text) if int(text) in self._by_code else None
        return self._by_text.get(_plain(text))


def _read() -> dict[str, CodeList]:
    lists = {}
    for key, rows in json.loads(_FILE.read_text(encoding="utf-8")).items():
        by_text = {_plain(row["name"]): row["code"] for row in rows}
        by_text |= {_plain(row["label"]): row["code"] for row in rows}
        lists[key] = CodeList(
            codes=tuple(row["code"] for row in rows),
            names=tuple(row["name"] for row in rows),
            labels=tuple(row["label"] for row in rows),
            _by_code={row["code"]: row["label"] for row in rows},
            _by_text=by_text,
        )
    return lists


_LISTS = _read()

SEX = _LISTS["sex"]
RELIGION = _LISTS["religion"]
EDUCATION = _LISTS["education"]
OCCUPATION = _LISTS["occupation"]
MARITAL_STATUS = _LISTS["marital_status"]
RELATION = _LISTS["relation"]
CITIZENSHIP = _LISTS["citizenship"]
BLOOD_GROUP = _LISTS["blood_group"]
DISABILITY = _LISTS["disability"]
STATUS = _LISTS["status"]
CURRENT_EDUCATION = _LISTS["current_education"]
INSURANCE = _LISTS["insurance"]
ID_CARD = _LISTS["id_card"]
RESIDENCE = _LISTS["residence"]
