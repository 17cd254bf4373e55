"""Figures: timing, percentiles, and a line of the report each."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

MS, SECONDS, PER_SECOND, PERCENT, TIMES = "ms", "s", "/s", "%", "×"
_MORE_IS_BETTER = frozenset({PER_SECOND, PERCENT})


class WrongAnswer(AssertionError):
    """What was measured is not what it should be."""


@dataclass(frozen=True)
class Figure:
    """One measured figure; `reference` is what `beside` gave in the same run, in the same unit.

    `target` bounds the figure itself, `target_ratio` the figure divided by the reference.
    """

    what: str
    value: float
    unit: str
    target: float | None = None
    beside: str = ""
    reference: float | None = None
    target_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """The figure in multiples of its reference."""
        return self.value / self.reference if self.reference else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the targets are reached; None where there is none."""
        met = []
        if self.target is not None:
            more = self.unit in _MORE_IS_BETTER
            met.append(self.value >= self.target if more else self.value <= self.target)
        if self.target_ratio is not None and self.ratio is not None:
            met.append(self.ratio <= self.target_ratio)
        return all(met) if met else None

    def line(self) -> str:
        """The figure as one line of the report."""
        sign = "≥" if self.unit in _MORE_IS_BETTER else "≤"
        targets = [] if self.target is None else [f"{sign} {_short(self.target)} {self.unit}"]
        if self.target_ratio is not None:
            targets.append(f"≤ {_short(self.target_ratio)} ×")
        beside = ""
        if self.reference is not None:
            beside = f"{self.beside} {_short(self.reference)} {self.unit}"
            beside += f" (×{_short(self.ratio or 0)})"
        mark = {True: "reached", False: "MISSED", None: ""}[self.is_reached]
        value = f"{_short(self.value)} {self.unit}"
        return f"  {self.what:<52} {value:>14}  {', '.join(targets):<18} {mark:<8} {beside}".rstrip()


def expect(holds: bool, what: str) -> None:
    """Stops the subject with `WrongAnswer` unless the answer is right; `what` says what should hold."""
    if not holds:
        raise WrongAnswer(what)


def interleaved(rounds: int, deeds: Mapping[str, Callable[[], Any]]) -> dict[str, list[float]]:
    """Milliseconds of each deed, round by round in turn, after one unmeasured round."""
    times: dict[str, list[float]] = {name: [] for name in deeds}
    for deed in deeds.values():
        deed()
    for _ in range(rounds):
        for name, deed in deeds.items():
            started = perf_counter()
            deed()
            times[name].append((perf_counter() - started) * 1000)
    return times


def p50(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * 0.95) - 1)]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
