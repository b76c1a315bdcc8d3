"""Pages on paper: all that is read, nothing that is pressed, no line cut, and a paper's page on one sheet."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

# A4 between the margins that the stylesheet sets, in CSS pixels.
SHEET = 642
CONTROLS = """Array.from(document.querySelectorAll("button, input, select, nav, dialog, .skip")).filter((element) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true })).map((element) => element.outerHTML.slice(0, 80))"""
# Boxes that show less than they hold, and lines that reach beyond the sheet.
CUT = """(() => {
  const wide = document.documentElement.clientWidth;
  const cut = Array.from(document.querySelectorAll("main *")).filter((element) => {
    if (!element.checkVisibility() || element.closest(".visually-hidden, math")) return false;
    const style = getComputedStyle(element);
    const shut = style.overflowX !== "visible" || style.overflowY !== "visible";
    return (shut && (element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2))
      || element.getBoundingClientRect().right > wide + 1;
  });
  return cut.map((element) => element.outerHTML.slice(0, 80));
})()"""
WORDS = "document.querySelector('main').innerText.split(/\\s+/)"


@pytest.fixture(scope="module")
def page(chromium):
    with chromium.page("about:blank", viewport={"width": SHEET, "height": 970}) as opened:
        yield opened


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_nothing_that_is_pressed_is_printed_and_no_line_is_cut(page, any_site):
    page.emulate_media(media="print")
    wrong = []
    for name in any_site.kinds:
        page.goto(any_site.address(name))
        wrong += [(name, fault) for fault in page.evaluate(CONTROLS) + page.evaluate(CUT)]
    assert wrong == []


def test_what_is_read_is_printed(page, site):
    """All but what is for the screen alone: menus, formats to copy; a long chart is a table on paper."""
    screen_only = "document.querySelectorAll('.jump, .neighbours, .pager, .cite, .cite-actions, .filters, .ticked, details, .chart, .orcid, .related .meta, .cite-long').forEach((part) => part.remove())"
    for name in site.kinds:
        page.emulate_media(media="screen")
        page.goto(site.address(name))
        page.evaluate(screen_only)
        words = page.evaluate(WORDS)
        page.emulate_media(media="print")
        assert set(words) - set(page.evaluate(WORDS)) == set(), name


def test_dark_pages_are_printed_black_on_white(page, own_site):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(own_site.address("papers/patchcore.html"))
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    colours = "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_every_paper_is_printed_on_one_sheet(page, own_site):
    page.emulate_media(media="print", color_scheme="light")
    long = []
    for paper in own_site.papers:
        page.goto(own_site.address(f"papers/{paper.id}.html"))
        if (count := sheets(page.pdf(format="A4", prefer_css_page_size=True))) > 1:
            long.append((paper.id, count))
    assert long == []


def test_all_500_authors_are_printed(page, odd_site):
    if odd_site.name != "excess":
        return
    page.emulate_media(media="print")
    page.goto(odd_site.address("papers/crowd.html"))
    text = page.evaluate("document.querySelector('main').innerText")
    crowd = next(paper for paper in odd_site.papers if paper.id == "crowd")
    missing = [author for author in crowd.authors.named if author.name.display not in text]
    assert missing == []
