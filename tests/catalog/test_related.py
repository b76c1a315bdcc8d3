"""Related papers: what few share counts, and among equals what is near in time."""

from __future__ import annotations

from scholarfolio.catalog.related import SHOWN, WINDOW, related_papers


def papers(*features: str) -> dict[str, list[str]]:
    """Papers by their ids, the newest first, with the features named in each text."""
    return {f"p{at}": named.split() for at, named in enumerate(features)}


def test_among_equals_the_nearer_in_time_wins():
    related = related_papers(papers(*["common"] * 9, "other"))
    assert list(related[0]) == [1, 2, 3, 4]
    assert list(related[6]) == [5, 7, 4, 8]
    assert list(related[8]) == [7, 6, 5, 4]


def test_what_is_rarer_wins_over_what_is_nearer():
    related = related_papers(papers("common rare", "common", "common", "common rare", "other"))
    assert list(related[0]) == [3, 1, 2]


def test_of_what_very_many_share_the_nearest_on_either_side_are_looked_at():
    """However far off, a paper that shares more is found by what few share."""
    features = ["common"] * 200 + ["other"] * 200
    features[0], features[150] = "common rare", "common rare"
    related = related_papers(papers(*features))
    assert list(related[199]) == [198, 197, 196, 195]
    assert list(related[100]) == [99, 101, 98, 102]
    assert related[150][0] == 0
    assert WINDOW < 150
    assert all(len(positions) <= SHOWN for positions in related)
