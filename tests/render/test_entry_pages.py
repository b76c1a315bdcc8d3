"""News and talks as readers and machines meet them; and that a further kind of record needs nothing but its own files."""

from __future__ import annotations

import json
from dataclasses import field as dataclass_field
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from scholarfolio.build.command import Options, build
from scholarfolio.check import run_checks
from scholarfolio.content import collections, language_choice
from scholarfolio.content.collections import COLLECTIONS, Collection
from scholarfolio.content.entries import Talk
from scholarfolio.content.fields import DateText, MarkdownText, TexText
from scholarfolio.content.reader import Layout
from scholarfolio.content.schema import field
from scholarfolio.languages.language import kept_words
from scholarfolio.text import Markdown, Tex
from scholarfolio.values.dates import PartialDate
from scholarfolio.values.frozen import record
from scholarfolio.values.problems import Place

NEWS = """
- {date: 2026-05-03, text: 'We won *the* prize for [engines](papers/engine.html).', paper: engine}
- {date: 2025, text: Second}
- {date: 2024-02, text: Third}
- {date: 2024-01, text: Fourth}
- {date: 2023, text: Fifth}
- {date: 2022, text: Sixth, url: 'https://example.org/six'}
"""
TALKS = """
- {title: 'On $x^2$', event: Workshop, place: Turin, start: 2025-09-04, end: 2025-09-06, type: invited, papers: [engine],
   abstract: Engines can *compute*., slides: files/s.pdf, video: 'https://example.org/v', topics: [x]}
- {title: Loose Ends, date: 2024}
"""


@pytest.fixture
def site(content, tmp_path):
    """Builds a site with news and talks; gives its pages, parsed, by their paths."""
    content("papers/engine.yaml", "title: On Engines\nauthors: [Ada Lovelace]\ndate: 2024\ntopics: [x]\n")
    content("topics.yaml", "x: Engines\n")
    content("files/s.pdf", "%PDF-1.4")
    content("site.yaml", "url: https://ada.example.org\ncards: none\ntheme: {home: [about, news, talks, papers]}\n")
    content("news.yaml", NEWS)
    folder = content("talks.yaml", TALKS)

    def page(path="index.html"):
        build(Options(folder, tmp_path / "site", strict=True))
        return BeautifulSoup((tmp_path / "site" / path).read_text("utf-8"), "html.parser")

    page.root, page.folder = tmp_path / "site", folder
    return page


def texts(page, selector):
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


def test_home_shows_the_newest_and_leads_to_all(site):
    home = site()
    assert len(home.select(".news .entry")) == 5
    assert home.select_one(".news .more a")["href"] == "news.html"
    assert texts(home, ".talks .entry-title") == ["On x 2", "Loose Ends"]
    assert home.select_one(".talks .more") is None, "all are shown already"


def test_home_shows_the_newest_five(site):
    """However many there are, and wherever they stand in the file."""
    home = site()
    dates = [found["datetime"] for found in home.select(".news .entry time")]
    assert dates == ["2026-05-03", "2025", "2024-02", "2024-01", "2023"]


def test_a_block_without_entries_is_not_shown(site):
    (site.folder / "news.yaml").unlink()
    home = site()
    assert home.select(".news") == []
    assert not (site.root / "news.html").exists()
    assert "News" not in texts(home, ".menu a")


def test_lists_are_by_year_newest_first(site):
    page = site("news.html")
    assert texts(page, ".by-year h2") == ["2026", "2025", "2024", "2023", "2022"]
    assert [found["id"] for found in page.select("li.entry")][:2] == ["2026-05-03-we-won-the-prize-for", "2025-second"]
    assert page.select_one("#\\32 026-05-03-we-won-the-prize-for a[href='papers/engine.html']")
    assert "News" in texts(page, ".menu a[aria-current]")
    assert page.select_one('link[type="application/atom+xml"]')["href"] == "news.xml"


def test_only_talks_with_more_to_show_have_a_page(site):
    page = site("talks/index.html")
    assert [found.get("href") for found in page.select(".entry-title a")] == ["on-x2-2025.html"] or [
        found.get("href") for found in page.select(".entry-title a")
    ] == ["../talks/on-x2-2025.html"]
    assert not (site.root / "talks/loose-ends-2024.html").exists()
    assert texts(page, ".credits")[0] == "Invited talk Workshop Turin"


def test_the_page_of_a_talk_says_everything(site):
    page = site("talks/on-x2-2025.html")
    assert [found["datetime"] for found in page.select(".paper-header .meta time")] == ["2025-09-04", "2025-09-06"]
    assert page.select_one(".prose em").get_text() == "compute"
    assert [found["href"] for found in page.select(".links a")] == ["../files/s.pdf", "https://example.org/v"]
    assert page.select_one(".chips a")["href"] == "../topics/x.html"
    assert page.select_one(".related .entry-title a")["href"] == "../papers/engine.html"
    event = json.loads(page.select_one('script[type="application/ld+json"]').get_text())
    event = next(node for node in (event.get("@graph") or [event]) if node["@type"] == "Event")
    assert (event["startDate"], event["endDate"]) == ("2025-09-04", "2025-09-06")
    assert event["location"] == {"@type": "Place", "name": "Turin"}
    assert event["workFeatured"]["url"] == "https://ada.example.org/files/s.pdf"
    assert event["about"][0]["url"] == "https://ada.example.org/papers/engine.html"


def test_papers_lead_back_to_what_names_them(site):
    page = site("papers/engine.html")
    assert [found["href"] for found in page.select(".mentions .entry-title a")] == [
        "../news.html#2026-05-03-we-won-the-prize-for",
        "../talks/on-x2-2025.html",
    ]


def test_machines_find_them(site):
    site()
    feed = (site.root / "news.xml").read_text("utf-8")
    assert "<id>https://ada.example.org/news.html#2026-05-03-we-won-the-prize-for</id>" in feed
    sitemap = (site.root / "sitemap.xml").read_text("utf-8")
    assert all(
        f"https://ada.example.org/{p}<" in sitemap for p in ("news.html", "talks/index.html", "talks/on-x2-2025.html")
    )
    assert "https://ada.example.org/talks/index.html" in (site.root / "llms.txt").read_text("utf-8")
    index = (site.root / "static/search-index.js").read_text("utf-8")
    assert "talks/index.html#loose-ends-2024" in index
    assert "news.html#2022-sixth" in index
    assert [str(problem) for problem in run_checks(site.root, site.folder)] == []


def test_a_feed_has_the_newest_fifty(site, content):
    content("news.yaml", "".join(f"- {{date: {1950 + at}, text: Year {at}}}\n" for at in range(60)))
    site()
    titles = ElementTree.parse(site.root / "news.xml").getroot().findall("{*}entry/{*}title")
    assert [title.text for title in titles] == [f"Year {at}" for at in range(59, 9, -1)]


def test_a_talk_that_was_given_twice_has_two_titles_in_the_head(site, content):
    content("talks.yaml", "".join(f"- {{title: Engines, date: {at}, abstract: x}}\n" for at in ("2024-03", "2025")))
    assert site("talks/engines-2024.html").title.get_text() == "Engines · Talks, March 2024 · Ada Lovelace"
    assert site("talks/engines-2025.html").title.get_text() == "Engines · Talks, 2025 · Ada Lovelace"


def test_links_are_enough_for_a_page_on_which_they_stand(site, content):
    link = "{label: Photos, url: 'https://example.org/photos'}"
    content("talks.yaml", f"- {{title: Engines, date: 2024, url: 'https://example.org/w', links: [{link}]}}\n")
    page = site("talks/engines-2024.html")
    assert [(found.get_text(), found["href"]) for found in page.select(".links a")] == [
        ("Web page", "https://example.org/w"),
        ("Photos", "https://example.org/photos"),
    ]


def test_an_edit_makes_only_the_pages_that_show_it(site, content):
    site()
    written = {path: path.stat().st_mtime_ns for path in site.root.rglob("*.html")}
    content("talks.yaml", TALKS.replace("Loose Ends", "Looser Ends"))
    site()
    changed = {path.relative_to(site.root).as_posix() for path, at in written.items() if path.stat().st_mtime_ns != at}
    assert changed == {"index.html", "talks/index.html"}


def test_a_dead_link_is_told_at_its_own_line(site, content):
    content("news.yaml", "- date: 2025\n  text: See [this](papers/engin.html).\n")
    built = build(Options(site.folder, site.root))
    assert [str(problem) for problem in built.problems] == [
        'content/news.yaml:2:20: warning: links to "papers/engin.html", which the site does not have; '
        'did you mean "papers/engine.html"?'
    ]


@record(frozen=True)
class Exhibition:
    """A kind of record that the program does not have."""

    origin: Place = dataclass_field(repr=False)
    id: str = ""
    title: Tex = field(TexText(), "What it is called.", required=True)
    date: PartialDate | None = field(DateText(), "When it was.", required=True)
    story: Markdown = field(MarkdownText(), "What was shown.")
    papers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    begins = property(lambda self: self.date)
    ends = None
    has_page = property(lambda self: bool(self.story))
    default_id = property(lambda self: self.title.plain.lower())


LIST = """{% extends "base.html" %}
{% import "components/entries.html" as entries %}
{% block content %}<h1>{{ heading }}</h1>{{ entries.by_year(years, entries.talk) }}{% endblock %}"""
PAGE = """{% extends "base.html" %}
{% block content %}<h1>{{ entry.record.title.html }}</h1>{{ entry.text("story") }}{% endblock %}"""


def test_a_kind_of_record_is_a_row_a_type_and_templates(content, tmp_path, monkeypatch):
    """Beside its name in the languages. It is read, listed, shown, in the menu, found by the search and in the sitemap."""
    row = Collection(
        "exhibitions", Exhibition, Layout(file=True), "A list of exhibitions.", list_path="exhibitions/index.html",
        list_template="exhibitions.html", page_path="exhibitions/{id}.html", page_template="exhibition.html",
        in_menu=True, searched=True, schema_type="Event",
    )  # fmt: skip
    monkeypatch.setitem(COLLECTIONS, "exhibitions", row)
    words = {**kept_words("en"), "exhibitions": "Exhibitions", "exhibitions_of": "Exhibitions of {name}"}
    monkeypatch.setattr(language_choice, "kept_words", lambda name: words)
    monkeypatch.setattr(Exhibition, "event", "", raising=False)
    monkeypatch.setattr(Exhibition, "place", "", raising=False)
    for name, template in (("exhibitions", LIST), ("exhibition", PAGE)):
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / f"templates/{name}.html").write_text(template)
    content("site.yaml", "url: https://ada.example.org\ncards: none\n")
    folder = content(
        "exhibitions.yaml", "- {title: Looms, date: 2025, story: 'With *cards*.'}\n- {title: Pins, date: 2024}\n"
    )
    build(Options(folder, tmp_path / "site"))
    page = lambda path: (tmp_path / "site" / path).read_text("utf-8")  # noqa: E731 - a name for a look
    assert "<em>cards</em>" in page("exhibitions/looms.html")
    assert 'href="../exhibitions/looms.html"' in page("exhibitions/index.html")
    assert 'id="pins"' in page("exhibitions/index.html")
    assert ">Exhibitions</a>" in page("index.html")
    assert "exhibitions/looms.html" in page("sitemap.xml")
    assert "exhibitions/index.html#pins" in page("static/search-index.js")
    assert '"@type":"Event"' in page("exhibitions/looms.html").replace(" ", "")


def test_rows_agree_with_their_types():
    """What a row of entries promises, its type has."""
    for row in collections.entry_collections():
        missing = {"title", "begins", "ends", "papers", "has_page", "default_id", "links", "tags"} - set(
            dir(row.record)
        )
        assert missing - set(row.record.__dataclass_fields__) == set(), row.name
        assert bool(row.page_path) is bool(row.page_template)
    assert Talk in {row.record for row in COLLECTIONS.values()}
