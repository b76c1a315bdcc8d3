"""Old addresses: a page at each leads on, at once and without a script, to where things are now."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from scholarfolio.build.command import Options, build
from scholarfolio.check import run_checks
from scholarfolio.values.problems import Stop


@pytest.fixture
def site(content, tmp_path):
    """Builds with these files; gives the output folder, or what stops or warns."""
    content("papers/a.yaml", "title: A\ndate: 2020\n")

    def make(url: str = "https://example.org/x", **files: str):
        for name, text in files.items():
            folder = content(name, text)
        try:
            built = build(Options(folder, tmp_path / "site", url=url))
        except Stop as stop:
            return [str(problem) for problem in stop.problems if problem.severity == "error"]
        warnings = [str(problem) for problem in built.problems if problem.severity == "warning"]
        return warnings or tmp_path / "site"

    return make


def page(site, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path).read_text("utf-8"), "html.parser")


def target(site, path: str) -> str:
    refresh = page(site, path).find("meta", {"http-equiv": "refresh"})["content"]
    assert refresh.startswith("0; url=")
    return refresh.removeprefix("0; url=")


def test_an_old_address_leads_on_at_once_and_by_a_link_that_can_be_seen(site):
    made = site(**{"site.yaml": "redirects: {old/a.html: papers/a.html#cite}\n"})
    old = page(made, "old/a.html")
    assert target(made, "old/a.html") == "../papers/a.html#cite"
    assert old.main.find("a", href="../papers/a.html#cite").get_text() == "https://example.org/x/papers/a.html"
    assert old.find("link", rel="canonical")["href"] == "https://example.org/x/papers/a.html"
    assert old.find("meta", {"name": "robots"}) is None, "noindex would hide the new address, too"
    assert old.h1.get_text() == "This page has moved"
    assert "old/a.html" not in (made / "sitemap.xml").read_text("utf-8")
    assert run_checks(made).items == []


def test_it_speaks_the_site_s_language(site):
    made = site(**{"site.yaml": "language: de\nredirects: {old.html: papers/a.html}\n"})
    assert page(made, "old.html").html["lang"] == "de"
    assert page(made, "old.html").h1.get_text() == "Diese Seite ist umgezogen"


def test_without_the_site_s_address_there_is_no_canonical_one(site):
    made = site("", **{"site.yaml": "redirects: {old.html: papers/a.html}\n"})
    assert page(made, "old.html").find("link", rel="canonical") is None
    assert target(made, "old.html") == "papers/a.html"


@pytest.mark.parametrize(
    ("name", "text", "goal"),
    [
        ("papers/b.yaml", "title: B\nredirect_from: [old.html]\n", "papers/b.html"),
        ("papers.yaml", "- id: b\n  title: B\n  redirect_from: old.html\n", "papers/b.html"),
        ("pages/b.md", "---\nredirect_from: /old.html\n---\nB\n", "b.html"),
        ("talks.yaml", "- {title: B, date: 2020, id: b, abstract: x, redirect_from: old.html}\n", "talks/b.html"),
        ("talks.yaml", "- {title: B, date: 2020, id: b, redirect_from: old.html}\n", "talks/index.html#b"),
        ("news.yaml", "- {text: B, date: 2020, id: b, redirect_from: old.html}\n", "news.html#b"),
        ("site.yaml", "redirects: {old.html: 'https://example.com/'}\n", "https://example.com/"),
    ],
)
def test_what_has_moved_says_so_itself(site, name, text, goal):
    assert target(site(**{name: text}), "old.html") == goal


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("old.html", "old.html"),
        ("/old.HTM", "old.HTM"),
        ("pubs/", "pubs/index.html"),
        ("/pubs/2020", "pubs/2020/index.html"),
        ("a%20b.html", "a b.html"),
        ("v1.2", "v1.2/index.html"),
    ],
)
def test_the_address_of_a_folder_is_that_of_its_index(site, typed, path):
    made = site(**{"papers/b.yaml": f"title: B\nredirect_from: '{typed}'\n"})
    assert target(made, path).endswith("papers/b.html")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("https://example.org/old.html", "is a full address"),
        ("//example.org/old.html", "is a full address"),
        ("old.html?id=3", "what follows a ? or # cannot be told apart"),
        ("old.html#part", "what follows a ? or # cannot be told apart"),
        ("old/cv.pdf", "is no page, and nothing else can lead on; a file can be put there again, in root/"),
        ("../old.html", "is no address of a page below the root of the site"),
        ("/", "is no address of a page below the root of the site"),
    ],
)
def test_what_is_no_old_address_is_reported_at_its_line(site, typed, message):
    told = site(**{"papers/b.yaml": f"title: B\nredirect_from:\n- '{typed}'\n"})
    assert len(told) == 1
    assert told[0].startswith("content/papers/b.yaml:3:3: ")
    assert message in told[0]
    assert message in site(**{"site.yaml": f"redirects:\n  '{typed}': papers/a.html\n"})[-1]


def test_one_after_the_other_they_lead_to_the_end(site):
    chain = "redirects: {a.html: b.html#x, b.html: /c.html, c.html: papers/a.html, d.html: c.html}\n"
    made = site(**{"site.yaml": chain})
    assert [target(made, f"{name}.html") for name in "abcd"] == [
        "papers/a.html#x",
        "papers/a.html",
        "papers/a.html",
        "papers/a.html",
    ]


def test_what_leads_in_a_circle_is_reported(site):
    told = site(**{"site.yaml": "redirects:\n  a.html: b.html\n  b.html: a.html\n  c.html: c.html\n"})
    assert told == [
        'content/site.yaml:2:3: "a.html" leads to b.html, from where readers come back to it',
        'content/site.yaml:3:3: "b.html" leads to a.html, from where readers come back to it',
        'content/site.yaml:4:3: "c.html" leads to c.html, from where readers come back to it',
    ]


@pytest.mark.parametrize(
    ("old", "taker"),
    [
        ("papers/a.html", "which is taken by content/papers/a.yaml:1:1"),
        ("index.html", "which the program itself writes"),
        ("Papers/A.html", "which is taken by content/papers/a.yaml:1:1"),
        ("robots.txt/", "but robots.txt is both file and folder"),
    ],
)
def test_an_old_address_that_is_taken_is_reported(site, old, taker):
    (told,) = site(**{"site.yaml": f"redirects:\n  {old}: cv.html\n"})
    assert told.startswith("content/site.yaml:2:3: leads on from ")
    assert told.endswith(taker)


def test_an_old_address_that_leads_to_two_places_is_reported(site):
    files = {"site.yaml": "redirects: {old.html: cv.html}\n", "papers/a.yaml": "title: A\nredirect_from: [old.html]\n"}
    assert site(**files) == [
        'content/papers/a.yaml:2:17: "old.html" leads to cv.html already, by content/site.yaml:1:13'
    ]


def test_one_that_leads_nowhere_is_warned_of(site):
    assert site(**{"site.yaml": "redirects:\n  old.html: papers/b.html\n"}) == [
        'content/site.yaml:2:3: warning: links to "papers/b.html", which the site does not have; '
        'did you mean "papers/a.html"?'
    ]


def test_an_old_address_goes_when_it_is_named_no_more(site):
    made = site(**{"papers/b.yaml": "title: B\nredirect_from: old.html\n"})
    assert (made / "old.html").exists()
    site(**{"papers/b.yaml": "title: B\n"})
    assert not (made / "old.html").exists()
