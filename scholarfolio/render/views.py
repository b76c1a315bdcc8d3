"""Views: what templates show of a record, with every decision made and every link resolved.

Templates loop and test presence; what to show, in which words and in which order is settled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from scholarfolio.catalog.catalog import Heading
from scholarfolio.catalog.people import Credit
from scholarfolio.content.models import LabelledLink, Paper, Version, arxiv_url, doi_url
from scholarfolio.render.metadata import coins
from scholarfolio.render.picture_views import PictureView, PictureViews
from scholarfolio.text import Markup
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.frozen import record

# Lists of papers name this many authors; the paper's own page names all.
AUTHORS_IN_LISTS = 12

Url = Callable[[str], str]


class LinkView(NamedTuple):
    """A link: its words, its address, and what it leads to (``pdf``, ``code``, …) for those who style it."""

    label: str
    href: str
    kind: str = "link"


class AuthorView(NamedTuple):
    """One author as shown: the name, its page if any, and its marks."""

    name: str
    href: str
    owner: bool
    equal: bool
    corresponding: bool
    orcid: str
    affiliation: str


class BylineView(NamedTuple):
    """A list of authors as shown.

    Attributes:
        hidden: how many named authors this list leaves out.
        others: more authors exist than the record names.
        including: the owner's name, when it is among those not shown.
    """

    authors: tuple[AuthorView, ...]
    hidden: int
    others: bool
    including: str
    including_href: str

    @property
    def equal(self) -> bool:
        """Whether some contributed equally."""
        return any(author.equal for author in self.authors)

    @property
    def corresponding(self) -> bool:
        """Whether some are whom to write to."""
        return any(author.corresponding for author in self.authors)

    @property
    def placed(self) -> list[AuthorView]:
        """The authors of whom it is known where they were."""
        return [author for author in self.authors if author.affiliation]


@record(frozen=True)
class GroupView:
    """A group as a chip; ``slug`` is a name for it that is the same in every language."""

    slug: str
    name: str
    label: str
    href: str


@record(frozen=True)
class IndexEntry(GroupView):
    """A group as an entry of an index, with the number of its papers."""

    count: int


@record(frozen=True, eq=False)
class Card:
    """A paper in a list.

    Attributes:
        shows: the parts that lists show of it, by the names that the setting ``card`` uses.
        picture: a small one, where lists show pictures and the paper has one.
    """

    shows: frozenset[str]
    paper: Paper
    href: str
    byline: BylineView
    area: GroupView | None
    topics: tuple[GroupView, ...]
    venue: GroupView | None
    links: tuple[LinkView, ...]
    picture: PictureView | None
    make_text: Callable[[Paper], Markup]

    @property
    def text(self) -> Markup:
        """The words that stand for the paper."""
        return self.make_text(self.paper)

    @property
    def coins(self) -> str:
        """What Zotero's button reads from a list."""
        return coins(self.paper)


class VersionView(NamedTuple):
    """Another form of a paper: its record, what to call it, and where it can be read."""

    record: Version
    title: str
    places: tuple[LinkView, ...]


class Fact(NamedTuple):
    """One row of a paper's particulars; ``key`` tells it from the others in every language."""

    key: str
    label: str
    value: str
    href: str = ""


class Views:
    """Makes views for pages that lie equally deep.

    Args:
        queries: the records.
        prefix: what leads from such a page to the site's root.
        url: turns an address of the site into a link from there.

    Attributes:
        prefix: as given; it tells apart what is made once for pages of each depth.
    """

    def __init__(self, queries: Queries, prefix: str, url: Url) -> None:
        self._queries = queries
        self.prefix = prefix
        self._url = url
        self.pictures = PictureViews(queries, url)
        self._say = queries.language.say
        self._locale = queries.language.locale

    def cards(self, papers: Iterable[str]) -> list[Card]:
        """Papers, by their ids, as entries of a list."""
        return [self.card(paper_id) for paper_id in papers]

    def card(self, paper_id: str) -> Card:
        """A paper as an entry of a list; the same each time."""
        return self._queries.lazy(f"card/{self.prefix}{paper_id}", partial(self._new_card, paper_id))

    def _new_card(self, paper_id: str) -> Card:
        paper = self._queries.paper(paper_id)
        topics = tuple(self.group(topic) for topic in self._queries.topics(paper))
        venue = self._queries.venue(paper)
        shows = frozenset(self._queries.theme.card)
        return Card(
            shows=shows,
            paper=paper,
            href=self._url(f"papers/{paper.id}.html"),
            byline=self.byline(paper, AUTHORS_IN_LISTS),
            area=topics[0] if paper.category else None,
            topics=topics[1:] if paper.category else topics,
            venue=self.group(venue) if venue else None,
            links=tuple(self._main_links(paper)),
            picture=self.pictures.thumbnail(paper.image) if paper.image and "picture" in shows else None,
            make_text=self.text,
        )

    def text(self, paper: Paper) -> Markup:
        """The words that stand for a paper in a list: its summary, or else its abstract."""
        return paper.summary.rendered(self._url, self.pictures.in_text) if paper.summary else paper.abstract.blocks

    def group(self, group: Heading) -> GroupView:
        """A group as a chip."""
        return GroupView(group.slug, group.name, group.label, self._url(group.path))

    def groups(self, groups: Iterable[Heading]) -> list[IndexEntry]:
        """Groups as entries of an index."""
        return [
            IndexEntry(group.slug, group.name, group.label, self._url(group.path), self._queries.size(group))
            for group in groups
        ]

    def byline(self, paper: Paper, limit: int | None = None) -> BylineView:
        """A paper's authors, at most ``limit`` of them; the owner is named even when not among the first."""
        line, pages = self._queries.byline(paper), self._queries.authors(paper)
        shown = line.credits if limit is None or len(line.credits) <= limit + 1 else line.credits[:limit]
        cut = line.credits[len(shown) :]
        owner = self._queries.profile.name.display
        owner_unseen = line.owner_hidden or any(credit.contributor.owner for credit in cut)
        return BylineView(
            authors=tuple(self._author(credit, pages.get(credit.contributor.slug)) for credit in shown),
            hidden=len(cut),
            others=line.others,
            including=owner if owner_unseen else "",
            including_href=self._owner_href() if owner_unseen else "",
        )

    def _author(self, credit: Credit, group: Heading | None) -> AuthorView:
        author, who = credit.author, credit.contributor
        return AuthorView(
            name=author.name.display,
            href=self._url(group.path) if group else "",
            owner=who.owner,
            equal=author.equal,
            corresponding=author.corresponding,
            orcid=author.orcid or (who.declared.orcid if who.declared else ""),
            affiliation=author.affiliation,
        )

    def _owner_href(self) -> str:
        group = self._queries.owner
        return self._url(group.path) if group else ""

    def _main_links(self, paper: Paper) -> Iterable[LinkView]:
        """The links that a list has room for: the paper itself and its code."""
        if paper.pdf:
            yield LinkView(self._say("pdf"), self._pdf(paper), "pdf")
        yield from self._numbered("code", paper.code)

    def links(self, paper: Paper) -> list[LinkView]:
        """Every link of a paper, the most wanted first."""
        single = (
            ("DOI", doi_url(paper.doi), "doi"),
            ("arXiv", arxiv_url(paper.arxiv), "arxiv"),
            *(
                (self._say(kind), self.target(address), kind)
                for kind, address in (
                    ("publisher", paper.url),
                    ("project", paper.project),
                    ("slides", paper.slides),
                    ("poster", paper.poster),
                    ("video", paper.video),
                )
            ),
        )
        data = self._numbered("data", [self.target(address) for address in paper.data])
        own = [self.labelled(link) for link in paper.links]
        return [*self._main_links(paper), *(LinkView(*row) for row in single if row[1]), *data, *own]

    def _numbered(self, kind: str, addresses: Sequence[str]) -> Iterator[LinkView]:
        """Links of one sort; several are told apart by numbers."""
        for number, address in enumerate(addresses, 1):
            yield LinkView(self._say(kind) + (f" {number}" if len(addresses) > 1 else ""), address, kind)

    def versions(self, paper: Paper) -> list[VersionView]:
        """Other forms of a paper, each with the places where it can be read, the best place first."""
        return [VersionView(version, self._version_title(version), self._places(version)) for version in paper.versions]

    def _version_title(self, version: Version) -> str:
        of_type = self._say(f"type_{version.type}") if version.type else ""
        return version.label or of_type or version.venue or self._say("version")

    def _places(self, version: Version) -> tuple[LinkView, ...]:
        places = (
            (self._say("text"), self.target(version.url)),
            ("DOI", doi_url(version.doi)),
            ("arXiv", arxiv_url(version.arxiv)),
        )
        return tuple(LinkView(*place) for place in places if place[1])

    def details(self, group: Heading) -> Iterator[LinkView]:
        """Links about a person or a venue."""
        if group.person and group.person.url:
            yield LinkView(self._say("home_page"), group.person.url)
        if group.person and group.person.orcid:
            yield LinkView(f"ORCID {group.person.orcid}", f"https://orcid.org/{group.person.orcid}")
        if group.venue and group.venue.url:
            yield LinkView(self._say("web_page"), group.venue.url)

    def labelled(self, link: LabelledLink) -> LinkView:
        """A link of the author's own, named after its host where it has no words."""
        label = link.label or (urlsplit(link.url).hostname or link.url).removeprefix("www.")
        return LinkView(label, self.target(link.url))

    def target(self, address: str) -> str:
        """An address elsewhere as it is; a file of the site's own as a link from this page."""
        return self._url(address) if self._queries.has_file(address) else address

    def _pdf(self, paper: Paper) -> str:
        return self._url(f"papers/{paper.id}.pdf") if self._queries.local_pdf(paper) else paper.pdf

    def facts(self, paper: Paper) -> list[Fact]:
        """A paper's particulars, in the order in which references give them."""
        venue = self._queries.venue(paper)
        venue_href = self._url(venue.path) if venue else ""
        comma = self._say("list_comma")
        rows: Sequence[tuple[str, str, str]] = (
            ("type", self._say(f"type_{paper.type}") if paper.type else "", ""),
            ("published", self._locale.date(paper.date) if paper.date else "", ""),
            ("venue", paper.venue, venue_href),
            ("journal", paper.journal, "" if paper.venue else venue_href),
            ("in_book", paper.booktitle, "" if paper.venue or paper.journal else venue_href),
            ("editors", comma.join(name.display for name in paper.editor), ""),
            ("series", paper.series, ""),
            ("volume", paper.volume, ""),
            ("number", paper.number, ""),
            ("chapter", paper.chapter, ""),
            ("pages", paper.pages.replace("--", "–"), ""),
            ("edition", paper.edition, ""),
            ("publisher", paper.publisher, ""),
            ("institution", paper.institution, ""),
            ("school", paper.school, ""),
            ("organization", paper.organization, ""),
            ("address", paper.address, ""),
            ("how_published", paper.howpublished, ""),
            ("language", self._locale.language_name(paper.language), ""),
            ("DOI", paper.doi, doi_url(paper.doi)),
            ("arXiv", paper.arxiv, arxiv_url(paper.arxiv)),
            ("PubMed", paper.pubmed, f"https://pubmed.ncbi.nlm.nih.gov/{paper.pubmed}/" if paper.pubmed else ""),
            ("ISBN", comma.join(paper.isbn), ""),
            ("ISSN", comma.join(paper.issn), ""),
            ("licence", paper.license, paper.license),
            ("keywords", comma.join(paper.keywords), ""),
            ("award", paper.award, ""),
            ("organizations", comma.join(paper.organizations), ""),
            ("cited", self._cited(paper), ""),
        )
        return [Fact(key, self._label(key), value, href) for key, value, href in rows if value]

    def _label(self, key: str) -> str:
        """What readers call it; names of registries begin with a capital and are the same in every language."""
        return self._say(key) if key.islower() else key

    def _cited(self, paper: Paper) -> str:
        cited = paper.citations
        if cited is None:
            return ""
        parts = [self._say("n_times", cited.count)]
        if cited.source:
            parts.append(self._say("counted_by", source=cited.source))
        if cited.date:
            parts.append(self._locale.date(cited.date))
        by_year = (f"{year}{self._say('colon')}{self._locale.number(count)}" for year, count in cited.by_year.items())
        years = self._say("list_comma").join(by_year)
        return self._say("comma").join(parts) + (self._say("in_brackets", text=years) if years else "")
