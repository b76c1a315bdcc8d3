"""Contexts: the names that a template can use, for each kind of page and of other templated file.

Templates loop and test presence; what they loop over is worked out here, from the records that the page shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import cache, partial
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from scholarfolio import __version__
from scholarfolio.catalog.catalog import INDEXES, UNDATED, Heading
from scholarfolio.catalog.outputs import SITEMAP_MOST, TOUCH_ICON, Output, card_path
from scholarfolio.catalog.pagination import (
    GROUPS_ON_PAGE,
    PAPERS_ON_PAGE,
    Pager,
    can_be_narrowed,
    count_pages,
    on_page,
    pager,
)
from scholarfolio.content.models import Paper
from scholarfolio.formats.citation_styles import style_label
from scholarfolio.formats.exports import EXPORTS, GROUP_EXPORTS, Exporter
from scholarfolio.render import feeds, metadata
from scholarfolio.render.chart_views import STRIPS_ON_HOME, ChartViews
from scholarfolio.render.filters import filters
from scholarfolio.render.jsonld import Describer, Node, script
from scholarfolio.render.metadata import HeadLink, Meta
from scholarfolio.render.views import Views
from scholarfolio.text import Markup
from scholarfolio.text.markup import trusted
from scholarfolio.tracking.queries import Queries, absolute_address
from scholarfolio.values.frozen import record

SELECTED_ON_HOME = 6
# Beyond this many papers the home page shows the newest and leads to the list of all.
PAPERS_ON_HOME = 200
# Beyond this many the CV names the newest and leads to the list of all.
PAPERS_ON_CV = 1000
DESCRIPTION_LENGTH = 200
# The picture for link previews where a page has none of its own.
DEFAULT_CARD = "static/card.png"


class NavItem(NamedTuple):
    """An entry of the menu; ``current`` is ``page`` on the page it leads to and ``true`` in its section."""

    label: str
    href: str
    current: str


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
    """What is the same on all pages that lie equally deep, put together once: a tenth of what they would ask each.

    Attributes:
        menu: the words of each entry and the address that it leads to.
        draws: whether pictures are drawn for links to pages; that of the front page is the first of them.
        card: the address of the picture for links to pages that have none of their own.
        search: how browsers search the site.
    """

    site_title: str
    description: str
    menu: tuple[tuple[str, str], ...]
    draws: bool
    card: str
    search: tuple[HeadLink, ...]
    touch_icon: str
    footer: Markup


class Chunk(NamedTuple):
    """Papers that follow each other: the title, the address and the record of each."""

    papers: list[tuple[str, str, Paper]]


class CiteBox(NamedTuple):
    """A paper's record in one format: what to call it, its text, and where to download it."""

    format: str
    label: str
    text: str
    href: str


# What a feed is, by the ending of its name, and what to call it where the language has no word of its own for it.
_FEEDS = {"xml": ("application/atom+xml", ""), "json": ("application/feed+json", "JSON Feed")}

# An address that stands as it is in a link: nearly every one that the program makes.
_PLAIN = re.compile(r"[\w-][\w./-]*", re.ASCII)


class Addresses:
    """Makes links out of addresses, for all pages that lie equally deep.

    Args:
        prefix: what leads from such a page to the site's root.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._known: dict[str, str] = {}

    def url(self, address: str) -> str:
        """A link to an address of the site. Absolute addresses and fragments pass unchanged."""
        link = self._known.get(address)
        if link is None:
            link = self._known[address] = self._made(address)
        return link

    def _made(self, address: str) -> str:
        if _PLAIN.fullmatch(address):
            return self._prefix + address
        if re.match(r"[a-zA-Z][\w+.-]*:|#|//", address):
            return address
        path, rest = _split(address)
        return f"{self._prefix}{quote(path)}{rest}"


@record(eq=False)
class Links:
    """Resolves addresses on one page.

    Attributes:
        url: makes a link of an address.
        plans: whether the site will have a file at a path.
        broken: addresses that lead nowhere, as far as noticed.
    """

    url: Callable[[str], str]
    plans: Callable[[str], bool]
    broken: list[str] = field(default_factory=list)

    def checked(self, address: str) -> str:
        """A link to an address that an author typed, or a template: those that lead nowhere are noted."""
        link = self.url(address)
        if link != address and not self.plans(_split(address)[0]):
            self.broken.append(address)
        return link


def _current(path: str, here: str) -> str:
    """What ``aria-current`` says on the page at ``here`` of a link to ``path``."""
    same_folder = path.endswith("/index.html") and here.startswith(path.removesuffix("index.html"))
    return "page" if here == path else "true" if same_folder else ""


@cache
def _split(address: str) -> tuple[str, str]:
    """An address's path, with its letters as on disk, and what follows from ``?`` or ``#`` on."""
    match = re.search(r"[?#]|$", address)
    assert match is not None, "the end of the text always matches"
    path = unquote(address[: match.start()]).removeprefix("./")
    return unicodedata.normalize("NFC", path), address[match.start() :]


class Contexts:
    """Makes the context of one output."""

    def __init__(self, queries: Queries, exporter: Exporter, output: Output, links: Links, views: Views) -> None:
        self.queries = queries
        self._exporter = exporter
        self.language = queries.language
        self.say = self.language.say
        self.output = output
        self.url = links.url
        self.checked = links.checked
        self.views = views
        self.charts = ChartViews(queries, links.url)
        self._has = queries.plans
        frame = self._frame = queries.once(f"frame/{views.prefix}", self._new_frame)
        self.site_title = frame.site_title
        site_url = queries.site.url  # asked once for a page instead of for each address: 1 % of a build
        self.absolute = partial(absolute_address, site_url)
        located = self.absolute if site_url else links.url
        self._describe = Describer(self.queries, frame.site_title, located)

    def all(self) -> dict[str, Any]:
        """The names that every template can use, and those of this output's kind."""
        queries, frame = self.queries, self._frame
        special: dict[str, Any] = getattr(self, self.output.kind)()
        return {
            "page": self._page_info(special),
            "site": queries.site,
            "theme": queries.theme,
            "site_title": frame.site_title,
            "profile": queries.profile,
            "url": self.checked,
            "href": self.url,
            "absolute": self.absolute,
            "nav": self._navigation(),
            "footer": frame.footer if self.output.kind != "home" else self._footer(self.checked),
            "version": __version__,
            "touch_icon": frame.touch_icon,
            "heading": special["title"],
            **special,
        }

    def _new_frame(self) -> Frame:
        site = self.queries.site
        title = site.title or self.queries.profile.name.display
        photo = self.queries.profile.photo
        cards = (card_path("home", pictured=self._is_picture(photo.src if photo else "")), DEFAULT_CARD)
        search = HeadLink("search", self.url("opensearch.xml"), "application/opensearchdescription+xml", title)
        return Frame(
            site_title=title,
            description=site.description,
            menu=tuple(self._menu()),
            draws=self._has(cards[0]),
            card=self.queries.absolute(card) if (card := next(filter(self._has, cards), "")) else "",
            search=(search,) if self._has("opensearch.xml") else (),
            touch_icon=self.url(TOUCH_ICON) if self._has(TOUCH_ICON) else "",
            footer=self._footer(self.url),
        )

    def _footer(self, link: Callable[[str], str]) -> Markup:
        return self.queries.site.footer.rendered(link, self.views.pictures.in_text)

    def _page_info(self, special: dict[str, Any]) -> PageInfo:
        """Take what belongs into the head out of a page's own names."""
        title = special["title"]
        head = special.pop("head", title)
        nodes: list[Node] = special.pop("nodes", [])
        description = special.pop("description", "") or self._frame.description
        return PageInfo(
            path=self.output.path,
            kind=self.output.kind,
            title=self.site_title if self.output.kind == "home" else f"{head} · {self.site_title}",
            description=_clip(description or f"{title}: {self.site_title}"),
            canonical=self.absolute(self.output.path) if self.output.is_indexed else "",
            card=self._card(),
            card_alt=title if self.output.kind == "paper" else self.site_title,
            meta=tuple(special.pop("meta", ())),
            links=(*special.pop("head_links", ()), *self._frame.search),
            data=trusted(script(nodes) if nodes else ""),
        )

    def _card(self) -> str:
        """The address of the picture for links to this page."""
        if self._frame.draws and self.output.kind == "paper":
            paper = self.queries.paper(self.output.key)
            card = card_path(
                f"papers/{paper.id}", pictured=self._is_picture(paper.image.picture if paper.image else "")
            )
            if self._has(card):
                return self.absolute(card)
        return self._frame.card

    def _is_picture(self, path: str) -> bool:
        return bool(path and self.queries.picture(path))

    def _navigation(self) -> tuple[NavItem, ...]:
        """The menu: one and the same for all pages that stand in one place of it."""
        entries, here = self._frame.menu, self.output.path
        if self.output.kind == "home":  # where links that lead nowhere are reported, once
            return tuple(NavItem(label, self.checked(path), _current(path, here)) for label, path in entries)
        place = here if any(path == here for _, path in entries) else f"{here.rpartition('/')[0]}/"
        return self.queries.once(
            f"menu/{self.views.prefix}{place}",
            lambda: tuple(NavItem(label, self.url(path), _current(path, place)) for label, path in entries),
        )

    def _menu(self) -> Iterator[tuple[str, str]]:
        """The words of each entry, and the address that it leads to."""
        if menu := self.queries.site.navigation:
            yield from ((item.label, item.page or item.url) for item in menu)
            return
        yield self.say("papers"), "papers/index.html"
        for index in INDEXES:
            if self.queries.has_groups(index):
                yield self.say(index), f"{index}/index.html"
        for page in sorted(self.queries.pages, key=lambda page: (page.order, page.title.casefold())):
            if page.nav:
                yield page.title, f"{page.id}.html"
        yield self.say("cv"), "cv.html"

    # Pages

    def home(self) -> dict[str, Any]:
        """The front page: each of its blocks is a template, whose names come from the method ``_on_home_BLOCK``."""
        blocks = self.queries.theme.home
        context = {
            "title": self.site_title,
            "blocks": blocks,
            "head_links": self._links_of_all(),
            "nodes": self._describe.home(),
        }
        for block in blocks:
            context |= getattr(self, f"_on_home_{block}", dict)()
        return context

    def _on_home_about(self) -> dict[str, Any]:
        return self._about()

    def _on_home_metrics(self) -> dict[str, Any]:
        return self._metrics()

    def _on_home_selected(self) -> dict[str, Any]:
        return {"selected": self.views.cards(self.queries.selected[:SELECTED_ON_HOME])}

    def _on_home_charts(self) -> dict[str, Any]:
        return {"year_charts": self.charts.years()}

    def _on_home_topics(self) -> dict[str, Any]:
        """The largest topics; areas only where there are no topics but them."""
        headings = self.queries.headings("topics")
        topics = [topic for topic in headings if not topic.area] or headings
        return {"strips": self.charts.strips(topics[:STRIPS_ON_HOME]), "topics": len(headings)}

    def _on_home_coauthors(self) -> dict[str, Any]:
        return {"coauthors": self.charts.coauthors(), "authors": len(self.queries.headings("authors"))}

    def _on_home_papers(self) -> dict[str, Any]:
        papers = self.queries.papers
        return {"cards": self.views.cards(papers[:PAPERS_ON_HOME]), "total": len(papers)}

    def _about(self) -> dict[str, Any]:
        """Who the owner is, for the front page and the CV."""
        profile = self.queries.profile
        area = self.queries.find("topics", profile.area)
        return {
            "bio": profile.bio.rendered(self.checked, self.views.pictures.in_text),
            "photo": self.views.pictures.portrait(profile.photo) if profile.photo else None,
            "links": [self.views.labelled(link) for link in profile.links],
            "area": self.views.group(area) if area else None,
        }

    def _metrics(self) -> dict[str, Any]:
        """Figures about the owner; who gave them and when, each source once: ``Google Scholar, January 2026``."""
        comma, semicolon, isolated = self.say("comma"), self.say("semicolon"), self.language.isolated
        sources = (
            comma.join(filter(None, (isolated(metric.source), self.language.date(metric.date) if metric.date else "")))
            for metric in self.queries.profile.metrics
        )
        return {
            "metrics": self.queries.profile.metrics,
            "metric_sources": semicolon.join(filter(None, dict.fromkeys(sources))),
        }

    def _links_of_all(self) -> Iterator[HeadLink]:
        """Other forms of the list of all papers."""
        feeds = filter(self._has, ("feed.xml", "feed.json"))
        return self._list_links("papers", EXPORTS if self.queries.papers else (), feeds)

    def _list_links(self, stem: str, formats: Iterable[str], feeds: Iterable[str]) -> Iterator[HeadLink]:
        """Other forms of a list: its exports, and the feeds that it has."""
        for export in map(EXPORTS.__getitem__, formats):
            yield HeadLink("alternate", self.url(f"{stem}{export.suffix}"), export.media_type, export.label)
        for feed in feeds:
            media_type, label = _FEEDS[feed.rpartition(".")[2]]
            yield HeadLink("alternate", self.url(feed), media_type, label or self.say("feed"))

    def papers(self) -> dict[str, Any]:
        """All papers by year, or one page of them: what narrows and sorts needs the whole list on its page."""
        papers = on_page(self.queries.papers, self.output.part, PAPERS_ON_PAGE)
        whole = len(papers) == len(self.queries.papers)
        return {
            "title": self.say("papers"),
            "head": self._numbered(self.say("papers")),
            **self._by_year(papers),
            "jump": self._jump(whole),
            "pager": self._pager("papers/index.html", len(self.queries.papers), PAPERS_ON_PAGE),
            "filters": filters(self.queries) if can_be_narrowed(len(self.queries.papers)) else None,
            "exports": EXPORTS,
            "list_export": self.url("papers.bib"),
            "head_links": self._links_of_all(),
            "nodes": self._describe.listing(self.say("papers"), self.output.path, papers),
        }

    def _by_year(self, papers: Sequence[str]) -> dict[str, Any]:
        """Papers, sorted as in the catalog, under their years; ``total`` counts those of the whole site."""
        found = groupby(papers, key=lambda paper_id: str(self.queries.paper(paper_id).year or UNDATED))
        years = [
            (self.views.group(self.queries.heading("years", year)), self.views.cards(group)) for year, group in found
        ]
        return {"years": years, "total": len(self.queries.papers)}

    def _jump(self, whole: bool) -> list[tuple[str, str]]:
        """Where each year of the list is found: further down, or where the list is cut into pages, on its own page."""
        years = self.queries.headings("years")
        return [(year.label, f"#y{year.slug}" if whole else self.url(year.path)) for year in years]

    def _pager(self, path: str, items: int, size: int) -> Pager | None:
        """The links to the other pages of a list whose first page is at ``path``."""
        return pager(path, self.output.part, count_pages(items, size))

    def _numbered(self, title: str) -> str:
        """A list's title for the head: its pages must not share one."""
        part = self.language.number(self.output.part)
        return title if self.output.part == 1 else f"{title} · {self.say('page')} {part}"

    def paper(self) -> dict[str, Any]:
        """A paper's own page."""
        paper = self.queries.paper(self.output.key)
        newer, older = self.queries.neighbours(paper)
        cite = list(self._cite_boxes(paper))
        card = self.views.card(paper.id)
        return {
            "title": paper.title.plain,
            "description": paper.summary.plain or paper.abstract.plain,
            "paper": paper,
            "card": card,
            "byline": self.views.byline(paper) if card.byline.hidden else card.byline,
            "links": self.views.links(paper),
            "facts": self.views.facts(paper),
            "summary": paper.summary.rendered(self.checked, self.views.pictures.in_text),
            "versions": self.views.versions(paper),
            "teaser": self.views.pictures.teaser(paper.image) if paper.image else None,
            "reference": self.queries.reference(paper),
            "reference_style": style_label(self.queries.site.citation_style),
            "cite": cite,
            "related": [self.views.card(paper_id) for paper_id in self.queries.related(paper)],
            "newer": self.views.card(newer) if newer else None,
            "older": self.views.card(older) if older else None,
            "meta": (
                *metadata.scholar_tags(paper, self.queries, self.absolute),
                *metadata.dublin_core(paper),
            ),
            "head_links": (
                *(HeadLink("describedby", box.href, EXPORTS[box.format].media_type, box.label) for box in cite),
                *metadata.signposts(paper, self.queries, self.url),
            ),
            "nodes": self._describe.paper(paper),
        }

    def _cite_boxes(self, paper: Paper) -> Iterator[CiteBox]:
        for name, export in EXPORTS.items():
            href = self.url(f"papers/{paper.id}{export.suffix}")
            yield CiteBox(name, export.label, self._exporter.file(name, (paper.id,)).rstrip("\n"), href)

    def index(self) -> dict[str, Any]:
        """The index of topics, years, authors or venues."""
        index = self.output.subject
        title = self.say(index)
        groups = self.queries.headings(index)
        found = list(on_page(groups, self.output.part, GROUPS_ON_PAGE))
        areas = [group for group in found if group.area]
        rest = [group for group in found if not group.area]
        named = [("areas", areas), ("topics", rest)] if areas else [("", rest)]
        sections = [(name, name and self.say(name), self.views.groups(groups)) for name, groups in named]
        return {
            "title": title,
            "head": self._numbered(title),
            "index": index,
            **self._pictures(index, found),
            "most": self.queries.largest(index),
            "pager": self._pager(f"{index}/index.html", len(groups), GROUPS_ON_PAGE),
            "sections": sections,
            "description": self.say(f"{index}_of", name=self.queries.profile.name.display),
            "nodes": self._describe.index(title, self.output.path, found),
        }

    def _pictures(self, index: str, headings: Sequence[Heading]) -> dict[str, Any]:
        """What an index shows beside names and numbers."""
        return {
            "strips": self.charts.strips(headings) if index == "topics" else None,
            "coauthors": self.charts.coauthors() if index == "authors" and self.output.part == 1 else None,
        }

    def group(self) -> dict[str, Any]:
        """The page of one topic, year, author or venue."""
        group = self._heading()
        members = self.queries.members(group)
        title, stem = self.say(group.index), group.path.removesuffix(".html")
        papers = on_page(members, self.output.part, PAPERS_ON_PAGE)
        return {
            "title": group.name,
            "head": self._numbered(f"{group.name} · {title}"),
            "group": group,
            "index": group.index,
            "index_title": title,
            "index_href": self.url(f"{group.index}/index.html"),
            "cards": self.views.cards(papers),
            "total": len(members),
            "pager": self._pager(group.path, len(members), PAPERS_ON_PAGE),
            "text": group.topic.description.rendered(self.checked, self.views.pictures.in_text) if group.topic else "",
            "details": list(self.views.details(group)),
            "list_export": self.url(f"{stem}.bib"),
            "description": self.say("n_papers", len(members)) + self.say("colon") + group.name,
            "head_links": self._list_links(
                stem, GROUP_EXPORTS if members else (), (group.feed_path,) if self.queries.has_feed(group) else ()
            ),
            "nodes": self._describe.group(group, title, self.output.path, papers),
        }

    def _heading(self) -> Heading:
        index, _, key = self.output.subject.partition("/")
        return self.queries.heading(index, key)

    def cv(self) -> dict[str, Any]:
        """The CV."""
        return {
            "title": self.say("cv"),
            **self._about(),
            **self._metrics(),
            **self._by_year(self.queries.papers[:PAPERS_ON_CV]),
        }

    def page(self) -> dict[str, Any]:
        """A page of the author's own."""
        page = self.queries.page(self.output.subject)
        return {
            "title": page.title,
            "description": page.description,
            "body": page.body.rendered(self.checked, self.views.pictures.in_text, anchors=True),
        }

    def missing(self) -> dict[str, Any]:
        """What a host shows for an address that does not exist."""
        return {"title": self.say("missing")}

    # What machines read

    def feed(self) -> dict[str, Any]:
        """An Atom feed: of all papers, or of one group's."""
        group = self._heading() if self.output.subject else None
        papers = self.queries.members(group) if group else self.queries.papers
        return {
            "title": f"{group.name} · {self.site_title}" if group else self.site_title,
            "entries": feeds.entries(papers[: feeds.NEWEST], self.queries),
            "home": self.absolute(group.path if group else "index.html"),
        }

    def sitemap(self) -> dict[str, Any]:
        """A sitemap, or one part of it."""
        start = int(self.output.subject) * SITEMAP_MOST
        return {
            "title": "Sitemap",
            "locations": [self.absolute(p) for p in self.queries.indexed[start : start + SITEMAP_MOST]],
        }

    def sitemapindex(self) -> dict[str, Any]:
        """The index of a sitemap's parts."""
        parts = range(1, int(self.output.subject) + 1)
        return {"title": "Sitemap", "locations": [self.absolute(f"sitemap-{part}.xml") for part in parts]}

    def robots(self) -> dict[str, Any]:
        """What robots may read."""
        return {"title": "Robots", "sitemap": self.absolute("sitemap.xml")}

    def opensearch(self) -> dict[str, Any]:
        """How browsers search the site."""
        return {"title": self.site_title, "template": self.absolute("papers/index.html") + "?q={searchTerms}"}

    def llms(self) -> dict[str, Any]:
        """The site in short, for language models (https://llmstxt.org)."""
        queries = self.queries
        return {
            "title": self.site_title,
            "chunks": [self.chunk(first) for first in queries.chunks("papers")],
            "indexes": [self._locate(f"{index}/index.html") for index in INDEXES],
        }

    def of_chunk(self, first: str) -> dict[str, Any]:
        """What would stand in the place of this output's papers, if they were those of a chunk."""
        papers = self.queries.chunk("papers", first)
        match self.output.kind:
            case "papers":
                return self._by_year(papers)
            case "group":
                return {"cards": self.views.cards(papers)}
            case "paper":
                return {"related": self.views.cards(papers)}
            case "feed":
                return {"entries": feeds.entries(papers, self.queries)}
            case _:
                return {"chunks": [self.chunk(first)]}

    def chunk(self, first: str) -> Chunk:
        """A chunk of papers, by the first of them."""
        return self.queries.lazy(f"chunk/{first}", partial(self._chunk, first))

    def _chunk(self, first: str) -> Chunk:
        papers = map(self.queries.paper, self.queries.chunk("papers", first))
        return Chunk([(metadata.full_title(paper), self._locate(f"papers/{paper.id}.html"), paper) for paper in papers])

    def _locate(self, path: str) -> str:
        """A full address, or where the site's own is not known, one that begins at its root.

        The site's own is asked for each time: a chunk of llms.txt is made of it, too, not only the page.
        """
        return self.queries.absolute(path) or self.url(path)


def _clip(text: str) -> str:
    """Text for a description: cut at a word."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
