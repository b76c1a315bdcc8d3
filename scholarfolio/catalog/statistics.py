"""Statistics about the papers, for the charts on the pages. Each takes one pass over what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from scholarfolio.catalog.catalog import Catalog
from scholarfolio.catalog.people import Byline
from scholarfolio.content.models import Paper
from scholarfolio.values.dates import PartialDate
from scholarfolio.values.names import Name

# The authors of a paper by more people need not know each other: it says nothing about who works with whom.
TEAM = 25
# The most co-authors that can be shown around one person.
MOST_COAUTHORS = 60


def years_of(papers: Iterable[Paper]) -> dict[int, int]:
    """The number of these papers in each year."""
    return dict(Counter(paper.year for paper in papers if paper.year is not None))


class CitationHistory(NamedTuple):
    """Citations by year, as far as the records give them.

    Attributes:
        by_year: sums over all papers that say anything about the year.
        papers: how many papers have such records.
        sources: who counted and when, each once.
        unfinished: the first year that was not over when one of them was counted.
    """

    by_year: Mapping[int, int]
    papers: int
    sources: tuple[tuple[str, PartialDate | None], ...]
    unfinished: int | None


def citation_history(papers: Iterable[Paper]) -> CitationHistory:
    """The citations of these papers by year. Nothing is invented for papers and years that are not given."""
    given = [paper.citations for paper in papers if paper.citations and paper.citations.by_year]
    by_year: Counter[int] = Counter()
    for citations in given:
        by_year.update(citations.by_year)
    return CitationHistory(
        by_year=dict(sorted(by_year.items())),
        papers=len(given),
        sources=tuple(dict.fromkeys((citations.source, citations.date) for citations in given)),
        unfinished=min((citations.date.year for citations in given if citations.date), default=None),
    )


class Coauthor(NamedTuple):
    """Somebody who wrote with the owner: the name, and how many papers they wrote together."""

    name: Name
    papers: int


class Coauthors(NamedTuple):
    """The owner's co-authors.

    Attributes:
        people: by the slugs of their pages, those with most papers first.
        ties: how many of these papers any two of them wrote together.
        more: how many co-authors with a page are left out, since others wrote more.
        crowded: how many of the owner's papers are left out for their number of authors.
    """

    people: Mapping[str, Coauthor]
    ties: Mapping[tuple[str, str], int]
    more: int
    crowded: int


def coauthors(catalog: Catalog) -> Coauthors:
    """The owner's co-authors with pages of their own, and their ties."""
    owner = next((group for group in catalog.authors.values() if group.heading.owner), None)
    papers = owner.papers if owner else ()
    lines = [line for line in map(catalog.bylines.__getitem__, papers) if len(line.credits) <= TEAM]
    teams = [_team(line, catalog) for line in lines]
    names = {slug: name for team in teams for slug, name in team.items()}
    counts = Counter(slug for team in teams for slug in team)
    ranked = sorted(counts, key=lambda slug: (-counts[slug], names[slug].sort_key, slug))
    people = {slug: Coauthor(names[slug], counts[slug]) for slug in ranked[:MOST_COAUTHORS]}
    pairs = (pair for team in teams for pair in combinations(sorted(team.keys() & people.keys()), 2))
    return Coauthors(people, dict(sorted(Counter(pairs).items())), len(ranked) - len(people), len(papers) - len(lines))


def _team(line: Byline, catalog: Catalog) -> dict[str, Name]:
    """Those with pages among a paper's authors, by slug, without the owner."""
    contributors = (credit.contributor for credit in line.credits)
    return {who.slug: who.name for who in contributors if not who.owner and who.slug in catalog.authors}


def partners(coauthors: Coauthors) -> dict[str, list[str]]:
    """The others with whom each co-author wrote, those of most papers first."""
    ranked: dict[str, list[tuple[int, int, str]]] = {slug: [] for slug in coauthors.people}
    rank = {slug: at for at, slug in enumerate(coauthors.people)}
    for (one, other), papers in coauthors.ties.items():
        ranked[one].append((-papers, rank[other], other))
        ranked[other].append((-papers, rank[one], one))
    return {slug: [other for _, _, other in sorted(others)] for slug, others in ranked.items()}


# What a paper may have that lists can be narrowed to.
FLAGS = ("code", "pdf", "selected", "award")


def types_of(papers: Iterable[Paper]) -> dict[str, int]:
    """How many papers are of each type, the most frequent first."""
    return dict(Counter(paper.type for paper in papers if paper.type).most_common())


def flags_of(papers: Sequence[Paper]) -> dict[str, int]:
    """How many papers have code, a PDF and the like; and how many have citations."""
    return {flag: sum(map(bool, map(attrgetter(flag), papers))) for flag in (*FLAGS, "citations")}
