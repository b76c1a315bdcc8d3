"""The ready looks, and settings at their extremes, as readers meet them: nothing illegible, nothing that overlaps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import readers
from axe import ENHANCED, violations
from conftest import build_folder, copy_content

from scholarfolio.content.models import CARD_PARTS

pytestmark = pytest.mark.browser

LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")
SETTINGS = {
    "modern": "{look: modern, density: airy}",
    "compact": "{look: compact, summaries: none}",
    "everything": f"{{look: compact, density: dense, summaries: folded, abstracts: folded, card: [{', '.join(CARD_PARTS)}]}}",
    "yellow": "{look: modern, accent: '#ffff00', font: slab, heading_font: typewriter, summaries: folded}",
    "dark": "{scheme: dark, home: [papers, charts, metrics], card: []}",
}


@pytest.fixture(scope="module", params=SETTINGS)
def themed(request, tmp_path_factory, scholar_site):
    """The invented scholar's site with each of the settings in turn; its pictures are made already."""
    return site_with(request.param, tmp_path_factory.mktemp(request.param))


def site_with(name, folder):
    content = folder / "content"
    copy_content("every-field", content)
    settings = content / "site.yaml"
    others = re.sub(r"(?m)^theme:.*\n(?: .*\n)*", "", settings.read_text("utf-8"))
    settings.write_text(f"{others}\ntheme: {SETTINGS[name]}\n", "utf-8")
    return build_folder(name, content, folder / "site", strict=True)


@pytest.fixture(scope="module")
def page(chromium):
    with chromium.page("about:blank") as opened:
        yield opened


@pytest.fixture(scope="module")
def faults(page, themed):
    return readers.found(page, themed, themed.kinds, readers.TWO, lambda: (*violations(page), *page.evaluate(LAYOUT)))


@pytest.mark.parametrize("view", readers.TWO)
def test_axe_and_the_eye_for_layout_find_nothing_in_any_look(faults, view):
    assert faults[view] == []


def test_the_site_s_scheme_comes_first_and_the_button_changes_it_for_good(chromium, tmp_path):
    with chromium.page(site_with("dark", tmp_path).address("index.html")) as page:
        page.emulate_media(color_scheme="light")

        def scheme() -> str:
            return page.evaluate("getComputedStyle(document.documentElement).colorScheme")

        def press() -> str:
            page.locator(".theme-toggle").click()
            return page.locator(".theme-toggle").get_attribute("aria-label")

        assert scheme() == "dark"
        assert [press(), scheme()] == ["Theme: automatic", "light dark"]
        page.reload()
        assert scheme() == "light dark"
        assert [press(), scheme()] == ["Theme: light", "light"]
        assert [press(), scheme()] == ["Theme: dark", "dark"]
        page.reload()
        assert scheme() == "dark"


def test_more_contrast_reaches_all_text_in_any_look(page, themed):
    """Code in five colours included: 7 to 1, WCAG's level AAA."""
    names = ("index.html", "papers/markdown-lagoon.html")
    faults = readers.found(page, themed, names, readers.CONTRAST, lambda: violations(page, ENHANCED))
    assert faults == {view: [] for view in readers.CONTRAST}
