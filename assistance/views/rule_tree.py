"""A rule that is being written, as the page shows it: every part with its words and what can be done to it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from assistance.models import Terms
from assistance.rules.editing import Place, Stored, children_of, is_group, write_place
from assistance.rules.facts import FACTS
from assistance.rules.grammar import Comparison, Condition
from assistance.rules.words import sentence


@dataclass(frozen=True)
class Node:
    """One part: its place, its words, and the parts inside."""

    place: str
    words: str
    kind: str
    children: list["Node"] = field(default_factory=list)
    may_ask_family: bool = True
    is_top: bool = False
    may_rise: bool = False
    may_sink: bool = False

    @property
    def is_group(self) -> bool:
        return self.kind in ("all", "any")


def tree_of(terms: Terms, names: dict[str, str]) -> Node:
    """The rule of the terms as nodes, the whole of it at the top."""
    return _node(terms.rule if terms.rule else {"all": []}, (), names, family=True)


def _node(stored: Stored, place: Place, names: dict[str, str], *, family: bool, last: int = 0) -> Node:
    inside = family and "members" not in stored
    inner = children_of(stored)
    inmost = len(inner) - 1 if is_group(stored) else 0
    children = [
        _node(child, (*place, number), names, family=inside, last=inmost)
        for number, child in enumerate(inner)
    ]
    return Node(
        place=write_place(place),
        words=_words(stored, names),
        kind=_kind(stored),
        children=children,
        may_ask_family=family,
        is_top=not place,
        may_rise=bool(place) and last > 0 and place[-1] > 0,
        may_sink=bool(place) and place[-1] < last,
    )


def _kind(stored: Stored) -> str:
    for key in ("all", "any", "not", "members"):
        if key in stored:
            return key
    return "fact"


def _words(stored: Stored, names: dict[str, str]) -> str:
    if is_group(stored):
        return _("Semua ini terpenuhi:") if "all" in stored else _("Salah satu ini terpenuhi:")
    if "not" in stored:
        return _("Tidak berlaku:")
    if "members" in stored:
        return _("Paling sedikit %(count)d anggota keluarga yang:") % {"count": stored["at_least"]}
    return _condition_words(stored, names)


def _condition_words(stored: dict[str, Any], names: dict[str, str]) -> str:
    fact = FACTS[stored["fact"]]
    value = stored["value"]
    values = tuple(value) if isinstance(value, list) else (int(value),)
    return sentence(Condition(fact, Comparison(stored["is"]), values), names)
