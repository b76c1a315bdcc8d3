"""Views of dated entries, such as talks and news: what templates show of each, whatever its type.

The fields' own types say what becomes of them: an address is a link, Markdown is rendered, ids become what they name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from scholarfolio.content.collections import COLLECTIONS
from scholarfolio.content.fields import Link, MarkdownText, Url
from scholarfolio.content.schema import specs
from scholarfolio.content.text_places import TextSource
from scholarfolio.render.links import Links
from scholarfolio.render.views import Card, GroupView, LinkView, Views
from scholarfolio.text import Markdown, Markup
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.frozen import record


@record(frozen=True, eq=False)
class EntryView:
    """An entry as shown.

    Attributes:
        record: the entry; ``collection``: to which it belongs.
        href: where it is shown: on its own page, or at its place in the list.
        has_page: whether it has a page of its own.
        type: what sort of entry it is, in the site's language.
        text: gives one of its fields in Markdown, by name, as HTML.
        links: all that it links to, the most wanted first.
        papers, topics: those that it names.
    """

    record: Any
    collection: str
    href: str
    has_page: bool
    type: str
    text: Callable[[str], Markup]
    links: tuple[LinkView, ...]
    papers: list[Card]
    topics: list[GroupView]


class EntryViews:
    """Makes views of entries for one page.

    Args:
        queries: the records.
        views: those of papers and groups.
        links: resolves addresses, and collects those that lead nowhere.
    """

    def __init__(self, queries: Queries, views: Views, links: Links) -> None:
        self._queries, self._views, self._links_of_page = queries, views, links

    def view(self, collection: str, entry_id: str) -> EntryView:
        """An entry."""
        row, entry = COLLECTIONS[collection], self._queries.entry(collection, entry_id)
        say = self._queries.language.say
        of_type = getattr(entry, "type", "")
        topics = (self._queries.find("topics", topic) for topic in getattr(entry, "topics", ()))
        return EntryView(
            record=entry,
            collection=collection,
            href=self._links_of_page.url(row.address(entry)),
            has_page=bool(row.page_path) and entry.has_page,
            type=say(f"{collection}_type_{of_type}") if of_type else "",
            text=partial(self._text, entry),
            links=tuple(self._links(entry)),
            papers=self._views.cards(entry.papers),
            topics=[self._views.group(topic) for topic in topics if topic],
        )

    def _text(self, entry: Any, field: str) -> Markup:
        text: Markdown = getattr(entry, field)
        link = self._links_of_page.in_text(text, TextSource(entry.origin, (field,)))
        return text.rendered(link, self._views.pictures.in_text)

    def _links(self, entry: Any) -> Iterator[LinkView]:
        say = self._queries.language.say
        for name, spec in specs(type(entry)).items():
            if isinstance(spec.kind, Link | Url) and (address := getattr(entry, name)):
                yield LinkView(say("web_page" if name == "url" else name), self._views.target(address), name)
        yield from map(self._views.labelled, entry.links)


def longest_text(entry: Any) -> str:
    """The longest of an entry's fields in Markdown, as plain text."""
    fields = (name for name, spec in specs(type(entry)).items() if isinstance(spec.kind, MarkdownText))
    return max((getattr(entry, name).plain for name in fields), key=len, default="")
