"""What holds for every page of every site: links, ids, headings, weight of words, and the safety of what is shown."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from page_contents import entries, main_text, references, words

from scholarfolio.catalog.catalog import INDEXES, Catalog


def test_every_link_leads_to_a_file_with_these_letters_and_this_anchor(site):
    files = {path.relative_to(site.root).as_posix() for path in site.root.rglob("*") if path.is_file()}
    ids = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in site.pages.items()}
    dead = []
    for name, page in site.pages.items():
        if name == "404.html":
            continue  # shown at any depth, so its links begin at the site's root: tested by itself
        for address in references(page):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
            )
            anchor = unquote(parts.fragment)
            if target not in files or (anchor and target in ids and anchor not in ids[target]):
                dead.append((name, address))
    assert dead == []


def test_every_link_is_relative_and_names_a_file(site):
    for name, page in site.pages.items():
        for address in references(page):
            if urlsplit(address).scheme or address.startswith("#") or name == "404.html":
                continue
            assert not address.startswith("/"), (name, address)
            assert "." in posixpath.basename(urlsplit(address).path), (name, address)


def test_nothing_is_loaded_from_another_host(site):
    for name, page in site.pages.items():
        loaded = [
            tag.get("src") or tag.get("data") for tag in page.find_all(["img", "script", "iframe", "video", "source"])
        ]
        loaded += [tag["href"] for tag in page.find_all("link", rel=re.compile("stylesheet|icon|preload|manifest"))]
        assert not [address for address in loaded if address and re.match(r"(https?:)?//", address)], name


def test_ids_are_unique(site):
    for name, page in site.pages.items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), (name, sorted({i for i in ids if ids.count(i) > 1}))


def test_each_page_has_one_h1_and_headings_never_skip_a_level(site):
    for name, page in site.pages.items():
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile(r"^h[1-6]$"))]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (name, levels)


def test_each_page_says_what_it_is(site):
    for name, page in site.pages.items():
        assert page.html is not None
        assert page.html["lang"], name
        assert page.title is not None
        assert page.title.string.strip(), name
        assert page.find("meta", attrs={"name": "description"})["content"].strip(), name
        assert page.find("main") is not None, name


def test_titles_of_pages_are_all_different_from_each_other_unless_the_papers_are_called_the_same(site):
    titles = [page.title.string for page in site.pages.values()]
    papers = [paper.title.plain for paper in site.papers]
    assert len(titles) - len(set(titles)) <= len(papers) - len(set(papers))


def test_the_content_security_policy_allows_nothing_inline(site):
    for name, page in site.pages.items():
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None, name
        assert "default-src 'none'" in policy["content"]
        assert "unsafe" not in policy["content"]
        assert not page.find_all(style=True), name
        assert not page.find_all("style"), name
        assert all(script.get("src") for script in page.find_all("script") if script.get("type") is None), name
        handlers = [attribute for tag in page.find_all(True) for attribute in tag.attrs if attribute.startswith("on")]
        assert handlers == [], name


def test_every_picture_has_alternative_text(site):
    for name, page in site.pages.items():
        assert all(image.has_attr("alt") for image in page.find_all("img")), name


def test_no_tex_command_is_left_outside_what_is_shown_as_typed(site):
    left = re.compile(r"\\(emph|textbf|url|href|cite|mathbb|footnote)\b")
    for name, page in site.pages.items():
        if name == "404.html":
            continue
        copy = BeautifulSoup(str(page.main), "html.parser")
        for tag in copy.find_all(["pre", "code", "annotation"]):
            tag.decompose()
        assert not left.search(copy.get_text()), (name, left.search(copy.get_text()))


def test_every_page_leads_home_and_to_its_content(site):
    for name, page in site.pages.items():
        skip = page.find("a", href=re.compile("^#"))
        assert skip is not None, name
        assert page.find(id=skip["href"][1:]) is not None, name
        if name not in {"404.html", "index.html"}:
            home = posixpath.relpath("index.html", posixpath.dirname(name) or ".")
            assert page.header.find("a", href=home) is not None, name


def test_every_fact_of_a_record_stands_on_its_page(site):
    catalog: Catalog = site.prepared.catalog
    for paper in site.papers:
        page = site.pages[f"papers/{paper.id}.html"]
        text = words(main_text(page))
        links = {tag["href"] for tag in page.main.find_all("a", href=True)}
        if "$" not in paper.title.source:
            assert words(paper.title.plain) in words(page.h1.get_text(" ")), paper.id
        for author in paper.authors.named:
            assert words(author.name.display) in text, (paper.id, author.name.display)
        if paper.date:
            assert words(catalog.records.language.date(paper.date)) in text, paper.id
            assert page.main.find("time", datetime=paper.date.iso) is not None, paper.id
        for topic in paper.all_topics:
            assert words(catalog.topics[topic].heading.label) in text, (paper.id, topic)
            assert f"../{catalog.topics[topic].heading.path}" in {unquote(link) for link in links}, (paper.id, topic)
        plain = ("volume", "number", "publisher", "series", "school", "institution", "address", "doi", "arxiv", "award")
        for field in plain:
            assert words(getattr(paper, field)) in text, (paper.id, field)
        for shown in (*paper.organizations, *paper.keywords, *paper.isbn, *paper.issn, paper.appeared_in):
            assert words(shown) in text, (paper.id, shown)
        for address in (
            *paper.code,
            paper.url,
            paper.project,
            *(link.url for link in paper.links if "://" in link.url),
        ):
            assert not address or address in links, (paper.id, address)
        for version in paper.versions:
            assert words(version.label or version.venue) in text, (paper.id, version)
        if paper.citations:
            assert f"{paper.citations.count:,}times" in text or "once" in text, paper.id


def test_others_are_said_to_exist_and_the_hidden_owner_is_named(site):
    owner = site.prepared.catalog.records.profile.name.display
    for paper in site.papers:
        text = main_text(site.pages[f"papers/{paper.id}.html"])
        line = site.prepared.catalog.bylines[paper.id]
        assert ("et al." in text.split("Related")[0]) >= line.others, paper.id
        if line.owner_hidden:
            assert words(f"including {owner}") in words(text), paper.id


def test_summary_and_abstract_stand_under_their_own_names(site):
    for paper in site.papers:
        headings = [tag.get_text().strip() for tag in site.pages[f"papers/{paper.id}.html"].main.find_all("h2")]
        assert ("Summary" in headings) == bool(paper.summary), paper.id
        assert ("Abstract" in headings) == bool(paper.abstract), paper.id


def test_summary_and_abstract_stand_there_in_full(site):
    for paper in site.papers:
        text = words(main_text(site.pages[f"papers/{paper.id}.html"]).split("Cite")[0])
        for form in (paper.abstract, paper.summary):
            missing = [word for word in re.findall(r"[^\W\d_]{4,}", form.plain) if word not in text]
            assert missing == [], (paper.id, missing)


@pytest.mark.parametrize("index", INDEXES)
def test_counts_on_indexes_equal_the_records(site, index):
    catalog: Catalog = site.prepared.catalog
    page = site.pages[f"{index}/index.html"]
    for group in catalog.groups(index).values():
        listed = entries(site.pages[group.heading.path])
        assert listed == [f"{paper_id}.html" for paper_id in group.papers], group.heading.path
        link = next(tag for tag in page.main.select(".tally a") if unquote(tag["href"]) == f"../{group.heading.path}")
        assert group.heading.name in link.get_text(" ", strip=True)
        count = link.find_parent("li").select_one(".count").get_text(strip=True)
        assert int(count.replace(",", "")) == len(group.papers), group.heading.path


def test_the_list_of_papers_has_every_paper_once_under_its_year(site):
    listed = entries(site.pages["papers/index.html"])
    assert listed == [f"{paper.id}.html" for paper in site.papers]
    headings = [tag.get_text(" ", strip=True) for tag in site.pages["papers/index.html"].main.find_all("h2")]
    years = [group.heading.name for group in site.prepared.catalog.years.values()]
    assert [heading.split()[0] for heading in headings[: len(years)]] == years


def test_each_paper_leads_to_the_next_newer_and_the_next_older(site):
    """``prev`` and ``next`` follow the list of all papers, whose first is the newest."""
    papers = [f"{paper.id}.html" for paper in site.papers]
    for newer, name, older in zip(["", *papers], papers, [*papers[1:], ""], strict=False):
        links = site.pages[f"papers/{name}"].main.select(".neighbours a")
        found = [(unquote(link["href"]), link["class"], link["rel"]) for link in links]
        expected = [(newer, ["newer"], ["prev"]), (older, ["older"], ["next"])]
        assert found == [(f"../papers/{path}", *marks) for path, *marks in expected if path], name
        dates = [next((p.date for p in site.papers if path == f"{p.id}.html"), None) for path in (newer, older)]
        if all(dates):
            assert dates[0].sort_key >= dates[1].sort_key, name


def test_the_page_for_missing_pages_finds_home_from_any_depth(scholar_site):
    links = references(scholar_site.pages["404.html"])
    own = [link for link in links if not urlsplit(link).scheme and not link.startswith("#")]
    assert own
    assert all(link.startswith("/x/") for link in own), own


def test_a_few_papers_need_not_be_narrowed(site):
    """From five papers on, a list can be narrowed, sorted and ticked."""
    filters = site.pages["papers/index.html"].find(id="filters")
    assert (filters is not None) == (len(site.papers) >= 5)
    assert bool(list((site.root / "static").glob("export-*.js"))) == (len(site.papers) >= 5)
