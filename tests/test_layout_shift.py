"""Nothing moves while a page is loading, however late its scripts and pictures come."""

from __future__ import annotations

import time

import pytest

pytestmark = pytest.mark.browser

# What has moved so far, without what the reader asked for (https://wicg.github.io/layout-instability/).
SHIFTS = """new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().filter((entry) => !entry.hadRecentInput).map((entry) =>
    entry.value.toFixed(4) + " " + entry.sources.map((source) => source.node && source.node.nodeName + "." + source.node.className)
  ))).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 150);
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_is_loading(chromium, any_site, serve, width):
    """Deferred scripts and pictures come a moment after the page has been painted, as they do over a slow line."""

    def late(route) -> None:
        if not route.request.url.endswith("scheme.js"):
            time.sleep(0.1)
        route.continue_()

    moved = {}
    with chromium.page("about:blank", viewport={"width": width, "height": 900}) as page:
        page.route("**/*.{js,png,jpg,jpeg,webp,avif,svg}", late)
        for name in any_site.kinds:
            page.goto(f"{serve(any_site)}/{name}")
            if shifts := page.evaluate(SHIFTS):
                moved[name] = shifts
    assert moved == {}
