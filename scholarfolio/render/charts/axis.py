"""An axis of years: which years stand side by side, and where time is left out between them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

# So many years in a row are all shown, the empty ones too. In a longer row, what is empty for long is left out.
LONGEST_ROW = 60
LONGEST_EMPTY = 5


class Slot(NamedTuple):
    """One year's place on the axis; ``after_gap`` where years are left out before it."""

    year: int
    after_gap: bool = False


def year_axis(years: Iterable[int]) -> tuple[Slot, ...]:
    """The axis on which all these years have a place, oldest first.

    A paper of 1843 beside those of today does not push them to the edge: the time between is left out.
    """
    distinct = sorted(set(years))
    if not distinct:
        return ()
    whole = distinct[-1] - distinct[0] < LONGEST_ROW
    slots = [Slot(distinct[0])]
    for earlier, later in pairwise(distinct):
        gap = not whole and later - earlier - 1 > LONGEST_EMPTY
        between = () if gap else range(earlier + 1, later)
        slots += (*map(Slot, between), Slot(later, gap))
    return tuple(slots)
