"""Charts: the geometry of the small pictures that pages draw as inline SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar: ``x``, ``y``, ``width`` and ``height`` in the chart's own units, from its top left corner."""

    label: str
    count: int
    href: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where text centred on the bar stands."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class BarChart:
    """Bars side by side, with their drawing area."""

    bars: tuple[Bar, ...]
    width: float
    height: float


STEP, GAP, PLOT, HEAD, FOOT = 36.0, 8.0, 96.0, 18.0, 20.0


def bars_by_year(counts: Mapping[int, int], hrefs: Mapping[int, str]) -> BarChart | None:
    """A bar for each year from the first to the last, empty ones included; ``None`` for fewer than two years."""
    if len(counts) < 2:
        return None
    years: Sequence[int] = range(min(counts), max(counts) + 1)
    if len(years) > 60:  # a paper of 1843 beside those of today: only the years that have any
        years = sorted(counts)
    most = max(counts.values())
    bars = []
    for at, year in enumerate(years):
        count = counts.get(year, 0)
        height = round(PLOT * count / most, 2)
        y = round(HEAD + PLOT - height, 2)
        bars.append(Bar(str(year), count, hrefs.get(year, ""), at * STEP + GAP / 2, y, STEP - GAP, height))
    return BarChart(tuple(bars), STEP * len(bars), HEAD + PLOT + FOOT)
