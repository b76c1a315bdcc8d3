"""Charts as browsers draw them: names do not touch, nothing is cut off, and the keyboard shows who belongs together."""

from __future__ import annotations

from itertools import combinations

import pytest

pytestmark = pytest.mark.browser

NAMES = """[...document.querySelectorAll('.ring text')].map(text => [text.textContent, text.getBoundingClientRect()])
  .filter(([, box]) => box.width).map(([name, box]) => [name, box.left, box.top, box.right, box.bottom])"""
ROWS = """[...document.querySelectorAll('.ring .reach')].map(row => row.getBoundingClientRect().height)"""
TEXTS = """[...document.querySelectorAll('.chart .count, .chart .year')].map(text => text.getBoundingClientRect())
  .map(box => [box.left, box.top, box.right, box.bottom])"""
WIDTH = "document.documentElement.scrollWidth - innerWidth"


def touching(boxes: list[tuple[float, float, float, float]]) -> list[tuple[int, int]]:
    """Which of these boxes (left, top, right, bottom) overlap."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(enumerate(boxes), 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 4
    ]


@pytest.mark.parametrize("width", [320, 390, 608, 640, 1280])
def test_names_on_the_map_do_not_touch_and_none_is_cut_off(chromium, own_site, scholar_site, width):
    """A line of text is higher than its letters: rows may share the space between them."""
    for site in (own_site, scholar_site):
        with chromium.page(site.address("authors/index.html"), viewport={"width": width, "height": 800}) as page:
            names = page.evaluate(NAMES)
            assert len(names) == len(page.query_selector_all(".ring > a"))
            assert touching([box for _, *box in names]) == []
            assert [name for name, left, _, right, _ in names if left < 0 or right > width] == []
            assert min(page.evaluate(ROWS)) >= 24
            assert page.evaluate(WIDTH) <= 0


def test_names_on_the_map_do_not_touch_in_firefox_either(firefox, own_site):
    names, complaints = firefox.visit(own_site.address("authors/index.html"), NAMES)
    assert touching([box for _, *box in names]) == []
    assert complaints == []


@pytest.mark.parametrize("width", [320, 1280])
def test_numbers_and_years_of_bars_do_not_touch_and_the_newest_are_in_view(chromium, scholar_site, width):
    with chromium.page(scholar_site.address("index.html"), viewport={"width": width, "height": 800}) as page:
        assert touching(page.evaluate(TEXTS)) == []
        newest = "[...document.querySelectorAll('.chart-scroll svg')].map(svg => svg.getBoundingClientRect().right)"
        assert max(page.evaluate(newest)) <= width
        assert page.evaluate(WIDTH) <= 0


def test_the_focus_on_a_name_shows_with_whom_it_belongs(browser, own_site):
    shown = "[...document.querySelectorAll('.ring .own')].filter(it => getComputedStyle(it).display !== 'none').length"
    with browser.tab() as tab:
        tab.go(own_site.address("authors/index.html"))
        assert tab.run(shown) == 0
        tab.run("document.querySelector('.ring .owner').focus()")
        tab.press("Tab")
        assert tab.run("document.activeElement.querySelector('.own') !== null")
        assert tab.run(shown) == 1
