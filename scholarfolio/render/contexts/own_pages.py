"""The author's own pages, and the page for missing ones."""

from __future__ import annotations

from scholarfolio.content.text_places import BODY, TextSource
from scholarfolio.render.contexts.page_context import PageContext, PageData


def page(page: PageContext) -> PageData:
    """A page of the author's own."""
    record = page.queries.page(page.output.key)
    body = page.rendered(record.body, TextSource(record.origin, BODY), anchors=True)
    return PageData(record.title, {"body": body}, description=record.description)


def missing(page: PageContext) -> PageData:
    """What a host shows for an address that does not exist."""
    return PageData(page.say("missing"))
