"""The geometry of charts: nothing overlaps, nothing sticks out, and sizes are in proportion to what they stand for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarfolio.render.charts import Label, Series, bar_charts, fitted, ring, strip, text_width, year_axis, year_spans
from scholarfolio.render.charts.bars import HEAD, PLOT, TEXT
from scholarfolio.render.charts.labels import _letter_width
from scholarfolio.render.charts.ring import MOST_TIES

YEARS = st.integers(1000, 2999)
# Mostly recent years, now and then one of long ago, as in the life of a scholar.
COUNTS = st.dictionaries(st.integers(1990, 2030) | YEARS, st.integers(0, 50_000), max_size=60)


# Axis


def test_every_year_from_the_first_to_the_last_has_a_place():
    assert [slot.year for slot in year_axis([2024, 2019, 2021])] == [2019, 2020, 2021, 2022, 2023, 2024]


def test_long_empty_times_are_left_out_of_long_rows_and_short_ones_are_not():
    axis = year_axis([1843, 1990, 1994, 2026])
    assert [slot.year for slot in axis][:6] == [1843, 1990, 1991, 1992, 1993, 1994]
    assert [slot.year for slot in axis if slot.after_gap] == [1990, 2026]


@given(st.sets(YEARS, max_size=80))
def test_years_on_an_axis_ascend_and_say_where_some_are_left_out(years):
    axis = year_axis(years)
    assert years <= {slot.year for slot in axis}
    for earlier, later in pairwise(axis):
        assert earlier.year < later.year
        assert later.after_gap == (later.year - earlier.year > 1)


# Bars


def charts_of(*series):
    """The charts of several series of counts by year, with separators in their numbers."""
    return list(bar_charts({str(at): Series(counts) for at, counts in enumerate(series)}, "{:,}".format).values())


@given(st.lists(COUNTS, min_size=1, max_size=3))
def test_bars_stand_side_by_side_within_the_chart(series):
    for chart in charts_of(*series):
        for bar, after in pairwise(chart.bars):
            assert bar.x + bar.width <= after.x
        for bar in chart.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= chart.width
            assert bar.y >= HEAD
            assert bar.y + bar.height == pytest.approx(chart.ground)
        assert chart.ground < chart.height


@given(COUNTS)
def test_heights_are_in_proportion_as_far_as_they_can_be_seen(counts):
    for chart in charts_of(counts):
        most = max(counts.values())
        for bar in chart.counted:
            assert bar.value == counts[bar.year]
            share = PLOT * bar.value / most if most else 0
            assert bar.height == pytest.approx(max(share, 1) if bar.value else 0, abs=0.006)


@given(st.lists(COUNTS, min_size=1, max_size=3))
def test_texts_of_bars_do_not_touch(series):
    for chart in charts_of(*series):
        years = [bar for bar in chart.bars if bar.label]
        for bar, after in pairwise(years):
            assert bar.middle + text_width(bar.label) * TEXT / 2 < after.middle - text_width(after.label) * TEXT / 2
        for bar, after in pairwise(chart.counted):
            widths = [text_width(f"{each.value:,}") * TEXT for each in (bar, after)]
            assert bar.middle + widths[0] / 2 < after.middle - widths[1] / 2
        assert {chart.bars[0].year, chart.bars[-1].year} <= {bar.year for bar in years}
        half = text_width("2026") * TEXT / 2
        assert years[0].middle - half >= 0
        assert years[-1].middle + half <= chart.width


def test_charts_on_one_axis_have_the_same_years_at_the_same_places():
    papers, cited = charts_of({2019: 1, 2020: 2}, {2020: 7, 2024: 1})
    assert [(bar.year, bar.x) for bar in papers.bars] == [(bar.year, bar.x) for bar in cited.bars]
    assert [bar.year for bar in papers.counted] == [2019, 2020]
    assert [bar.year for bar in cited.counted] == [2020, 2024]


def test_one_year_makes_no_chart():
    assert charts_of({}) == []
    assert charts_of({2024: 300}) == []
    assert len(charts_of({2024: 300}, {2025: 1})) == 2


def test_what_has_no_numbers_gets_no_chart():
    assert list(bar_charts({"papers": Series({2019: 1, 2024: 1}), "citations": Series({})})) == ["papers"]


def test_a_year_that_was_not_over_when_it_was_counted_is_told_from_the_others():
    chart = bar_charts({"": Series({2023: 4, 2025: 1}, unfinished=2024)})[""]
    assert [bar.unfinished for bar in chart.bars] == [False, False, True]


def test_few_years_have_room_for_every_name_and_many_for_round_ones():
    (few,) = charts_of({2011: 1, 2026: 1})
    assert all(bar.label for bar in few.bars)
    assert not few.long
    (many,) = charts_of({1994: 1, 2026: 1})
    assert [bar.label for bar in many.bars if bar.label] == "1994 2000 2005 2010 2015 2020 2026".split()
    assert many.long
    assert not many.wide
    assert charts_of({1970: 1, 2026: 1})[0].wide


def test_the_ground_is_broken_where_years_are_left_out():
    (chart,) = charts_of({1843: 1, 2025: 1, 2026: 1})
    (first, end), (again, last) = chart.runs
    assert (first, last) == (0, chart.width)
    assert end < again
    assert chart.bars[0].x < end < again < chart.bars[1].x


# Strips


@given(st.dictionaries(YEARS, st.integers(1, 500), min_size=2, max_size=80))
def test_spans_hold_every_year_once(counts):
    spans = year_spans(counts)
    assert spans is not None
    assert 2 <= spans.number <= 40 or spans.length == 1
    assert len(spans.labels) == spans.number
    assert sum(spans.sums(counts)) == sum(counts.values())
    assert (spans.first, spans.last) == (min(counts), max(counts))
    assert spans.start <= spans.first
    assert spans.last < spans.start + spans.number * spans.length


def test_spans_are_years_or_round_numbers_of_years():
    assert year_spans([2019, 2026]).labels == tuple(map(str, range(2019, 2027)))
    long = year_spans([1843, 2026])
    assert (long.length, long.labels[0], long.labels[-1]) == (5, "1840–1844", "2025–2029")
    assert year_spans([2024]) is None


@given(st.lists(st.integers(0, 500), min_size=1, max_size=40))
def test_strips_stay_within_their_box_with_heights_in_proportion(sums):
    most = max(sums) or 1
    spans = year_spans(range(2000, 2000 + max(len(sums), 2)))
    bars = re.findall(r"M(\d+) 20v-([\d.]+)h(\d+)V20z", strip(sums, most))
    assert len(bars) == sum(value > 0 for value in sums)
    for (x, height, width), value in zip(bars, filter(None, sums), strict=True):
        assert int(x) + int(width) <= spans.width
        assert float(height) == pytest.approx(max(20 * value / most, 1.5), abs=0.06)


# The ring


def graph(people: int, ties: int = 2) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """People with weights, each tied to the next few."""
    keys = [f"p{number:03}" for number in range(people)]
    pairs = sorted(
        {tuple(sorted((keys[at], keys[(at + by) % people]))) for at in range(people) for by in range(1, ties)}
    )
    weights = {key: 1 + at % 9 for at, key in enumerate(keys)}
    return weights, {pair: 1 + at % 3 for at, pair in enumerate(pairs) if pair[0] != pair[1]}


@pytest.mark.parametrize("people", [1, 2, 3, 4, 5, 8, 19, 20, 59, 60])
def test_everybody_on_the_ring_has_a_row_of_their_own(people):
    drawing = ring(*graph(people))
    assert len({node.key for node in drawing.nodes}) == people
    for one, other in combinations(drawing.nodes, 2):
        if one.on_right == other.on_right:
            assert abs(one.row - other.row) >= drawing.row - 0.02
    for node in drawing.nodes:
        assert 30 < node.x < 70
        assert node.on_right == (node.x > 50)
        assert node.row >= -0.01
        assert node.row + drawing.row <= 100.01
        assert node.row < node.y < node.row + drawing.row
        # a row, at the size of labels, 13 pixels, is as high as a finger needs
        assert drawing.row / 100 * drawing.height * 13 >= 24


def test_those_on_the_ring_are_named_side_by_side_and_from_the_top():
    nodes = ring(*graph(21)).nodes
    assert [node.on_right for node in nodes] == sorted(node.on_right for node in nodes)
    for side in (True, False):
        heights = [node.y for node in nodes if node.on_right == side]
        assert heights == sorted(heights)


def test_an_empty_ring_is_a_ring():
    assert ring({}, {}).nodes == ()


def test_the_area_of_dots_is_in_proportion_to_the_weight():
    dots = {node.key: node.dot for node in ring({"a": 100, "b": 50, "c": 1}, {}).nodes}
    assert dots["a"] ** 2 / dots["b"] ** 2 == pytest.approx(2, rel=0.05)
    assert 0 < dots["c"] < dots["b"]


def test_those_who_belong_together_stand_together():
    """Two groups without ties between them are not mixed, whoever weighs more."""
    weights = {"a1": 9, "b1": 8, "a2": 7, "b2": 6, "a3": 5, "b3": 4}
    ties = {("a1", "a2"): 1, ("a2", "a3"): 1, ("b1", "b2"): 1, ("b2", "b3"): 1}
    nodes = ring(weights, ties).nodes
    around = [n.key for n in nodes if n.on_right] + [n.key for n in reversed(nodes) if not n.on_right]
    assert [key[0] for key in around] == list("aaabbb")


def test_every_tie_is_drawn_once_and_is_found_at_both_its_ends():
    weights, ties = graph(12, 4)
    drawing = ring(weights, ties)
    assert sum(path.count("M") for _, path in drawing.ties) == len(ties)
    assert sum(node.ties.count("M") for node in drawing.nodes) == 2 * len(ties)
    assert sum(path.count("M") for _, path in drawing.spokes) == len(weights)
    assert drawing.least_tie == 1


def test_stronger_ties_are_wider():
    drawing = ring({"a": 9, "b": 5, "c": 1}, {("a", "b"): 7, ("b", "c"): 1})
    assert [width for width, _ in drawing.ties] == [1, 4]
    few = ring({"a": 2, "b": 2, "c": 1}, {("a", "b"): 2, ("b", "c"): 1})
    assert [width for width, _ in few.ties] == [1, 1.5]


def test_among_too_many_ties_only_the_stronger_are_drawn():
    weights, ties = graph(60, 8)
    drawing = ring(weights, ties)
    assert len(ties) > MOST_TIES
    assert drawing.least_tie in (2, 3)
    assert sum(path.count("M") for _, path in drawing.ties) == sum(w >= drawing.least_tie for w in ties.values())
    everybody = dict.fromkeys(combinations(sorted(weights), 2), 1)
    assert ring(weights, everybody).ties == ()


def test_lines_stay_within_the_drawing():
    drawing = ring(*graph(60, 4))
    numbers = re.findall(r"[\d.-]+", "".join(path for _, path in (*drawing.ties, *drawing.spokes)))
    assert all(0 <= float(number) <= 100 for number in numbers)


def test_the_same_ring_in_every_process():
    """Nothing depends on the order of sets, which differs from process to process."""
    code = (
        "import sys; sys.path.insert(0, 'tests/render'); from test_charts import graph; from scholarfolio.render.charts import ring; "
        "people = {f'p{n}' for n in range(40)}; "
        "print(ring({key: len(key) for key in people}, {}), ring(*graph(30, 5)))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 1
    assert b"RingNode" in next(iter(seen))


# Labels


def test_the_fullest_form_that_fits_is_taken_and_the_shortest_is_squeezed():
    forms = ("Massimiliano Mancini", "Mancini")
    assert fitted(forms, 20) == Label("Massimiliano Mancini")
    assert fitted(forms, 7) == Label("Mancini")
    assert fitted(forms, 2.5) == Label("Mancini", 2.5)


@pytest.mark.parametrize("letter", "iIlmWaÅ海é…")
def test_no_letter_is_taken_for_narrower_than_it_is(letter):
    """Measured: DejaVu Sans and Verdana, the widest faces in use, give at most this many em."""
    widest = {
        "i": 0.28,
        "I": 0.42,
        "l": 0.28,
        "m": 0.98,
        "W": 0.99,
        "a": 0.62,
        "Å": 0.69,
        "海": 1.0,
        "é": 0.62,
        "…": 1.0,
    }
    assert _letter_width(letter) >= widest[letter] - 0.02
