"""What the charts of a site show: the numbers that the records give, and nothing made up."""

from __future__ import annotations

import re

import pytest
from catalogs import catalog_of

from scholarfolio.build.command import Options, build
from scholarfolio.catalog.statistics import MOST_COAUTHORS, TEAM, citation_history, coauthors, partners
from scholarfolio.render.chart_views import FEWEST_ON_RING, MOST_STRIPS, ChartViews, Source
from scholarfolio.tracking.queries import Queries


def views_of(content, papers, **files):
    """The charts of papers given as YAML by id."""
    catalog, _ = catalog_of(content, papers, **files)
    return ChartViews(Queries(catalog, {}, {}), str), catalog


def paper(date="2024", authors="", rest=""):
    named = f"authors: [{authors}]\n" if authors else ""
    return f"title: A paper\ndate: {date}\n{named}{rest}"


# Years


def test_citations_are_summed_over_the_papers_that_give_them_by_year(content):
    _, catalog = views_of(
        content,
        {
            "a": paper(rest="citations: {count: 9, source: Gulls, date: 2026-01, by_year: {2024: 4, 2025: 5}}"),
            "b": paper(rest="citations: {count: 3, source: Gulls, date: 2026-01, by_year: {2025: 3}}"),
            "c": paper(rest="citations: {count: 7, source: Terns, by_year: {2022: 7}}"),
            "d": paper(rest="citations: 1000"),
        },
    )
    history = citation_history(catalog.papers)
    assert history.by_year == {2022: 7, 2024: 4, 2025: 8}
    assert history.papers == 3
    assert sorted(name for name, _ in history.sources) == ["Gulls", "Terns"]
    assert history.unfinished == 2026


def test_the_charts_say_who_counted_what_and_when_each_once(content):
    cited = "citations: {count: 5, source: Gulls, date: 2026-01-15, by_year: {2025: 5}}"
    views, _ = views_of(content, {"a": paper("2024", rest=cited), "b": paper("2025", rest=cited), "c": paper()})
    papers, cited = views.years()
    assert (papers.note, papers.sources) == ("", ())
    assert (cited.note, cited.sources) == ("2 of 3 papers", (Source("Gulls", "January 15, 2026"),))


def test_papers_and_citations_stand_on_one_axis_and_lead_to_years_that_have_papers(content):
    cited = "citations: {count: 9, by_year: {2021: 1, 2023: 8}}"
    views, _ = views_of(content, {"a": paper("2020", rest=cited), "b": paper("2021"), "c": "title: Undated"})
    papers, cited = views.years()
    assert [bar.year for bar in papers.bars.bars] == [bar.year for bar in cited.bars.bars]
    assert {bar.year: bar.value for bar in papers.bars.counted} == {2020: 1, 2021: 1}
    assert {bar.year: bar.href for bar in cited.bars.counted} == {2021: "years/2021.html", 2023: ""}
    assert cited.texts == {2021: "1", 2023: "8"}


def test_without_citations_by_year_no_chart_of_them_is_shown(content):
    views, _ = views_of(content, {"a": paper("2020", rest="citations: 12"), "b": paper("2021")})
    assert [chart.title for chart in views.years()] == ["Papers per year"]


@pytest.mark.parametrize("papers", [{}, {"a": paper("2024")}, {"a": "title: Undated"}])
def test_there_are_no_charts_of_less_than_two_years(content, papers):
    assert views_of(content, papers)[0].years() == []


# Topics


def test_topics_over_time_are_the_papers_of_each_topic_by_year(content):
    views, catalog = views_of(
        content,
        {
            "a": paper("2020", rest="topics: [x, y]"),
            "b": paper("2022", rest="topics: [x]"),
            "c": "title: Undated\ntopics: [y]",
        },
    )
    strips = views.strips(group.heading for group in catalog.topics.values())
    assert strips.spans.labels == ("2020", "2021", "2022")
    assert [(row.name, row.papers, row.sums) for row in strips.rows] == [("X", 2, (1, 0, 1)), ("Y", 2, (1, 0, 0))]
    assert set(strips.paths) == {"topics/x.html", "topics/y.html"}


def test_topics_of_a_single_year_and_no_topics_have_no_strips(content):
    views, catalog = views_of(content, {"a": paper("2020", rest="topics: [x]"), "b": paper("2022")})
    assert views.strips(group.heading for group in catalog.topics.values()) is None
    assert views.strips([]) is None


def test_the_largest_of_very_many_topics_have_strips(content):
    topics = ", ".join(f"t{number}" for number in range(MOST_STRIPS + 5))
    views, catalog = views_of(
        content, {"a": paper("2020", rest=f"topics: [{topics}]"), "b": paper("2022", rest="topics: [t64]")}
    )
    strips = views.strips(group.heading for group in catalog.topics.values())
    assert len(strips.rows) == MOST_STRIPS
    assert strips.rows[0].name == "T64"


# Co-authors


def people(count: int) -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [f"Zoe {letters[n // 26].upper()}{letters[n % 26]}x" for n in range(count)]


def test_the_map_counts_papers_with_the_owner_and_with_each_other(content):
    _, catalog = views_of(
        content,
        {
            "a": paper(authors="Ada Lovelace, Bo Lee, Cy Moe"),
            "b": paper(authors="Bo Lee, Cy Moe, others"),
            "c": paper(authors="Ada Lovelace, Bo Lee, Once Only"),
            "d": paper(authors="Bo Lee, Cy Moe"),
        },
    )
    found = coauthors(catalog)
    assert {slug: who.papers for slug, who in found.people.items()} == {"bo-lee": 3, "cy-moe": 2}
    assert found.ties == {("bo-lee", "cy-moe"): 2}
    assert partners(found) == {"bo-lee": ["cy-moe"], "cy-moe": ["bo-lee"]}


def test_papers_by_a_crowd_say_nothing_about_who_works_with_whom(content):
    crowd = ", ".join(["Ada Lovelace", *people(TEAM)])
    small = ", ".join(["Ada Lovelace", *people(3)])
    views, catalog = views_of(content, {f"p{n}": paper(authors=crowd) for n in range(3)} | {"s": paper(authors=small)})
    found = coauthors(catalog)
    assert found.crowded == 3
    assert [who.papers for who in found.people.values()] == [1, 1, 1]
    assert "3 papers with more than 25 authors are left out." in views.coauthors().notes


@pytest.mark.parametrize("count", range(FEWEST_ON_RING))
def test_a_few_co_authors_are_no_map(content, count):
    authors = ", ".join(["Ada Lovelace", *people(count)])
    views, _ = views_of(content, {"a": paper(authors=authors), "b": paper(authors=authors)})
    assert views.coauthors() is None


def test_of_many_co_authors_those_with_most_papers_are_shown(content):
    everybody = people(500)
    papers = {
        f"p{at}-{n}": paper(authors=", ".join(["Ada Lovelace", *everybody[at : at + 20]]))
        for at in range(0, 500, 20)
        for n in range(3 if at < 40 else 2)
    }
    views, _ = views_of(content, papers)
    drawn = views.coauthors()
    assert len(drawn.people) == MOST_COAUTHORS
    assert [person.papers for person in drawn.listed] == [3] * 40 + [2] * 20
    assert "Shown are the 60 with most papers." in drawn.notes


def test_names_are_shown_as_words_of_the_name(content):
    """Who says a label to the computer must be understood: it is part of the link's name."""
    authors = (
        "Ada Lovelace, Massimiliano Mancini-Konopczyński, Jan van den Duinenbergen, '{Bureau of Missing Islands}', "
        "王小明, Schwarzeneggerhofstätter"
    )
    views, _ = views_of(content, {"a": paper(authors=authors), "b": paper(authors=authors)})
    labels = {person.name: (person.labels.wide, person.labels.narrow) for person in views.coauthors().people}
    assert {name: (wide.text, narrow.text) for name, (wide, narrow) in labels.items()} == {
        "Massimiliano Mancini-Konopczyński": ("Mancini-Konopczyński", "Mancini-Konopczyński"),
        "Jan van den Duinenbergen": ("van den Duinenbergen", "Duinenbergen"),
        "Bureau of Missing Islands": ("Bureau of Missing…", "Bureau of…"),
        "王小明": ("王小明", "王小明"),
        "Schwarzeneggerhofstätter": ("Schwarzeneggerhofstätter", "Schwarzeneggerhofstätter"),
    }
    for wide, narrow in labels.values():
        assert wide.length is None or wide.length > 13
        assert narrow.length is None or narrow.length < 8


# Pages


def test_the_map_leads_to_everybody_and_is_behind_it_as_a_table(own_site):
    page = own_site.pages["authors/index.html"]
    coauthors_of_owner = {
        group.heading.name for group in own_site.prepared.catalog.authors.values() if not group.heading.owner
    }
    links = page.select(".ring > a")
    assert links[0]["href"].endswith("/karsten-roth.html")
    assert {link["aria-label"].split(":")[0] for link in links[1:]} == coauthors_of_owner
    rows = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in page.select(".map tbody tr")}
    assert set(rows) == coauthors_of_owner
    assert {f"{name}: {count} papers" for name, count in rows.items()} == {link["aria-label"] for link in links[1:]}


def test_citations_per_year_stand_on_the_front_page_with_their_source(scholar_site):
    figure = scholar_site.pages["index.html"].select_one("figure:has(#citations-per-year)")
    text = figure.figcaption.get_text(" ")
    assert text.count("Gull Scholar") == 1
    assert "3 of 29 papers" in text
    rows = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in figure.select("tbody tr")}
    assert rows["2023"] == "361"
    assert "2004" not in rows, "what is not known is not made up"
    labels = [tag["aria-label"] for tag in figure.select("svg [aria-label]")]
    assert "2023: 361" in labels
    assert "2026: 60 so far" in labels


def test_strips_are_repeated_as_a_table(scholar_site):
    page = scholar_site.pages["topics/index.html"]
    rows = {
        row.th.get_text(strip=True): sum(int(cell.get_text() or 0) for cell in row.find_all("td"))
        for row in page.select(".chart-data tbody tr")
    }
    catalog = scholar_site.prepared.catalog
    undated, topics = set(catalog.undated), catalog.topics.values()
    assert rows == {group.heading.name: len(set(group.papers) - undated) for group in topics}
    assert len(page.select(".tally .strip path:not(.ground)")) == len(rows)


def test_sites_without_papers_have_no_charts(content, tmp_path):
    build(Options(content("site.yaml", "title: Empty\n"), tmp_path / "out"))
    for name in ("index.html", "topics/index.html", "authors/index.html"):
        text = (tmp_path / "out" / name).read_text("utf-8")
        assert not re.search(r'class="(chart|strip|ring)', text), name


# Bounds


@pytest.mark.parametrize(("size", "crowded"), [(TEAM, 0), (TEAM + 1, 1)])
def test_a_paper_by_more_than_a_team_says_nothing_about_who_works_with_whom(content, size, crowded):
    names = ", ".join(["Ada Lovelace", *(f"Writer N{at}" for at in range(size - 1))])
    _, catalog = views_of(content, {"a": paper(authors=names), "b": paper(authors=names)})
    found = coauthors(catalog)
    assert found.crowded == 2 * crowded
    assert bool(found.people) is not bool(crowded)


def test_the_first_year_that_was_not_over_when_somebody_counted_is_unfinished(content):
    _, catalog = views_of(
        content,
        {
            "a": paper(rest="citations: {count: 9, date: 2026-01, by_year: {2025: 5}}"),
            "b": paper(rest="citations: {count: 9, date: 2024-06, by_year: {2024: 5}}"),
            "c": paper(rest="citations: {count: 9, by_year: {2022: 5}}"),
        },
    )
    assert citation_history(catalog.papers).unfinished == 2024
