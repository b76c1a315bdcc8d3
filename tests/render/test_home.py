"""The front page and the indexes: how much of what they show."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from page_contents import entries

from scholarfolio.build.command import Options, build


@pytest.fixture
def page(content, tmp_path):
    """Gives a page of a site of nine papers, which is built when it is first asked for."""
    content("site.yaml", "theme: {home: [selected, topics, papers]}\n")
    content("topics.yaml", "cs.CV: Vision\nengines: Engines\nlooms: Looms\nnotes: Notes\n")
    for number in range(9):
        folder = content(
            f"papers/p{number}.yaml",
            f"title: Paper {number}\ndate: {2000 + number}\nselected: true\ncategory: cs.CV\n"
            f"topics: [{'engines' if number % 2 else 'looms'}, notes]\n",
        )

    def page(path: str = "index.html") -> BeautifulSoup:
        if not (tmp_path / "site").exists():
            build(Options(folder, tmp_path / "site"))
        return BeautifulSoup((tmp_path / "site" / path).read_text("utf-8"), "html.parser")

    return page


def test_the_newest_six_of_the_selected_papers_stand_out(page):
    selected, *others = (entries(section) for section in split(page()))
    assert selected == [f"p{number}.html" for number in range(8, 2, -1)]
    assert others[-1] == [f"p{number}.html" for number in range(8, -1, -1)]


def split(page: BeautifulSoup) -> list[BeautifulSoup]:
    """The sections of a page that list papers, each as a page."""
    sections = [section for section in page.main.find_all("section") if section.select(".entry")]
    return [BeautifulSoup(f"<main>{section}</main>", "html.parser") for section in sections]


def test_topics_are_shown_and_areas_only_where_there_is_nothing_finer(page):
    shown = {link["href"] for link in page().main.select(".topics a, .strips a") if "index" not in link["href"]}
    assert shown == {"topics/engines.html", "topics/looms.html", "topics/notes.html"}


def test_the_index_of_topics_has_areas_apart(page):
    listed = [[link["href"] for link in tally.select("a")] for tally in page("topics/index.html").main.select(".tally")]
    assert sorted(map(sorted, listed)) == [
        ["../topics/cs-cv.html"],
        ["../topics/engines.html", "../topics/looms.html", "../topics/notes.html"],
    ]


def test_the_menu_tells_the_page_from_its_section(page):
    def current(path: str) -> list[tuple[str, str]]:
        return [(link.get_text(strip=True), link["aria-current"]) for link in page(path).select(".menu [aria-current]")]

    assert current("topics/index.html") == [("Topics", "page")]
    assert current("topics/looms.html") == [("Topics", "true")]
    assert current("papers/p1.html") == [("Papers", "true")]
    assert current("cv.html") == [("CV", "page")]
    assert current("index.html") == []
