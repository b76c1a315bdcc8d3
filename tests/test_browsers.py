"""Pages in real browsers: from disk and below a sub-path, without complaints, without other hosts, without JavaScript."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import browsers
import pytest
from conftest import BuiltSite

pytestmark = pytest.mark.browser

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
    remove = "document.querySelectorAll('#filters, #ticked, button').forEach((control) => control.remove())"
    with chromium.page("about:blank") as page, chromium.page("about:blank", java_script_enabled=False) as plain:
        for name in some_pages(scholar_site):
            address = (scholar_site.root / name).as_uri()
            page.goto(address)
            plain.goto(address)
            page.evaluate(remove)
            assert set(page.inner_text("main").split()) <= set(plain.inner_text("main").split()), name


def test_no_page_scrolls_sideways(chromium, scholar_site):
    wide = []
    with chromium.page("about:blank") as page:
        for name in some_pages(scholar_site):
            page.goto((scholar_site.root / name).as_uri())
            for width in (320, 390, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append((name, width))
    assert wide == []


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
        page.locator("[role=status]", has_text="Copied").first.wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == (own_site.root / "papers/patchcore.bib").read_text("utf-8").strip()


def test_the_whole_site_can_be_walked_with_the_keyboard(chromium, own_site):
    with chromium.page((own_site.root / "index.html").as_uri()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def entries_shown(page) -> int:
    return page.locator(".entry:visible").count()


def test_the_list_is_narrowed_sorted_and_grouped_and_the_address_says_how(chromium, own_site):
    address = (own_site.root / "papers/index.html").as_uri()
    with chromium.page(address) as page:
        assert entries_shown(page) == 36
        page.get_by_text("Narrow, sort and group").click()
        page.select_option("select[name=topic]", "cv")
        assert entries_shown(page) == 18
        assert "18 of 36 papers" in page.inner_text("#shown")
        page.check("input[name=has][value=code]")
        narrowed = page.url
        assert narrowed.endswith("#topic=cv&has=code")
        assert entries_shown(page) == 10
        page.select_option("select[name=sort]", "title")
        page.select_option("select[name=group]", "none")
        titles = page.locator(".entry:visible .entry-title").all_inner_texts()
        assert titles == sorted(titles, key=str.casefold)
        page.go_back()
        page.go_back()
        assert page.url == narrowed
        assert page.input_value("select[name=sort]") == ""
        page.click("button[type=reset]")
        assert entries_shown(page) == 36
    with chromium.page(narrowed) as page:
        assert entries_shown(page) == 10


def test_counts_on_choices_are_the_papers_each_would_leave(chromium, own_site):
    with chromium.page((own_site.root / "papers/index.html").as_uri() + "#topic=cv") as page:
        for option in page.locator("select[name=year] option:enabled:not([value=''])").all():
            value, label = option.get_attribute("value"), option.inner_text()
            page.select_option("select[name=year]", value)
            assert label.endswith(f"({entries_shown(page)})"), label


def test_ticked_papers_are_taken_along_in_each_format(chromium, own_site):
    import json

    address = (own_site.root / "papers/index.html").as_uri()
    with chromium.page(address, permissions=["clipboard-read", "clipboard-write"]) as page:
        for title in ("Tick: Subspace-Boosted Model Merging", "Tick: Context-Aware Multimodal Pretraining"):
            page.get_by_label(title).check()
        assert "2 ticked" in page.inner_text("#ticked")
        copied = {}
        for name in page.eval_on_selector_all("#ticked option", "options => options.map((option) => option.value)"):
            page.select_option("#ticked select", name)
            page.click("#ticked [data-act=copy]")
            page.locator("#ticked [role=status]", has_text="Copied").wait_for()
            copied[name] = page.evaluate("navigator.clipboard.readText()")
            page.evaluate("document.querySelector('#ticked [role=status]').textContent = ''")
        with page.expect_download() as download:
            page.click("#ticked [data-act=download]")
        assert download.value.suggested_filename == "papers.md"
        page.click("#ticked [data-act=clear]")
        assert page.locator("#ticked").is_hidden()
    assert copied["bibtex"].count("@misc{") == 2
    assert copied["ris"].count("ER  - ") == 2
    assert [item["id"] for item in json.loads(copied["csl-json"])] == ["subspace-boosting", "context-aware-pretraining"]
    assert copied["markdown"].count("\n- ") + copied["markdown"].startswith("- ") == 2
