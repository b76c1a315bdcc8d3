"""Facts: what the makers of outputs may ask of a catalog, and a note of everything that they asked.

Whatever is rendered reaches records only through ``Facts``. So what an output depends on is not declared by anybody and
cannot be forgotten: it is what was asked while it was made. What is made once for several outputs goes through
``once``, and counts as asked by each that uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from scholarfolio.catalog import Catalog, Heading
from scholarfolio.languages import Language
from scholarfolio.model import Page, Paper, Profile, Site, ThemeSettings
from scholarfolio.people import Byline
from scholarfolio.references import Reference
from scholarfolio.statistics import CitationHistory, Coauthors, citation_history, coauthors, years_of

if TYPE_CHECKING:
    from scholarfolio.pictures.picture import Picture

T = TypeVar("T")


class Facts:
    """What may be asked.

    Args:
        catalog: the records.
        planned: the paths of all files of the site, in the order of the plan, each with whether search engines should
            list it.
        references: formatted references by paper id, for those papers that have one.

    Attributes:
        site, profile: what the author wrote in the files of these names; each field that is read is noted.
        language: not noted, since every page speaks it: where it changes, everything is rendered again.
    """

    def __init__(self, catalog: Catalog, planned: Mapping[str, bool], references: Mapping[str, Reference]) -> None:
        self._catalog = catalog
        self._planned = planned
        self._references = references
        self._asked: set[str] = set()
        self._made: dict[Hashable, tuple[Any, frozenset[str]]] = {}
        self._ids = [paper.id for paper in catalog.papers]
        records = catalog.records
        self.site = cast(Site, _Noted("site", records.site, self._note))
        self.language: Language = records.language
        self.theme = cast(ThemeSettings, _Noted("theme", records.site.theme, self._note))
        self.profile = cast(Profile, _Noted("profile", records.profile, self._note))
        self._pages = {page.id: page for page in records.pages}

    def _note(self, fact: str) -> None:
        self._asked.add(fact)

    def noting(self, make: Callable[[], T]) -> tuple[T, frozenset[str]]:
        """What ``make`` gives, and what it asked for that."""
        outer, self._asked = self._asked, set()
        try:
            return make(), frozenset(self._asked)
        finally:
            self._asked = outer

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for each key; all that it asked is noted for everybody who comes for it."""
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = self.noting(make)
        self._asked |= known[1]
        made: T = known[0]
        return made

    # Papers

    @property
    def papers(self) -> Sequence[Paper]:
        """Every paper, newest first. Those alone count as asked for that are taken out of the sequence."""
        self._note("papers")
        return _Each(self._ids, self.paper)

    def paper(self, paper_id: str) -> Paper:
        """A paper."""
        self._note(f"paper/{paper_id}")
        return self._catalog.by_id[paper_id]

    def byline(self, paper: Paper) -> Byline:
        """A paper's authors, resolved."""
        self._note(f"byline/{paper.id}")
        return self._catalog.bylines[paper.id]

    def venue(self, paper: Paper) -> Heading | None:
        """The heading of the venue in which a paper appeared."""
        self._note(f"venue/{paper.id}")
        group = self._catalog.venue_of.get(paper.id)
        return group.heading if group else None

    def reference(self, paper: Paper) -> Reference | None:
        """A paper's formatted reference."""
        self._note(f"reference/{paper.id}")
        return self._references.get(paper.id)

    def related(self, paper: Paper) -> Sequence[Paper]:
        """The papers nearest to a paper."""
        self._note(f"related/{paper.id}")
        return _Each(self._catalog.related[paper.id], self.paper)

    def neighbours(self, paper: Paper) -> tuple[Paper | None, Paper | None]:
        """The next newer and the next older paper."""
        self._note(f"neighbours/{paper.id}")
        newer, older = self._catalog.neighbours(paper)
        return (self.paper(newer.id) if newer else None), (self.paper(older.id) if older else None)

    # Groups

    def headings(self, index: str) -> Sequence[Heading]:
        """The headings of an index, in its order."""
        self._note(f"index/{index}")
        return _Each(list(self._catalog.groups(index)), partial(self.heading, index))

    def has_groups(self, index: str) -> bool:
        """Whether an index has any groups at all."""
        self._note(f"any/{index}")
        return bool(self._catalog.groups(index))

    def heading(self, index: str, key: str) -> Heading:
        """The heading of a topic (by id), a year, an author or a venue (by slug)."""
        self._note(f"heading/{index}/{key}")
        return self._catalog.groups(index)[key].heading

    def topics(self, paper: Paper) -> Sequence[Heading]:
        """The headings of a paper's topics, its primary area first."""
        return [self.heading("topics", topic) for topic in paper.all_topics]

    def find(self, index: str, key: str) -> Heading | None:
        """A heading, where there is such a group."""
        self._note(f"heading/{index}/{key}")
        group = self._catalog.groups(index).get(key)
        return group.heading if group else None

    @property
    def owner(self) -> Heading | None:
        """The heading of the owner's page among the authors."""
        self._note("owner")
        return next((group.heading for group in self._catalog.authors.values() if group.heading.owner), None)

    def members(self, heading: Heading) -> Sequence[Paper]:
        """The papers of a group, newest first. Those alone count as asked for that are taken out of the sequence."""
        self._note(f"members/{heading.index}/{heading.key}")
        group = self._catalog.groups(heading.index)[heading.key]
        return _Each([paper.id for paper in group.papers], self.paper)

    def size(self, heading: Heading) -> int:
        """How many papers a group has."""
        self._note(f"size/{heading.index}/{heading.key}")
        return len(self._catalog.groups(heading.index)[heading.key].papers)

    def largest(self, index: str) -> int:
        """How many papers the largest group of an index has."""
        self._note(f"largest/{index}")
        return max((len(group.papers) for group in self._catalog.groups(index).values()), default=0)

    # What papers come to

    def years_of(self, heading: Heading) -> Mapping[int, int]:
        """How many papers of a group appeared in each year."""
        self._note(f"years/{heading.index}/{heading.key}")
        return years_of(self._catalog.groups(heading.index)[heading.key].papers)

    @property
    def citation_history(self) -> CitationHistory:
        """The citations of all papers by year."""
        self._note("citations")
        return citation_history(self._catalog.papers)

    @property
    def coauthors(self) -> Coauthors:
        """Who wrote with the owner."""
        self._note("coauthors")
        return coauthors(self._catalog)

    # Pages and files

    @property
    def pages(self) -> Sequence[Page]:
        """The author's own pages."""
        self._note("pages")
        return _Each(list(self._pages), self.page)

    def page(self, page_id: str) -> Page:
        """A page of the author's own."""
        self._note(f"page/{page_id}")
        return self._pages[page_id]

    def has_file(self, path: str) -> bool:
        """Whether the author has a file at a path below the content folder."""
        if "://" in path:
            return False
        self._note(f"file/{path}")
        return path in self._catalog.records.files

    def picture(self, path: str) -> Picture | None:
        """The author's picture at a path below the content folder, where there is one that browsers show."""
        self._note(f"picture/{path}")
        return self._catalog.records.pictures.get(path)

    def local_pdf(self, paper: Paper) -> str:
        """A paper's PDF below the content folder, or nothing when it lies elsewhere."""
        return paper.pdf if self.has_file(paper.pdf) else ""

    def plans(self, path: str) -> bool:
        """Whether the site will have a file at a path."""
        self._note(f"planned/{path}")
        return path in self._planned

    @property
    def indexed(self) -> Sequence[str]:
        """Paths of the pages that search engines should list."""
        self._note("indexed")
        return [path for path, indexed in self._planned.items() if indexed]


class _Each(Sequence[T]):
    """What stands behind each of several keys, asked for when it is taken."""

    def __init__(self, keys: Sequence[str], get: Callable[[str], T]) -> None:
        self._keys = keys
        self._get = get

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return _Each(self._keys[at], self._get) if isinstance(at, slice) else self._get(self._keys[at])

    def __iter__(self) -> Iterator[T]:
        return map(self._get, self._keys)


class _Noted:
    """A record of which each field is a fact of its own: what is read of it is noted."""

    def __init__(self, name: str, record: object, note: Callable[[str], None]) -> None:
        self._name = name
        self._record = record
        self._note_of = note

    def __getattr__(self, field: str) -> object:
        self._note_of(f"{self._name}.{field}")
        return getattr(self._record, field)
