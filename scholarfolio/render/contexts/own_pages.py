"""The author's own pages, and the page for missing ones."""

from __future__ import annotations

from scholarfolio.render.contexts.page_context import PageContext, PageData


def page(page: PageContext) -> PageData:
    """A page of the author's own."""
    record = page.queries.page(page.output.key)
    body = record.body.rendered(page.checked, page.views.pictures.in_text, anchors=True)
    return PageData(record.title, {"body": body}, description=record.description)


def missing(page: PageContext) -> PageData:
    """What a host shows for an address that does not exist."""
    return PageData(page.say("missing"))
