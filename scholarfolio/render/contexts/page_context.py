"""What all pages share: the frame around them, their head, and what makes links and views for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from scholarfolio import __version__
from scholarfolio.catalog.catalog import INDEXES, UNDATED
from scholarfolio.catalog.outputs import TOUCH_ICON, Output, card_path
from scholarfolio.catalog.pagination import Pager, count_pages, pager
from scholarfolio.content.collections import COLLECTIONS, entry_collections
from scholarfolio.content.models import CV_PAGE
from scholarfolio.content.text_places import TextSource
from scholarfolio.formats.exports import Exporter
from scholarfolio.formats.registry import Format, writable_formats
from scholarfolio.render.chart_views import ChartViews
from scholarfolio.render.entries import EntryViews
from scholarfolio.render.jsonld import Describer, Node, script
from scholarfolio.render.links import Links, current
from scholarfolio.render.metadata import HeadLink, Meta
from scholarfolio.render.views import Views
from scholarfolio.text import Markdown, Markup
from scholarfolio.text.markup import trusted
from scholarfolio.tracking.queries import Queries, absolute_address

DESCRIPTION_LENGTH = 200
# The picture for link previews where a page has none of its own.
DEFAULT_CARD = "static/card.png"
# What a feed is, by the ending of its name, and what to call it where the language has no word of its own for it.
FEEDS = {"xml": ("application/atom+xml", ""), "json": ("application/feed+json", "JSON Feed")}


class NavItem(NamedTuple):
    """An entry of the menu; ``current`` is ``page`` on the page it leads to and ``true`` in its section."""

    label: str
    href: str
    current: str


class PageData(NamedTuple):
    """What is particular to one output: what its template shows, and what its head says.

    Attributes:
        title: the page's heading.
        names: what its template can use beside the names that every template has.
        head: the title in the head, where it is another.
        description: one sentence for search engines; without it, the site's.
        meta: tags for search engines; links: other forms of what it shows; nodes: JSON-LD.
        canonical: the full address that is to be known instead of its own.
        card: the path of a picture of its own for link previews; it is used if the site has it.
    """

    title: str
    names: Mapping[str, Any] = {}
    head: str = ""
    description: str = ""
    meta: Sequence[Meta] = ()
    links: Sequence[HeadLink] = ()
    nodes: Sequence[Node] = ()
    card: str = ""
    canonical: str = ""


class PageInfo(NamedTuple):
    """What the head of a page says about it.

    Attributes:
        canonical: its full address, and ``card`` that of its picture for previews; empty where the site's is unknown.
        card_alt: what that picture shows.
        meta: tags for search engines; links: to other forms of what it shows; data: JSON-LD.
    """

    path: str
    kind: str
    title: str
    description: str
    canonical: str
    card: str
    card_alt: str
    meta: tuple[Meta, ...]
    links: tuple[HeadLink, ...]
    data: Markup


class Frame(NamedTuple):
    """What is the same on all pages that lie equally deep, put together once.

    Attributes:
        menu: the words of each entry and the address that it leads to.
        has_cards: whether pictures are drawn for links to pages; that of the front page is the first of them.
        card: the address of the picture for links to pages that have none of their own.
        search: how browsers search the site.
    """

    site_title: str
    description: str
    menu: tuple[tuple[str, str], ...]
    has_cards: bool
    card: str
    search: tuple[HeadLink, ...]
    touch_icon: str
    footer: Markup


class PageContext:
    """Makes the names that a template can use for one output, and has what the functions of its kind need for that.

    Attributes:
        queries: what may be asked of the site.
        exporter: writes papers in other formats.
        output: what is being made.
        url: turns an address of the site into a link from here; ``checked``: the same for addresses that authors typed,
            of which those that lead nowhere are collected in ``dead_links``.
        absolute: turns it into a full address; ``locate``: into one that machines can follow even without the site's.
        views, charts, entries: make what templates show of records; ``describe``: what machines read of them.
    """

    def __init__(self, queries: Queries, exporter: Exporter, output: Output, links: Links, views: Views) -> None:
        self.queries = queries
        self.exporter = exporter
        self.language = queries.language
        self.say = self.language.say
        self.output = output
        self.url = links.url
        self.checked = links.checked
        self._links = links
        self.dead_links = links.dead
        self.views = views
        self.charts = ChartViews(queries, links.url)
        self.entries = EntryViews(queries, views, links)
        self._frame = queries.once(f"frame/{views.prefix}", self._new_frame)
        self.site_title = self._frame.site_title
        site_url = queries.site.url  # asked once for a page instead of for each address
        self.absolute = partial(absolute_address, site_url)
        self.describe = Describer(queries, self.site_title, self.absolute if site_url else links.url)

    def names(self, data: PageData) -> dict[str, Any]:
        """The names that every template can use, and those of this output's kind."""
        queries, frame = self.queries, self._frame
        return {
            "page": self._page_info(data),
            "site": queries.site,
            "theme": queries.theme,
            "site_title": frame.site_title,
            "profile": queries.profile,
            "url": self.checked,
            "href": self.url,
            "absolute": self.absolute,
            "nav": self._navigation(),
            "footer": self._footer() if self.output.traits.front else frame.footer,
            "version": __version__,
            "touch_icon": frame.touch_icon,
            "title": data.title,
            "heading": data.title,
            **data.names,
        }

    def _new_frame(self) -> Frame:
        site = self.queries.site
        title = site.title or self.queries.profile.name.display
        photo = self.queries.profile.photo
        cards = (card_path("home", pictured=self.is_picture(photo.src if photo else "")), DEFAULT_CARD)
        search = HeadLink("search", self.url("opensearch.xml"), "application/opensearchdescription+xml", title)
        plans = self.queries.plans
        return Frame(
            site_title=title,
            description=site.description,
            menu=tuple(self._menu()),
            has_cards=plans(cards[0]),
            card=self.queries.absolute(card) if (card := next(filter(plans, cards), "")) else "",
            search=(search,) if plans("opensearch.xml") else (),
            touch_icon=self.url(TOUCH_ICON) if plans(TOUCH_ICON) else "",
            footer=self.queries.site.footer.rendered(self.url, self.views.pictures.in_text),
        )

    def _footer(self) -> Markup:
        """The footer of the page on which its links are checked."""
        return self.rendered(self.queries.site.footer, self.queries.source("site", "footer"))

    def rendered(self, text: Markdown, source: TextSource, *, anchors: bool = False) -> Markup:
        """A text of the author's as HTML, with its links checked; headings keep their ids with ``anchors``."""
        return text.rendered(self._links.in_text(text, source), self.views.pictures.in_text, anchors=anchors)

    def _page_info(self, data: PageData) -> PageInfo:
        front = self.output.traits.front
        description = data.description or self._frame.description
        own_card = data.card if data.card and self._frame.has_cards and self.queries.plans(data.card) else ""
        return PageInfo(
            path=self.output.path,
            kind=self.output.kind,
            title=self.site_title if front else f"{data.head or data.title} · {self.site_title}",
            description=_clip(description or f"{data.title}: {self.site_title}"),
            canonical=self.absolute(self.output.path) if self.output.is_indexed else data.canonical,
            card=self.absolute(own_card) if own_card else self._frame.card,
            card_alt=data.title if data.card else self.site_title,
            meta=tuple(data.meta),
            links=(*data.links, *self._frame.search),
            data=trusted(script(list(data.nodes)) if data.nodes else ""),
        )

    def is_picture(self, path: str) -> bool:
        """Whether the author has a picture at a path that browsers show."""
        return bool(path and self.queries.picture(path))

    def _navigation(self) -> tuple[NavItem, ...]:
        """The menu: one and the same for all pages that stand in one place of it."""
        entries, here = self._frame.menu, self.output.path
        if self.output.traits.front:  # where links that lead nowhere are reported, once
            return tuple(
                NavItem(label, self._links.of_setting(path, self._menu_source(at)), current(path, here))
                for at, (label, path) in enumerate(entries)
            )
        place = here if any(path == here for _, path in entries) else f"{here.rpartition('/')[0]}/"
        return self.queries.once(
            f"menu/{self.views.prefix}{place}",
            lambda: tuple(NavItem(label, self.url(path), current(path, place)) for label, path in entries),
        )

    def redirected(self, address: str) -> str:
        """A link to the address that an old one leads to; one that leads nowhere is told at the line of the old one."""
        return self._links.of_setting(address, self.output.place)

    def _menu_source(self, at: int) -> TextSource:
        return self.queries.source("site", "navigation", at, "page")

    def _menu(self) -> Iterator[tuple[str, str]]:
        """The words of each entry, and the address that it leads to."""
        if menu := self.queries.site.navigation:
            yield from ((item.label, item.page or item.url) for item in menu)
            return
        yield self.say("papers"), COLLECTIONS["papers"].list_path
        for index in INDEXES:
            if self.queries.has_groups(index):
                yield self.say(index), f"{index}/index.html"
        for row in entry_collections():
            if row.in_menu and self.queries.entries(row.name):
                yield self.say(row.name), row.list_path
        for page in sorted(self.queries.pages, key=lambda page: (page.order, page.title.casefold())):
            if page.nav and page.id != CV_PAGE:
                yield page.title, f"{page.id}.html"
        yield self.say("cv"), "cv.html"

    # What several kinds of page show

    def by_year(self, papers: Sequence[str]) -> dict[str, Any]:
        """Papers, sorted as in the catalog, under their years; ``total`` counts those of the whole site."""
        groups = groupby(papers, key=lambda paper_id: str(self.queries.paper(paper_id).year or UNDATED))
        years = [
            (self.views.group(self.queries.heading("years", year)), self.views.cards(members))
            for year, members in groups
        ]
        return {"years": years, "total": len(self.queries.papers)}

    def numbered(self, title: str) -> str:
        """A list's title for the head: its pages must not share one."""
        part = self.language.number(self.output.part)
        return title if self.output.part == 1 else f"{title} · {self.say('page')} {part}"

    def pager(self, path: str, items: int, size: int) -> Pager | None:
        """The links to the other pages of a list whose first page is at ``path``."""
        return pager(path, self.output.part, count_pages(items, size))

    def links_of_all(self) -> tuple[HeadLink, ...]:
        """Other forms of the list of all papers."""
        feeds = filter(self.queries.plans, ("feed.xml", "feed.json"))
        return tuple(self.list_links("papers", writable_formats() if self.queries.papers else (), feeds))

    def list_links(self, stem: str, formats: Iterable[Format], feeds: Iterable[str]) -> Iterator[HeadLink]:
        """Other forms of a list: its exports, and the feeds that it has."""
        for format in formats:
            yield HeadLink("alternate", self.url(f"{stem}{format.suffix}"), format.media_type, format.label)
        for feed in feeds:
            media_type, label = FEEDS[feed.rpartition(".")[2]]
            yield HeadLink("alternate", self.url(feed), media_type, label or self.say("feed"))

    def locate(self, path: str) -> str:
        """A full address, or where the site's own is not known, one that begins at its root.

        The site's own is asked for each time: a fragment of llms.txt is made of it, too, not only the page.
        """
        return self.queries.absolute(path) or self.url(path)


def _clip(text: str) -> str:
    """Text for a description: cut at a word."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
