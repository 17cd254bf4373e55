"""Shades of a map: up to five classes of about the same number of regions, told in a legend."""

from dataclasses import dataclass

CLASSES = 5


@dataclass(frozen=True)
class ShadeClass:
    """One shade: from the lowest to the highest value in it."""

    number: int
    lowest: int
    highest: int


@dataclass(frozen=True)
class Shading:
    """The classes of some values, the palest first."""

    classes: tuple[ShadeClass, ...]

    def of(self, value: int | None) -> int:
        """The number of a value's shade; 0 for a region without a value."""
        if value is None:
            return 0
        return next((each.number for each in self.classes if each.lowest <= value <= each.highest), 0)


def shade(values: dict[str, int]) -> Shading:
    """Classes of about the same number of regions; the same value never stands in two of them."""
    ordered = sorted(values.values())
    if not ordered:
        return Shading(())
    bounds = sorted({ordered[(len(ordered) - 1) * (step + 1) // CLASSES] for step in range(CLASSES)})
    classes, lowest = [], ordered[0]
    first_shade = CLASSES - len(bounds) + 1
    for number, highest in enumerate(bounds, first_shade):
        within = [value for value in ordered if lowest <= value <= highest]
        classes.append(ShadeClass(number, within[0], highest))
        lowest = highest + 1
    return Shading(tuple(classes))
