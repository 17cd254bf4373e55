"""Papers that applications above know of a family; they say so here, and whoever may ask is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class FamilyPaper:
    """A paper issued for a family: what it is, its number, its date, and whether it still counts."""

    title: str
    number: str
    issued_on: date
    is_valid: bool


Source = Callable[[UUID, str], list[FamilyPaper]]
"""Given a family and the beginning of the kinds' codes, its papers, the newest first."""
_sources: list[Source] = []


def tell_papers(source: Source) -> None:
    """Names a source of papers; called once when an application starts."""
    if source not in _sources:
        _sources.append(source)


def papers_of_family(family_id: UUID, kinds: str) -> list[FamilyPaper]:
    """The papers of a family whose kind begins so, the newest first. The caller has checked who asks."""
    found = [paper for source in _sources for paper in source(family_id, kinds)]
    return sorted(found, key=lambda paper: paper.issued_on, reverse=True)
