"""Everything can be reached and done with the keyboard alone, from the top of a page to its end, and one sees where one is."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

FOCUS = Path(__file__).with_name("focus.js").read_text("utf-8")


def walk(tab, keys: str = "Tab", most: int = 700) -> list[dict]:
    """Every stop from here until the focus leaves the page, or comes round again."""
    stops: list[dict] = []
    for _ in range(most):
        tab.press(keys)
        stop = tab.run(FOCUS)
        if stop is None or (len(stops) > 1 and stop["at"] == stops[0]["at"]):
            break
        if not stops or stop["at"] != stops[-1]["at"]:  # a video has several within it
            stops.append(stop)
    return stops


def faults(stops: list[dict]) -> list[str]:
    return [f"{stop['name']}: {stop['fault']}" for stop in stops if stop["fault"]]


@pytest.mark.parametrize("name", ["index.html", "papers/patchcore.html", "topics/index.html", "cv.html"])
def test_the_keyboard_comes_by_everything_once_in_order_and_one_sees_where_it_is(browser, own_site, name):
    with browser.tab() as tab:
        tab.go(own_site.address(name))
        stops = walk(tab)
        assert [stop["at"] for stop in stops] == list(range(tab.run("window.stops.length")))
        assert "skip" in tab.run("window.stops[0].className")
        assert faults(stops) == []


def test_the_keyboard_comes_by_everything_in_every_odd_paper(chromium, scholar_site):
    with chromium.tab() as tab:
        for paper in scholar_site.papers:
            tab.go(scholar_site.address(f"papers/{paper.id}.html"))
            stops = walk(tab)
            assert [stop["at"] for stop in stops] == list(range(tab.run("window.stops.length"))), paper.id
            assert faults(stops) == [], paper.id


def test_the_way_back_is_as_good(chromium, own_site):
    with chromium.tab() as tab:
        tab.go(own_site.address("papers/index.html"))
        tab.run("document.querySelector('.site-footer').setAttribute('tabindex', '-1')")
        tab.run("document.querySelector('.site-footer').focus()")
        stops = walk(tab, "Shift+Tab")
        order = [stop["at"] for stop in stops]
        assert order == list(range(max(order), -1, -1))
        assert faults(stops) == []


def test_nothing_with_the_focus_is_under_the_bar_of_ticked_papers(browser, own_site):
    """The bar stays at the lower edge of the window while papers are ticked (WCAG 2.2, 2.4.11)."""
    with browser.tab() as tab:
        tab.go(own_site.address("papers/index.html"))
        tab.run("document.querySelector('.tick input').click()")
        assert tab.run("getComputedStyle(document.getElementById('ticked')).position") == "sticky"
        assert faults(walk(tab, most=120)) == []


def test_the_skip_link_leads_past_the_menu(browser, own_site):
    with browser.tab() as tab:
        tab.go(own_site.address("papers/index.html"))
        tab.press("Tab", "Enter", "Tab")
        assert tab.run("document.querySelector('main').contains(document.activeElement)")


def test_the_search_is_driven_by_keys_alone_and_gives_the_focus_back(browser, own_site):
    with browser.tab() as tab:
        tab.go(own_site.address("papers/reno.html"))
        tab.press("Tab", "Tab", "Tab")
        before = tab.run("document.activeElement.outerHTML")
        tab.press("/")
        tab.type("learning")
        tab.wait("document.querySelectorAll('.search-results a').length > 5")
        for _ in range(8):
            tab.press("ArrowDown")
            assert tab.run(FOCUS)["fault"] == ""
            assert tab.run("Boolean(document.activeElement.closest('.search-results'))")
        for _ in range(8):
            tab.press("ArrowUp")
            assert tab.run(FOCUS)["fault"] == ""
        assert tab.run("document.activeElement.type") == "search"
        tab.press("Escape")
        assert tab.run("document.querySelector('dialog.search').open") is False
        assert tab.run("document.activeElement.outerHTML") == before


def test_the_list_is_narrowed_by_keys_alone_and_the_number_left_is_announced(chromium, own_site):
    with chromium.tab() as tab:
        tab.go(own_site.address("papers/index.html"))
        while not tab.run("document.activeElement.matches('#filters summary')"):
            tab.press("Tab")
        tab.press("Enter", "Tab", "ArrowDown", "ArrowDown")
        shown = tab.run(
            "Array.from(document.querySelectorAll('.entry')).filter((entry) => entry.checkVisibility()).length"
        )
        assert 0 < shown < 36
        status = "document.querySelector('#filters [role=status]').textContent"
        tab.wait(f"{status}.includes('{shown}')")


def test_the_scheme_is_changed_and_the_chart_s_years_are_opened_by_keys(chromium, own_site):
    with chromium.tab() as tab:
        tab.go(own_site.address("index.html"))
        tab.run("document.querySelector('.theme-toggle').focus()")
        tab.press("Enter")
        assert tab.run("document.documentElement.dataset.theme") == "light"
        tab.run("document.querySelector('.chart svg a').focus()")
        year = tab.run("document.activeElement.getAttribute('href')")
        tab.press("Enter")
        tab.wait_for_page(year)
