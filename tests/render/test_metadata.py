"""What machines read of a site: Scholar's tags, structured data, feeds, sitemap, COinS, exports."""

from __future__ import annotations

import json
import re
from datetime import datetime
from urllib.parse import parse_qs, quote, quote_plus
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from catalogs import catalog_of
from conftest import SITES
from hypothesis import given
from hypothesis import strategies as st

from scholarfolio.build.command import Options, build
from scholarfolio.build.site import plan_site
from scholarfolio.catalog.catalog import INDEXES
from scholarfolio.catalog.outputs import SITEMAP_MOST
from scholarfolio.render import metadata
from scholarfolio.render.contexts.page_context import DESCRIPTION_LENGTH
from scholarfolio.values.problems import Problems

BASE = "https://example.org/x/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def tags(page, name):
    return [tag["content"] for tag in page.find_all("meta", attrs={"name": name})]


def nodes(page):
    return json.loads(page.find("script", type="application/ld+json").string)["@graph"]


def test_no_description_is_longer_than_search_engines_show(content, tmp_path):
    """A longer text is cut behind a word, and says so; one that is just as long stays whole."""
    word, most = "engine ", DESCRIPTION_LENGTH
    texts = {
        "short": "We count.",
        "full": (word * 40)[: most - 1] + "x",
        "longer": (word * 40)[: most - 1] + "xx",
        "commas": "engine, " * 100,
        "long": word * 1000,
        "one-word": "x" * 1000,
    }
    for name, text in texts.items():
        folder = content(f"papers/{name}.yaml", f"title: T\nabstract: {text}\n")
    build(Options(folder, tmp_path / "site"))
    for name, text in texts.items():
        page = BeautifulSoup((tmp_path / f"site/papers/{name}.html").read_text("utf-8"), "html.parser")
        (description,) = tags(page, "description")
        whole = " ".join(text.split())
        if len(whole) <= most:
            assert description == whole, name
            continue
        begin = description.removesuffix(" …")
        assert begin != description, name
        assert most - 10 < len(begin) <= most, name
        assert whole.startswith(begin), name
        assert name == "one-word" or re.match("[ ,]", whole[len(begin) :]), name
        assert not begin.endswith(","), name


def test_a_summary_is_for_readers_and_an_abstract_for_those_who_collect(content, tmp_path):
    """A description says in short what the page is about; a feed brings what the paper itself says."""
    content("papers/both.yaml", "title: Both\ndate: 2024\nsummary: In short.\nabstract: At length.\n")
    folder = content("papers/one.yaml", "title: One\ndate: 2023\nsummary: In short.\n")
    content("papers/none.yaml", "title: None\ndate: 2022\n")
    build(Options(folder, tmp_path / "site", url="https://ada.example"))
    page = BeautifulSoup((tmp_path / "site/papers/both.html").read_text("utf-8"), "html.parser")
    assert tags(page, "description") == ["In short."]
    feed = json.loads((tmp_path / "site/feed.json").read_text("utf-8"))
    assert [item["content_text"] for item in feed["items"]] == ["At length.", "In short.", "None"]


def test_the_number_of_a_report_is_no_issue(content, tmp_path):
    rest = "authors: [Ada Lovelace, Jan van der Berg]\ndate: 2024\nnumber: 7\n"
    content("papers/report.yaml", f"title: R\ntype: report\ninstitution: Royal Society\n{rest}")
    folder = content("papers/article.yaml", f"title: A\ntype: article\njournal: Memoirs\n{rest}")
    build(Options(folder, tmp_path / "site"))

    def said(name):
        page = BeautifulSoup((tmp_path / f"site/papers/{name}.html").read_text("utf-8"), "html.parser")
        return tags(page, "citation_issue"), tags(page, "citation_technical_report_number")

    assert said("report") == ([], ["7"])
    assert said("article") == (["7"], [])


def test_a_context_object_takes_the_first_author_apart_and_no_other(content):
    catalog, _ = catalog_of(content, {"a": "title: A\nauthors: [Jan van der Berg, Ada Lovelace, CERN]"})
    found = parse_qs(metadata.coins(catalog.by_id["a"]))
    assert (found["rft.aulast"], found["rft.aufirst"]) == (["van der Berg"], ["Jan"])
    assert found["rft.au"] == ["Jan van der Berg", "Ada Lovelace", "CERN"]


def test_scholar_finds_title_authors_and_date_of_every_paper_that_has_them(scholar_site):
    for paper in scholar_site.papers:
        page = scholar_site.pages[f"papers/{paper.id}.html"]
        creators = [author.name for author in paper.authors.named] or list(paper.editor)
        if not creators or not paper.date:
            assert tags(page, "citation_title") == [], "an incomplete set is of no use to Scholar"
            continue
        assert tags(page, "citation_author") == [name.display for name in creators]
        assert not any(re.search(r"\b(others|et al)\b", name) for name in tags(page, "citation_author"))
        (date,) = tags(page, "citation_publication_date")
        assert date == (
            f"{paper.date.year}/{paper.date.month}/{paper.date.day}" if paper.date.day else str(paper.date.year)
        )
        (title,) = tags(page, "citation_title")
        assert not re.search(r"[\\$]|&\w+;", title)


@pytest.mark.parametrize(
    ("field", "tag"),
    [
        ("doi", "citation_doi"),
        ("arxiv", "citation_arxiv_id"),
        ("volume", "citation_volume"),
        ("publisher", "citation_publisher"),
    ],
)
def test_identifiers_reach_scholar(scholar_site, field, tag):
    found = [paper for paper in scholar_site.papers if getattr(paper, field) and paper.date and paper.authors.named]
    assert found
    for paper in found:
        assert tags(scholar_site.pages[f"papers/{paper.id}.html"], tag) == [getattr(paper, field)]


def test_a_pdf_is_named_only_when_it_lies_beside_the_page(scholar_site):
    local = {paper.id for paper in scholar_site.papers if scholar_site.prepared.catalog.local_pdf(paper)}
    assert local
    for paper in scholar_site.papers:
        found = tags(scholar_site.pages[f"papers/{paper.id}.html"], "citation_pdf_url")
        if paper.id in local and found:
            assert found == [f"{BASE}papers/{paper.id}.pdf"]
            assert (scholar_site.root / f"papers/{paper.id}.pdf").is_file()
        else:
            assert found == []


def test_without_an_address_nothing_absolute_is_claimed(own_site):
    assert not (own_site.root / "feed.xml").exists()
    assert not (own_site.root / "sitemap.xml").exists()
    for page in own_site.pages.values():
        assert page.find("link", rel="canonical") is None
        assert not tags(page, "citation_abstract_html_url")


def test_every_page_names_its_canonical_address(scholar_site):
    for name, page in scholar_site.pages.items():
        if name == "404.html":
            assert page.find("link", rel="canonical") is None, "it stands for no address of its own"
            continue
        link = page.find("link", rel="canonical")["href"]
        if name in scholar_site.redirects:
            assert link.startswith(("https://example.com/", BASE)), "it is that of the page to which it leads"
            continue
        assert link == BASE if name == "index.html" else link.startswith(BASE)


def test_structured_data_tells_the_paper_s_type_authors_and_place(scholar_site):
    for paper in scholar_site.papers:
        work, trail = nodes(scholar_site.pages[f"papers/{paper.id}.html"])
        assert work["@type"] == paper.type_info.schema
        assert [author["name"] for author in work.get("author", [])] == [a.name.display for a in paper.authors.named]
        assert [entry["codeRepository"] for entry in work.get("mentions", [])] == (
            list(paper.code) if work["@type"] != "SoftwareSourceCode" else []
        )
        assert [step["position"] for step in trail["itemListElement"]] == [1, 2, 3]
        assert all(step["item"].startswith(BASE) for step in trail["itemListElement"])
    profile = nodes(scholar_site.pages["index.html"])[0]
    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"]["@id"] == f"{BASE}#me"


def test_structured_data_cannot_end_its_script(scholar_site):
    page = (scholar_site.root / "papers/script-in-a-bottle.html").read_text("utf-8")
    script = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<" not in script
    assert "<script>" in json.dumps(json.loads(script))


def test_lists_are_collections_of_all_their_papers(scholar_site):
    for index in INDEXES:
        for group in scholar_site.prepared.catalog.groups(index).values():
            collection = nodes(scholar_site.pages[group.heading.path])[0]
            assert collection["@type"] == "CollectionPage"
            assert collection.get("mainEntity", {"numberOfItems": 0})["numberOfItems"] == len(group.papers)


def feeds(site):
    return [path for path in site.root.rglob("*.xml") if ElementTree.parse(path).getroot().tag == f"{ATOM}feed"]


def test_atom_feeds_hold_the_newest_dated_papers(scholar_site):
    found = feeds(scholar_site)
    assert len(found) > 20
    ids = set()
    for path in found:
        feed = ElementTree.parse(path).getroot()
        assert feed.findtext(f"{ATOM}id") == BASE + quote(path.relative_to(scholar_site.root).as_posix())
        entries = feed.findall(f"{ATOM}entry")
        assert 0 < len(entries) <= 50
        updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
        assert updated == sorted(updated, reverse=True)
        assert all(datetime.fromisoformat(stamp.replace("Z", "+00:00")) for stamp in updated)
        assert feed.findtext(f"{ATOM}updated") == updated[0]
        ids |= {entry.findtext(f"{ATOM}id") for entry in entries}
    undated = {f"{BASE}papers/{paper.id}.html" for paper in scholar_site.papers if not paper.date}
    assert undated
    assert not ids & undated


def test_the_json_feed_holds_the_same_papers_as_the_atom_feed(scholar_site):
    feed = json.loads((scholar_site.root / "feed.json").read_text("utf-8"))
    atom = ElementTree.parse(scholar_site.root / "feed.xml").getroot()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [e.findtext(f"{ATOM}id") for e in atom.findall(f"{ATOM}entry")]


def test_the_sitemap_lists_every_page_once_but_old_ones_and_the_one_for_missing_pages(scholar_site):
    root = ElementTree.parse(scholar_site.root / "sitemap.xml").getroot()
    listed = [location.text for location in root.iter(f"{SITEMAP}loc")]
    assert len(listed) == len(set(listed)) == len(scholar_site.pages) - 1 - len(scholar_site.redirects)
    assert BASE in listed
    assert not any("404" in location for location in listed)
    robots = (scholar_site.root / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {BASE}sitemap.xml\n" in robots


def test_a_large_sitemap_is_split(content, tmp_path, monkeypatch):
    content("site.yaml", f"url: {BASE}\n")
    for number in range(7):
        folder = content(f"papers/p{number}.yaml", f"title: Paper {number}\ndate: 2020\n")
    monkeypatch.setattr("scholarfolio.catalog.outputs.SITEMAP_MOST", 5)
    monkeypatch.setattr("scholarfolio.catalog.outputs.SITEMAP_MOST", 5)
    assert SITEMAP_MOST == 50_000
    build(Options(folder, tmp_path / "site"))
    index = ElementTree.parse(tmp_path / "site/sitemap.xml").getroot()
    parts = [location.text.removeprefix(BASE) for location in index.iter(f"{SITEMAP}loc")]
    pages = [
        location.text
        for part in parts
        for location in ElementTree.parse(tmp_path / "site" / part).getroot().iter(f"{SITEMAP}loc")
    ]
    assert len(parts) == -(-len(pages) // 5)
    assert len(pages) == len(list((tmp_path / "site").rglob("*.html"))) - 1


def test_lists_carry_a_context_object_for_every_paper(scholar_site):
    page = scholar_site.pages["papers/index.html"]
    objects = [parse_qs(span["title"]) for span in page.find_all("span", class_="Z3988")]
    assert len(objects) == len(scholar_site.papers)
    assert all(found["ctx_ver"] == ["Z39.88-2004"] for found in objects)
    assert [found["rft.au"] for found in objects if "rft.au" in found] == [
        [author.name.display for author in paper.authors.named] for paper in scholar_site.papers if paper.authors.named
    ]


def test_every_paper_has_every_export_and_its_page_points_to_them(scholar_site):
    for paper in scholar_site.papers:
        page = scholar_site.pages[f"papers/{paper.id}.html"]
        described = {link["type"] for link in page.find_all("link", rel="describedby")}
        assert len(described) == 3
        for suffix in (".bib", ".ris", ".json"):
            assert (scholar_site.root / f"papers/{paper.id}{suffix}").stat().st_size > 10
        boxes = [box.get_text() for box in page.select(".cite code")]
        assert boxes[0].strip() == (scholar_site.root / f"papers/{paper.id}.bib").read_text("utf-8").strip()
    assert len(json.loads((scholar_site.root / "papers.json").read_text("utf-8"))) == len(scholar_site.papers)


def test_a_custom_domain_is_written_down_for_the_host(content, tmp_path):
    folder = content("papers/a.yaml", "title: A\n")
    for url, domain in (("https://ada.example/", "ada.example\n"), ("https://ada.github.io", None), (BASE, None)):
        out = tmp_path / url.split("//")[1].replace("/", "_")
        build(Options(folder, out, url=url))
        assert (out / ".nojekyll").is_file()
        assert ((out / "CNAME").read_text() if (out / "CNAME").exists() else None) == domain


def test_one_line_says_what_is_left_out_while_the_site_has_no_address():
    problems = Problems()
    plan_site(SITES["own"], "", problems)
    notes = [str(problem) for problem in problems if problem.severity == "note"]
    assert len(notes) == 1
    assert "feeds" in notes[0]


def test_browsers_can_add_the_search(scholar_site):
    description = ElementTree.parse(scholar_site.root / "opensearch.xml").getroot()
    url = next(element for element in description if element.tag.endswith("Url"))
    assert url.get("template") == f"{BASE}papers/index.html?q={{searchTerms}}"
    for name, page in scholar_site.pages.items():
        if name != "404.html":
            assert page.find("link", rel="search")["href"].endswith("opensearch.xml"), name


def test_bibtex_in_ascii_says_the_same(content, tmp_path):
    for name in "abcde":  # enough to tick
        content(
            f"papers/{name}.yaml", "title: Über $\\alpha$ und Größe\nauthors: [Zoë Ångström, Paul Erdős]\ndate: 2020\n"
        )
    folder = content("site.yaml", "bibtex_ascii: true\n")
    build(Options(folder, tmp_path / "site"))
    for name in ("papers.bib", "papers/a.bib", "static/export-bibtex.js"):
        text = (tmp_path / "site" / name).read_text("utf-8")
        assert text.isascii(), name
        assert "$\\alpha$" in text.replace("\\\\", "\\")
    assert '{\\"U}ber' in (tmp_path / "site/papers/a.bib").read_text("utf-8").replace("{{", "{")


def test_a_licence_is_told_to_readers_and_to_machines(scholar_site):
    licensed = [paper for paper in scholar_site.papers if paper.license]
    assert licensed
    for paper in licensed:
        page = scholar_site.pages[f"papers/{paper.id}.html"]
        assert page.find("link", rel="license")["href"] == paper.license
        assert page.main.find("a", href=paper.license) is not None
        assert nodes(page)[0]["license"] == paper.license


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_values_in_context_objects_are_encoded_as_in_queries(value):
    assert metadata._quoted(value) == quote_plus(value)
