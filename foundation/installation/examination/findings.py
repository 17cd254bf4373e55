"""What an examination says."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How much a finding matters."""

    GOOD = "baik"
    WARNING = "perhatian"
    VITAL = "rusak"


@dataclass(frozen=True)
class Finding:
    """One sentence about one thing, with what to do where it is not good."""

    level: Level
    subject: str
    remedy: str = ""


def judge(good: bool, subject: str, otherwise: str, remedy: str, *, vital: bool = True) -> Finding:
    """A finding that is either good (`subject`) or not (`otherwise`, and `remedy` mends it)."""
    if good:
        return Finding(Level.GOOD, subject)
    return Finding(Level.VITAL if vital else Level.WARNING, otherwise, remedy)
