"""Every kind of page as everybody meets it: in both schemes, on a phone, with forced colours, at 200 %, without motion."""

from __future__ import annotations

from pathlib import Path

import pytest
import readers
from axe import ENHANCED, violations
from readers import show

pytestmark = pytest.mark.browser

LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")
# WCAG 2.2, 1.4.12: what every reader may set without anything being lost.
SPACED = """(size) => {
  const style = new CSSStyleSheet();
  style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; } html { font-size: ${size} !important; }`);
  document.adoptedStyleSheets = [style];
}"""
MOVING = """Array.from(document.querySelectorAll("*")).flatMap((element) => ["", "::before", "::after"].map((part) => {
  const style = getComputedStyle(element, part);
  const seconds = Math.max(...style.transitionDuration.split(",").map(parseFloat));
  const moves = seconds > 0 || (style.animationName || "none") !== "none" || style.scrollBehavior === "smooth";
  return (moves || element.autoplay) && element.localName + "." + element.className + part;
})).filter(Boolean)"""


@pytest.fixture(scope="module")
def page(chromium):
    with chromium.page("about:blank") as opened:
        yield opened


def pages(site) -> list[str]:
    """One page of every kind; of sites with unusual content, more."""
    odd = [f"papers/{paper.id}.html" for paper in site.papers if not paper.id.startswith("annals")]
    return list(dict.fromkeys(site.kinds + (odd if site.name in ("every-field", "excess", "right-to-left") else [])))


@pytest.fixture(scope="module")
def axe_on_kinds(page, site):
    return readers.found(page, site, site.kinds, readers.ALL, lambda: violations(page))


@pytest.mark.parametrize("view", readers.ALL)
def test_axe_finds_nothing_on_any_kind_of_page(axe_on_kinds, view):
    assert axe_on_kinds[view] == []


@pytest.fixture(scope="module")
def axe_on_odd_pages(page, odd_site):
    return readers.found(page, odd_site, pages(odd_site), readers.TWO, lambda: violations(page))


@pytest.mark.parametrize("view", readers.TWO)
def test_axe_finds_nothing_where_content_is_unusual(axe_on_odd_pages, view):
    assert axe_on_odd_pages[view] == []


@pytest.fixture(scope="module")
def axe_on_looks(page, look_site):
    return readers.found(page, look_site, look_site.kinds, readers.TWO, lambda: violations(page))


@pytest.mark.parametrize("view", readers.TWO)
def test_axe_finds_nothing_in_any_look(axe_on_looks, view):
    assert axe_on_looks[view] == []


@pytest.mark.parametrize("view", readers.TWO)
def test_axe_finds_nothing_in_open_dialogs_and_details(page, own_site, scholar_site, view):
    def look() -> list[str]:
        page.evaluate(
            "document.querySelectorAll('details').forEach((details) => { details.name = ''; details.open = true; })"
        )
        opened = violations(page)
        page.keyboard.press("/")
        page.keyboard.type("the")
        page.locator(".search-results a").first.wait_for()
        return opened + violations(page)

    for site in (own_site, scholar_site):
        names = ["index.html", "papers/index.html", f"papers/{site.papers[0].id}.html"]
        assert readers.found(page, site, names, {view: readers.TWO[view]}, look) == {view: []}


def test_axe_finds_nothing_on_the_page_for_what_is_missing(page, scholar_site, serve):
    for width, display in readers.TWO.values():
        show(page, width, **display)
        assert page.goto(f"{serve(scholar_site)}/no/such/page").status == 404
        assert violations(page) == []


def test_more_contrast_is_given_where_it_is_asked_for(page, own_site):
    """Text then has the contrast of WCAG's level AAA, 7 to 1."""
    faults = readers.found(page, own_site, pages(own_site), readers.CONTRAST, lambda: violations(page, ENHANCED))
    assert faults == {view: [] for view in readers.CONTRAST}


@pytest.fixture(scope="module")
def seen(page, any_site) -> dict[str, list[str]]:
    """What is wrong with how a site's pages are laid out, by what was changed; each is loaded once for all of it."""
    wrong: dict[str, list[str]] = {"width": [], "text": [], "motion": []}
    for name in pages(any_site):
        show(page)
        page.goto(any_site.address(name))
        for width in (1280, 768, 390, 320):
            show(page, width)
            wrong["width"] += [f"{name}, {width} px: {fault}" for fault in page.evaluate(LAYOUT)]
        show(page, reduced_motion="reduce")
        wrong["motion"] += [f"{name}: {fault}" for fault in page.evaluate(MOVING)]
        for width, size in ((1280, "200%"), (390, "200%"), (320, "100%")):
            show(page, width)
            page.evaluate(SPACED, size)
            faults = [fault for fault in page.evaluate(LAYOUT) if not fault.startswith("too small")]
            wrong["text"] += [f"{name}, {width} px, {size}: {fault}" for fault in faults]
    return wrong


def test_nothing_overlaps_is_cut_or_too_small_to_press_at_any_width(seen):
    """At 320 px, too, which is a zoom of 400 % on a wide screen."""
    assert seen["width"] == []


def test_nothing_overlaps_or_is_cut_with_large_and_wide_text(seen):
    assert seen["text"] == []


def test_nothing_moves_for_those_who_ask_for_it(seen):
    assert seen["motion"] == []


def test_the_search_is_laid_out_well_at_any_width(page, any_site):
    page.goto(any_site.address("index.html"))
    page.keyboard.press("/")
    page.keyboard.type("a")
    page.wait_for_function("""() => {
      const said = document.querySelector(".search-status").textContent;
      return said && said !== document.querySelector("dialog.search").dataset.loading;
    }""")
    for width in (320, 390, 1280):
        show(page, width)
        assert page.evaluate(LAYOUT) == [], width
