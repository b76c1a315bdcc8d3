"""Filters: by what the list of papers can be narrowed."""

from __future__ import annotations

import json

import pytest
from catalogs import catalog_of

from scholarfolio.render import filters as module
from scholarfolio.render.filters import filters
from scholarfolio.tracking.queries import Queries

PAPERS = {
    "a": "title: A\ndate: 2024\ntype: article\nvenue: Memoirs\nauthors: [Ada Lovelace, Bob Lee, Mary Fry]\ntopics: [x]\n",
    "b": "title: B\ndate: 2023\ntype: article\nvenue: Notes\nauthors: [Ada Lovelace, Bob Lee, Jo Oak]\ntopics: [x, y]\n",
    "c": "title: C\ndate: 2023\ntype: article\nauthors: [Ada Lovelace, Jo Oak, Mo Elm]\ntopics: [y]\ncode: https://a.b/c\n",
}


@pytest.fixture
def found(content):
    return filters(Queries(catalog_of(content, PAPERS)[0], {}, {}), list(PAPERS))


def test_each_choice_says_how_many_papers_it_leaves(found):
    choices = {facet.name: {(choice.value, choice.count) for choice in facet.choices} for facet in found.facets}
    assert choices["topic"] == {("x", 2), ("y", 2)}
    assert choices["year"] == {("2024", 1), ("2023", 2)}
    assert choices["venue"] == {("memoirs", 1), ("notes", 1)}


def test_what_tells_no_papers_apart_is_left_out(found):
    assert [facet.name for facet in found.facets] == ["topic", "year", "venue", "author"], "all are articles"
    assert [(flag.value, flag.count) for flag in found.flags] == [("code", 1)]
    assert not found.cited


def test_co_authors_of_several_papers_can_be_chosen_and_the_owner_cannot(content):
    people = "".join(f"{name}: {{name: {full}}}\n" for name, full in (("mary", "Mary Fry"), ("mo", "Mo Elm")))
    found = filters(Queries(catalog_of(content, PAPERS, people=people)[0], {}, {}), ())
    authors = next(facet for facet in found.facets if facet.name == "author")
    assert {(choice.label, choice.count) for choice in authors.choices} == {("Bob Lee", 2), ("Jo Oak", 2)}


def test_only_the_papers_that_are_shown_have_values(content):
    found = filters(Queries(catalog_of(content, PAPERS)[0], {}, {}), ["b"])
    assert list(found.values) == ["b"]
    assert [facet.name for facet in found.facets] == ["topic", "year", "venue", "author"], "which are those of all"


def test_a_paper_s_values_name_who_can_be_chosen(found):
    assert json.loads(found.values["a"])["author"] == ["ada-lovelace", "bob-lee"], "Mary Fry has no page"


def test_of_very_many_choices_the_largest_are_offered(content, monkeypatch):
    monkeypatch.setattr(module, "MOST_CHOICES", 2)
    papers = {f"p{at}": f"title: P\nvenue: V{at // (1 + at % 2)}\n" for at in range(6)}
    found = filters(Queries(catalog_of(content, papers)[0], {}, {}), ())
    (venues,) = (facet for facet in found.facets if facet.name == "venue")
    assert [choice.count for choice in venues.choices] == [2, 2]
