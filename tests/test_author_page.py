"""The repository's own site against the author page it transcribes: 36 papers, written down once more by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from page_contents import entries, main_text, words

with (Path(__file__).parent / "author-page.tsv").open(encoding="utf-8") as table:
    FACTS = list(csv.DictReader(table, delimiter="\t"))


def test_there_are_36_papers(own_site):
    assert len(FACTS) == 36
    assert {fact["id"] for fact in FACTS} == {paper.id for paper in own_site.papers}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_the_facts_of_the_author_page_stand_on_the_paper_s_page(own_site, fact):
    page = own_site.pages[f"papers/{fact['id']}.html"]
    assert page.h1.get_text().strip() == fact["title"]
    assert page.main.find("time")["datetime"] == fact["date"]
    text = main_text(page)
    byline = words(page.main.select_one(".byline").get_text(" "))
    *authors, last = fact["authors"].split("; ")
    for author in [*authors, *([last] if last != "others" else [])]:
        assert words(author) in byline
    assert ("etal." in byline) == (last == "others")
    for organization in filter(None, fact["organizations"].split(",")):
        assert organization in text
    area = page.main.select_one(f'a[href^="../topics/{fact["area"].split(".")[1].lower()}.html"]')
    assert area is not None
    links = [tag for tag in page.main.find_all("a") if not tag.find_parent(class_="entry")]
    code = [tag for tag in links if tag.get_text(strip=True).startswith("Code")]
    assert len({tag["href"] for tag in code}) == int(fact["code"])


@pytest.mark.parametrize(("slug", "count"), [("cv", 18), ("lg", 13), ("cl", 2), ("iv", 2), ("qm", 1)])
def test_papers_by_primary_area(own_site, slug, count):
    assert len(entries(own_site.pages[f"topics/{slug}.html"])) == count


def test_16_papers_carry_the_code_badge_on_the_home_page(own_site):
    listed = {}
    for entry in own_site.pages["index.html"].main.select(".entry"):
        address = entry.select_one("h2 a, h3 a")["href"]
        listed[address] = any(tag.get_text(strip=True).startswith("Code") for tag in entry.find_all("a"))
    assert len(listed) == 36
    assert sum(listed.values()) == 16


def test_the_home_page_shows_the_metrics_as_given_and_says_whose_they_are(own_site):
    text = main_text(own_site.pages["index.html"])
    for figure in ("h-index", "43", "36", "5,408", "Novelty", "49%", "AI Score", "52"):
        assert figure in text
    assert "author page" in text


def test_papers_of_hidden_owner_say_so(own_site):
    """On four papers the author page cuts the list before the owner's name."""
    hidden = {fact["id"] for fact in FACTS if "Karsten Roth" not in fact["authors"]}
    assert len(hidden) == 4
    for paper_id in hidden:
        text = words(main_text(own_site.pages[f"papers/{paper_id}.html"]))
        assert words("et al., including Karsten Roth") in text


def test_two_spellings_of_one_co_author_lead_to_one_page(own_site):
    assert len(entries(own_site.pages["authors/a-sophia-koepke.html"])) == 2
    assert "authors/almut-sophia-koepke.html" not in own_site.pages


def test_summaries_keep_their_mathematics(own_site):
    page = own_site.pages["papers/hausdorff-factorized-support.html"]
    assert words("+60%") in words(page.main.find("math").get_text())


def test_a_summary_is_never_exported_as_the_abstract(own_site):
    for path in own_site.root.rglob("*.bib"):
        assert "abstract" not in path.read_text("utf-8").lower().replace("abstraction", "")


def test_an_untyped_paper_is_exported_as_misc(own_site):
    exports = sorted((own_site.root / "papers").glob("*.bib"))
    assert len(exports) == 36
    assert all(path.read_text("utf-8").startswith("@misc{") for path in exports)


def test_the_chart_leads_to_the_years(own_site):
    chart = own_site.pages["index.html"].select_one("figure svg")
    years = {fact["date"][:4] for fact in FACTS}
    assert {f"years/{year}.html" for year in years} <= {tag["href"] for tag in chart.find_all("a")}
    table = own_site.pages["index.html"].find("table")
    shown = {
        row.find("th").get_text(strip=True): row.find("td").get_text(strip=True) for row in table.select("tbody tr")
    }
    for year in years:
        assert shown[year] == str(sum(fact["date"].startswith(year) for fact in FACTS))
