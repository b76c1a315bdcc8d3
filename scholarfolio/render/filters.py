"""Facets: by what the list of papers can be narrowed, and how many papers stand behind each choice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from scholarfolio.catalog.catalog import INDEXES, UNDATED
from scholarfolio.content.models import Paper
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.frozen import record

FLAGS = ("code", "pdf", "selected", "award")
# Co-authors with a single common paper are too many to choose from; their names are found by searching.
CO_AUTHORS_FROM = 2


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


def filters(queries: Queries) -> Filters:
    """The facets of all papers; a facet that would not tell papers apart is left out."""
    say = queries.language.say
    papers = [queries.paper(paper_id) for paper_id in queries.papers]
    values = {paper.id: _values(paper, queries) for paper in papers}
    types = Counter(paper.type for paper in papers if paper.type)
    choices = {index: _choices(index, queries) for index in INDEXES}
    facets = (
        Facet("topic", say("topic"), choices["topics"]),
        Facet("year", say("year"), choices["years"]),
        Facet("type", say("type"), tuple(Choice(t, say(f"type_{t}"), n) for t, n in types.most_common())),
        Facet("venue", say("venue"), choices["venues"]),
        Facet("author", say("coauthor"), choices["authors"]),
    )
    counts = Counter(flag for of_paper in values.values() for flag in of_paper["has"])
    return Filters(
        facets=tuple(facet for facet in facets if len(facet.choices) > 1),
        flags=tuple(Choice(flag, say(flag), counts[flag]) for flag in FLAGS if counts[flag]),
        values={paper_id: json.dumps(of_paper, ensure_ascii=False) for paper_id, of_paper in values.items()},
        cited=any(paper.citations for paper in papers),
    )


def _choices(index: str, queries: Queries) -> tuple[Choice, ...]:
    found = [(heading, queries.size(heading)) for heading in queries.headings(index) if not heading.owner]
    least = CO_AUTHORS_FROM if index == "authors" else 1
    return tuple(Choice(heading.slug, heading.name, size) for heading, size in found if size >= least)


def _values(paper: Paper, queries: Queries) -> dict[str, Any]:
    """A paper's values by facet; the first topic is the one it is grouped under."""
    venue = queries.venue(paper)
    flags = {"code": paper.code, "pdf": paper.pdf, "selected": paper.selected, "award": paper.award}
    return {
        "id": [paper.id],
        "topic": [topic.slug for topic in queries.topics(paper)],
        "year": [str(paper.year or UNDATED)],
        "type": [paper.type] if paper.type else [],
        "venue": [venue.slug] if venue else [],
        "author": [credit.contributor.slug for credit in queries.byline(paper).credits],
        "has": [flag for flag, value in flags.items() if value],
        "citations": paper.citations.count if paper.citations else 0,
    }
