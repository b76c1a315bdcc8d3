"""What `check` finds: for each rule a fault is planted that this rule finds and no other."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import ROOT, SITES, build_site
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.build.command import Options, build
from scholarfolio.check import RULES, run_checks, web
from scholarfolio.check.rule_docs import reference
from scholarfolio.check.run import PLACES
from scholarfolio.check.site import MOST_BYTES, Site
from scholarfolio.values.problems import Problem

ADDRESS = "https://example.org/x/"
CONTENT = {
    "profile.yaml": "name: Ada Lovelace\norcid: 0000-0002-1825-0097\nbio: Counts, and writes *notes*.\n",
    "site.yaml": "title: Ada Lovelace\n",
    "topics.yaml": "engines: Engines\n",
    "papers/engine.yaml": """\
title: Notes on the Analytical Engine
authors: [Ada Lovelace, Charles Babbage]
date: 1843-08-01
type: article
journal: Scientific Memoirs
volume: 3
pages: 666-731
doi: 10.5555/engine
arxiv: 1843.00001
code: https://example.com/engine
topics: [engines]
abstract: The Engine weaves algebraical patterns just as the loom weaves flowers and leaves.
""",
    "papers/engine.pdf": "%PDF-1.4\n",
    "papers/loom.yaml": "title: On Looms\nauthors: [Ada Lovelace]\ndate: 1844\ntopics: [engines]\nsummary: Cards and threads.\nredirect_from: old/loom.html\n",
}
HOME, PAPER, LOOM, MISSING = "index.html", "papers/engine.html", "papers/loom.html", "404.html"
OLD = "old/loom.html"


def rules_in(problems: Iterable[Problem]) -> set[str]:
    """The names of the rules that found something; notes apart."""
    found = {re.search(r"\[([a-z0-9-]+)\]$", problem.message) for problem in problems if problem.severity != "note"}
    return {match[1] if match else "" for match in found}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site in which there is nothing to find, built for an address."""
    folder = tmp_path_factory.mktemp("sound")
    build(Options(write(folder / "content", CONTENT), folder / "site", url=ADDRESS, strict=True))
    return folder


@pytest.fixture
def planted(sound: Path, tmp_path: Path) -> Path:
    """A copy of it to plant faults in."""
    shutil.copytree(sound / "content", tmp_path / "content")
    shutil.copytree(sound / "site", tmp_path / "site")
    return tmp_path


def plant(folder: Path, path: str, *edits: str | None) -> None:
    """Replace texts of a file, once each; replace None to write it; without anything to replace, delete it."""
    file = folder / path
    if not edits:
        file.unlink()
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        assert new is not None
        text = new
        if old is not None:
            before = file.read_text("utf-8")
            assert old in before, f"{path} has no {old!r}; plant the fault elsewhere"
            text = before.replace(old, new, 1)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def test_nothing_is_found_in_a_sound_site(sound):
    assert [str(problem) for problem in run_checks(sound / "site", sound / "content")] == []


@pytest.mark.parametrize("name", SITES)
def test_no_error_is_found_in_the_three_sites_at_an_address(name, tmp_path):
    site = build_site(name, tmp_path / "site", url=ADDRESS)
    assert [str(problem) for problem in run_checks(site.root, SITES[name]).errors] == []


def test_no_error_is_found_in_the_three_sites_without_an_address(site):
    if site.prepared.catalog.records.site.url:
        pytest.skip("this site sets an address")
    problems = run_checks(site.root, SITES[site.name])
    assert [str(problem) for problem in problems.errors] == []
    assert sum(problem.severity == "note" for problem in problems) == 1


MAIN = '<main id="_main" tabindex="-1">'
HEAD = '<meta charset="utf-8">'
JSON_LD = '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
KEY = "@article{engine,"

# Rule, file, and pairs of what is replaced there and by what. Without a pair, the file is deleted; in place of None, it
# is written.
PLANTS: list[tuple[str | None, ...]] = [
    ("closed-elements", HOME, MAIN, f"{MAIN}<div>"),
    ("closed-elements", HOME, MAIN, f"{MAIN}</section>"),
    ("closed-elements", HOME, MAIN, f"{MAIN}<p>No <ul><li>list in</li></ul> a paragraph</p>"),
    ("html-lang", HOME, '<html lang="en">', "<html>"),
    ("html-lang", HOME, '<html lang="en">', '<html lang="English, of course">'),
    ("charset", HOME, HEAD, ""),
    ("charset", HOME, HEAD, '<meta charset="latin-1">'),
    ("charset", HOME, HEAD, "", "</title>", f"</title>{HEAD}"),
    ("viewport", HOME, 'name="viewport"', 'name="viewpoint"'),
    ("viewport", HOME, "initial-scale=1", "initial-scale=1, maximum-scale=1"),
    ("page-title", "cv.html", "<title>CV · Ada Lovelace</title>", "<title> </title>"),
    ("page-title", "cv.html", "<title>CV · Ada Lovelace</title>", ""),
    ("page-title", "cv.html", "</title>", "</title><title>Another</title>"),
    ("duplicate-page-titles", "cv.html", "<title>CV · Ada Lovelace</title>", "<title>Papers · Ada Lovelace</title>"),
    ("page-description", HOME, 'name="description"', 'name="descriptions"'),
    ("page-description", HOME, HEAD, f'{HEAD}<meta name="description" content="Once more.">'),
    ("one-h1", "cv.html", MAIN, f"{MAIN}<h1>Another</h1>"),
    ("one-h1", LOOM, ">On Looms</h1>", "></h1><p>On Looms</p>"),
    ("heading-order", LOOM, '<h2 id="summary">Summary</h2>', '<h4 id="summary">Summary</h4>'),
    ("heading-order", LOOM, "<h1", "<h2>Before</h2><h1"),
    ("unique-ids", LOOM, MAIN, f'{MAIN}<p id="summary">Twice</p>'),
    ("unique-ids", LOOM, MAIN, f'{MAIN}<p id="two words">Space</p>'),
    ("id-references", LOOM, 'aria-labelledby="summary"', 'aria-labelledby="summery"'),
    ("form-labels", LOOM, MAIN, f'{MAIN}<input type="text" name="q">'),
    ("img-alt", HOME, MAIN, f'{MAIN}<img src="static/card.png">'),
    ("video-name", HOME, MAIN, f"{MAIN}<video controls></video>"),
    ("video-name", HOME, MAIN, f'{MAIN}<video aria-label="A turning lamp" controls autoplay></video>'),
    ("video-name", HOME, MAIN, f'{MAIN}<video aria-label="A turning lamp"></video>'),
    ("landmark-main", HOME, "</main>", "</main><main>More</main>"),
    ("landmark-main", HOME, MAIN, '<div id="_main">', "</main>", "</div>"),
    ("skip-link", HOME, 'href="#_main"', 'href="cv.html"'),
    ("empty-link-text", HOME, MAIN, f'{MAIN}<a href="cv.html"> </a>'),
    ("empty-link-text", HOME, MAIN, f"{MAIN}<button></button>"),
    ("tab-order", HOME, MAIN, f'{MAIN}<a href="cv.html" tabindex="3">First</a>'),
    ("text-direction", HOME, MAIN, f"{MAIN}<p>رسالة إلى آدا</p>"),
    ("no-tex-left", LOOM, "threads.</p>", "\\emph{threads}.</p>"),
    ("no-tex-left", LOOM, "threads.</p>", "threads $x_1$.</p>"),
    ("link-form", LOOM, MAIN, f'{MAIN}<a href="">here</a>'),
    ("link-form", LOOM, MAIN, f'{MAIN}<a href="https://exam ple.org">here</a>'),
    ("link-form", LOOM, MAIN, f'{MAIN}<a href="https://">here</a>'),
    ("link-form", LOOM, MAIN, f'{MAIN}<a href="http://[::1/">here</a>'),
    ("link-form", LOOM, MAIN, f'{MAIN}<a href="..\\cv.html">here</a>'),
    ("link-target", LOOM, MAIN, f'{MAIN}<a href="../nowhere.html">here</a>'),
    ("link-target", LOOM, MAIN, f'{MAIN}<a href="../CV.html">here</a>'),
    ("link-target", LOOM, MAIN, f'{MAIN}<a href="../../elsewhere/cv.html">here</a>'),
    ("link-target", LOOM, MAIN, f'{MAIN}<a href="{ADDRESS}nowhere.html">here</a>'),
    ("link-target", LOOM, MAIN, f'{MAIN}<img srcset="../nowhere.png 2x" src="../static/card.png" alt="">'),
    ("link-anchor", LOOM, MAIN, f'{MAIN}<a href="#nowhere">here</a>'),
    ("link-anchor", LOOM, MAIN, f'{MAIN}<a href="engine.html#nowhere">here</a>'),
    ("link-relative", LOOM, MAIN, f'{MAIN}<a href="/x/cv.html">here</a>'),
    ("link-relative", LOOM, MAIN, f'{MAIN}<a href="../papers/">here</a>'),
    ("link-relative", LOOM, MAIN, f'{MAIN}<a href="http://localhost:8000/cv.html">here</a>'),
    ("link-relative", LOOM, MAIN, f'{MAIN}<a href="file:///home/ada/cv.html">here</a>'),
    ("link-relative", LOOM, HEAD, f'{HEAD}<base href="../papers/">'),
    ("redirects", OLD, 'content="0; url=', 'content="5; url='),
    ("redirects", OLD, '<link rel="canonical" href="https://example.org/x/papers/loom.html">', ""),
    ("redirects", OLD, '<a href="../papers/loom.html">', '<a href="../papers/index.html">'),
    ("canonical", OLD, 'rel="canonical" href="https://example.org/x/papers/loom.html"', 'rel="canonical" href="https://example.org/x/old/loom.html"'),
    ("not-found-page", MISSING),
    ("not-found-page", MISSING, 'href="/x/index.html"', 'href="index.html"'),
    ("not-found-page", MISSING, 'href="/x/index.html"', 'href="/index.html"'),
    ("not-found-page", MISSING, 'href="/x/index.html"', 'href="/x/home.html"'),
    ("not-found-page", MISSING, 'href="/x/index.html"', 'href="/x/cv"'),
    ("stylesheet-links", "static/style.css", "", "body { background: url(nowhere.png) }\n"),
    ("stylesheet-links", "static/style.css", "", '@import "https://fonts.example.com/serif.css";\n'),
    ("no-foreign-requests", HOME, MAIN, f'{MAIN}<img src="https://example.com/pixel.png" alt="">'),
    ("no-foreign-requests", HOME, HEAD, f'{HEAD}<link rel="stylesheet" href="//example.com/serif.css">'),
    ("mixed-content", HOME, MAIN, f'{MAIN}<img src="http://example.com/pixel.png" alt="">'),
    ("csp", HOME, 'http-equiv="Content-Security-Policy"', 'name="policy"'),
    ("csp", HOME, "script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    ("csp", HOME, "default-src 'none'; ", ""),
    ("inline-handlers", HOME, MAIN, f'{MAIN}<p onclick="run()">Press</p>'),
    ("inline-handlers", HOME, MAIN, f"{MAIN}<script>run()</script>"),
    ("inline-handlers", HOME, MAIN, f'{MAIN}<a href="javascript:run()">Press</a>'),
    ("inline-styles", HOME, MAIN, f"{MAIN}<center>Middle</center>"),
    ("inline-styles", HOME, MAIN, f'{MAIN}<p style="color: red">Red</p>'),
    ("works-from-disk", HOME, '<script src="static/site.js"', '<script type="module" src="static/site.js"'),
    ("works-from-disk", HOME, MAIN, f'{MAIN}<svg><use href="static/favicon.svg#sign"/></svg>'),
    ("canonical", "cv.html", 'rel="canonical"', 'rel="bookmark"'),
    ("canonical", "cv.html", f'rel="canonical" href="{ADDRESS}cv.html"', 'rel="canonical" href="cv.html"'),
    ("canonical", "cv.html", f'rel="canonical" href="{ADDRESS}cv.html"', f'rel="canonical" href="{ADDRESS}vita.html"'),
    ("og", HOME, 'property="og:type"', 'property="og:kind"'),
    ("og", HOME, 'property="og:type"', 'name="og:type"'),
    ("og", HOME, f'property="og:url" content="{ADDRESS}"', 'property="og:url" content="index.html"'),
    ("og", HOME, f'content="{ADDRESS}static/cards/home.png"', f'content="{ADDRESS}static/cards/hone.png"'),
    ("twitter-card", HOME, "summary_large_image", "enormous_image"),
    ("favicon", HOME, '<link rel="icon"', '<link rel="alternate"'),
    ("scholar-title", PAPER, 'name="citation_title"', 'name="citation_titel"'),
    ("scholar-title", LOOM, ">On Looms</h1>", ">Über Webstühle</h1>"),
    ("scholar-authors", PAPER, '_author" content="Charles Babbage"', '_author" content="others"',
     'creator" content="Charles Babbage"', 'creator" content="others"'),
    ("scholar-authors", PAPER, '_author" content="Ada', '_author" content="Charles Babbage; Ada',
     'creator" content="Ada', 'creator" content="Charles Babbage; Ada', "<bdi>Ada L", "<b>Ada L", "<bdi>C", "<b>C",
     "e</bdi>", "e</b>", "e</bdi>", "e</b>"),
    ("scholar-authors", PAPER, "<bdi>Charles Babbage</bdi>", "<bdi>C. Babbage</bdi>"),
    ("scholar-date", PAPER, "1843/8/1", "1843-08-01"),
    ("scholar-date", PAPER, "1843/8/1", "1843/2/30"),
    ("scholar-date", PAPER, "citation_publication_date", "citation_printed"),
    ("scholar-pdf", PAPER, f'content="{ADDRESS}papers/engine.pdf"', 'content="engine.pdf"'),
    ("scholar-pdf", PAPER, f'content="{ADDRESS}papers/engine.pdf"', f'content="{ADDRESS}files/engine.pdf"'),
    ("scholar-pdf", PAPER, "citation_pdf_url", "citation_fulltext"),
    ("scholar-plain", PAPER, 'citation_journal_title" content="S', 'citation_journal_title" content="\\emph{S'),
    ("scholar-plain", PAPER, 'citation_journal_title" content="S', 'citation_journal_title" content="&amp;amp; S'),
    ("scholar-plain", PAPER, 'citation_journal_title" content="Scientific Memoirs"', 'citation_journal_title" content=""'),
    ("scholar-once", PAPER, HEAD, f'{HEAD}<meta name="citation_volume" content="4">'),
    ("scholar-once", PAPER, 'name="citation_volume"', 'property="citation_volume"'),
    ("scholar-identifiers", PAPER, 'citation_doi" content="', 'citation_doi" content="https://doi.org/'),
    ("scholar-identifiers", PAPER, HEAD, f'{HEAD}<meta name="citation_isbn" content="978-0">'),
    ("scholar-addresses", PAPER, "citation_abstract_html_url\" content=\"https:", "citation_abstract_html_url\" content=\"http:"),
    ("scholar-abstract-visible", PAPER, "The Engine weaves algebraical patterns just as the loom weaves flowers and leaves.</", "</"),
    ("scholar-abstract-visible", LOOM, MAIN, f"{MAIN}<details><summary>Abstract</summary>Threads.</details>"),
    ("jsonld-parses", PAPER, JSON_LD, JSON_LD.replace("[", "[,")),
    ("jsonld-parses", PAPER, "https://schema.org\",", "https://example.org\","),
    ("jsonld-type", PAPER, '"@type":"BreadcrumbList"', '"@type":"BreadcrumpList"'),
    ("jsonld-type", PAPER, '"headline":', '"codeRepository":"https://example.com/engine","headline":'),
    ("jsonld-type", PAPER, '"datePublished":', '"datePublishd":'),
    ("jsonld-type", PAPER, '"author":[{"@type":"Person",', '"editor":[{"@type":"Person"}],"author":[{"@type":"Person",'),
    ("jsonld-type", PAPER, '"isPartOf":{"@type":"', '"isPartOf":{"@type":"Person","name":"X"},"about":{"@type":"'),
    ("jsonld-values", PAPER, '"datePublished":"1843-08-01"', '"datePublished":"August 1843"'),
    ("jsonld-values", HOME, "0000-0002-1825-0097\"]", "0000-0002-1825-0098\"]"),
    ("jsonld-values", PAPER, '"headline":', '"genre":"","headline":'),
    ("jsonld-breadcrumb", PAPER, '"position":2', '"position":3'),
    ("jsonld-breadcrumb", PAPER, f'"item":"{ADDRESS}papers/index.html"', f'"item":"{ADDRESS}papers/all.html"'),
    ("dc", PAPER, 'name="DC.title"', 'name="DC.titel"'),
    ("dc", PAPER, 'name="DC.creator" content="Charles Babbage"', 'name="DC.creator" content="Babbage"'),
    ("dc", PAPER, 'name="DC.date" content="1843-08-01"', 'name="DC.date" content="1 August 1843"'),
    ("signposting", PAPER, 'rel="item"', 'rel="related"'),
    ("signposting", PAPER, 'rel="cite-as" href="https://doi.org/', 'rel="cite-as" href="doi:'),
    ("signposting", LOOM, ' type="application/x-research-info-systems"', ""),
    ("coins", PAPER, "ctx_ver=Z39.88-2004&amp;", ""),
    ("coins", PAPER, "ctx_ver=Z39.88-2004&amp;", "ctx_ver=Z39.88-2004&amp;rft.issue&amp;"),
    ("exports-parse", "topics/engines.bib", "{Scientific Memoirs}", "{Scientific Memoirs"),
    ("exports-parse", "papers/loom.ris", None, "\n"),
    ("exports-typed", "papers/loom.ris", "TY  - GEN", "TY  - CARD"),
    ("exports-typed", "papers/engine.json", '"article-journal"', '"journal-article"'),
    ("exports-agree", "papers/loom.ris", "TI  - On Looms", "TI  - On Spinning Wheels"),
    ("exports-parse", "papers.json", None, "[]"),
    ("exports-parse", "papers.json", None, "[{"),
    ("exports-agree", "papers.json", None, '[{"id": "loom", "type": "article", "title": "On Looms"}]'),
    ("bibtex-keys", "papers.bib", KEY, "@article{loom,"),
    ("bibtex-keys", "papers.bib", KEY, "@article{the engine,"),
    ("bibtex-fields", "papers/engine.bib", "  journal ", "  note "),
    ("feed-wellformed", "feed.xml", "</feed>", ""),
    ("feed-wellformed", "feed.xml", "<summary>", "<category/><summary>"),
    ("feed-wellformed", "feed.xml", "<summary>", "<description>Words</description><summary>"),
    ("feed-wellformed", "feed.xml", "<feed ", '<!DOCTYPE feed [<!ENTITY a "aaaaaaaa">]><feed '),
    ("feed-wellformed", "feed.xml", "<entry>", f"<entry><id>{ADDRESS}1</id>"),
    ("feed-wellformed", "feed.xml", "<updated>1843-08-01T00:00:00Z</updated>", "<updated>1843-08-01</updated>"),
    ("feed-wellformed", "feed.xml", f'rel="self" type="application/atom+xml" href="{ADDRESS}feed.xml"', f'rel="self" href="{ADDRESS}cv.html"'),
    ("feed-wellformed", "feed.json", '"title"', '"titel"'),
    ("feed-wellformed", "feed.json", "https://jsonfeed.org/version/1.1", "2"),
    ("feed-links", "feed.xml", f'<link rel="alternate" type="text/html" href="{ADDRESS}papers/', f'<link rel="alternate" href="{ADDRESS}text/'),
    ("sitemap", "sitemap.xml"),
    ("sitemap", "sitemap.xml", f"<url><loc>{ADDRESS}cv.html</loc></url>", ""),
    ("sitemap", "sitemap.xml", f"{ADDRESS}cv.html", f"{ADDRESS}vita.html"),
    ("sitemap", "sitemap.xml", "<url>", f"<url><loc>{ADDRESS}404.html</loc></url><url>"),
    ("sitemap", "sitemap.xml", "<url>", f"<url><loc>{ADDRESS}cv.html</loc></url><url>"),
    ("robots", "robots.txt"),
    ("robots", "robots.txt", "Allow: /", "Disallow: /"),
    ("robots", "robots.txt", "Allow: /", "Welcome: /"),
    ("robots", "robots.txt", "User-agent: *", ""),
    ("robots", "robots.txt", "sitemap.xml", "map.xml"),
    ("sitemap", "sitemap.xml", "</loc>", "</loc><lastmod>yesterday</lastmod>"),
    ("opensearch", "opensearch.xml", "{searchTerms}", "{words}"),
    ("opensearch", "opensearch.xml", "<ShortName>", "<ShortName>Papers and everything else by "),
    ("llms", "llms.txt", "# ", ""),
    ("llms", "llms.txt", "papers/loom.html", "papers/spindle.html"),
    ("readable", "search/page.html", None, "\x00\x01 this is no page"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "edits"), [(rule, path, edits) for rule, path, *edits in PLANTS])
def test_a_planted_fault_is_found_by_its_rule_alone(rule, path, edits, planted):
    plant(planted / "site", path, *edits)
    problems = run_checks(planted / "site")
    assert rules_in(problems) == {rule}, [str(problem) for problem in problems]
    assert all(problem.place.path.startswith((planted / "site").as_posix()) for problem in problems)


@pytest.mark.parametrize(
    ("path", "edits"),
    [
        # browsers go to the top of a page, or to a text, without an element of that id
        (HOME, (MAIN, f'{MAIN}<a href="#top">up</a> <a href="cv.html#:~:text=Ada">there</a>')),
        # many hosts show a page without the ending of its name, or a folder's index without any name
        (
            LOOM,
            (f'<link rel="canonical" href="{ADDRESS}{LOOM}">', f'<link rel="canonical" href="{ADDRESS}papers/loom">'),
        ),
        # the last figure of an ORCID iD may be ten
        (
            HOME,
            (JSON_LD, f'{JSON_LD}{{"@type":"Person","name":"Jo","sameAs":"https://orcid.org/0000-0002-1694-233X"}},'),
        ),
    ],
)
def test_what_is_unusual_but_right_is_not_reported(path, edits, planted):
    plant(planted / "site", path, *edits)
    assert [str(problem) for problem in run_checks(planted / "site")] == []


def test_a_feed_may_have_fifty_entries(tmp_path):
    papers = {f"papers/p{at}.yaml": f"title: Paper {at}\ndate: {1900 + at}\n" for at in range(55)}
    content = {"profile.yaml": "name: Ada Lovelace\n", "site.yaml": "cards: none\n", **papers}
    build(Options(write(tmp_path / "content", content), tmp_path / "site", url=ADDRESS))
    assert (tmp_path / "site/feed.xml").read_text("utf-8").count("<entry>") == 50
    assert not {"feed-wellformed", "feed-links"} & rules_in(run_checks(tmp_path / "site"))


def test_a_missing_export_is_found(planted):
    plant(planted / "site", LOOM, *['href="../papers/loom.ris"', 'href="../papers/loom.bib"'] * 2)
    plant(planted / "site", "papers/loom.ris")
    assert rules_in(run_checks(planted / "site")) == {"exports-exist"}


def test_a_paper_to_which_no_short_way_leads_is_found(planted):
    for path in set((planted / "site").rglob("*.html")) - {planted / "site" / OLD}:
        path.write_text(
            re.sub(r'(<a [^>]*href="[^"]*)loom\.html"', r'\1engine.html"', path.read_text("utf-8")), "utf-8"
        )
    assert rules_in(run_checks(planted / "site")) == {"scholar-reachable"}


def test_a_broken_content_is_found(planted):
    plant(planted / "content", "papers/loom.yaml", "title:", "titel:")
    assert rules_in(run_checks(planted / "site", planted / "content")) == {"content-errors"}


def test_what_the_build_warns_of_is_found(planted):
    plant(planted / "content", "topics.yaml")
    assert rules_in(run_checks(planted / "site", planted / "content")) == {"content-warnings"}


def test_a_site_that_was_not_built_again_is_found(planted):
    plant(planted / "content", "papers/spindle.yaml", None, "title: On Spindles\ntopics: [engines]\n")
    problems = run_checks(planted / "site", planted / "content")
    assert rules_in(problems) == {"site-complete"}
    assert any("papers/spindle.yaml" in problem.message for problem in problems)


# --- other sites ----------------------------------------------------------------------------------------------------


class Host(BaseHTTPRequestHandler):
    """A host with pages of every kind; it counts who asks for what, and how many at once."""

    asked: list[tuple[str, str]]
    at_once = 0
    most_at_once = 0
    counting = threading.Lock()

    def answer(self) -> None:
        kind = type(self)
        with kind.counting:
            kind.at_once += 1
            kind.most_at_once = max(kind.most_at_once, kind.at_once)
            kind.asked.append((self.command, self.path))
        time.sleep(0.01)  # in which whoever asks several things at once would ask the next
        status = {"/gone": 404, "/broken": 500, "/members": 403, "/busy": 429}.get(self.path, 200)
        if self.path == "/no-head" and self.command == "HEAD":
            status = 501
        if self.path == "/moved":
            status = 301
        self.send_response(status)
        self.send_header("Location", "/there")
        self.send_header("Content-Length", "0")
        with kind.counting:
            kind.at_once -= 1  # whoever has the answer may ask again before this process comes to its next line
        self.end_headers()  # which sends it

    do_HEAD = do_GET = answer  # noqa: N815 - the names that the standard library asks for

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(web, "PAUSE", 0.0)
    monkeypatch.setattr(web, "PATIENCE", 60.0)  # on a busy machine an answer takes a while
    Host.asked, Host.at_once, Host.most_at_once = [], 0, 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_dead_links_are_found_politely(host):
    addresses = [f"{host}/{path}" for path in ("here", "gone", "broken", "members", "busy", "no-head", "moved", "ä b")]
    found = web.dead(addresses)
    assert {address.removeprefix(host): why for address, why in found.items()} == {
        "/gone": "leads nowhere: 404 Not Found",
        "/broken": "leads nowhere: 500 Internal Server Error",
    }
    assert Host.most_at_once == 1, "a host is asked one thing at a time"
    assert ("HEAD", "/here") in Host.asked
    assert ("GET", "/here") not in Host.asked


def test_a_host_that_does_not_answer_is_not_asked_for_ever(host, monkeypatch):
    dead_host = "http://127.0.0.1:1"  # nothing listens there
    found = web.dead([f"{dead_host}/{number}" for number in range(6)])
    assert len(found) == 6
    assert [why for why in found.values() if "not tried" in why] == [found[f"{dead_host}/{n}"] for n in range(3, 6)]


@pytest.mark.parametrize(
    ("answers", "tried"),
    [
        ([False, False, True, False, False, True, False], 7),
        ([True, False, False, False, True, True], 4),
        ([False, False, False], 3),
    ],
)
def test_a_host_is_given_up_when_it_has_not_answered_three_times_in_a_row(monkeypatch, answers, tried):
    asked = []
    monkeypatch.setattr(web, "PAUSE", 0.0)
    monkeypatch.setattr(web, "_ask", lambda address: asked.append(address) or ("silence", answers[len(asked) - 1]))
    addresses = [f"http://a.example/{number}" for number in range(len(answers))]
    found = web.dead(addresses)
    assert asked == addresses[:tried]
    assert [why == "silence" for why in found.values()] == [True] * tried + [False] * (len(answers) - tried)


@pytest.mark.parametrize("address", ["http://[::1/", "http://exa mple/", "https://", "http://host:port/", "http://.a/"])
def test_an_address_that_is_none_is_reported_not_raised(address):
    assert address in web.dead([address])


def test_a_dead_link_is_told_once_and_only_on_request(planted, host):
    for path in (LOOM, PAPER):
        plant(
            planted / "site", path, MAIN, f'{MAIN}<a href="{host}/gone#part">here</a> <a href="{host}/here">there</a>'
        )
    for path in (planted / "site").rglob("*.html"):  # nobody else is to be asked
        path.write_text(
            re.sub(r'<a ([^>]*)href="https:[^"]*"', rf'<a \1href="{host}/here"', path.read_text("utf-8")), "utf-8"
        )
    assert "external-links" not in rules_in(run_checks(planted / "site"))
    assert Host.asked == []
    found = [
        problem for problem in run_checks(planted / "site", external=True) if "[external-links]" in problem.message
    ]
    assert [problem.severity for problem in found] == ["warning"]
    assert found[0].place.path.endswith(PAPER)
    assert found[0].message == f"{host}/gone#part leads nowhere: 404 Not Found [external-links]"


# --- as strangers use it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "there is no such folder"),
        (lambda path: path.write_text("<p>", "utf-8"), "is a file, not the folder of a site"),
        (lambda path: path.mkdir(), "the folder is empty"),
        (lambda path: write(path, {"notes.txt": "Buy thread.\n"}), "holds no page"),
    ],
)
def test_a_folder_that_holds_no_site_is_told_in_one_line(make, told, tmp_path):
    make(tmp_path / "site")
    problems = list(run_checks(tmp_path / "site"))
    assert len(problems) == 1
    assert str(problems[0]).startswith(f"{tmp_path / 'site'}: ")
    assert told in problems[0].message


def test_a_wrong_content_folder_is_told_beside_what_the_site_has(planted):
    problems = list(run_checks(planted / "site", planted / "contents"))
    assert rules_in(problems) == {"content-errors"}
    assert "there is no such folder" in problems[0].message


def test_a_site_of_somebody_else_is_judged_too(tmp_path):
    page = "<!doctype html><title>Me</title><p>Hello <a href=more.html>more</a>"
    problems = run_checks(write(tmp_path, {"index.html": page, "about.html": f"<html><body>{page}"}))
    assert {"readable", "link-target", "html-lang", "csp", "one-h1", "robots", "llms"} <= rules_in(problems)
    assert [problem.message for problem in problems if problem.severity == "note"] != []


JUNK = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "utf-16": "<html><body>".encode("utf-16"),
    "no page": b"google-site-verification: google123.html",
    "broken": b"<html><body><![if x]><![<!><p <a href='<</body",
    "nested": b"<html><body>" + b"<div>" * 30_000 + b"<p>deep",
    "never closed": b"<html><body><p><svg>" + b"<div/><p></b>" * 30_000,
    "sloppy": b"<html><body>" + b"<div/><i></b>" * 30_000,
    "deep data": b'<html><body><script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
    "odd data": b'<html><body><script type="application/ld+json">[1, {"@graph": 5}, {"@type": [{}, null]}, null]</script>',
    "long attribute": b'<html><body><img src="' + b"x" * 200_000 + b'"><a href="' + b"%" * 9_999 + b'">x</a>',
    "odd addresses": b"<html><body><a href='http://[1'>x</a><a href='//'>x</a><a href='?#'>x</a><a href='#%ff'>x</a>",
}


@pytest.mark.parametrize("name", JUNK)
def test_junk_in_a_page_is_a_problem_and_no_traceback(name, planted):
    (planted / "site" / "junk.html").write_bytes(JUNK[name])
    problems = run_checks(planted / "site", planted / "content")
    assert any("junk.html" in problem.place.path for problem in problems)
    assert not any(LOOM in problem.place.path for problem in problems)


def test_a_huge_page_is_refused_and_not_read(planted):
    with (planted / "site" / "huge.html").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    problems = run_checks(planted / "site")
    assert [problem.message for problem in problems] == ["is too large to be read: 30 MB [readable]"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names and links")
def test_odd_files_do_no_harm(planted):
    site = planted / "site"
    (site / "loop").symlink_to(site)
    (site / "nowhere.html").symlink_to(site / "never.html")
    (site / "folder.html").mkdir()
    (site / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
    assert rules_in(run_checks(site)) == set()
    (site / os.fsdecode(b"caf\xe9.html")).write_bytes(b"\xff")
    assert [str(problem).encode("utf-8") for problem in run_checks(site)]


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><feed>&b;</feed>'


@pytest.mark.parametrize("path", ["feed.xml", "sitemap.xml", "opensearch.xml"])
def test_what_expands_is_not_read(path, planted):
    plant(planted / "site", path, None, BOMB)
    assert any("declares a document type" in problem.message for problem in run_checks(planted / "site"))


WORDS = st.sampled_from(
    "< > </ /> = ' \" & &amp; <!-- --> <![ <? ?> # % %ff ? .. / // : [ ] { } , null \\ \x00 \ud7ff é <a href= <h1> <title>"
    " <meta name=citation_author content= <script> </script> <style> <main> <svg> <p class=byline> <summary>".split(" ")
)


@settings(max_examples=100, deadline=None)
@given(
    at=st.floats(0, 1), cut=st.integers(0, 400), put=st.lists(WORDS, max_size=8), path=st.sampled_from([PAPER, MISSING])
)
def test_no_page_however_broken_stops_the_check(sound, fuzzed, at, cut, put, path):
    text = (sound / "site" / path).read_text("utf-8")
    start = int(at * len(text))
    broken = text[:start] + "".join(put) + text[start + cut :]
    (fuzzed / path).write_text(broken, "utf-8")
    run_checks(fuzzed)


FILES = ["feed.xml", "feed.json", "sitemap.xml", "opensearch.xml", "robots.txt", "llms.txt", "papers.bib", "papers.ris"]


@settings(max_examples=100, deadline=None)
@given(at=st.floats(0, 1), cut=st.integers(0, 400), put=st.lists(WORDS, max_size=8), path=st.sampled_from(FILES))
def test_no_file_however_broken_stops_the_check(sound, fuzzed, at, cut, put, path):
    text = (sound / "site" / path).read_text("utf-8")
    start = int(at * len(text))
    (fuzzed / path).write_text(text[:start] + "".join(put) + text[start + cut :], "utf-8")
    run_checks(fuzzed)
    (fuzzed / path).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def fuzzed(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sound site with a few of its pages."""
    folder = tmp_path_factory.mktemp("fuzzed")
    for name in ("index.html", PAPER, MISSING, *FILES, "papers.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(sound / "site" / name, folder / name)
    return folder


def test_a_fault_on_every_page_is_told_so_many_times_and_counted(planted):
    for number in range(PLACES + 10):
        shutil.copy(planted / "site" / "cv.html", planted / "site" / f"copy-{number}.html")
    problems = [problem for problem in run_checks(planted / "site") if "[canonical]" in problem.message]
    assert len(problems) == PLACES + 1
    assert any("the first of 10 more like those" in problem.message for problem in problems)


def test_places_tell_line_and_column(planted):
    plant(planted / "site", HOME, MAIN, f"{MAIN}\n<p>see <a href='gone.html'>it</a></p>")
    line = next(
        n for n, text in enumerate((planted / "site" / HOME).read_text("utf-8").splitlines(), 1) if "gone" in text
    )
    assert [str(problem) for problem in run_checks(planted / "site")] == [
        f'{planted}/site/index.html:{line}:8: "gone.html" leads nowhere: there is no such file [link-target]'
    ]


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/x/", "https://example.org/x/"),
        ("https://example.org/x", "https://example.org/x/"),
        ("https://example.org/x/index.html", "https://example.org/x/"),
        ("https://example.org/%7Eada/", "https://example.org/~ada/"),
        ("index.html", ""),
        ("", ""),
    ],
)
def test_the_address_is_read_from_canonical_links(canonical, address, tmp_path):
    write(tmp_path, {"index.html": f'<link href="{canonical}" rel=canonical>'})
    assert Site.open(tmp_path).address == address


def test_the_address_is_found_though_the_home_page_does_not_tell_it(tmp_path):
    write(tmp_path, {"index.html": "", "a/b.html": '<link rel="canonical" href="https://example.org/x/a/b.html">'})
    assert Site.open(tmp_path).address == "https://example.org/x/"


def test_36_papers_are_checked_within_two_seconds(own_site):
    started = time.process_time()  # of the processor, so that a busy machine does not count
    run_checks(own_site.root)
    assert time.process_time() - started < 2


# --- the rules themselves -------------------------------------------------------------------------------------------


def test_rules_have_names_of_their_own_and_a_sentence_each():
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    for rule in RULES:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        assert rule.sentence.endswith("."), rule.name
        assert "\n" not in rule.sentence, rule.name
        assert len(rule.sentence) < 200, rule.name


def test_the_reference_lists_the_rules_as_they_are():
    """After a change to the rules, `make docs` writes it anew."""
    assert (ROOT / "docs/check.md").read_text("utf-8") == reference()


def test_without_a_network_one_line_says_so(planted, host):
    dead_host = "http://127.0.0.1:1"  # nothing listens there
    for at, path in enumerate(sorted((planted / "site").rglob("*.html"))):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r'<a ([^>]*)href="https:[^"]*"', rf'<a \1href="{dead_host}/{at}"', text), "utf-8")
    found = [
        problem for problem in run_checks(planted / "site", external=True) if "[external-links]" in problem.message
    ]
    assert ["is this computer online?" in problem.message for problem in found] == [True]


def test_every_rule_has_a_planted_fault():
    elsewhere = {"exports-exist", "scholar-reachable", "content-errors", "content-warnings", "site-complete"}
    assert {rule for rule, *_ in PLANTS} | elsewhere | {"external-links"} == {rule.name for rule in RULES}
