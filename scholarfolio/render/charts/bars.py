"""Bar charts: one bar a year, several charts on one axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from scholarfolio.render.charts.axis import Slot, year_axis
from scholarfolio.render.charts.labels import text_width

# In the charts' own units, which are pixels where there is room for them.
TEXT = 11.0
PLOT, HEAD, FOOT = 96.0, 18.0, 20.0
SPACE, BREAK, LEAST_HEIGHT = 8.0, 12.0, 1.0
# What is wider than this cannot be read when it is made as small as a sheet.
WIDEST_ON_PAPER = 900.0
# A place wide enough for its year's name; where there are more, as narrow as a finger can still hit.
STEP, NARROW_STEP, MOST_STEPS = 36.0, 24.0, 16
ROUND_YEARS, OTHER_YEARS = 5, 3
# The room for a year's name, also where readers have letters set wide apart.
YEAR = round(text_width("0000") * TEXT) + 6.0


class Series(NamedTuple):
    """What one chart shows.

    Attributes:
        counts: by year; years that are not given are unknown or have none, and get no bar.
        hrefs: where a year's bar leads, for those years that have a page.
        unfinished: the first year that was not over when it was counted.
    """

    counts: Mapping[int, int]
    hrefs: Mapping[int, str] = {}
    unfinished: int | None = None


class Bar(NamedTuple):
    """One year's bar: ``x``, ``y``, ``width`` and ``height`` from the chart's top left corner.

    Attributes:
        value: ``None`` for a year without a number.
        label: the year, where there is room for it.
    """

    year: int
    value: int | None
    href: str
    unfinished: bool
    label: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where text centred on the bar stands."""
        return round(self.x + self.width / 2, 2)


class BarChart(NamedTuple):
    """Bars side by side, with their drawing area.

    Attributes:
        ground: where the bars stand, and ``runs`` from where to where its line is drawn: it breaks where years are
            left out.
        long: there are more years than fit side by side on most screens; ``wide``: even on paper, made smaller.
    """

    bars: tuple[Bar, ...]
    width: float
    height: float
    ground: float
    runs: tuple[tuple[float, float], ...]
    long: bool

    @property
    def wide(self) -> bool:
        """Whether nobody could read it within the width of a sheet."""
        return self.width > WIDEST_ON_PAPER

    @property
    def is_linked(self) -> bool:
        """Whether any bar leads anywhere."""
        return any(bar.href for bar in self.counted)

    @property
    def counted(self) -> tuple[Bar, ...]:
        """The bars of those years that have a number."""
        return tuple(bar for bar in self.bars if bar.value is not None)


def bar_charts(series: Mapping[str, Series], write: Callable[[int], str] = str) -> dict[str, BarChart]:
    """A chart for each series with any counts, by its name; none where their axis would be a single year.

    All of them stand on the axis of all their years, so that one below the other can be compared.

    Args:
        series: what to show, by name.
        write: how a number will be written above its bar.
    """
    given = {name: one for name, one in series.items() if one.counts}
    axis = year_axis(year for one in given.values() for year in one.counts)
    if len(axis) < 2:
        return {}
    numbers = (write(count) for one in given.values() for count in one.counts.values())
    ruler = _ruler(axis, max(map(text_width, numbers)) * TEXT)
    return {name: _chart(one, ruler) for name, one in given.items()}


class _Ruler(NamedTuple):
    """An axis measured out: the left end of each slot, all slots' width, and the years named below them."""

    axis: Sequence[Slot]
    places: Sequence[float]
    step: float
    width: float
    labels: Mapping[int, str]


def _ruler(axis: Sequence[Slot], widest: float) -> _Ruler:
    """Measure an axis out, for numbers up to so wide."""
    step = max(STEP if len(axis) <= MOST_STEPS else NARROW_STEP, float(round(widest + 4)))
    edge = max(0.0, float(round((YEAR - step) / 2)))  # the outermost years' names are wider than their slots
    places = list(_places(axis, step, edge))
    return _Ruler(axis, places, step, places[-1] + step + edge, _labels(axis, places, step))


def _places(axis: Sequence[Slot], step: float, edge: float) -> Iterator[float]:
    x = edge
    for slot in axis:
        x += BREAK if slot.after_gap else 0.0
        yield x
        x += step


def _labels(axis: Sequence[Slot], places: Sequence[float], step: float) -> dict[int, str]:
    """The years' names: all, or where they are too many, ends, beginnings of runs and round years."""
    order = sorted((_rank(axis, at), at) for at in range(len(axis)))
    shown: list[float] = []
    labels = {}
    for rank, at in order:
        fits = all(abs(places[at] - other) >= YEAR for other in shown)
        if fits and (rank < OTHER_YEARS or step >= YEAR):
            shown.append(places[at])
            labels[axis[at].year] = str(axis[at].year)
    return labels


def _rank(axis: Sequence[Slot], at: int) -> int:
    """How much a year's name matters, 0 most."""
    if at in (0, len(axis) - 1):
        return 0
    if axis[at].after_gap:
        return 1
    return OTHER_YEARS if axis[at].year % ROUND_YEARS else 2


def _chart(series: Series, ruler: _Ruler) -> BarChart:
    most = max(series.counts.values(), default=0) or 1
    return BarChart(
        bars=tuple(_bar(series, slot, x, ruler, most) for slot, x in zip(ruler.axis, ruler.places, strict=True)),
        width=ruler.width,
        height=HEAD + PLOT + FOOT,
        ground=HEAD + PLOT,
        runs=tuple(_runs(ruler)),
        long=len(ruler.axis) > MOST_STEPS,
    )


def _bar(series: Series, slot: Slot, x: float, ruler: _Ruler, most: int) -> Bar:
    count = series.counts.get(slot.year)
    height = max(round(PLOT * count / most, 2), LEAST_HEIGHT) if count else 0.0
    return Bar(
        year=slot.year,
        value=count,
        href=series.hrefs.get(slot.year, ""),
        unfinished=count is not None and series.unfinished is not None and slot.year >= series.unfinished,
        label=ruler.labels.get(slot.year, ""),
        x=x + SPACE / 2,
        y=round(HEAD + PLOT - height, 2),
        width=ruler.step - SPACE,
        height=height,
    )


def _runs(ruler: _Ruler) -> Iterator[tuple[float, float]]:
    """From where to where the ground goes: from edge to edge, but for the years that are left out."""
    start = 0.0
    for before, (slot, x) in pairwise(zip(ruler.axis, ruler.places, strict=True)):
        if slot.after_gap:
            yield start, before[1] + ruler.step
            start = x
    yield start, ruler.width
