"""Settings of the theme in site.yaml: what home and lists show, what is folded, which scheme comes first."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

from scholarfolio.build.command import Options, build
from scholarfolio.content.models import CARD_PARTS, HOME
from scholarfolio.values.theme_files import find_theme

PAPER = """\
title: Notes
authors: [Ada Lovelace, Charles Babbage]
date: 1843-09
type: article
category: cs.CL
topics: [engines]
organizations: [brine]
venue: Memoirs
award: Best Notes
code: https://example.org/code
selected: true
summary: What the *engine* can do.
abstract: We describe an engine.
image: {src: files/engine.svg, alt: The engine}
"""


@pytest.fixture
def pages(content, tmp_path):
    """Builds a small site with settings of the theme: returns a function that parses one of its pages."""

    def with_settings(theme="", **files):
        content("papers/notes.yaml", PAPER)
        content("files/engine.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>')
        content("papers/older.yaml", "title: Older\ndate: 1840\n")
        content("topics.yaml", "cs.CL: {name: Language, short: CL}\nengines: Engines\n")
        content("profile.yaml", "name: Ada Lovelace\nmetrics: [{label: h-index, value: 2}]\n")
        folder = content("site.yaml", f"title: Notes of Ada\ntheme: {{{theme}}}\n")
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_html", ".html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        build(Options(folder, tmp_path / "site", strict=True))
        return lambda name: BeautifulSoup((tmp_path / "site" / name).read_text("utf-8"), "html.parser")

    return with_settings


def sections(page):
    """What the front page consists of, from top to bottom, by classes."""
    return [part["class"][0] for part in page.main.find_all(recursive=False)]


def test_without_settings_home_shows_every_block_in_the_usual_order(pages):
    assert sections(pages()("index.html")) == ["hero", "in-figures", "selected", "charts", "all"]


def test_blocks_stand_in_the_order_of_the_setting_and_others_are_left_out(pages):
    home = pages("home: [papers, about, selected]")("index.html")
    assert sections(home) == ["all", "hero", "selected"]


def test_without_the_block_about_the_page_still_has_its_heading_and_names_the_site(pages):
    home = pages("home: [papers]")("index.html")
    assert [(h1.text, h1["class"]) for h1 in home.find_all("h1")] == [("Ada Lovelace", ["visually-hidden"])]
    assert home.select_one(".brand").text.strip() == "Notes of Ada"


def test_a_site_can_replace_a_block_and_add_its_own(pages):
    home = pages(
        "home: [about, news, papers]",
        templates__blocks__news_html='<section class="news"><p>{{ profile.name.display }}</p></section>',
        templates__blocks__papers_html='{% include "theme/blocks/papers.html" %}<p class="after">That is all.</p>',
    )("index.html")
    assert sections(home) == ["hero", "news", "all", "after"]
    assert home.select_one(".news").text == "Ada Lovelace"


def test_every_block_is_documented():
    documented = (ROOT / "docs/theme.md").read_text("utf-8")
    blocks = find_theme(ROOT).blocks()
    assert set(HOME) <= blocks
    assert [name for name in sorted(blocks) if f"`{name}`" not in documented] == []


def test_a_card_shows_what_the_setting_names(pages):
    marks = {
        "area": ".chip",
        "date": "time",
        "links": ".badge",
        "authors": ".authors",
        "organizations": ".credits .item:-soup-contains('brine')",
        "venue": ".credits .item:-soup-contains('Memoirs')",
        "award": ".award",
        "type": ".credits .item:-soup-contains('Journal article')",
        "topics": ".chips a",
        "summary": ".text",
        "picture": ".thumb img[alt='The engine']",
    }
    assert set(marks) == set(CARD_PARTS)
    for part in CARD_PARTS:
        entry = pages(f"card: [{part}]")("topics/cs-cl.html").select_one(".entry")
        assert {name for name, mark in marks.items() if entry.select(mark)} == {part}
    bare = pages("card: []")("papers/index.html").select_one(".entry")
    assert not any(bare.select(mark) for mark in marks.values())
    assert bare.select_one(".entry-title").text.strip() == "Notes"


@pytest.mark.parametrize(
    ("settings", "on_home", "in_lists"),
    [
        ("", "open", ""),
        ("summaries: folded", "folded", ""),
        ("summaries: none", "", ""),
        ("card: [summary]", "open", "open"),
        ("card: [summary], summaries: folded", "folded", "folded"),
        ("card: [summary], summaries: none", "", ""),
    ],
)
def test_texts_are_open_folded_or_left_out(pages, settings, on_home, in_lists):
    site = pages(settings)
    assert form_of_text(site("index.html")) == on_home
    assert form_of_text(site("papers/index.html")) == in_lists
    assert form_of_text(site("years/1843.html")) == in_lists


def form_of_text(page):
    text = page.select_one(".entry .text")
    return "" if text is None else "folded" if text.find_parent("details") else "open"


def test_an_abstract_is_folded_where_asked(pages):
    assert pages()("papers/notes.html").select("details.folded") == []
    folded = pages("abstracts: folded")("papers/notes.html").select_one("details.folded")
    assert folded.find_parent("section")["aria-labelledby"] == "abstract"
    assert "We describe an engine." in folded.text


def test_the_scheme_that_readers_meet_first(pages):
    plain = pages()("index.html")
    assert "data-theme" not in plain.html.attrs
    assert plain.select_one("meta[name=color-scheme]")["content"] == "light dark"
    dark = pages("scheme: dark")("papers/notes.html")
    assert (dark.html["data-theme"], dark.html["data-scheme"]) == ("dark", "dark")
    assert dark.select_one("meta[name=color-scheme]")["content"] == "dark"
    assert dark.select_one(".theme-toggle")["aria-label"] == "Theme: dark"
