"""Nothing moves while a page is loading, however late its scripts and pictures come."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

# What has moved so far, without what the reader asked for (https://wicg.github.io/layout-instability/).
SHIFTS = """new Promise((done) => {
  const moved = [];
  new PerformanceObserver((list) => moved.push(...list.getEntries().filter((entry) => !entry.hadRecentInput)))
    .observe({ type: "layout-shift", buffered: true });
  const tell = () => done(moved.map((entry) =>
    entry.value.toFixed(4) + " " + entry.sources.map(({ node }) => node && node.nodeName + "." + node.className)));
  // what moved is known once it was painted, however long that takes
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(tell, 150)));
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_is_loading(chromium, any_site, serve, width):
    """Deferred scripts and pictures come only after the page has been painted, as they do over a slow line."""
    held = []

    def hold(route) -> None:
        if route.request.url.endswith("scheme.js") or not holding:
            route.continue_()
        else:
            held.append(route)

    moved = {}
    with chromium.page("about:blank", viewport={"width": width, "height": 900}) as page:
        page.route("**/*.{js,png,jpg,jpeg,webp,avif,svg}", hold)
        for name in any_site.kinds:
            holding = True
            page.goto(f"{serve(any_site)}/{name}", wait_until="commit")
            page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
            holding = False
            while held:
                held.pop().continue_()
            page.wait_for_load_state()
            if shifts := page.evaluate(SHIFTS):
                moved[name] = shifts
    assert moved == {}


def test_what_moves_is_seen(chromium, own_site):
    with chromium.page(own_site.address("index.html")) as page:
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        page.evaluate("document.querySelector('main').style.paddingTop = '300px'")
        assert page.evaluate(SHIFTS) != []
