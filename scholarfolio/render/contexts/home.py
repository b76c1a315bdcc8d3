"""The front page: a list of blocks, each a template in ``templates/blocks/`` with the names that it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from scholarfolio.content.collections import entry_collections
from scholarfolio.render.chart_views import STRIPS_ON_HOME
from scholarfolio.render.contexts.entries import newest
from scholarfolio.render.contexts.owner import about, metrics
from scholarfolio.render.contexts.page_context import PageContext, PageData

SELECTED_ON_HOME = 6
# Beyond this many papers the home page shows the newest and leads to the list of all.
PAPERS_ON_HOME = 200


def home(page: PageContext) -> PageData:
    """The front page; a block without a row in ``BLOCKS`` shows what every template can."""
    blocks = page.queries.theme.home
    names: dict[str, Any] = {"blocks": blocks}
    for block in blocks:
        names |= BLOCKS[block](page) if block in BLOCKS else {}
    return PageData(page.site_title, names, links=page.links_of_all(), nodes=page.describe.home())


def _selected(page: PageContext) -> dict[str, Any]:
    return {"selected": page.views.cards(page.queries.selected[:SELECTED_ON_HOME])}


def _charts(page: PageContext) -> dict[str, Any]:
    return {"year_charts": page.charts.years()}


def _topics(page: PageContext) -> dict[str, Any]:
    """The largest topics; areas only where there are no topics but them."""
    headings = page.queries.headings("topics")
    topics = [topic for topic in headings if not topic.area] or headings
    return {"strips": page.charts.strips(topics[:STRIPS_ON_HOME]), "topics": len(headings)}


def _coauthors(page: PageContext) -> dict[str, Any]:
    return {"coauthors": page.charts.coauthors(), "authors": len(page.queries.headings("authors"))}


def _papers(page: PageContext) -> dict[str, Any]:
    papers = page.queries.papers
    return {"cards": page.views.cards(papers[:PAPERS_ON_HOME]), "total": len(papers)}


# The names that each block's template can use.
BLOCKS: Mapping[str, Callable[[PageContext], dict[str, Any]]] = {
    "about": about,
    "metrics": metrics,
    "selected": _selected,
    "charts": _charts,
    "topics": _topics,
    "coauthors": _coauthors,
    "papers": _papers,
    **{row.name: partial(newest, collection=row.name) for row in entry_collections() if row.on_home},
}
