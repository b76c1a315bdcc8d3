"""Contexts: the names that a template can use, for each kind of page and of other templated file.

Templates loop and test presence; what they loop over is worked out here, from the records that the page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from scholarfolio.render.contexts import discovery, entries, groups, home, own_pages, owner, papers, redirects
from scholarfolio.render.contexts.page_context import PageContext, PageData


class Context(NamedTuple):
    """What makes the names for one kind of output.

    Attributes:
        make: all of them.
        of_chunk: for a kind that shows papers: the names that would differ if it showed those of one chunk, by which
            what it says of each paper can be made ahead.
    """

    make: Callable[[PageContext], PageData]
    of_chunk: Callable[[PageContext, Sequence[str]], dict[str, Any]] | None = None


# By the kinds of output that are made from a template.
CONTEXTS: dict[str, Context] = {
    "home": Context(home.home),
    "papers": Context(papers.papers, PageContext.by_year),
    "listscript": Context(papers.list_script),
    "paper": Context(papers.paper, lambda page, chunk: {"related": page.views.cards(chunk)}),
    "index": Context(groups.index),
    "group": Context(groups.group, lambda page, chunk: {"cards": page.views.cards(chunk)}),
    "entries": Context(entries.entries),
    "entry": Context(entries.entry),
    "entryfeed": Context(entries.feed),
    "cv": Context(owner.cv),
    "page": Context(own_pages.page),
    "redirect": Context(redirects.redirect),
    "missing": Context(own_pages.missing),
    "feed": Context(discovery.feed, discovery.feed_chunk),
    "sitemap": Context(discovery.sitemap),
    "sitemapindex": Context(discovery.sitemapindex),
    "robots": Context(discovery.robots),
    "opensearch": Context(discovery.opensearch),
    "llms": Context(discovery.llms, discovery.llms_chunk),
}
