"""The catalog: records, sorted, grouped by topic, year, author and venue, and related to each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from scholarfolio.catalog.people import Byline, Directory, by_slug, bylines, papers_by
from scholarfolio.catalog.related import Features, Related, features_of, related_papers
from scholarfolio.content.models import Paper, Person, Records, Topic, Venue
from scholarfolio.values.frozen import record
from scholarfolio.values.problems import Place, Problems
from scholarfolio.values.slugs import slugify

INDEXES = ("topics", "years", "authors", "venues")
UNDATED = "undated"


@record(frozen=True, slots=True)
class Heading:
    """The name and the address of a group of papers: all that is needed to name it and to link to it.

    Attributes:
        index: the folder of the page: ``topics``, ``years``, ``authors`` or ``venues``.
        key: of the group in its index.
        short: an abbreviation, where the name is long.
        area: whether a topic is some paper's primary area.
    """

    index: str
    key: str
    slug: str
    name: str
    short: str = ""
    area: bool = False
    topic: Topic | None = None
    person: Person | None = None
    owner: bool = False
    venue: Venue | None = None

    @property
    def path(self) -> str:
        """The address of the group's page."""
        return f"{self.index}/{self.slug}.html"

    @property
    def feed_path(self) -> str:
        """The address of the group's feed, where it has one."""
        return f"{self.index}/{self.slug}.xml"

    @property
    def label(self) -> str:
        """The shortest name that says enough."""
        return self.short or self.name


class Group(NamedTuple):
    """Papers that share a topic, a year, an author or a venue: one page each.

    Attributes:
        papers: their ids, newest first. Lists of papers seldom need more of them, and merely to look at the records
            makes a process copy the memory in which they lie.
        place: where in the author's files the group comes from, for messages.
    """

    heading: Heading
    papers: tuple[str, ...]
    place: Place


class Catalog(NamedTuple):
    """Everything that pages are made from.

    Attributes:
        papers: newest first; papers without a date last; ``ids``: of these, in the same order.
        topics, years, authors, venues: groups by id, year, slug and slug, in the order of their index pages.
        bylines: each paper's authors, by its id.
        by_id, position, venue_of: each paper, its position in ``papers`` and its venue, by its id.
        undated: the ids of the papers without a date; they are few.
        related: ids of the papers nearest to each paper, by its id.
        mentions: the dated entries that name a paper, by its id: their collections and ids.
    """

    records: Records
    papers: tuple[Paper, ...]
    ids: tuple[str, ...]
    topics: Mapping[str, Group]
    years: Mapping[str, Group]
    authors: Mapping[str, Group]
    venues: Mapping[str, Group]
    bylines: Mapping[str, Byline]
    related: Mapping[str, tuple[str, ...]]
    by_id: Mapping[str, Paper]
    position: Mapping[str, int]
    venue_of: Mapping[str, Group]
    undated: tuple[str, ...]
    mentions: Mapping[str, tuple[tuple[str, str], ...]] = {}

    def groups(self, index: str) -> Mapping[str, Group]:
        """The groups of one index, by key."""
        groups: Mapping[str, Group] = getattr(self, index)
        return groups

    def local_pdf(self, paper: Paper) -> str:
        """A paper's PDF below the content folder, or nothing when it lies elsewhere."""
        return paper.pdf if paper.pdf in self.records.files else ""

    def has_dated(self, papers: Sequence[str]) -> bool:
        """Whether any of some papers, newest first, has a date."""
        return bool(papers) and self.by_id[papers[0]].date is not None

    def neighbours(self, paper_id: str) -> tuple[str | None, str | None]:
        """The ids of the next newer and the next older paper."""
        at = self.position[paper_id]
        newer = self.ids[at - 1] if at > 0 else None
        older = self.ids[at + 1] if at + 1 < len(self.ids) else None
        return newer, older


def build_catalog(
    records: Records, problems: Problems, relate: Callable[[Features], Related] = related_papers
) -> Catalog:
    """Sort, index and relate all records.

    Args:
        records: those of the author.
        problems: receives ambiguous names.
        relate: finds related papers, or takes them from a cache.
    """
    papers = tuple(sorted(records.papers, key=_newest_first))
    ids = _side_by_side(paper.id for paper in papers)
    by_id = dict(zip(ids, papers, strict=True))
    directory = Directory(records)
    lines = bylines(records, directory, problems)
    venues = _venues(by_id, records.venues)
    return Catalog(
        records=records,
        papers=papers,
        ids=ids,
        topics=_topics(by_id, records.topics),
        years=_years(by_id, records.language.say("undated")),
        authors=_authors(by_id, lines, directory),
        venues=venues,
        bylines=lines,
        related={
            paper_id: tuple([ids[at] for at in positions])
            for paper_id, positions in zip(ids, relate(features_of(papers, lines)), strict=True)
        },
        by_id=by_id,
        position={paper_id: at for at, paper_id in enumerate(ids)},
        venue_of=_by_paper(venues),
        undated=tuple([paper_id for paper_id, paper in by_id.items() if paper.date is None]),
        mentions=_mentions(records.entries),
    )


def _mentions(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Which entries name each paper, in the order of the collections, newest first."""
    mentions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for collection, by_id in entries.items():
        for entry_id, entry in by_id.items():
            for paper_id in entry.papers:
                mentions[paper_id].append((collection, entry_id))
    return {paper_id: tuple(of_paper) for paper_id, of_paper in mentions.items()}


def _side_by_side(texts: Iterable[str]) -> tuple[str, ...]:
    """Copies of the texts that lie beside each other in memory.

    The originals lie beside their records, so that a process that lists ids would copy the memory of all records.
    """
    return tuple([text[:1] + text[1:] for text in texts])


def _newest_first(paper: Paper) -> tuple[int, int, int, str, int, str, str]:
    """By date, the latest first: of a year those whose month is known, of a month those whose day is known.

    Where dates do not tell, papers of one list stand as the list has them, and papers in files of their own by title.
    """
    year, month, day = paper.date.sort_key if paper.date else (0, 0, 0)
    origin = paper.origin
    listed = (origin.path, origin.line) if (origin.line, origin.column) != (1, 1) else ("", 0)
    return -year, -month, -day, *listed, paper.title.glance().casefold(), paper.id


def _largest_first(groups: Iterable[tuple[str, Group]]) -> dict[str, Group]:
    return dict(sorted(groups, key=lambda entry: (-len(entry[1].papers), entry[1].heading.name.casefold(), entry[0])))


def _group(heading: Heading, members: Sequence[str], papers: Mapping[str, Paper]) -> Group:
    """A group of some papers, given by their ids; only people in ``people.yaml`` can have none."""
    return Group(heading, tuple(members), papers[members[0]].origin if members else Place("people.yaml"))


def _topics(papers: Mapping[str, Paper], declared: Mapping[str, Topic]) -> dict[str, Group]:
    by_topic: dict[str, list[str]] = defaultdict(list)
    areas = {paper.category for paper in papers.values()}
    for paper_id, paper in papers.items():
        for topic_id in paper.all_topics:
            by_topic[topic_id].append(paper_id)
    groups = []
    for topic_id, members in by_topic.items():
        topic = declared.get(topic_id)
        name = topic.name if topic else _readable(topic_id)
        slug = (topic.slug if topic else "") or slugify(topic_id)
        short = topic.short if topic else ""
        heading = Heading("topics", topic_id, slug, name, short, topic_id in areas, topic)
        groups.append((topic_id, _group(heading, members, papers)))
    return _largest_first(groups)


def _readable(topic_id: str) -> str:
    """An undeclared topic's id as words; codes such as ``cs.CV`` stay as they are."""
    if re.fullmatch(r"[a-z0-9]+([-_ ][a-z0-9]+)*", topic_id):
        words = re.sub(r"[-_]", " ", topic_id)
        return words[0].upper() + words[1:]
    return topic_id


def _years(papers: Mapping[str, Paper], undated: str) -> dict[str, Group]:
    by_year: dict[str, list[str]] = defaultdict(list)
    for paper_id, paper in papers.items():
        by_year[str(paper.year or UNDATED)].append(paper_id)
    return {
        year: _group(Heading("years", year, year, undated if year == UNDATED else year), members, papers)
        for year, members in by_year.items()
    }


def _authors(papers: Mapping[str, Paper], lines: Mapping[str, Byline], directory: Directory) -> dict[str, Group]:
    """Those who get a page: everybody with two papers, and everybody in ``people.yaml``."""
    by_author = papers_by(papers, lines, directory.owner)
    everybody = by_slug(directory, lines.values())
    shown = {slug: who for slug, who in everybody.items() if who.declared or len(by_author[slug]) >= 2}
    namesakes = Counter(who.name.display for who in shown.values())
    groups = []
    for slug, who in shown.items():
        name = who.name.display
        if namesakes[name] > 1:
            name += f" ({(who.declared and who.declared.affiliation) or slug})"
        heading = Heading("authors", slug, slug, name, person=who.declared, owner=who.owner)
        groups.append((slug, _group(heading, by_author[slug], papers)))
    return _largest_first(groups)


_YEAR_AT_END = re.compile(r"[\s,]*(?:\(?\b(?:19|20)\d\d\b\)?|[’']\d\d)\s*$")


def _venues(papers: Mapping[str, Paper], declared: Mapping[str, Venue]) -> dict[str, Group]:
    by_name = {
        n.casefold(): venue for venue in declared.values() for n in (venue.name, venue.short, *venue.aliases) if n
    }
    by_venue: dict[str, list[str]] = defaultdict(list)
    names: dict[str, tuple[str, Venue | None]] = {}
    for paper_id, paper in papers.items():
        shown = paper.appeared_in
        if not shown:
            continue
        # "NeurIPS 2024" and "NeurIPS 2023" are years of one venue
        bare = _YEAR_AT_END.sub("", shown) or shown
        venue = by_name.get(shown.casefold()) or by_name.get(bare.casefold())
        slug = (venue.slug or slugify(venue.short or venue.name)) if venue else slugify(bare)
        names.setdefault(slug, (bare, venue))
        by_venue[slug].append(paper_id)
    groups = []
    for slug, members in by_venue.items():
        bare, venue = names[slug]
        name, short = (venue.name, venue.short) if venue else (bare, "")
        heading = Heading("venues", slug, slug, name, short, venue=venue)
        groups.append((slug, _group(heading, members, papers)))
    return _largest_first(groups)


def _by_paper(groups: Mapping[str, Group]) -> dict[str, Group]:
    return {paper_id: group for group in groups.values() for paper_id in group.papers}
