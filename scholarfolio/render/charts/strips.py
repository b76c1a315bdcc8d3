"""Strips: what happened over the years as a row of small bars, one row for each of many things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

# A span is a year, or where that would be too many, as many years as bring the row down to this.
MOST_SPANS = 40
LENGTHS = (1, 2, 5, 10, 20, 50, 100)
# A bar and the space after it, and the row's height, in the strip's own units.
BAR, SPACE, HEIGHT, LEAST_HEIGHT = 3, 1, 20, 1.5


class Spans(NamedTuple):
    """Equal spans of years, from the first year to the last.

    Attributes:
        start: the first span's first year.
        length: of each, in years; number: how many there are.
        first, last: the first and the last year with anything.
    """

    start: int
    length: int
    number: int
    first: int
    last: int

    @property
    def width(self) -> int:
        """The width of a strip."""
        return self.number * (BAR + SPACE) - SPACE

    @property
    def height(self) -> int:
        """The height of a strip."""
        return HEIGHT

    @property
    def labels(self) -> tuple[str, ...]:
        """What each span is called: ``2024``, or ``2020–2024``."""
        starts = range(self.start, self.start + self.number * self.length, self.length)
        return tuple(str(year) if self.length == 1 else f"{year}–{year + self.length - 1}" for year in starts)

    def sums(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        """What counts by year come to in each span."""
        sums = [0] * self.number
        for year, count in counts.items():
            sums[(year - self.start) // self.length] += count
        return tuple(sums)


def year_spans(years: Iterable[int]) -> Spans | None:
    """Spans for all these years; ``None`` where there is nothing to compare: fewer than two years."""
    distinct = set(years)
    if len(distinct) < 2:
        return None
    first, last = min(distinct), max(distinct)
    for length in LENGTHS:
        count = last // length - first // length + 1
        if count <= MOST_SPANS:
            break
    return Spans(first // length * length, length, count, first, last)


def strip(sums: Iterable[int], most: int) -> str:
    """A strip as SVG path data: a bar for each span with anything in it, as high as its share of ``most``."""
    return "".join(_bar(at, value, most) for at, value in enumerate(sums) if value)


def _bar(at: int, value: int, most: int) -> str:
    height = max(round(HEIGHT * value / most, 1), LEAST_HEIGHT)
    return f"M{at * (BAR + SPACE)} {HEIGHT}v-{height:g}h{BAR}V{HEIGHT}z"
