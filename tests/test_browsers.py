"""Pages in real browsers: from disk and below a sub-path, without complaints, without other hosts, without JavaScript."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import browsers
import pytest
from conftest import BuiltSite

PROBE = """({
  title: document.title,
  styled: getComputedStyle(document.querySelector("main")).maxWidth,
  colour: getComputedStyle(document.body).backgroundColor,
  rules: document.styleSheets.length,
})"""


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[browsers.Chromium | browsers.Firefox]:
    with getattr(browsers, request.param)() as opened:
        yield opened


@pytest.fixture(scope="module")
def chromium() -> Iterator[browsers.Chromium]:
    with browsers.chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(scholar_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented scholar's site below a sub-path of a server on this machine."""
    root = tmp_path_factory.mktemp("server")
    (root / "any").mkdir()
    (root / "any" / "path").symlink_to(scholar_site.root, target_is_directory=True)
    handler = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/any/path"
        running.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def some_pages(site: BuiltSite) -> list[str]:
    """One page of every kind, and every paper of the invented scholar: the odd cases are there."""
    catalog = site.prepared.catalog
    kinds = {output.kind: output.path for output in site.prepared.plan if output.is_page and output.kind != "missing"}
    odd = [f"papers/{paper.id}.html" for paper in catalog.papers] if site.name == "every-field" else []
    return [*kinds.values(), *odd]


def test_pages_open_from_disk_without_a_complaint(browser, site):
    for name in some_pages(site):
        seen, complaints = browser.visit((site.root / name).as_uri(), PROBE)
        assert complaints == [], name
        assert seen["rules"] == 1, name
        assert seen["title"], name


def test_pages_open_below_a_sub_path_without_a_complaint(browser, scholar_site, server):
    from urllib.parse import quote

    for name in some_pages(scholar_site):
        seen, complaints = browser.visit(f"{server}/{quote(name)}", PROBE)
        assert complaints == [], name
        assert seen["rules"] == 1, name


def test_words_are_the_same_without_javascript(chromium, scholar_site):
    for name in some_pages(scholar_site):
        address = (scholar_site.root / name).as_uri()
        with chromium.page(address) as page:
            with_script = page.inner_text("main")
        with chromium.page(address, java_script_enabled=False) as page:
            without = page.inner_text("main")
        buttons = {"Copy", "Copied"}
        assert set(with_script.split()) - buttons <= set(without.split()), name


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(chromium, scholar_site, width):
    for name in some_pages(scholar_site):
        with chromium.page((scholar_site.root / name).as_uri(), viewport={"width": width, "height": 800}) as page:
            wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, name


def test_the_theme_button_changes_the_scheme_and_remembers(chromium, own_site):
    with chromium.page((own_site.root / "index.html").as_uri(), color_scheme="light") as page:
        background = "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor"
        before = page.evaluate(background)
        button = page.locator("button[aria-label*=heme]")
        for _ in range(3):
            button.click()
            if page.evaluate(background) != before:
                break
        after = page.evaluate(background)
        assert after != before
        page.reload()
        assert page.evaluate(background) == after


def test_the_copy_button_copies_the_bibtex_entry(chromium, own_site):
    address = (own_site.root / "papers/patchcore.html").as_uri()
    with chromium.page(address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.get_by_role("button", name="Copy").first.click()
        page.wait_for_function("document.body.innerText.includes('Copied')")
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == (own_site.root / "papers/patchcore.bib").read_text("utf-8").strip()


def test_the_whole_site_can_be_walked_with_the_keyboard(chromium, own_site):
    with chromium.page((own_site.root / "index.html").as_uri()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
