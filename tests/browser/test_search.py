"""The search in a real browser, from disk: what is found, what is forgiven, and how it is driven."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from browsers import Chromium
from conftest import BuiltSite

from scholarfolio.render.search import index as search_index
from scholarfolio.render.search.words import fold
from scholarfolio.tracking.queries import Queries

pytestmark = pytest.mark.browser

FOUND = "dialog.search .search-results a[href$='papers/patchcore.html']"


@pytest.fixture(scope="module")
def search(chromium: Chromium, own_site: BuiltSite) -> Iterator[object]:
    """Types a query into the search of the author page and returns titles found and what is announced."""
    with chromium.page((own_site.root / "topics/index.html").as_uri()) as page:
        page.keyboard.press("/")

        def ask(query: str) -> tuple[list[str], str]:
            page.fill("dialog.search input", query)  # which is answered before anything else happens in the page
            links = page.locator("dialog.search .search-results a[href*='papers/']")
            return [link.get_attribute("href").rsplit("/", 1)[-1] for link in links.all()], page.inner_text(
                "dialog.search [role=status]"
            )

        ask("patchcore")
        page.wait_for_selector(FOUND)  # the index is loaded now
        yield ask


def test_every_paper_is_found_first_by_its_title(search, own_site):
    for paper in own_site.papers[:12]:
        assert search(paper.title.plain)[0][0] == f"{paper.id}.html"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("gromov", "gromov-monge-gap.html"),
        ("Theo Uscidda", "gromov-monge-gap.html"),
        ("THÉO uscidda", "gromov-monge-gap.html"),
        ("anomly detection", "patchcore.html"),
        ("industr", "patchcore.html"),
        ('"total recall"', "patchcore.html"),
        ("year:2021 has:code", "patchcore.html"),
        ("author:akata year:2022 topic:cv", "non-isotropy-regularization.html"),
    ],
)
def test_words_names_typing_errors_phrases_and_filters_find_the_paper(search, query, expected):
    assert expected in search(query)[0]


def test_filters_leave_out_what_they_should(search, own_site):
    found, announced = search("year:2021")
    assert set(found) == {f"{paper.id}.html" for paper in own_site.papers if paper.year == 2021}
    assert "2 papers" in announced
    assert len(search('"recall total"')[0]) == 0, "a phrase keeps its order"


def test_nothing_found_is_announced_with_a_way_on(search):
    found, announced = search("xqzzyqk")
    assert found == []
    assert "No papers found" in announced


def test_the_index_is_loaded_only_when_it_is_used_and_the_keyboard_does_it_all(chromium, own_site):
    with chromium.page((own_site.root / "papers/reno.html").as_uri()) as page:
        loaded = "[...document.scripts].some((script) => script.src.includes('search-index'))"
        assert not page.evaluate(loaded)
        page.keyboard.press("/")
        page.keyboard.type("patchcore")
        page.wait_for_selector(FOUND)
        assert page.evaluate(loaded)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/patchcore.html")
        page.keyboard.press("/")
        assert page.locator("dialog.search").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("dialog.search").is_hidden()


def test_the_index_of_36_papers_is_small_and_always_the_same(own_site):
    facts = Queries(own_site.prepared.catalog, {}, {})
    index = b"".join(search_index.parts(facts))
    assert index == b"".join(search_index.parts(facts))
    assert len(gzip.compress(index)) < 30_000


@pytest.mark.parametrize(
    ("text", "folded"), [("Théo", "theo"), ("Größe", "grosse"), ("Łukasz", "lukasz"), ("Åkerhav", "akerhav")]
)
def test_letters_are_folded(text, folded):
    assert fold(text) == folded
