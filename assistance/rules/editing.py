"""Changing a rule that is being written: parts are added, taken out, negated, and found by their place.

A place is the positions of the parts on the way from the top: () is the whole rule, (0, 2) the third part of the first.
What is being written may still be empty; only `grammar.read_rule` says whether it means something.
"""

from typing import Any

Stored = dict[str, Any]
Place = tuple[int, ...]

NEW_GROUPS: dict[str, Stored] = {
    "all": {"all": []},
    "any": {"any": []},
    "members": {"members": {"all": []}, "at_least": 1},
    "not": {"not": {"any": []}},
}


def read_place(text: str) -> Place:
    """The place that an address names ("0.2"); ValueError for one that is none."""
    parts = tuple(int(part) for part in text.split(".") if part)
    if any(part < 0 for part in parts) or len(parts) > 12:
        raise ValueError(text)
    return parts


def write_place(place: Place) -> str:
    """The place as an address names it."""
    return ".".join(str(part) for part in place)


def children_of(stored: Stored) -> list[Stored]:
    """The parts inside a part."""
    for key in ("all", "any"):
        if key in stored:
            return list(stored[key])
    return [stored[key] for key in ("not", "members") if key in stored]


def part_at(stored: Stored, place: Place) -> Stored:
    """The part at a place; LookupError where there is none."""
    for position in place:
        stored = children_of(stored)[position]
    return stored


def is_group(stored: Stored) -> bool:
    """Whether parts can be added to it."""
    return "all" in stored or "any" in stored


def with_part(stored: Stored, place: Place, part: Stored) -> Stored:
    """The rule with another part at the place."""
    if not place:
        return part
    head, rest = place[0], place[1:]
    children = children_of(stored)
    children[head] = with_part(children[head], rest, part)
    return _with_children(stored, children)


def with_added(stored: Stored, place: Place, part: Stored) -> Stored:
    """The rule with one part more at the end of the group at the place; LookupError where no group is."""
    group = part_at(stored, place)
    if not is_group(group):
        raise LookupError(place)
    return with_part(stored, place, _with_children(group, [*children_of(group), part]))


def without_part(stored: Stored, place: Place) -> Stored:
    """The rule without the part at the place; what stood alone inside "not" or "members" goes with it."""
    if not place:
        return {"all": []}
    above = part_at(stored, place[:-1])
    if not is_group(above):
        return without_part(stored, place[:-1])
    children = children_of(above)
    del children[place[-1]]
    return with_part(stored, place[:-1], _with_children(above, children))


def with_moved(stored: Stored, place: Place, step: int) -> Stored:
    """The rule with a part moved up (-1) or down (1) among its siblings; the same at either end."""
    if not place:
        return stored
    group = part_at(stored, place[:-1])
    children = children_of(group)
    here, there = place[-1], place[-1] + step
    if not is_group(group) or here >= len(children):
        raise LookupError(place)
    if 0 <= there < len(children):
        children[here], children[there] = children[there], children[here]
    return with_part(stored, place[:-1], _with_children(group, children))


def with_other_joining(stored: Stored, place: Place) -> Stored:
    """The rule with "all" and "any" exchanged in the group at the place."""
    group = part_at(stored, place)
    if not is_group(group):
        raise LookupError(place)
    return with_part(stored, place, {"any" if "all" in group else "all": children_of(group)})


def inside_members(stored: Stored, place: Place) -> bool:
    """Whether the place lies inside "at least … members who"."""
    return any("members" in part_at(stored, place[:depth]) for depth in range(len(place)))


def _with_children(stored: Stored, children: list[Stored]) -> Stored:
    for key in ("all", "any"):
        if key in stored:
            return {**stored, key: children}
    key = "not" if "not" in stored else "members"
    return {**stored, key: children[0]}
