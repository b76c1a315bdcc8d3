"""Facets: by what the list of papers can be narrowed, and how many papers stand behind each choice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from scholarfolio.catalog.catalog import INDEXES, UNDATED
from scholarfolio.catalog.statistics import FLAGS
from scholarfolio.content.models import Paper
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.frozen import record

# Co-authors with a single common paper are too many to choose from; their names are found by searching.
CO_AUTHORS_FROM = 2
# More choices than these would weigh as much as the list; the rest, with the fewest papers, are found by searching.
MOST_CHOICES = 200


@record(frozen=True)
class Choice:
    """One value of a facet: what stands in the address, what is shown, and how many papers have it."""

    value: str
    label: str
    count: int


class Facet(NamedTuple):
    """A facet with its choices in the order to show them."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class Filters(NamedTuple):
    """Everything that the controls of a list need.

    Attributes:
        facets: of which one value each can be chosen; flags: each to be switched on.
        values: by paper id, the paper's own values as JSON, for its entry in the list.
        cited: whether papers can be sorted by citations.
    """

    facets: tuple[Facet, ...]
    flags: tuple[Choice, ...]
    values: Mapping[str, str]
    cited: bool


def filters(queries: Queries, shown: Sequence[str]) -> Filters:
    """The facets of all papers; a facet that would not tell papers apart is left out.

    Args:
        shown: the papers whose own values are wanted.
    """
    say = queries.language.say
    choices = {index: _choices(index, queries) for index in INDEXES}
    facets = (
        Facet("topic", say("topic"), choices["topics"]),
        Facet("year", say("year"), choices["years"]),
        Facet("type", say("type"), tuple(Choice(t, say(f"type_{t}"), n) for t, n in queries.types.items())),
        Facet("venue", say("venue"), choices["venues"]),
        Facet("author", say("coauthor"), choices["authors"]),
    )
    counts = queries.flags
    return Filters(
        facets=tuple(facet for facet in facets if len(facet.choices) > 1),
        flags=tuple(Choice(flag, say(flag), counts[flag]) for flag in FLAGS if counts[flag]),
        values=values_of(queries, shown),
        cited=bool(counts["citations"]),
    )


def values_of(queries: Queries, shown: Sequence[str]) -> Mapping[str, str]:
    """The values of papers as JSON, by their ids."""
    return {paper_id: json.dumps(_values(queries.paper(paper_id), queries), ensure_ascii=False) for paper_id in shown}


def _choices(index: str, queries: Queries) -> tuple[Choice, ...]:
    """The groups of an index; where there are many, the largest."""
    headings = ((heading, queries.size(heading)) for heading in islice(queries.headings(index), MOST_CHOICES))
    least = CO_AUTHORS_FROM if index == "authors" else 1
    return tuple(Choice(heading.slug, heading.name, n) for heading, n in headings if n >= least and not heading.owner)


def _values(paper: Paper, queries: Queries) -> dict[str, Any]:
    """A paper's values by facet; the first topic is the one it is grouped under."""
    venue = queries.venue(paper)
    return {
        "topic": [topic.slug for topic in queries.topics(paper)],
        "year": [str(paper.year or UNDATED)],
        "type": [paper.type] if paper.type else [],
        "venue": [venue.slug] if venue else [],
        "author": list(queries.authors(paper)),  # those with pages: nobody else can be chosen
        "has": [flag for flag in FLAGS if getattr(paper, flag)],
        "citations": paper.citations.count if paper.citations else 0,
    }
