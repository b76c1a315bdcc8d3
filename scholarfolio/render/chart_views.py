"""Chart views: what the papers come to, as pictures with links and names on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from scholarfolio.catalog.catalog import UNDATED, Heading
from scholarfolio.catalog.statistics import TEAM, CitationHistory, Coauthors, partners
from scholarfolio.render.charts import (
    BarChart,
    Label,
    Ring,
    RingNode,
    Series,
    Spans,
    bar_charts,
    fitted,
    ring,
    strip,
    year_spans,
)
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.names import Name

# What is counted by year, and the word for the title.
TITLES = {"papers": "papers_per_year", "citations": "citations_per_year"}
# So many topics have strips beside them; on the front page, so many.
MOST_STRIPS, STRIPS_ON_HOME = 60, 12
# Two people around one are said faster than drawn.
FEWEST_ON_RING = 3
# Room for names in em, where the page is wide and where it is as narrow as it gets: beside the ring, and in its middle.
BESIDE, IN_THE_MIDDLE = (13.5, 7.6), (12.0, 5.8)


class Source(NamedTuple):
    """Who gave figures, and when; one of them may be empty."""

    name: str
    date: str


class YearChart(NamedTuple):
    """Bars by year, and the words around them.

    Attributes:
        id: of the title on the page.
        column: what the numbers are called.
        texts: how the number of each year is said, for those years that have one.
        note: what else there is to know about the numbers; sources: who gave them, and when.
    """

    id: str
    title: str
    column: str
    bars: BarChart
    texts: Mapping[int, str]
    note: str = ""
    sources: tuple[Source, ...] = ()


class StripRow(NamedTuple):
    """A topic's row: its page, its papers in each span of years, and these as a strip (SVG path data)."""

    name: str
    href: str
    papers: int
    sums: tuple[int, ...]
    path: str


class Strips(NamedTuple):
    """Topics over time: the spans of years, and a row for each topic."""

    spans: Spans
    rows: tuple[StripRow, ...]

    @property
    def paths(self) -> dict[str, str]:
        """The strips by where their rows lead."""
        return {row.href: row.path for row in self.rows}


class Link(NamedTuple):
    """A name that leads somewhere."""

    name: str
    href: str


class Labels(NamedTuple):
    """A name, as much of it as there is room for where the page is wide, and where it is narrow."""

    wide: Label
    narrow: Label


class RingPerson(NamedTuple):
    """A co-author on the ring.

    Attributes:
        partners: with whom of the others the co-author wrote, those of most papers first.
    """

    node: RingNode
    name: str
    labels: Labels
    href: str
    papers: int
    partners: tuple[Link, ...]


class CoauthorMap(NamedTuple):
    """The owner's co-authors around the owner.

    Attributes:
        people: as they stand around; ``listed``: those of most papers first.
        notes: how to read the picture, and what it leaves out.
    """

    owner: Link
    owner_labels: Labels
    ring: Ring
    people: tuple[RingPerson, ...]
    notes: tuple[str, ...]

    @property
    def listed(self) -> list[RingPerson]:
        """The same people, those with most papers first."""
        return sorted(self.people, key=lambda person: (-person.papers, person.name.casefold(), person.href))


class ChartViews:
    """Makes charts for pages that lie equally deep: ``url`` turns an address of the site into a link from there."""

    def __init__(self, queries: Queries, url: Callable[[str], str]) -> None:
        self._queries = queries
        self._url = url
        self._language = queries.language

    def years(self) -> list[YearChart]:
        """Papers per year, and citations per year where records give any: as many of the two as there are."""
        queries = self._queries
        years = {int(year.key): year for year in queries.headings("years") if year.key != UNDATED}
        hrefs = {number: self._url(year.path) for number, year in years.items()}
        cited = queries.citation_history
        series = {
            "papers": Series({number: queries.size(year) for number, year in years.items()}, hrefs),
            "citations": Series(cited.by_year, hrefs, cited.unfinished),
        }
        charts = bar_charts(series, self._language.number)
        return [self._year_chart(name, bars, cited) for name, bars in charts.items()]

    def _year_chart(self, name: str, bars: BarChart, cited: CitationHistory) -> YearChart:
        say, number, date = self._language.say, self._language.number, self._language.date
        counted = ((bar, number(bar.value or 0)) for bar in bars.counted)
        texts = {bar.year: say("so_far", text=text) if bar.unfinished else text for bar, text in counted}
        chart = YearChart(f"{name}-per-year", say(TITLES[name]), say(name), bars, texts)
        if name == "papers":
            return chart
        sources = (Source(who, date(when) if when else "") for who, when in cited.sources if who or when)
        note = say("n_shown", len(self._queries.papers), shown=number(cited.papers))
        return chart._replace(note=note, sources=tuple(sources))

    def strips(self, headings: Iterable[Heading]) -> Strips | None:
        """Topics over time, in the order given, as many as a list shows; ``None`` where all is of one year."""
        shown = list(islice(headings, MOST_STRIPS))
        counts = [self._queries.years_of(heading) for heading in shown]
        spans = year_spans(year for of_topic in counts for year in of_topic)
        if spans is None:
            return None
        sums = [spans.sums(of_topic) for of_topic in counts]
        most = max(map(max, sums))
        return Strips(spans, tuple(self._row(heading, row, most) for heading, row in zip(shown, sums, strict=True)))

    def _row(self, heading: Heading, sums: tuple[int, ...], most: int) -> StripRow:
        papers = self._queries.size(heading)
        return StripRow(heading.name, self._url(heading.path), papers, sums, strip(sums, most))

    def coauthors(self) -> CoauthorMap | None:
        """The map of co-authors; ``None`` where there are too few for one."""
        coauthors, owner = self._queries.coauthors, self._queries.owner
        if owner is None or len(coauthors.people) < FEWEST_ON_RING:
            return None
        drawing = ring({slug: who.papers for slug, who in coauthors.people.items()}, coauthors.ties)
        together = partners(coauthors)
        return CoauthorMap(
            owner=self._link(owner),
            owner_labels=_labels(self._queries.profile.name, IN_THE_MIDDLE),
            ring=drawing,
            people=tuple(self._person(node, coauthors, together[node.key]) for node in drawing.nodes),
            notes=tuple(self._map_notes(coauthors, drawing)),
        )

    def _person(self, node: RingNode, coauthors: Coauthors, together: Iterable[str]) -> RingPerson:
        who = coauthors.people[node.key]
        page = self._link(self._queries.heading("authors", node.key))
        return RingPerson(
            node=node,
            name=page.name,
            labels=_labels(who.name, BESIDE),
            href=page.href,
            papers=who.papers,
            partners=tuple(self._link(self._queries.heading("authors", slug)) for slug in together),
        )

    def _link(self, heading: Heading) -> Link:
        return Link(heading.name, self._url(heading.path))

    def _map_notes(self, coauthors: Coauthors, drawing: Ring) -> Iterator[str]:
        say = self._language.say
        yield say("coauthor_map")
        if coauthors.more:
            yield say("n_coauthors_shown", len(coauthors.people))
        if drawing.ties and drawing.least_tie > min(coauthors.ties.values()):
            yield say("n_papers_tie", drawing.least_tie)
        if coauthors.crowded:
            yield say("n_papers_crowded", coauthors.crowded, most=self._language.number(TEAM))


def _labels(name: Name, rooms: tuple[float, float]) -> Labels:
    wide, narrow = rooms
    forms = tuple(_forms(name))
    return Labels(fitted(forms, wide), fitted(forms, narrow))


def _forms(name: Name) -> Iterator[str]:
    """Ever fewer of a name's words: of a person those of the family, of a group the first ones."""
    yield name.display
    words = name.literal.split()
    yield from (" ".join(words[:end]) + "…" for end in range(len(words) - 1, 0, -1))
    if name.given:
        yield replace(name, given="").display
        yield name.family
