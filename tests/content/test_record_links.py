"""Links by id: in every text in Markdown they lead to what is called so, whatever its address; docs/links.md says how."""

from __future__ import annotations

import pickle
import re

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

from scholarfolio.build.command import Options, build
from scholarfolio.build.site import plan_site
from scholarfolio.content.collections import COLLECTIONS, link_kinds
from scholarfolio.text import Markdown
from scholarfolio.text.markdown.record_links import LinkTarget
from scholarfolio.values.problems import Problems, Stop

PAPER = "title: On $x^2$ & more\ndate: 2020\ntopics: engines\nauthors: [Ada Byron]\nvenue: TOCS\n"


@pytest.fixture
def site(content, tmp_path):
    """Builds a site with one record of each kind and gives its output folder, or what stops it."""
    content("papers/first.yaml", PAPER)
    content("topics.yaml", "engines: {name: Great Engines, slug: great}\n")
    content("people.yaml", "ada: Ada Byron\n")
    content("venues.yaml", "tocs: {name: Transactions, short: TOCS}\n")
    content("news.yaml", "- {date: 2020, id: prize, text: A *prize*.}\n")
    content(
        "talks.yaml", "- {date: 2020, id: keynote, title: Talk, abstract: x}\n- {date: 2020, id: short, title: Short}\n"
    )
    content("pages/teaching.md", "# Courses\n")
    folder = content("site.yaml", "title: T\n")

    def make(**files: str):
        for name, text in files.items():
            content(name, text)
        try:
            build(Options(folder, tmp_path / "site", url="https://example.org", strict=True))
        except Stop as stop:
            return [str(problem) for problem in stop.problems if problem.severity != "note"]
        return tmp_path / "site"

    return make


def links(site, path: str, css: str = "a") -> list[tuple[str, str]]:
    page = BeautifulSoup((site / path).read_text("utf-8"), "html.parser")
    return [(a["href"], a.get_text()) for a in page.select(css)]


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("[[first]]", ("papers/first.html", "On x2 & more")),
        ("[[paper:first]]", ("papers/first.html", "On x2 & more")),
        ("[[papers:first|words & *more*]]", ("papers/first.html", "words & *more*")),
        ("[[first|of $y$ and $z$]]", ("papers/first.html", "of y and z")),
        ("[words *in* Markdown](paper:first)", ("papers/first.html", "words in Markdown")),
        ('[words](paper:first#cite "A title")', ("papers/first.html#cite", "words")),
        ("[words][1]\n\n[1]: paper:first\n", ("papers/first.html", "words")),
        ('<a href="paper:first">words</a>', ("papers/first.html", "words")),
        ("[[engines]]", ("topics/great.html", "Great Engines")),
        ("[[topic:engines]]", ("topics/great.html", "Great Engines")),
        ("[[ada]]", ("authors/ada.html", "Ada Byron")),
        ("[[venue:tocs]]", ("venues/tocs.html", "Transactions")),
        ("[[news:prize]]", ("news.html#prize", "A prize.")),
        ("[[keynote]]", ("talks/keynote.html", "Talk")),
        ("[[talk:short]]", ("talks/index.html#short", "Short")),
        ("[[page:teaching]]", ("teaching.html", "Courses")),
        ("| a |\n|---|\n| [[first|w]] |", ("papers/first.html", "w")),
    ],
)
def test_a_link_leads_to_what_its_id_names(site, typed, link):
    assert links(site(**{"pages/p.md": typed}), "p.html", ".page-body a, .prose a, main p a, main td a")[0] == link


@pytest.mark.parametrize(
    ("name", "text", "page"),
    [
        ("profile.yaml", "name: Ada\nbio: '[[first|HERE]]'\n", "cv.html"),
        ("site.yaml", "footer: '[[first|HERE]]'\n", "topics/index.html"),
        ("topics.yaml", "engines: {name: E, description: '[[first|HERE]]'}\n", "topics/engines.html"),
        ("papers/second.yaml", "title: B\nsummary: '[[first|HERE]]'\n", "papers/second.html"),
        ("news.yaml", "- {date: 2020, text: '[[first|HERE]]'}\n", "news.html"),
        ("talks.yaml", "- {date: 2020, title: T, id: t, abstract: '[[first|HERE]]'}\n", "talks/t.html"),
        ("pages/p.md", "[[first|HERE]]", "p.html"),
    ],
)
def test_links_by_id_stand_in_every_text_in_markdown(site, name, text, page):
    up = "../" * page.count("/")
    assert (f"{up}papers/first.html", "HERE") in links(site(**{name: text}), page)


@pytest.mark.parametrize(
    "text", ["`[[nope]]`", "``[[nope]]``", "```\n[[nope]]\n```", "x\n\n    [[nope]]", r"\[[nope]]", "$[[nope]]$"]
)
def test_what_is_code_stays_as_typed(site, text):
    page = BeautifulSoup((site(**{"pages/p.md": text}) / "p.html").read_text("utf-8"), "html.parser")
    assert re.sub(r"\s", "", page.main.get_text()).endswith("[[nope]]") or "$" in text


def test_a_link_whose_words_are_in_brackets_is_no_link_by_id(site):
    assert ("topics/index.html", "[1]") in links(site(**{"pages/p.md": "[[1]](topics/index.html)"}), "p.html")


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ("See [[firts]].", 7, 'there is no record "firts"; did you mean "first"?'),
        ("See [[paper:firts|x]].", 7, 'there is no paper "firts"; did you mean "first"?'),
        ("See [x](talk:keynot).", 9, 'there is no talk "keynot"; did you mean "keynote"?'),
        ("See [[papre:first]].", 7, 'there is no kind of record called "papre"; did you mean "paper"?'),
        ("`[[nope]]` and [[nope]]", 18, 'there is no record "nope"'),
    ],
)
def test_an_id_that_there_is_not_stops_the_build_at_its_place(site, typed, column, message):
    assert site(**{"pages/p.md": f"\n{typed}\n"}) == [f"content/pages/p.md:2:{column}: {message}"]
    assert site(**{"pages/p.md": "x", "papers/first.yaml": f"{PAPER}summary: |\n  x\n  {typed}\n"}) == [
        f"content/papers/first.yaml:8:{column + 2}: {message}"
    ]


def test_an_id_of_two_things_needs_the_word_for_one(site):
    files = {"pages/engines.md": "x", "pages/p.md": "[[engines]] [[page:engines]]"}
    assert site(**files) == [
        'content/pages/p.md:1:3: "engines" is the id of more than one thing; write [[topic:engines]] or [[page:engines]]'
    ]


def test_a_record_without_a_page_is_a_dead_link(site):
    """A topic of no paper has none."""
    told = site(**{"topics.yaml": "engines: E\nlonely: L\n", "pages/p.md": "[[lonely]]"})
    assert told == ['content/pages/p.md:1:3: warning: links to "lonely", which has no page: there is no paper with it']


def test_titles_follow_in_all_forms_of_a_text(site, content):
    made = site(**{"papers/second.yaml": "title: B\nsummary: As in [[first]].\n"})
    assert 'content="As in On x² &amp; more."' in (made / "papers/second.html").read_text("utf-8")
    site(**{"papers/first.yaml": PAPER.replace("On $x^2$ & more", "Renamed")})
    page = (made / "papers/second.html").read_text("utf-8")
    assert 'content="As in Renamed."' in page
    assert '<a href="../papers/first.html">Renamed</a>' in page


def test_no_link_stands_in_a_link():
    target = LinkTarget("x.html", "<i>X</i>", "X")
    html = Markdown("[see [[x]] there](https://example.org)", (("x", target),)).html
    assert html == '<p><a href="https://example.org">see <i>X</i> there</a></p>'


def test_a_text_with_targets_is_a_value():
    text = Markdown("[[x]]", (("x", LinkTarget("x.html", "X", "X")),))
    assert pickle.loads(pickle.dumps(text)) == text
    assert text != Markdown("[[x]]")
    assert text.plain == "X"
    assert text.inline == '<a href="x.html">X</a>'


def test_the_documentation_names_every_kind():
    rows = re.findall(r"^\| `(\w+)` \| a ", (ROOT / "docs/links.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [row.singular or row.name for row in COLLECTIONS.values()]
    assert set(link_kinds()) == {*rows, *COLLECTIONS}


def test_every_kind_of_group_has_the_address_that_its_row_says(scholar_site):
    """Topics, people and venues are shown on the pages of groups, whose addresses the catalog gives."""
    catalog = scholar_site.prepared.catalog
    for group in catalog.topics.values():
        if topic := group.heading.topic:
            assert COLLECTIONS["topics"].address(topic) == group.heading.path
    for group in catalog.authors.values():
        if person := group.heading.person:
            assert COLLECTIONS["people"].address(person) == group.heading.path
    for group in catalog.venues.values():
        if venue := group.heading.venue:
            assert COLLECTIONS["venues"].address(venue) == group.heading.path


def test_plans_without_problems_have_the_targets(content):
    problems = Problems()
    content("papers/a.yaml", "title: A\nsummary: '[[b]]'\n")
    prepared = plan_site(content("papers/b.yaml", "title: B\n"), "", problems)
    assert prepared
    assert prepared.catalog.by_id["a"].summary.targets == (("b", LinkTarget("papers/b.html", "B", "B")),)
