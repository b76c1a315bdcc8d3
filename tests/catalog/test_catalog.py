"""The catalog: order, groups, people and relations."""

from __future__ import annotations

import pytest
from catalogs import catalog_of

from scholarfolio.build.site import plan_site
from scholarfolio.catalog.catalog import INDEXES
from scholarfolio.values.problems import Problems


def test_papers_are_newest_first_and_undated_last(content):
    catalog, _ = catalog_of(
        content,
        {
            "none": "title: No date",
            "year": "title: Year\ndate: 2024",
            "month": "title: Month\ndate: 2024-03",
            "day": "title: Day\ndate: 2024-03-02",
            "old": "title: Old\ndate: 1999",
        },
    )
    assert [paper.id for paper in catalog.papers] == ["day", "month", "year", "old", "none"]
    assert list(catalog.years) == ["2024", "1999", "undated"]


def test_the_neighbours_of_a_paper_are_the_next_newer_and_the_next_older(content):
    catalog, _ = catalog_of(content, {name: f"title: {name}\ndate: {name[1:]}" for name in ("p2001", "p2003", "p2002")})
    assert catalog.neighbours("p2002") == ("p2003", "p2001")
    assert catalog.neighbours("p2003") == (None, "p2002")
    assert catalog.neighbours("p2001") == ("p2002", None)


def test_every_list_holds_the_same_ids(content):
    """The very same: those beside their records would make every process that lists them copy the records."""
    catalog, _ = catalog_of(
        content,
        {
            "first": "title: First\ndate: 2024\ntopics: [x]\nvenue: V\nauthors: [Ada Lovelace, Bo Li]",
            "second": "title: Second\ntopics: [x]\nauthors: [Bo Li]",
        },
    )
    own = {id(paper_id) for paper_id in catalog.ids}
    assert own.isdisjoint(id(paper.id) for paper in catalog.papers)
    listed = [paper_id for index in INDEXES for group in catalog.groups(index).values() for paper_id in group.papers]
    listed += [paper_id for related in catalog.related.values() for paper_id in related]
    listed += [*catalog.undated, *catalog.by_id, *catalog.position, *catalog.related, *catalog.venue_of]
    assert len(listed) > 12
    assert own.issuperset(map(id, listed))


def test_the_primary_area_counts_as_a_topic_once(content):
    catalog, _ = catalog_of(content, {"a": "title: A\ncategory: cs.CV\ntopics: [cs.CV, x]"})
    assert {key: len(group.papers) for key, group in catalog.topics.items()} == {"cs.CV": 1, "x": 1}
    assert catalog.topics["cs.CV"].heading.path == "topics/cs-cv.html"


def test_aliases_make_one_person_and_one_paper_makes_no_page(content):
    catalog, problems = catalog_of(
        content,
        {
            "a": "title: A\nauthors: [Ada Lovelace, B. Lee]",
            "b": "title: B\nauthors: ['Lee, Bob', Once Only]",
            "c": "title: C\nauthors: [Lovelace, A. A.]".replace("[Lovelace, A. A.]", "['Lovelace, A. A.']"),
        },
        people="bob: {name: Bob Lee, aliases: [B. Lee]}\nnew: Not Yet\n",
        profile="name: Ada Lovelace\naliases: [A. A. Lovelace]\n",
    )
    assert problems == []
    pages = {slug: (group.heading.name, len(group.papers)) for slug, group in catalog.authors.items()}
    assert pages == {"ada-lovelace": ("Ada Lovelace", 2), "bob": ("Bob Lee", 2), "new": ("Not Yet", 0)}
    assert catalog.authors["ada-lovelace"].heading.owner


def test_namesakes_are_told_apart_and_asked_about(content):
    people = "wei-1: Wei Wang\nwei-2: Wei Wang\n"
    catalog, problems = catalog_of(
        content,
        {
            "a": "title: A\nauthors: [{name: Wei Wang, person: wei-1}]",
            "b": "title: B\nauthors: [{name: Wei Wang, person: wei-2}]",
            "c": "title: C\nauthors: [Wei Wang]",
            "d": "title: D\nauthors: [Wei Wang]",
        },
        people=people,
    )
    assert catalog.authors["wei-1"].papers == ("a",)
    assert catalog.authors["wei-2"].papers == ("b",)
    assert len(problems) == 2
    assert 'content/papers/c.yaml:1:1: warning: "Wei Wang" may be wei-1 and wei-2; say which' in problems[0]
    assert "content/papers/d.yaml:1:1: " in problems[1], "whoever is named alike is asked about on every paper"


def test_who_is_named_twice_has_written_the_paper_once(content):
    papers = {"a": "title: A\nauthors: [Bob Lee, Bob Lee]", "b": "title: B\nauthors: [Bob Lee, others]"}
    catalog, _ = catalog_of(content, papers)
    assert catalog.authors["bob-lee"].papers == ("a", "b")


def test_names_that_would_share_a_page_are_reported_with_both_forms(content):
    catalog, problems = catalog_of(
        content, {"a": "title: A\nauthors: [Björn Ommer]", "b": "title: B\nauthors: [Bjorn Ommer]"}
    )
    assert len(problems) == 1
    assert "Björn Ommer" in problems[0]
    assert "Bjorn Ommer" in problems[0]
    assert len(catalog.authors["bjorn-ommer"].papers) == 2


def test_the_owner_behind_et_al_is_known(content):
    catalog, _ = catalog_of(
        content,
        {
            "a": "title: A\nauthors: [Bob Lee, others]",
            "b": "title: B\nauthors: [Bob Lee]",
            "c": "title: C\nauthors: [Ada Lovelace, others]",
        },
    )
    assert {key: line.owner_hidden for key, line in catalog.bylines.items()} == {"a": True, "b": False, "c": False}


def test_years_of_a_venue_and_its_other_names_are_one_venue(content):
    catalog, _ = catalog_of(
        content,
        {
            "a": "title: A\nvenue: NeurIPS 2023",
            "b": "title: B\nvenue: NIPS",
            "c": "title: C\njournal: Nature",
            "d": "title: D\nvenue: ICML 2021",
            "e": "title: E\nvenue: ICML ’22",
        },
        venues="neurips: {name: Neural Information Processing Systems, short: NeurIPS, aliases: [NIPS]}\n",
    )
    assert {slug: len(group.papers) for slug, group in catalog.venues.items()} == {"neurips": 2, "icml": 2, "nature": 1}


def test_the_owner_has_a_page_also_where_et_al_hides_the_name_on_every_paper(content):
    papers = {name: f"title: {name}\nauthors: [Bob Lee, others]" for name in ("a", "b")}
    catalog, _ = catalog_of(content, papers)
    assert catalog.authors["ada-lovelace"].papers == ("a", "b")
    assert catalog.authors["ada-lovelace"].heading.owner


def test_related_papers_share_what_is_rare(content):
    papers = {f"p{n}": f"title: P{n}\ndate: {2000 + n}\ntopics: [common]\nauthors: [Ada Lovelace]" for n in range(6)}
    papers["p0"] += "\n".replace("\n", "") + "\nkeywords: [x]"
    papers["p0"] = papers["p0"].replace("[common]", "[common, rare]")
    papers["p5"] = papers["p5"].replace("[common]", "[common, rare]")
    catalog, _ = catalog_of(content, papers)
    assert catalog.related["p0"] == ("p5",)
    assert catalog.related["p5"] == ("p0",)
    assert catalog.related["p3"] == (), "what all share relates nobody"


@pytest.mark.parametrize(
    ("files", "both"),
    [
        ({"papers/index.yaml": "title: x"}, None),
        ({"papers/a.yaml": "title: A\ntopics: [a b, a-b]"}, "topics/a-b.html"),
        ({"papers/a.yaml": "title: A\nauthors: [A B]", "pages/404.md": "# Mine"}, "404.html"),
        ({"papers/a.yaml": "title: A", "papers/A.yaml": "title: B"}, None),
    ],
)
def test_collisions_are_reported_with_both_sources(content, files, both):
    for name, text in files.items():
        folder = content(name, text)
    problems = Problems()
    plan_site(folder, "", problems)
    errors = [str(problem) for problem in problems.errors]
    assert errors
    if both:
        assert any(
            both in error and ("taken by" in error or "the program itself" in error or "one address" in error)
            for error in errors
        ), errors


def test_a_page_and_what_lies_beside_it_collide_once(content):
    """Its feed and its exports would only say the same again."""
    content("site.yaml", "url: https://example.org\n")
    folder = content("papers/a.yaml", "title: A\ndate: 2020\ntopics: [a b, a-b]")
    problems = Problems()
    plan_site(folder, "", problems)
    assert [str(problem).partition("topics/")[2].partition(",")[0] for problem in problems.errors] == ["a-b.html"]


# --- the order of papers -------------------------------------------------------------------------------------------

LISTED = """\
- {id: z, title: Z, date: 2024}
- {id: m, title: M, date: 2024}
- {id: a, title: A, date: 2024}
- {id: undated-z, title: Z}
- {id: undated-a, title: A}
"""


def test_papers_stand_newest_first_and_those_of_a_year_alone_after_those_with_a_month(content):
    dates = {"a": "2023-12", "b": "2024", "c": "2024-05", "d": "2024-05-01", "e": "2024-06-30", "f": ""}
    papers = {name: f"title: {name}\n" + (f"date: {date}\n" if date else "") for name, date in dates.items()}
    assert catalog_of(content, papers)[0].ids == ("e", "d", "c", "b", "a", "f")


def test_where_dates_do_not_tell_papers_stand_as_their_list_has_them(content):
    content("papers.yaml", LISTED)
    assert catalog_of(content, {})[0].ids == ("z", "m", "a", "undated-z", "undated-a")


def test_papers_in_files_of_their_own_stand_by_title_before_those_of_a_list(content):
    papers = {"x": "title: B\ndate: 2024\n", "y": "title: a\ndate: 2024\n", "w": "title: B\ndate: 2024\n"}
    content("papers.yaml", LISTED)
    catalog, _ = catalog_of(content, papers)
    assert catalog.ids[:6] == ("y", "w", "x", "z", "m", "a")
