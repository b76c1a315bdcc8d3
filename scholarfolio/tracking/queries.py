"""Queries: the questions about a site that may be asked while an output is made; all are recorded.

Rendering reaches records, settings and files only through ``Queries``. So nobody declares the dependencies of an
output, and none can be forgotten: they are what was asked while it was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from scholarfolio.catalog.catalog import Catalog, Group, Heading
from scholarfolio.catalog.people import Byline
from scholarfolio.catalog.statistics import (
    CitationHistory,
    Coauthors,
    citation_history,
    coauthors,
    flags_of,
    types_of,
    years_of,
)
from scholarfolio.content.models import Page, Paper, Profile, Site, ThemeSettings
from scholarfolio.content.reader import Document, make_document
from scholarfolio.content.text_places import TextSource, places_of
from scholarfolio.design.looks import Look
from scholarfolio.formats.citation_styles import Reference
from scholarfolio.languages import Language
from scholarfolio.tracking.chunks import chunks
from scholarfolio.tracking.recorder import Each, Fields, Recorder
from scholarfolio.values.problems import Place, Problems

if TYPE_CHECKING:
    from scholarfolio.pictures.picture import Picture

# Kinds of questions that are recorded by the name of a larger dependency, of which they are a part. Whoever asks for
# one part mostly asks for the others, and so there are far fewer fingerprints to compare.
PART_OF = {
    "byline": "paper",
    "authors": "paper",
    "topics": "paper",
    "venue": "paper",
    "reference": "paper",
    "related": "beside",
    "neighbours": "beside",
    "heading": "group",
    "members": "group",
    "size": "group",
    "feed": "group",
}


class MissingKeyError(LookupError):
    """There is no such record (any more)."""


class Queries(Recorder):
    """The questions.

    Args:
        catalog: the records.
        planned: whether search engines should list each file of the site, by path, in the order of the plan.
        references: formatted references by paper id, for those papers that have one.
        look: the tokens of the stylesheet.
        content: the content folder.

    Attributes:
        site, theme, profile: the author's settings of these names; each field that is read is recorded.
        language: not recorded, since every page speaks it: where it changes, everything is rendered again.
    """

    def __init__(
        self,
        catalog: Catalog,
        planned: Mapping[str, bool],
        references: Mapping[str, Reference],
        look: Look | None = None,
        content: Path = Path("content"),
    ) -> None:
        records = catalog.records
        pages = {page.id: page for page in records.pages}
        # Answers that go through a whole index are worked out once: each process that did so would copy its memory.
        keys = cache(lambda index: catalog.ids if index == "papers" else tuple(catalog.groups(index)))
        chunks_of = cache(lambda index: chunks(keys(index)))
        largest = cache(lambda index: max((len(group.papers) for group in catalog.groups(index).values()), default=0))
        answers: dict[str, Callable[[str], Any]] = {
            "papers": lambda _: catalog.ids,
            "undated": lambda _: catalog.undated,
            "selected": lambda _: [paper.id for paper in catalog.papers if paper.selected],
            "paper": _lookup(catalog.by_id),
            "byline": _lookup(catalog.bylines),
            "venue": lambda key: _heading(catalog.venue_of.get(key)),
            "authors": lambda key: _headings(
                catalog.authors, (c.contributor.slug for c in catalog.bylines[key].credits)
            ),
            "topics": lambda key: _headings(catalog.topics, catalog.by_id[key].all_topics),
            "reference": references.get,
            "related": _lookup(catalog.related),
            "neighbours": catalog.neighbours,
            "index": keys,
            "chunks": lambda key: list(chunks_of(key)),
            "chunk": lambda key: _lookup(chunks_of(key.partition("/")[0]))(key.partition("/")[2]),
            "any": lambda key: bool(catalog.groups(key)),
            "heading": lambda key: _heading(_group(catalog, key)),
            "members": lambda key: group.papers if (group := _group(catalog, key)) else (),
            "size": lambda key: len(answers["members"](key)),
            "feed": lambda key: (heading := answers["heading"](key)) is not None and heading.feed_path in planned,
            "largest": largest,
            "types": lambda _: types_of(catalog.papers),
            "flags": lambda _: flags_of(catalog.papers),
            "owner": lambda _: next((g.heading for g in catalog.authors.values() if g.heading.owner), None),
            "years": lambda key: years_of(map(catalog.by_id.__getitem__, answers["members"](key))),
            "citations": lambda _: citation_history(catalog.papers),
            "coauthors": lambda _: coauthors(catalog),
            "entries": lambda key: tuple(records.entries.get(key, ())),
            "entry": lambda key: _lookup(records.entries[key.partition("/")[0]])(key.partition("/")[2]),
            "mentions": lambda key: catalog.mentions.get(key, ()),
            "pages": lambda _: list(pages),
            "page": _lookup(pages),
            "has": records.files.__contains__,
            "picture": records.pictures.get,
            "planned": planned.__contains__,
            "addresses": lambda _: list(planned),
            "indexed": lambda _: [path for path, indexed in planned.items() if indexed],
            "look": lambda _: look,
            "site": lambda key: getattr(records.site, key),
            "theme": lambda key: getattr(records.site.theme, key),
            "profile": lambda key: getattr(records.profile, key),
            # Only their fingerprints matter, which come from the digests of the files.
            "file": lambda key: None,
            "template": lambda key: None,
        }
        super().__init__(answers, PART_OF)
        self.site = cast(Site, Fields(partial(self._query, "site")))
        self.theme = cast(ThemeSettings, Fields(partial(self._query, "theme")))
        self.profile = cast(Profile, Fields(partial(self._query, "profile")))
        self.language: Language = records.language
        self._content = content

    # Papers

    def chunks(self, index: str) -> Sequence[str]:
        """The first keys of the chunks into which the papers (``papers``) or the groups of an index are cut."""
        return cast(Sequence[str], self._query("chunks", index))

    def chunk(self, index: str, first: str) -> Sequence[str]:
        """The keys of a chunk, in the order of the papers or groups; those of papers are their ids."""
        return cast(Sequence[str], self._query("chunk", f"{index}/{first}"))

    def chunk_fragment(self, sort: str, index: str, first: str, make: Callable[[Sequence[str]], str]) -> bytes:
        """The text that ``make`` gives for the keys of one chunk: a fragment for one output alone that lists all."""
        return self.unshared_fragment(sort, f"{index}/{first}", partial(self._of_chunk, make, index, first))

    def _of_chunk(self, make: Callable[[Sequence[str]], str], index: str, first: str) -> str:
        return make(self.chunk(index, first))

    @property
    def papers(self) -> Sequence[str]:
        """The ids of all papers, newest first."""
        return cast(Sequence[str], self._query("papers"))

    @property
    def undated(self) -> Sequence[str]:
        """The ids of the papers without a date, which are the last."""
        return cast(Sequence[str], self._query("undated"))

    @property
    def selected(self) -> Sequence[str]:
        """The ids of the papers that the author marked as selected, newest first."""
        return cast(Sequence[str], self._query("selected"))

    def paper(self, paper_id: str) -> Paper:
        """A paper."""
        return cast(Paper, self._query("paper", paper_id))

    def byline(self, paper: Paper) -> Byline:
        """A paper's authors, resolved."""
        return cast(Byline, self._query("byline", paper.id))

    def authors(self, paper: Paper) -> Mapping[str, Heading]:
        """The headings of those of a paper's authors who have a page, by their slugs."""
        return cast(Mapping[str, Heading], self._query("authors", paper.id))

    def topics(self, paper: Paper) -> Iterable[Heading]:
        """The headings of a paper's topics, its primary area first."""
        return cast(Mapping[str, Heading], self._query("topics", paper.id)).values()

    def venue(self, paper: Paper) -> Heading | None:
        """The heading of the venue in which a paper appeared."""
        return cast(Heading | None, self._query("venue", paper.id))

    def reference(self, paper: Paper) -> Reference | None:
        """A paper's formatted reference."""
        return cast(Reference | None, self._query("reference", paper.id))

    def related(self, paper: Paper) -> Sequence[str]:
        """The ids of the papers nearest to a paper."""
        return cast(Sequence[str], self._query("related", paper.id))

    def neighbours(self, paper: Paper) -> tuple[str | None, str | None]:
        """The ids of the next newer and the next older paper."""
        return cast("tuple[str | None, str | None]", self._query("neighbours", paper.id))

    # Groups

    def has_groups(self, index: str) -> bool:
        """Whether an index has any groups at all."""
        return cast(bool, self._query("any", index))

    def headings(self, index: str) -> Sequence[Heading]:
        """The headings of an index, in its order. Only those that are taken from the sequence are recorded."""
        return Each(self._query("index", index), partial(self.heading, index))

    def heading(self, index: str, key: str) -> Heading:
        """The heading of a topic (by id), a year, an author or a venue (by slug)."""
        heading = self.find(index, key)
        assert heading is not None, f"there is no {index}/{key}"
        return heading

    def find(self, index: str, key: str) -> Heading | None:
        """A heading, where there is such a group."""
        return cast(Heading | None, self._query("heading", f"{index}/{key}"))

    @property
    def owner(self) -> Heading | None:
        """The heading of the owner's page among the authors."""
        return cast(Heading | None, self._query("owner"))

    def members(self, heading: Heading) -> Sequence[str]:
        """The ids of the papers of a group, newest first."""
        return cast(Sequence[str], self._query("members", f"{heading.index}/{heading.key}"))

    def size(self, heading: Heading) -> int:
        """How many papers a group has."""
        return cast(int, self._query("size", f"{heading.index}/{heading.key}"))

    def has_feed(self, heading: Heading) -> bool:
        """Whether a group has a feed."""
        return cast(bool, self._query("feed", f"{heading.index}/{heading.key}"))

    def largest(self, index: str) -> int:
        """How many papers the largest group of an index has."""
        return cast(int, self._query("largest", index))

    # Dated entries

    def entries(self, collection: str) -> Sequence[str]:
        """The ids of the entries of a collection, newest first."""
        return cast(Sequence[str], self._query("entries", collection))

    def entry(self, collection: str, entry_id: str) -> Any:
        """An entry; its type is that of its collection's row."""
        return self._query("entry", f"{collection}/{entry_id}")

    def mentions(self, paper: Paper) -> Sequence[tuple[str, str]]:
        """The entries that name a paper: their collections and ids."""
        return cast("Sequence[tuple[str, str]]", self._query("mentions", paper.id))

    # Statistics

    def years_of(self, heading: Heading) -> Mapping[int, int]:
        """How many papers of a group appeared in each year."""
        return cast("Mapping[int, int]", self._query("years", f"{heading.index}/{heading.key}"))

    @property
    def citation_history(self) -> CitationHistory:
        """The citations of all papers by year."""
        return cast(CitationHistory, self._query("citations"))

    @property
    def types(self) -> Mapping[str, int]:
        """How many papers are of each type, the most frequent first."""
        return cast("Mapping[str, int]", self._query("types"))

    @property
    def flags(self) -> Mapping[str, int]:
        """How many papers have code, a PDF and the like, and citations."""
        return cast("Mapping[str, int]", self._query("flags"))

    @property
    def coauthors(self) -> Coauthors:
        """The owner's co-authors, and who of them wrote with whom."""
        return cast(Coauthors, self._query("coauthors"))

    # Pages, files and settings

    @property
    def pages(self) -> Sequence[Page]:
        """The author's own pages."""
        return Each(self._query("pages"), self.page)

    def page(self, page_id: str) -> Page:
        """A page of the author's own."""
        return cast(Page, self._query("page", page_id))

    def has_file(self, path: str) -> bool:
        """Whether the author has a file at a path below the content folder."""
        return "://" not in path and bool(self._query("has", path))

    def picture(self, path: str) -> Picture | None:
        """The author's picture at a path below the content folder, where there is one that browsers show."""
        return cast("Picture | None", self._query("picture", path))

    def local_pdf(self, paper: Paper) -> str:
        """A paper's PDF below the content folder, or nothing when it lies elsewhere."""
        return paper.pdf if self.has_file(paper.pdf) else ""

    def plans(self, path: str) -> bool:
        """Whether the site will have a file at a path."""
        return cast(bool, self._query("planned", path))

    @property
    def addresses(self) -> Sequence[str]:
        """The paths of all files that the site will have."""
        return cast(Sequence[str], self._query("addresses"))

    @property
    def indexed(self) -> Sequence[str]:
        """Paths of the pages that search engines should list."""
        return cast(Sequence[str], self._query("indexed"))

    @property
    def look(self) -> Look:
        """The tokens of the stylesheet."""
        return cast(Look, self._query("look"))

    def absolute(self, path: str) -> str:
        """The full address of a path of the site; nothing where the site's own is not known."""
        return absolute_address(self.site.url, path)

    def read(self, path: str) -> bytes:
        """The bytes of a file; OSError when it cannot be read."""
        self._query("file", path)
        return Path(path).read_bytes()

    def source(self, name: str, *keys: str | int) -> TextSource:
        """A text in one of the files at the top of the content folder, by the keys that lead to it."""
        return TextSource(Place(f"{self._content.name}/{name}.yaml", 1, 1), keys)

    def places_of(self, source: TextSource, pattern: re.Pattern[str]) -> list[Place]:
        """The places in the author's files of everything in a text that a pattern stands for."""
        document = self._document(source.record.path)
        return places_of(document, source._replace(record=source.record._replace(path=document.path)), pattern)

    def _document(self, shown: str) -> Document:
        """A file of the author's, which may also end in .yml where .yaml is asked for."""
        for name in (shown, f"{shown.removesuffix('.yaml')}.yml"):
            with suppress(OSError):
                data = self.read(str(self._content.parent / name))
                return make_document(data, name, Problems()) or Document(name, "", "")
        return Document(shown, "", "")

    def template(self, name: str) -> str:
        """The name of a template, recorded with all that it includes."""
        self._query("template", name)
        return name


@cache
def absolute_address(url: str, path: str) -> str:
    """The full address of a path of a site; nothing where the site's own, ``url``, is not known."""
    return f"{url.rstrip('/')}/{quote('' if path == 'index.html' else path)}" if url else ""


def _lookup(records: Mapping[str, Any]) -> Callable[[str], Any]:
    """A function that gives the record of a key, and raises ``MissingKeyError`` where there is none."""

    def answer(key: str) -> Any:
        if key not in records:
            raise MissingKeyError(key)
        return records[key]

    return answer


def _headings(groups: Mapping[str, Group], keys: Iterable[str]) -> dict[str, Heading]:
    """The headings of those keys that have a group."""
    return {key: group.heading for key in keys if (group := groups.get(key))}


def _group(catalog: Catalog, key: str) -> Group | None:
    index, _, key = key.partition("/")
    return catalog.groups(index).get(key)


def _heading(group: Group | None) -> Heading | None:
    return group.heading if group else None
