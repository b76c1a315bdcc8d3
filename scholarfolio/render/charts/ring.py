"""The ring: one in the middle, others around, and lines between those who belong together.

Positions are shares of the drawing, in percent, so that it can be stretched to any width; sizes of text, dots and rows
are in em. Everybody has a row to the left or to the right, and no two share one, so names never collide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import hypot, sqrt
from typing import NamedTuple

# The ring is an ellipse, a little higher than the drawing: its top and bottom rows stand apart.
CENTRE, HALF_WIDTH, HALF_HEIGHT = 50.0, 16.0, 54.0
# A row is high enough to be hit with a finger; a ring of few is not squeezed flat.
ROW, LEAST_HEIGHT = 1.85, 13.0
DOT_LEAST, DOT_MOST = 0.2, 0.5
# Half of what the largest dot takes of a wide drawing, in percent.
DOT_SHARE = 1.2
# Lines are so wide in pixels; from a weight of 1, each more makes them wider by at most one of so many steps.
THINNEST, THICKEST, STEPS = 1.0, 4.0, 6
# How much nearer to the middle than straight the longest lines run; short ones bend less.
BEND = 0.6
# More lines than this hide each other: then only the stronger ones are drawn.
MOST_TIES = 240
# In the order around the ring, how much those placed before the last one still count.
FADING = 0.6

Pair = tuple[str, str]


class RingNode(NamedTuple):
    """One of those around: ``x`` and ``y`` of its dot in percent, ``dot`` its radius in em.

    Attributes:
        on_right: the row is to the right of the dot, else to the left.
        row: where the row begins, in percent from the top; ``from_x`` and ``width``: from where to where it goes.
        ties: the lines to others, as SVG path data on a ground of 100 by 100.
    """

    key: str
    x: float
    y: float
    dot: float
    on_right: bool
    row: float
    ties: str

    @property
    def from_x(self) -> float:
        """Where the row begins."""
        return round(self.x - DOT_SHARE, 2) if self.on_right else 0.0

    @property
    def width(self) -> float:
        """The row's width: from the drawing's edge to the far side of the dot."""
        return round((100 - self.x if self.on_right else self.x) + DOT_SHARE, 2)


class Ring(NamedTuple):
    """The whole drawing.

    Attributes:
        nodes: those on the left from top to bottom, then those on the right.
        height: in em; ``row`` is a row's share of it in percent.
        spokes: lines from the middle and ``ties`` lines between others, as SVG path data on a ground of 100 by 100,
            each with its width in pixels.
        least_tie: weaker ties than this are not drawn.
    """

    nodes: tuple[RingNode, ...]
    height: float
    row: float
    spokes: tuple[tuple[float, str], ...]
    ties: tuple[tuple[float, str], ...]
    least_tie: int


def ring(weights: Mapping[str, int], ties: Mapping[Pair, int]) -> Ring:
    """The ring of those with a weight, and of the ties between them, each pair once."""
    order = _order(weights, ties)
    places, height, row = _places(order)
    least = _least_tie(ties)
    drawn = {pair: weight for pair, weight in sorted(ties.items()) if weight >= least}
    curves = {pair: _curve(places[pair[0]], places[pair[1]]) for pair in drawn}
    own: dict[str, list[str]] = defaultdict(list)
    for pair, curve in curves.items():
        for key in pair:
            own[key].append(curve)
    most = max(weights.values(), default=1)
    nodes = [
        RingNode(key, x, y, _dot(weights[key], most), x > CENTRE, round(y - row / 2, 2), "".join(own[key]))
        for key, (x, y) in places.items()
    ]
    return Ring(
        nodes=tuple(sorted(nodes, key=lambda node: (node.on_right, node.y))),
        height=height,
        row=row,
        spokes=_by_width((weights[key], f"M50 50L{x:g} {y:g}") for key, (x, y) in places.items()),
        ties=_by_width((drawn[pair], curve) for pair, curve in curves.items()),
        least_tie=least,
    )


def _order(weights: Mapping[str, int], ties: Mapping[Pair, int]) -> list[str]:
    """An order in which those who belong together stand together.

    After each comes the one with the strongest ties to those just placed; where nobody has any, the next by weight.
    """
    neighbours: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), weight in ties.items():
        neighbours[one][other] = neighbours[other][one] = weight
    left = sorted(weights, key=lambda key: (-weights[key], key))
    pull = dict.fromkeys(left, 0.0)
    order = []
    while left:
        chosen = max(left, key=pull.__getitem__)  # the first of equals
        left.remove(chosen)
        order.append(chosen)
        pull = {key: FADING * pull[key] + neighbours[chosen].get(key, 0) for key in left}
    return order


def _places(order: Sequence[str]) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Where everybody is, clockwise from the top right; the drawing's height in em, and a row's share of it."""
    right = (len(order) + 1) // 2
    height = round(max(right * ROW, LEAST_HEIGHT), 2)
    row = round(100 / max(right, 1), 3)
    places = {}
    for at, key in enumerate(order):
        on_right = at < right
        beside = right if on_right else len(order) - right
        from_top = at if on_right else len(order) - 1 - at
        y = CENTRE + (from_top + 0.5 - beside / 2) * row
        x = HALF_WIDTH * sqrt(1 - ((y - CENTRE) / HALF_HEIGHT) ** 2)
        places[key] = round(CENTRE + x if on_right else CENTRE - x, 2), round(y, 2)
    return places, height, row


def _least_tie(ties: Mapping[Pair, int]) -> int:
    """The weakest ties that are drawn. All of one strength are, or none: a choice among equals would mislead."""
    drawn = 0
    least = max(ties.values(), default=0) + 1
    for weight, count in sorted(Counter(ties.values()).items(), reverse=True):
        drawn += count
        if drawn > MOST_TIES:
            break
        least = weight
    return least


def _curve(one: tuple[float, float], other: tuple[float, float]) -> str:
    """A line that bends towards the middle."""
    bend = BEND * hypot(one[0] - other[0], one[1] - other[1]) / 100
    x, y = (round(half + bend * (CENTRE - half), 1) for half in ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2))
    return f"M{one[0]:g} {one[1]:g}Q{x:g} {y:g} {other[0]:g} {other[1]:g}"


def _dot(weight: int, most: int) -> float:
    """A dot's radius: its area is in proportion to the weight, as far as it can still be seen."""
    return round(max(DOT_MOST * sqrt(weight / most), DOT_LEAST), 2)


def _by_width(lines: Iterable[tuple[int, str]]) -> tuple[tuple[float, str], ...]:
    """Lines of one width as one path, the thinnest first."""
    weighted = list(lines)
    most = max((weight for weight, _ in weighted), default=1)
    step = (THICKEST - THINNEST) / max(most - 1, STEPS)
    paths: dict[float, list[str]] = defaultdict(list)
    for weight, line in weighted:
        paths[round(2 * (THINNEST + step * (weight - 1))) / 2].append(line)
    return tuple((width, "".join(paths[width])) for width in sorted(paths))
