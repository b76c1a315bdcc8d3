"""Structured data: schema.org descriptions of people, papers and lists, as JSON-LD (https://schema.org)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from scholarfolio.catalog.catalog import Heading
from scholarfolio.catalog.people import Credit
from scholarfolio.content.collections import Collection
from scholarfolio.content.models import Paper, arxiv_url, doi_url
from scholarfolio.content.schema import specs
from scholarfolio.render.links import full_address
from scholarfolio.render.metadata import full_title, page_range
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.dates import PartialDate

Node = dict[str, Any]
Absolute = Callable[[str], str]


def script(nodes: Iterable[Node]) -> str:
    """The nodes of a page as the text of a ``<script type="application/ld+json">``.

    No ``<`` is left in it, so that nothing in a record can end the script.
    """
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    return _encoded(graph).replace("<", "\\u003c")


# nodes hold no circles to look for
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class Describer:
    """Describes what the pages of a site show.

    Args:
        queries: the records.
        site_title: what the site is called.
        absolute: gives the full address of a path of the site; a relative one where the site's is not known.
    """

    def __init__(self, queries: Queries, site_title: str, absolute: Absolute) -> None:
        self._queries = queries
        self._site_title = site_title
        self._absolute = absolute

    @property
    def _owner_id(self) -> str:
        return self._absolute("index.html") + "#me"

    def home(self) -> list[Node]:
        """The front page: a profile of the owner."""
        profile = self._queries.profile
        person = _filled(
            {
                "@type": "Person",
                "@id": self._owner_id,
                "name": profile.name.display,
                "alternateName": [name.display for name in profile.aliases],
                "givenName": profile.name.given,
                "familyName": f"{profile.name.particle} {profile.name.family}".strip(),
                "url": self._absolute("index.html"),
                "jobTitle": profile.position,
                "affiliation": _filled(
                    {"@type": "Organization", "name": profile.affiliation, "url": profile.affiliation_url}
                ),
                "image": self._absolute(profile.photo.src) if profile.photo else "",
                "email": profile.email,
                "knowsAbout": list(profile.interests),
                "description": profile.bio.plain,
                "identifier": _property("ORCID", profile.orcid),
                "sameAs": [
                    *([f"https://orcid.org/{profile.orcid}"] if profile.orcid else []),
                    *(link.url for link in profile.links if "://" in link.url),
                ],
            }
        )
        page = {"@type": "ProfilePage", "@id": self._absolute("index.html"), "mainEntity": person}
        return [page, self._website()]

    def _website(self) -> Node:
        site = self._queries.site
        return _filled(
            {
                "@type": "WebSite",
                "name": self._site_title,
                "url": self._absolute("index.html"),
                "description": site.description,
                "inLanguage": site.language,
            }
        )

    def paper(self, paper: Paper) -> list[Node]:
        """A paper's page: the paper, and the way to it."""
        trail = [
            (self._queries.language.say("papers"), "papers/index.html"),
            (full_title(paper), f"papers/{paper.id}.html"),
        ]
        return [self._work(paper), self._breadcrumbs(trail)]

    def _work(self, paper: Paper) -> Node:
        first, last = page_range(paper.pages)
        kind, title = paper.type_info.schema, full_title(paper)
        address = self._absolute(f"papers/{paper.id}.html")
        node = {
            "@type": kind,
            "@id": f"{address}#paper",
            "name": title,
            "headline": title[:110] if kind in ("ScholarlyArticle", "Report") else "",
            "url": address,
            "author": [self._author(credit) for credit in self._queries.byline(paper).credits],
            "editor": [_agent(name.display, literal=bool(name.literal)) for name in paper.editor],
            "datePublished": paper.date.iso if paper.date else "",
            "abstract": paper.abstract.plain,
            "description": paper.summary.plain,
            "inLanguage": paper.language,
            "keywords": [*(topic.name for topic in self._queries.topics(paper)), *paper.keywords],
            "isPartOf": self._container(paper),
            "pageStart": first if kind in ("ScholarlyArticle", "Chapter", "Report") else "",
            "pageEnd": last if kind in ("ScholarlyArticle", "Chapter", "Report") else "",
            "publisher": _filled({"@type": "Organization", "name": paper.publisher}),
            "sourceOrganization": _filled({"@type": "Organization", "name": paper.school or paper.institution}),
            "isbn": list(paper.isbn) if kind == "Book" else [],
            "reportNumber": paper.number if kind == "Report" else "",
            "identifier": [
                *_property("DOI", paper.doi),
                *_property("arXiv", paper.arxiv),
                *_property("PMID", paper.pubmed),
            ],
            "sameAs": [link for link in (doi_url(paper.doi), arxiv_url(paper.arxiv), paper.url) if link],
            "image": self._absolute(paper.image.picture) if paper.image and paper.image.picture else "",
            "award": paper.award,
            "license": paper.license,
            "codeRepository": paper.code[0] if kind == "SoftwareSourceCode" and paper.code else "",
            "mentions": [
                {"@type": "SoftwareSourceCode", "name": f"Code for {title}", "codeRepository": code}
                for code in paper.code
                if kind != "SoftwareSourceCode"
            ],
        }
        return _filled(node)

    def _author(self, credit: Credit) -> Node:
        if credit.contributor.owner:
            return {"@type": "Person", "@id": self._owner_id, "name": credit.author.name.display}
        node = _agent(credit.author.name.display, literal=bool(credit.author.name.literal))
        declared = credit.contributor.declared
        orcid = credit.author.orcid or (declared.orcid if declared else "")
        same = [f"https://orcid.org/{orcid}"] if orcid else []
        return _filled(node | {"sameAs": [*same, *([declared.url] if declared and declared.url else [])]})

    @staticmethod
    def _container(paper: Paper) -> Node | list[Node]:
        """The journal with its volume and issue, or the book, that a paper is part of."""
        if paper.type == "article" or paper.journal:
            journal = _filled({"@type": "Periodical", "name": paper.journal or paper.venue, "issn": list(paper.issn)})
            node = journal
            if paper.volume:
                node = {"@type": "PublicationVolume", "volumeNumber": paper.volume, "isPartOf": node}
            if paper.number:
                node = {"@type": "PublicationIssue", "issueNumber": paper.number, "isPartOf": node}
            return _filled(node) if journal else {}
        name = paper.booktitle or (paper.venue if paper.type in ("inproceedings", "workshop", "chapter") else "")
        isbn = list(paper.isbn) if paper.type_info.schema != "Book" else []
        return _filled({"@type": "Book", "name": name, "isbn": isbn}) if name else {}

    def listing(self, name: str, path: str, papers: Sequence[str], about: Node | None = None) -> list[Node]:
        """A page that lists papers, which are given by their ids."""
        items = [
            {"@type": "ListItem", "position": at, "url": self._absolute(f"papers/{paper_id}.html")}
            for at, paper_id in enumerate(papers, 1)
        ]
        return [self._collection(name, path, items, about), self._breadcrumbs([(name, path)])]

    def entries(self, row: Collection, name: str, path: str, records: Sequence[Any]) -> list[Node]:
        """A page that lists dated entries."""
        items = [
            {
                "@type": "ListItem",
                "position": at,
                "name": record.title.plain[:110],
                "url": full_address(self._absolute, row.address(record)),
            }
            for at, record in enumerate(records, 1)
        ]
        return [self._collection(name, path, items, None), self._breadcrumbs([(name, path)])]

    def entry(self, row: Collection, list_title: str, record: Any) -> list[Node]:
        """The page of one dated entry, and the way to it: its fields say which property of schema.org each is."""
        address = self._absolute(row.address(record))
        node: Node = {"@type": row.schema_type, "@id": f"{address}#{row.name}", "url": address}
        for name, spec in specs(type(record)).items():
            if spec.schema:
                node[spec.schema] = _value(spec.schema, getattr(record, name), self._located)
        if record.begins:
            node["startDate"] = record.begins.iso
        node["performer"] = {"@type": "Person", "@id": self._owner_id, "name": self._queries.profile.name.display}
        node["about"] = [
            {"@type": "ScholarlyArticle", "name": full_title(paper), "url": self._absolute(f"papers/{paper.id}.html")}
            for paper in map(self._queries.paper, record.papers)
        ]
        trail = [(list_title, row.list_path), (record.title.plain, row.address(record))]
        return [_filled(node), self._breadcrumbs(trail)]

    def _located(self, address: str) -> str:
        """The full address of a file of the site's own; an address elsewhere as it is."""
        return self._absolute(address) if self._queries.has_file(address) else address

    def index(self, name: str, path: str, groups: Sequence[Heading]) -> list[Node]:
        """A page that lists topics, years, authors or venues."""
        items = [
            {"@type": "ListItem", "position": at, "name": group.name, "url": self._absolute(group.path)}
            for at, group in enumerate(groups, 1)
        ]
        return [self._collection(name, path, items, None), self._breadcrumbs([(name, path)])]

    def group(self, group: Heading, index_title: str, path: str, papers: Sequence[str]) -> list[Node]:
        """The page of one topic, year, author or venue, or one of its pages: it is at ``path`` and lists ``papers``."""
        about = _agent(group.name, literal=False) if group.index == "authors" else None
        collection = self.listing(group.name, path, papers, about)[0]
        return [collection, self._breadcrumbs([(index_title, f"{group.index}/index.html"), (group.name, path)])]

    def _collection(self, name: str, path: str, items: list[Node], about: Node | None) -> Node:
        listing = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items} if items else None
        return _filled(
            {
                "@type": "CollectionPage",
                "@id": self._absolute(path),
                "name": name,
                "url": self._absolute(path),
                "about": about,
                "mainEntity": listing,
            }
        )

    def _breadcrumbs(self, trail: Sequence[tuple[str, str]]) -> Node:
        steps = [(self._site_title, "index.html"), *trail]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": at, "name": name, "item": self._absolute(path)}
                for at, (name, path) in enumerate(steps, 1)
            ],
        }


# What a property of schema.org wants instead of a text: a thing of this type with the text as its name or address.
_THINGS = {
    "location": ("Place", "name"),
    "superEvent": ("EventSeries", "name"),
    "workFeatured": ("CreativeWork", "url"),
    "recordedIn": ("CreativeWork", "url"),
}


def _value(schema: str, value: Any, located: Callable[[str], str]) -> Any:
    """A field's value as a property of schema.org."""
    if isinstance(value, PartialDate):
        return value.iso
    if not isinstance(value, str):
        return value.plain if value else ""
    kind, key = _THINGS.get(schema, ("", ""))
    if not kind or not value:
        return value
    return {"@type": kind, key: located(value) if key == "url" else value}


def _agent(name: str, *, literal: bool) -> Node:
    """A person, or an organisation that signs as one."""
    return {"@type": "Organization" if literal and " " in name else "Person", "name": name}


def _property(name: str, value: str) -> list[Node]:
    return [{"@type": "PropertyValue", "propertyID": name, "value": value}] if value else []


def _filled(node: Node) -> Node:
    """A node without what is not known; nothing at all when only its type would be left."""
    filled = {key: value for key, value in node.items() if value or isinstance(value, int)}
    return filled if len(filled) > ("@type" in filled) else {}
