"""Views: what templates show of a record, with every decision made and every link resolved.

Templates loop and test presence; what to show, in which words and in which order is settled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from scholarfolio.catalog import Catalog, Group
from scholarfolio.metadata import coins
from scholarfolio.model import LabelledLink, Paper, Version, arxiv_url, doi_url
from scholarfolio.people import Credit
from scholarfolio.text import Markup

# Lists of papers name this many authors; the paper's own page names all.
AUTHORS_IN_LISTS = 12

Url = Callable[[str], str]


@dataclass(frozen=True)
class LinkView:
    """A link: its words, its address, and what it leads to (``pdf``, ``code``, …) for those who style it."""

    label: str
    href: str
    kind: str = "link"


@dataclass(frozen=True)
class AuthorView:
    """One author as shown: the name, its page if any, and its marks."""

    name: str
    href: str
    owner: bool
    equal: bool
    corresponding: bool
    orcid: str
    affiliation: str


@dataclass(frozen=True)
class BylineView:
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


@dataclass(frozen=True)
class GroupView:
    """A group as a chip or an entry of an index."""

    name: str
    label: str
    href: str
    count: int


@dataclass(frozen=True, eq=False)
class Card:
    """A paper in a list. Each is equal only to itself, which makes it quick to find again what was made of it."""

    paper: Paper
    href: str
    byline: BylineView
    area: GroupView | None
    topics: tuple[GroupView, ...]
    venue: GroupView | None
    links: tuple[LinkView, ...]
    has_code: bool
    make_text: Callable[[Paper], Markup]

    @property
    def text(self) -> Markup:
        """The words that stand for the paper."""
        return self.make_text(self.paper)

    @property
    def coins(self) -> str:
        """What Zotero's button reads from a list."""
        return coins(self.paper)


@dataclass(frozen=True)
class Fact:
    """One row of a paper's particulars."""

    label: str
    value: str
    href: str = ""


class Views:
    """Makes views for pages that lie equally deep: ``url`` turns an address of the site into a link from there."""

    def __init__(self, catalog: Catalog, url: Url) -> None:
        self._catalog = catalog
        self._url = url
        self._cards: dict[str, Card] = {}

    def cards(self, papers: Iterable[Paper]) -> list[Card]:
        """Papers as entries of a list."""
        return [self.card(paper) for paper in papers]

    def card(self, paper: Paper) -> Card:
        """A paper as an entry of a list; the same each time."""
        card = self._cards.get(paper.id)
        if card is None:
            card = self._cards[paper.id] = self._new_card(paper)
        return card

    def _new_card(self, paper: Paper) -> Card:
        topics = tuple(self.group(self._catalog.topics[topic]) for topic in paper.all_topics)
        venue = self._catalog.venue_of.get(paper.id)
        return Card(
            paper=paper,
            href=self._url(f"papers/{paper.id}.html"),
            byline=self.byline(paper, AUTHORS_IN_LISTS),
            area=topics[0] if paper.category else None,
            topics=topics[1:] if paper.category else topics,
            venue=self.group(venue) if venue else None,
            links=tuple(self._main_links(paper)),
            has_code=bool(paper.code),
            make_text=self.text,
        )

    def text(self, paper: Paper) -> Markup:
        """The words that stand for a paper in a list: its summary, or else its abstract."""
        return paper.summary.rendered(self._url) if paper.summary else paper.abstract.blocks

    def group(self, group: Group) -> GroupView:
        """A group as a chip."""
        return GroupView(group.name, group.label, self._url(group.path), len(group.papers))

    def groups(self, groups: Iterable[Group]) -> list[GroupView]:
        """Groups as entries of an index."""
        return [self.group(group) for group in groups]

    def byline(self, paper: Paper, limit: int | None = None) -> BylineView:
        """A paper's authors, at most ``limit`` of them; the owner is named even when not among the first."""
        line = self._catalog.bylines[paper.id]
        shown = line.credits if limit is None or len(line.credits) <= limit + 1 else line.credits[:limit]
        cut = line.credits[len(shown) :]
        owner = self._catalog.records.profile.name.display
        owner_unseen = line.owner_hidden or any(credit.contributor.owner for credit in cut)
        return BylineView(
            authors=tuple(self._author(credit) for credit in shown),
            hidden=len(cut),
            others=line.others,
            including=owner if owner_unseen else "",
            including_href=self._owner_href() if owner_unseen else "",
        )

    def _author(self, credit: Credit) -> AuthorView:
        author, who = credit.author, credit.contributor
        group = self._catalog.authors.get(who.slug)
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
        group = next((group for group in self._catalog.authors.values() if group.owner), None)
        return self._url(group.path) if group else ""

    def _main_links(self, paper: Paper) -> Iterable[LinkView]:
        """The links that a list has room for: the paper itself and its code."""
        if paper.pdf:
            yield LinkView("PDF", self._pdf(paper), "pdf")
        yield from _numbered("Code", paper.code, "code")

    def links(self, paper: Paper) -> list[LinkView]:
        """Every link of a paper, the most wanted first."""
        single = (
            ("DOI", doi_url(paper.doi), "doi"),
            ("arXiv", arxiv_url(paper.arxiv), "arxiv"),
            ("Publisher", paper.url, "publisher"),
            ("Project", paper.project, "project"),
            ("Slides", self.target(paper.slides), "slides"),
            ("Poster", self.target(paper.poster), "poster"),
            ("Video", self.target(paper.video), "video"),
        )
        data = _numbered("Data", [self.target(address) for address in paper.data], "data")
        own = [self.labelled(link) for link in paper.links]
        return [*self._main_links(paper), *(LinkView(*row) for row in single if row[1]), *data, *own]

    def versions(self, paper: Paper) -> list[tuple[Version, list[LinkView]]]:
        """Other forms of a paper, each with the places where it can be read."""
        return [
            (version, [LinkView(words, self.target(address)) for words, address in version.places])
            for version in paper.versions
        ]

    def labelled(self, link: LabelledLink) -> LinkView:
        """A link of the author's own, named after its host where it has no words."""
        label = link.label or (urlsplit(link.url).hostname or link.url).removeprefix("www.")
        return LinkView(label, self.target(link.url))

    def target(self, address: str) -> str:
        """An address elsewhere as it is; a file of the site's own as a link from this page."""
        return self._url(address) if address in self._catalog.records.files else address

    def _pdf(self, paper: Paper) -> str:
        return self._url(f"papers/{paper.id}.pdf") if self._catalog.local_pdf(paper) else paper.pdf

    def facts(self, paper: Paper) -> list[Fact]:
        """A paper's particulars, in the order in which references give them."""
        venue = self._catalog.venue_of.get(paper.id)
        venue_href = self._url(venue.path) if venue else ""
        rows: Sequence[tuple[str, str, str]] = (
            ("Type", paper.type_info.label if paper.type else "", ""),
            ("Published", paper.date.long if paper.date else "", ""),
            ("Venue", paper.venue, venue_href),
            ("Journal", paper.journal, "" if paper.venue else venue_href),
            ("In", paper.booktitle, "" if paper.venue or paper.journal else venue_href),
            ("Editors", ", ".join(name.display for name in paper.editor), ""),
            ("Series", paper.series, ""),
            ("Volume", paper.volume, ""),
            ("Number", paper.number, ""),
            ("Chapter", paper.chapter, ""),
            ("Pages", paper.pages.replace("--", "–"), ""),
            ("Edition", paper.edition, ""),
            ("Publisher", paper.publisher, ""),
            ("Institution", paper.institution, ""),
            ("School", paper.school, ""),
            ("Organisation", paper.organization, ""),
            ("Address", paper.address, ""),
            ("How published", paper.howpublished, ""),
            ("Language", paper.language, ""),
            ("DOI", paper.doi, doi_url(paper.doi)),
            ("arXiv", paper.arxiv, arxiv_url(paper.arxiv)),
            ("PubMed", paper.pubmed, f"https://pubmed.ncbi.nlm.nih.gov/{paper.pubmed}/" if paper.pubmed else ""),
            ("ISBN", ", ".join(paper.isbn), ""),
            ("ISSN", ", ".join(paper.issn), ""),
            ("Licence", paper.license, paper.license),
            ("Keywords", ", ".join(paper.keywords), ""),
            ("Award", paper.award, ""),
            ("Organisations", ", ".join(paper.organizations), ""),
            ("Cited", self._cited(paper), ""),
        )
        return [Fact(*row) for row in rows if row[1]]

    @staticmethod
    def _cited(paper: Paper) -> str:
        cited = paper.citations
        if cited is None:
            return ""
        times = "once" if cited.count == 1 else f"{cited.count:,} times"
        source = f", by {cited.source}" if cited.source else ""
        date = f", {cited.date.long}" if cited.date else ""
        years = ", ".join(f"{year}: {count:,}" for year, count in cited.by_year.items())
        return f"{times}{source}{date}" + (f" ({years})" if years else "")


def _numbered(label: str, addresses: Sequence[str], kind: str) -> Iterator[LinkView]:
    """Links of one sort; several are told apart by numbers."""
    for number, address in enumerate(addresses, 1):
        yield LinkView(label if len(addresses) == 1 else f"{label} {number}", address, kind)
