"""Pages in real browsers: from disk and below a sub-path, without complaints, without other hosts, without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from conftest import BuiltSite, write_files

from scholarfolio.build.command import Options, build

pytestmark = pytest.mark.browser

PROBE = """({
  title: document.title,
  styled: getComputedStyle(document.querySelector("main")).maxWidth,
  rules: document.styleSheets.length,
})"""


@pytest.fixture(params=["disk", "sub-path"])
def at(request: pytest.FixtureRequest, serve) -> Callable[[BuiltSite, str], str]:
    """The address of a page, from disk and from a server below a path in turn: ``at(site, "index.html")``."""
    if request.param == "disk":
        return lambda site, name: site.address(name)
    return lambda site, name: f"{serve(site)}/{quote(name)}"


def some_pages(site: BuiltSite) -> list[str]:
    """One page of every kind, and every paper of the invented scholar: the odd cases are there."""
    odd = [f"papers/{paper.id}.html" for paper in site.papers] if site.name == "every-field" else []
    return [*site.kinds, *odd]


def test_pages_open_from_disk_without_a_complaint(browser, any_site):
    for name in some_pages(any_site):
        seen, complaints = browser.visit(any_site.address(name), PROBE)
        assert complaints == [], name
        assert seen["rules"] == 1, name
        assert seen["styled"] != "none", name
        assert seen["title"], name


def test_pages_open_below_a_sub_path_without_a_complaint(browser, scholar_site, serve):
    for name in some_pages(scholar_site):
        seen, complaints = browser.visit(f"{serve(scholar_site)}/{quote(name)}", PROBE)
        assert complaints == [], name
        assert seen["rules"] == 1, name


def test_what_is_missing_has_a_page_that_leads_on_from_any_depth(chromium, scholar_site, serve):
    with chromium.page("about:blank") as page:
        for missing in ("no.html", "no/such/page.html"):
            assert page.goto(f"{serve(scholar_site)}/{missing}").status == 404
            assert page.evaluate(PROBE)["styled"] != "none"
            page.locator("main a").first.click()
            assert page.evaluate("document.querySelector('.hero') !== null")


def test_words_are_the_same_without_javascript(chromium, scholar_site):
    remove = "document.querySelectorAll('#filters, #ticked, button').forEach((control) => control.remove())"
    with chromium.page("about:blank") as page, chromium.page("about:blank", java_script_enabled=False) as plain:
        for name in some_pages(scholar_site):
            address = scholar_site.address(name)
            page.goto(address)
            plain.goto(address)
            page.evaluate(remove)
            assert set(page.inner_text("main").split()) <= set(plain.inner_text("main").split()), name


SCHEME = """({
  dark: getComputedStyle(document.body.parentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches),
  paper: getComputedStyle(document.documentElement).backgroundColor,
  label: document.querySelector(".theme-toggle").getAttribute("aria-label"),
})"""


def test_the_scheme_follows_the_system_until_it_is_chosen_and_the_choice_is_kept(browser, own_site, at):
    """The system of Firefox's reader is dark, that of Chromium's light."""
    with browser.tab() as tab:
        tab.go(at(own_site, "index.html"))
        automatic = tab.run(SCHEME)
        assert automatic["dark"] == (browser.name == "firefox")
        seen = {automatic["label"]: automatic}
        for _ in range(2):
            tab.click(".theme-toggle")
            chosen = tab.run(SCHEME)
            seen[chosen["label"]] = chosen
            tab.go(at(own_site, "papers/index.html"))
            assert tab.run(SCHEME) == chosen, "another page"
            tab.go(at(own_site, "index.html"))
            assert tab.run(SCHEME) == chosen, "the same page again"
        assert [scheme["dark"] for scheme in seen.values()] == [automatic["dark"], False, True]
        assert len({scheme["paper"] for scheme in seen.values()}) == 2
        tab.click(".theme-toggle")
        assert tab.run(SCHEME) == automatic
        assert tab.complaints == []


def test_the_automatic_scheme_changes_with_the_system_at_once(chromium, own_site):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    with chromium.page(own_site.address("index.html"), color_scheme="light") as page:
        light = page.evaluate(paper)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(paper) != light


def test_the_copy_button_copies_the_bibtex_entry(browser, own_site, at):
    with browser.tab() as tab:
        tab.go(at(own_site, "papers/patchcore.html"))
        tab.click("[data-copy='#bibtex']")
        tab.wait("Array.from(document.querySelectorAll('[role=status]')).some((status) => status.textContent)")
        tab.run("document.querySelector('main').append(document.createElement('textarea'))")
        tab.run("document.querySelector('main > textarea').focus()")
        tab.press("Control+v")
        tab.wait("document.querySelector('main > textarea').value")
        copied = tab.run("document.querySelector('main > textarea').value")
        assert tab.complaints == []
    assert copied.strip() == (own_site.root / "papers/patchcore.bib").read_text("utf-8").strip()


NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
COPIED_FROM = pytest.mark.parametrize(
    ("page", "tick", "button", "expected"),
    [
        ("papers/patchcore.html", None, "[data-copy='#bibtex']", "papers/patchcore.bib"),
        ("papers/index.html", "[aria-label^='Tick: ']", "#ticked [data-act=copy]", "papers.bib"),
    ],
)


@COPIED_FROM
def test_copying_works_without_a_clipboard_as_on_pages_over_plain_http(
    chromium, own_site, page, tick, button, expected
):
    with chromium.page(own_site.address(page), permissions=["clipboard-read"]) as tab:
        tab.evaluate(NO_CLIPBOARD)
        if tick:
            tab.locator(tick).first.check()
        tab.click(button)
        tab.locator("[role=status]", has_text="Copied").first.wait_for()
        tab.evaluate("delete navigator.clipboard")
        copied = tab.evaluate("navigator.clipboard.readText()").strip()
        assert tab.evaluate("getSelection().isCollapsed")
    assert copied.startswith("@")
    assert copied in (own_site.root / expected).read_text("utf-8")


@COPIED_FROM
def test_where_copying_is_refused_the_reader_is_told_and_what_is_shown_is_selected(
    chromium, own_site, page, tick, button, expected
):
    with chromium.page(own_site.address(page)) as tab:
        tab.evaluate(NO_CLIPBOARD)
        tab.evaluate("document.execCommand = () => false")
        if tick:
            tab.locator(tick).first.check()
        tab.click(button)
        tab.locator("main [role=status]:not(:empty)").first.wait_for()
        assert "Copied" not in tab.locator("main [role=status]:not(:empty)").first.inner_text()
        selected = tab.evaluate("getSelection().toString()").strip()
    assert selected == ("" if tick else (own_site.root / expected).read_text("utf-8").strip())


def test_the_search_finds_a_paper_and_enter_opens_it(browser, own_site, at):
    with browser.tab() as tab:
        tab.go(at(own_site, "topics/index.html"))
        tab.press("/")
        tab.type("patchcore")
        tab.wait("document.querySelector('dialog.search .search-paper a')")
        tab.press("Enter")
        tab.wait_for_page("papers/patchcore.html")
        assert tab.complaints == []


def test_the_list_is_narrowed_and_its_address_narrows_it_again(browser, own_site, at):
    shown = "Array.from(document.querySelectorAll('.entry')).filter((entry) => entry.checkVisibility()).length"
    choose = """(() => {
      const select = document.querySelector("select[name=topic]");
      select.value = "cv";
      select.dispatchEvent(new Event("input", { bubbles: true }));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    })()"""
    with browser.tab() as tab:
        tab.go(at(own_site, "papers/index.html"))
        assert tab.run(shown) == 36
        tab.click("#filters summary")
        tab.run(choose)
        tab.wait("location.hash === '#topic=cv'")
        assert tab.run(shown) == 18
        assert "18" in tab.run("document.getElementById('shown').textContent")
        assert tab.complaints == []
    with browser.tab() as tab:
        tab.go(at(own_site, "papers/index.html") + "#topic=cv")
        assert tab.run(shown) == 18


def test_old_addresses_lead_on(browser, scholar_site, at):
    with browser.tab() as tab:
        tab.go(at(scholar_site, "publications/bottle.html"))
        tab.wait_for_page("papers/script-in-a-bottle.html")
        tab.go(at(scholar_site, "boat.html"))
        tab.wait_for_page("news.html#new-boat")


def entries_shown(page) -> int:
    return page.locator(".entry:visible").count()


def test_the_list_is_narrowed_sorted_and_grouped_and_the_address_says_how(chromium, own_site):
    address = own_site.address("papers/index.html")
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


def test_the_list_is_sorted_by_date_and_by_citations(chromium, scholar_site):
    """What is alike stays newest first."""
    newest = [f"{paper.id}.html" for paper in scholar_site.papers]
    cited = {f"{paper.id}.html": paper.citations.count if paper.citations else 0 for paper in scholar_site.papers}
    assert len(set(cited.values())) > 2
    orders = {"oldest": newest[::-1], "citations": sorted(newest, key=lambda path: -cited[path])}
    for order, expected in orders.items():
        with chromium.page(f"{scholar_site.address('papers/index.html')}#sort={order}&group=none") as page:
            links = page.locator(".entry:visible .entry-title a").evaluate_all(
                "links => links.map((link) => decodeURIComponent(link.pathname.split('/').pop()))"
            )
            assert links == expected, order


@pytest.fixture(scope="module")
def long_list(tmp_path_factory):
    """A list of 850 papers on three pages; every second of them is of the topic ``even``."""
    root = tmp_path_factory.mktemp("long")
    papers = (
        f"- {{id: p{at}, title: Paper {at:03}, date: {2010 + at % 10}, topics: [{('even', 'odd')[at % 2]}]}}\n"
        for at in range(850)
    )
    texts = {"profile.yaml": "name: Ada Lovelace\n", "site.yaml": "cards: none\n", "papers.yaml": "".join(papers)}
    write_files(root / "content", texts | {"topics.yaml": "even: Even\nodd: Odd\n"})
    build(Options(root / "content", root / "site"))
    return root / "site/papers/index.html"


def test_a_long_list_is_narrowed_sorted_and_taken_along_from_disk(browser, long_list):
    """The papers of its further pages are loaded when they are first needed, and not before."""
    shown = "Array.from(document.querySelectorAll('.entry')).filter((entry) => entry.checkVisibility()).length"
    loaded = "document.querySelectorAll('script[src*=\"static/papers\"]').length"
    titles = "Array.from(document.querySelectorAll('.entry-title')).filter((title) => title.checkVisibility()).map((title) => title.textContent)"
    choose = """((name, value) => {
      const select = document.querySelector(`select[name=${name}]`);
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    })"""
    with browser.tab() as tab:
        tab.go(long_list.as_uri())
        tab.click("#filters summary")
        assert (tab.run(shown), tab.run(loaded)) == (400, 0)
        tab.run(f"{choose}('topic', 'even')")
        tab.wait("document.getElementById('shown').textContent.includes('425')")
        assert (tab.run(shown), tab.run(loaded)) == (400, 3)
        assert not tab.run("document.querySelector('.pager').checkVisibility()")
        tab.click(".more button")
        assert tab.run(shown) == 425
        assert tab.run("document.querySelector('.more button')") is None
        tab.run(f"{choose}('group', 'none')")
        tab.run(f"{choose}('sort', 'title')")
        assert tab.run(titles) == [f"Paper {at:03}" for at in range(0, 800, 2)]
        # one of the first page and one of the third are ticked
        tab.run("""document.querySelectorAll(".tick input").forEach((box) => {
          if (/Paper 00[08]/.test(box.getAttribute("aria-label"))) box.click();
        })""")
        tab.run("""navigator.clipboard.writeText = async (text) => { window.copied = text; }""")
        tab.click("#ticked [data-act=copy]")
        tab.wait("window.copied")
        copied = tab.run("window.copied")
        assert copied.count("@misc{") == 2
        assert all(f"Paper 00{at}" in copied for at in (0, 8))
        tab.click("button[type=reset]")
        assert tab.run(shown) == 400
        assert tab.run("document.querySelector('.pager').checkVisibility()")
        assert tab.complaints == []
    with browser.tab() as tab:
        tab.go(f"{long_list.as_uri()}#topic=odd&sort=oldest")
        tab.wait("document.getElementById('shown').textContent.includes('425')")
        assert tab.run(titles)[0] == "Paper 841"
        assert tab.complaints == []


def test_a_long_list_whose_other_papers_do_not_load_says_so_and_stays(chromium, long_list):
    script = long_list.parent.parent / "static/papers~3.js"
    elsewhere = script.rename(script.with_suffix(".away"))
    with chromium.page(long_list.as_uri()) as page:
        page.get_by_text("Narrow, sort and group").click()
        page.select_option("select[name=topic]", "odd")
        page.locator("#shown", has_text="The other papers could not be loaded.").wait_for()
        assert entries_shown(page) == 400
        elsewhere.rename(script)
        page.select_option("select[name=sort]", "title")
        page.locator("#shown", has_text="425").wait_for()


def test_counts_on_choices_are_the_papers_each_would_leave(chromium, own_site):
    with chromium.page(own_site.address("papers/index.html") + "#topic=cv") as page:
        for option in page.locator("select[name=year] option:enabled:not([value=''])").all():
            value, label = option.get_attribute("value"), option.inner_text()
            page.select_option("select[name=year]", value)
            assert label.endswith(f"({entries_shown(page)})"), label


def test_ticked_papers_are_taken_along_in_each_format(chromium, own_site):
    address = own_site.address("papers/index.html")
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
