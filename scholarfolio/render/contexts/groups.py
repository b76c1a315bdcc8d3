"""Topics, years, authors and venues: their indexes, and the page of each group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scholarfolio.catalog.catalog import Heading
from scholarfolio.catalog.pagination import GROUPS_ON_PAGE, PAPERS_ON_PAGE, on_page
from scholarfolio.formats.registry import group_formats
from scholarfolio.render.contexts.page_context import PageContext, PageData


def index(page: PageContext) -> PageData:
    """The index of topics, years, authors or venues."""
    name = page.output.subject
    title, groups = page.say(name), page.queries.headings(name)
    shown = list(on_page(groups, page.output.part, GROUPS_ON_PAGE))
    names = {
        "index": name,
        **_pictures(page, name, shown),
        "most": page.queries.largest(name),
        "pager": page.pager(f"{name}/index.html", len(groups), GROUPS_ON_PAGE),
        "sections": _sections(page, shown),
    }
    return PageData(
        title,
        names,
        head=page.numbered(title),
        description=page.say(f"{name}_of", name=page.queries.profile.name.display),
        nodes=page.describe.index(title, page.output.path, shown),
    )


def _sections(page: PageContext, groups: Sequence[Heading]) -> list[tuple[str, str, Any]]:
    """Areas and finer topics apart, where there are areas."""
    areas = [group for group in groups if group.area]
    others = [group for group in groups if not group.area]
    named = [("areas", areas), ("topics", others)] if areas else [("", others)]
    return [(name, name and page.say(name), page.views.groups(members)) for name, members in named]


def _pictures(page: PageContext, index: str, headings: Sequence[Heading]) -> dict[str, Any]:
    """What an index shows beside names and numbers."""
    return {
        "strips": page.charts.strips(headings) if index == "topics" else None,
        "coauthors": page.charts.coauthors() if index == "authors" and page.output.part == 1 else None,
    }


def group(page: PageContext) -> PageData:
    """The page of one topic, year, author or venue."""
    queries, heading = page.queries, heading_of(page)
    members = queries.members(heading)
    title, stem = page.say(heading.index), heading.path.removesuffix(".html")
    papers = on_page(members, page.output.part, PAPERS_ON_PAGE)
    topic = heading.topic
    names = {
        "group": heading,
        "index": heading.index,
        "index_title": title,
        "index_href": page.url(f"{heading.index}/index.html"),
        "cards": page.views.cards(papers),
        "total": len(members),
        "pager": page.pager(heading.path, len(members), PAPERS_ON_PAGE),
        "text": page.rendered(topic.description, queries.source("topics", topic.id, "description")) if topic else "",
        "details": list(page.views.details(heading)),
        "list_export": page.url(f"{stem}.bib"),
    }
    feeds = (heading.feed_path,) if queries.has_feed(heading) else ()
    return PageData(
        heading.name,
        names,
        head=page.numbered(f"{heading.name} · {title}"),
        description=page.say("n_papers", len(members)) + page.say("colon") + heading.name,
        links=tuple(page.list_links(stem, group_formats() if members else (), feeds)),
        nodes=page.describe.group(heading, title, page.output.path, papers),
    )


def heading_of(page: PageContext) -> Heading:
    """The heading of the group that an output is about."""
    return page.queries.heading(page.output.collection, page.output.key)
