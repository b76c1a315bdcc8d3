"""Feeds: what Atom and JSON Feed say of the newest papers of a list.

Atom follows RFC 4287, JSON Feed its version 1.1 (https://www.jsonfeed.org/version/1.1/).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from textwrap import shorten
from typing import Any, NamedTuple

from scholarfolio.content.collections import Collection
from scholarfolio.render.links import full_address
from scholarfolio.render.metadata import full_title
from scholarfolio.tracking.queries import Queries

# A feed has so many papers.
NEWEST = 50
# An entry whose whole text is its title is cut at a word.
TITLE_LENGTH = 100

Absolute = Callable[[str], str]


class Entry(NamedTuple):
    """A paper in a feed. ``updated`` is a full timestamp; a coarse date is filled up with first days."""

    id: str
    title: str
    updated: str
    authors: tuple[str, ...]
    summary: str
    topics: tuple[str, ...]


def entries(papers: Sequence[str], queries: Queries) -> list[Entry]:
    """Papers as feed entries. Those without a date are left out.

    Args:
        papers: their ids.
    """
    undated = queries.undated
    return [
        queries.lazy(f"feed entry/{paper_id}", partial(_entry, paper_id, queries))
        for paper_id in papers
        if paper_id not in undated
    ]


def _entry(paper_id: str, queries: Queries) -> Entry:
    paper = queries.paper(paper_id)
    assert paper.date is not None
    return Entry(
        id=queries.absolute(f"papers/{paper.id}.html"),
        title=full_title(paper),
        updated=f"{paper.date.padded}T00:00:00Z",
        authors=tuple(author.name.display for author in paper.authors.named),
        summary=paper.abstract.plain or paper.summary.plain,
        topics=tuple(topic.name for topic in queries.topics(paper)),
    )


def of_entries(row: Collection, records: Sequence[Any], absolute: Absolute) -> list[Entry]:
    """Dated entries as feed entries.

    Args:
        row: their collection.
    """
    return [
        Entry(
            id=full_address(absolute, row.address(record)),
            title=shorten(record.title.plain, TITLE_LENGTH, placeholder=" …"),
            updated=f"{record.begins.padded}T00:00:00Z",
            authors=(),
            summary=record.title.plain,
            topics=record.tags,
        )
        for record in records
        if record.begins
    ]


def json_feed(title: str, description: str, language: str, newest: Sequence[Entry], absolute: Absolute) -> str:
    """A JSON Feed of all papers."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": description,
        "home_page_url": absolute("index.html"),
        "feed_url": absolute("feed.json"),
        "language": language,
        "items": [_item(entry) for entry in newest],
    }
    return json.dumps({key: value for key, value in feed.items() if value != ""}, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.id,
        "title": entry.title,
        "date_published": entry.updated,
        "content_text": entry.summary or entry.title,
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.topics),
    }
    return {key: value for key, value in item.items() if value}
