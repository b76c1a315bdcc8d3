"""Views: what templates show of a record is decided as the record and the place ask for."""

from __future__ import annotations

import pytest
from catalogs import catalog_of

from scholarfolio.render.views import AUTHORS_IN_LISTS, Views
from scholarfolio.tracking.queries import Queries

LIMIT = AUTHORS_IN_LISTS


def views_of(content, papers, **files):
    catalog, _ = catalog_of(content, papers, **files)
    return Views(Queries(catalog, {}, {}), "", str), catalog


def authors(number: int, *others: str) -> str:
    return f"title: A\nauthors: [{', '.join([*(f'Author N{at}' for at in range(number)), *others])}]"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, 0), (1, 1), (LIMIT, LIMIT), (LIMIT + 1, LIMIT + 1), (LIMIT + 2, LIMIT), (200, LIMIT)],
)
def test_a_list_names_so_many_authors_and_says_how_many_more_there_are(content, number, shown):
    """One more than that is named rather than counted: "and 1 more" is as long as a name."""
    views, catalog = views_of(content, {"a": authors(number)})
    for byline in (views.byline(catalog.by_id["a"], LIMIT), views.card("a").byline):
        assert [author.name for author in byline.authors] == [f"Author N{at}" for at in range(shown)]
        assert byline.hidden == number - shown
        assert not byline.others
        assert byline.including == ""


def test_the_papers_own_page_names_all_authors(content):
    views, catalog = views_of(content, {"a": authors(200)})
    byline = views.byline(catalog.by_id["a"])
    assert (len(byline.authors), byline.hidden) == (200, 0)


@pytest.mark.parametrize(
    ("before", "after", "including"),
    [
        (LIMIT - 1, 5, ""),  # the last that is named
        (LIMIT, 5, "Ada Lovelace"),  # the first that is not
        (LIMIT, 0, ""),  # the one that is named beyond the limit
        (60, 0, "Ada Lovelace"),
    ],
)
def test_the_owner_is_named_wherever_in_the_list_of_authors(content, before, after, including):
    names = [*(f"Author N{at}" for at in range(before)), "Ada Lovelace", *(f"Author M{at}" for at in range(after))]
    views, catalog = views_of(
        content, {"a": f"title: A\nauthors: [{', '.join(names)}]", "b": "title: B\nauthors: [Ada Lovelace]"}
    )
    byline = views.byline(catalog.by_id["a"], LIMIT)
    assert byline.including == including
    assert byline.including_href == ("authors/ada-lovelace.html" if including else "")
    assert any(author.owner for author in byline.authors) is not bool(including)


def test_more_authors_than_the_record_names_are_said_to_exist(content):
    views, catalog = views_of(content, {"a": authors(2, "others")})
    byline = views.byline(catalog.by_id["a"], LIMIT)
    assert (byline.hidden, byline.others, byline.including) == (0, True, "Ada Lovelace")
