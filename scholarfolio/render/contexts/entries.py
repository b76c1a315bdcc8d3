"""Lists, pages and feeds of dated entries, such as talks and news; in one way for all collections."""

from __future__ import annotations

from itertools import groupby

from scholarfolio.catalog.pagination import PAPERS_ON_PAGE, on_page
from scholarfolio.content.collections import COLLECTIONS
from scholarfolio.render import feeds
from scholarfolio.render.contexts.page_context import FEEDS, PageContext, PageData
from scholarfolio.render.entries import EntryView, longest_text
from scholarfolio.render.metadata import HeadLink


def entries(page: PageContext) -> PageData:
    """All entries of a collection by year, newest first, or one page of them."""
    row = COLLECTIONS[page.output.subject]
    title, ids = page.say(row.name), page.queries.entries(row.name)
    shown = [page.entries.view(row.name, entry_id) for entry_id in on_page(ids, page.output.part, PAPERS_ON_PAGE)]
    has_feed = bool(row.feed_path) and page.queries.plans(row.feed_path)
    names = {
        "collection": row.name,
        "years": [(year, list(views)) for year, views in groupby(shown, key=_year)],
        "total": len(ids),
        "feed": page.url(row.feed_path) if has_feed else "",
        "pager": page.pager(row.list_path, len(ids), PAPERS_ON_PAGE),
    }
    return PageData(
        title,
        names,
        head=page.numbered(title),
        description=page.say(f"{row.name}_of", name=page.queries.profile.name.display),
        links=(HeadLink("alternate", page.url(row.feed_path), *_feed_type(page, row.feed_path)),) if has_feed else (),
        nodes=page.describe.entries(row, title, page.output.path, [view.record for view in shown]),
    )


def _feed_type(page: PageContext, path: str) -> tuple[str, str]:
    media_type, label = FEEDS[path.rpartition(".")[2]]
    return media_type, label or page.say("feed")


def _year(view: EntryView) -> str:
    return str(view.record.begins.year) if view.record.begins else ""


def entry(page: PageContext) -> PageData:
    """The page of one entry."""
    row = COLLECTIONS[page.output.collection]
    view = page.entries.view(row.name, page.output.key)
    title = page.say(row.name)
    names = {"entry": view, "list_title": title, "list_href": page.url(row.list_path)}
    return PageData(
        view.record.title.plain,
        names,
        head=f"{view.record.title.plain} · {title}{_date(page, view)}",
        description=longest_text(view.record),
        nodes=page.describe.entry(row, title, view.record),
    )


def _date(page: PageContext, view: EntryView) -> str:
    """When it was, for the title in the head: a talk may be called as its paper, and be given again."""
    begins = view.record.begins
    return page.say("comma") + page.language.date(begins) if begins else ""


def feed(page: PageContext) -> PageData:
    """An Atom feed of the newest entries of a collection."""
    row = COLLECTIONS[page.output.subject]
    ids = page.queries.entries(row.name)[: feeds.NEWEST]
    names = {
        "entries": feeds.of_entries(row, [page.queries.entry(row.name, entry_id) for entry_id in ids], page.absolute),
        "home": page.absolute(row.list_path),
    }
    return PageData(f"{page.say(row.name)} · {page.site_title}", names)


def newest(page: PageContext, collection: str) -> dict[str, object]:
    """What the front page's block of a collection shows."""
    row = COLLECTIONS[collection]
    ids = page.queries.entries(collection)
    views = [page.entries.view(collection, entry_id) for entry_id in ids[: row.on_home]]
    return {f"newest_{collection}": {"entries": views, "total": len(ids), "href": page.url(row.list_path)}}
