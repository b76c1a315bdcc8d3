"""What machines look for: feeds, sitemaps, and what tells robots, browsers and language models about the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from scholarfolio.catalog import outputs
from scholarfolio.catalog.catalog import INDEXES
from scholarfolio.content.collections import entry_collections
from scholarfolio.content.models import Paper
from scholarfolio.render import feeds, metadata
from scholarfolio.render.contexts.groups import heading_of
from scholarfolio.render.contexts.page_context import PageContext, PageData


class Chunk(NamedTuple):
    """Papers that follow each other: the title, the address and the record of each."""

    papers: list[tuple[str, str, Paper]]


def feed(page: PageContext) -> PageData:
    """An Atom feed: of all papers, or of one group's."""
    group = heading_of(page) if page.output.subject else None
    papers = page.queries.members(group) if group else page.queries.papers
    names = {
        "entries": feeds.entries(papers[: feeds.NEWEST], page.queries),
        "home": page.absolute(group.path if group else "index.html"),
    }
    return PageData(f"{group.name} · {page.site_title}" if group else page.site_title, names)


def feed_chunk(page: PageContext, papers: Sequence[str]) -> dict[str, Any]:
    """What feeds say of some papers."""
    return {"entries": feeds.entries(papers, page.queries)}


def sitemap(page: PageContext) -> PageData:
    """A sitemap, or one part of it."""
    start = int(page.output.parameter) * outputs.SITEMAP_MOST
    paths = page.queries.indexed[start : start + outputs.SITEMAP_MOST]
    return PageData("Sitemap", {"locations": list(map(page.absolute, paths))})


def sitemapindex(page: PageContext) -> PageData:
    """The index of a sitemap's parts."""
    parts = range(1, int(page.output.parameter) + 1)
    return PageData("Sitemap", {"locations": [page.absolute(f"sitemap-{part}.xml") for part in parts]})


def robots(page: PageContext) -> PageData:
    """What robots may read."""
    return PageData("Robots", {"sitemap": page.absolute("sitemap.xml")})


def opensearch(page: PageContext) -> PageData:
    """How browsers search the site."""
    return PageData(page.site_title, {"template": page.absolute("papers/index.html") + "?q={searchTerms}"})


def llms(page: PageContext) -> PageData:
    """The site in short, for language models (https://llmstxt.org)."""
    names = {
        "chunks": [_chunk(page, first) for first in page.queries.chunks("papers")],
        "indexes": [page.locate(path) for path in (*(f"{index}/index.html" for index in INDEXES), *_lists(page))],
    }
    return PageData(page.site_title, names)


def _lists(page: PageContext) -> Iterator[str]:
    """The addresses of the lists of dated entries that the site has."""
    return (row.list_path for row in entry_collections() if page.queries.entries(row.name))


def llms_chunk(page: PageContext, papers: Sequence[str]) -> dict[str, Any]:
    """What llms.txt says of some papers."""
    return {"chunks": [_chunk(page, papers[0])]}


def _chunk(page: PageContext, first: str) -> Chunk:
    """A chunk of papers, by the first of them."""
    return page.queries.lazy(f"chunk/{first}", partial(_new_chunk, page, first))


def _new_chunk(page: PageContext, first: str) -> Chunk:
    papers = map(page.queries.paper, page.queries.chunk("papers", first))
    return Chunk([(metadata.full_title(paper), page.locate(f"papers/{paper.id}.html"), paper) for paper in papers])
