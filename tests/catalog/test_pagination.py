"""Long lists over several pages: nothing is lost, nothing stands twice, every page leads to the others."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from scholarfolio.build.command import Options, build
from scholarfolio.catalog import pagination

ATOM = "{http://www.w3.org/2005/Atom}"
PAPERS = 2 * pagination.PAPERS_ON_PAGE + 50


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 850 papers of one topic, over ten years, by so many authors that their index takes two pages."""
    root = tmp_path_factory.mktemp("long")
    content = root / "content"
    content.mkdir()
    (content / "profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")
    (content / "site.yaml").write_text("cards: none\n", "utf-8")  # to draw them takes longer than all the rest
    (content / "topics.yaml").write_text("engines: Engines\n", "utf-8")
    records = [
        f"- {{id: p{at}, title: Paper {at}, date: {2010 + at % 10}, topics: [engines], "
        f"authors: [Ada Lovelace, {', '.join(f'Writer {at // 2}x{number}' for number in range(6))}]}}\n"
        for at in range(PAPERS)
    ]
    (content / "papers.yaml").write_text("".join(records), "utf-8")
    build(Options(content, root / "site", url="https://example.org/x", strict=True))
    return root / "site"


@pytest.mark.parametrize(
    ("papers", "worth_it"), [(0, False), (4, False), (5, True), (401, True), (10_000, True), (10_001, False)]
)
def test_a_list_can_be_narrowed_where_it_is_worth_it_and_a_browser_can(papers, worth_it):
    assert pagination.can_be_narrowed(papers) is worth_it


@pytest.mark.parametrize("path", ["feed.xml", "topics/engines.xml"])
def test_a_feed_has_the_newest_fifty(site, path):
    entries = ElementTree.parse(site / path).getroot().findall(f"{ATOM}entry")
    assert len(entries) == 50
    assert {entry.findtext(f"{ATOM}updated")[:4] for entry in entries} == {"2019"}


def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@pytest.mark.parametrize("first", ["papers/index.html", "topics/engines.html", "authors/ada-lovelace.html"])
def test_every_paper_stands_once_on_the_pages_of_a_long_list(site, first):
    pages = [parsed(site / pagination.page_path(first, number)) for number in (1, 2, 3)]
    assert not (site / pagination.page_path(first, 4)).exists()
    listed = [[link["href"].rpartition("/")[2] for link in page.select(".entry-title a")] for page in pages]
    assert [len(links) for links in listed] == [400, 400, 50]
    assert len({href for links in listed for href in links}) == PAPERS
    assert len({page.title.string for page in pages}) == 3
    years = [time["datetime"] for page in pages for time in page.select(".entry time")]
    assert years == sorted(years, reverse=True)


def test_pages_lead_to_each_other_and_to_files_that_are_there(site):
    for name in ("papers/index.html", "papers/index~2.html", "papers/index~3.html", "authors/index~2.html"):
        page = parsed(site / name)
        links = page.select(".pager a")
        assert [link["href"] for link in page.select(".pager a[aria-current]")] == [f"../{name}"]
        assert len(links) >= 3
        assert all((site / name).parent.joinpath(link["href"]).exists() for link in links)
        assert page.find("link", rel="canonical")["href"] == f"https://example.org/x/{name}"


def test_what_narrows_a_long_list_stands_on_its_first_page_and_loads_the_others(site, own_site):
    first, second = (parsed(site / f"papers/{name}.html") for name in ("index", "index~2"))
    assert second.select_one("#filters") is None
    scripts = first.select_one("#filters")["data-scripts"].split()
    assert scripts == ["../static/papers.js", "../static/papers~2.js", "../static/papers~3.js"]
    assert not first.select(".entry[data-values]"), "the first page stays as light as it is without"
    assert "data-scripts" not in own_site.pages["papers/index.html"].select_one("#filters").attrs
    assert not (own_site.root / "static/papers.js").exists()


def test_the_scripts_of_a_long_list_hold_every_paper_once(site):
    listed, values = [], []
    for number in (1, 2, 3):
        script = (site / pagination.script_path("papers", number)).read_text("utf-8").strip()
        start = f"scholarfolioEntries({number}, "
        assert script.startswith(start)
        entries = BeautifulSoup(json.loads(script.removeprefix(start).removesuffix(");")), "html.parser")
        values += [json.loads(entry["data-values"]) for entry in entries.select(".entry")]
        listed += [link["href"] for link in entries.select(".entry-title a")]
        shown = parsed(site / pagination.page_path("papers/index.html", number)).select(".entry-title a")
        if number > 1:
            assert [link["href"] for link in shown] == [link["href"] for link in entries.select(".entry-title a")]
    assert len(values) == PAPERS
    assert len(listed) == PAPERS - pagination.PAPERS_ON_PAGE
    assert {value["year"][0] for value in values} == {str(year) for year in range(2010, 2020)}


def test_ticked_papers_of_a_long_list_are_exported_by_its_pages(site):
    records = [(site / pagination.script_path("export-bibtex", number)).read_text("utf-8") for number in (1, 2, 3)]
    assert [text.count("@misc{") for text in records] == [400, 400, 50]


def test_a_long_list_leads_to_the_pages_of_years(site):
    jumps = {link["href"] for link in parsed(site / "papers/index~2.html").select(".jump a")}
    assert jumps == {f"../years/{year}.html" for year in range(2010, 2020)}


def test_no_page_passes_a_megabyte(site):
    sizes = {path.name: path.stat().st_size for path in site.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > 1_000_000} == {}


def test_all_pages_of_a_list_are_in_the_sitemap(site):
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "https://example.org/x/topics/engines~3.html" in sitemap


@given(st.integers(1, 300), st.data())
def test_a_pager_names_the_ends_and_the_neighbours_in_order(count, data):
    number = data.draw(st.integers(1, count))
    pager = pagination.pager("a.html", number, count)
    if count == 1:
        assert pager is None
        return
    numbers = [link.number for link in pager.links]
    assert numbers == sorted(set(numbers))
    assert {1, count, number} <= set(numbers)
    assert [link.number for link in pager.links if link.after_gap] == [
        after for before, after in pairwise(numbers) if after > before + 1
    ]
    assert bool(pager.previous) == (number > 1)
    assert bool(pager.next) == (number < count)


@given(st.integers(0, 5000), st.integers(1, 500))
def test_pages_hold_every_item_once(items, size):
    pages = [
        pagination.on_page(range(items), number + 1, size) for number in range(pagination.count_pages(items, size))
    ]
    assert [item for page in pages for item in page] == list(range(items))
    assert all(pages[:-1]) or items == 0
