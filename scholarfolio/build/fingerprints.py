"""Fingerprints: what stands for the answer to a fact, so that answers of two builds can be compared."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from scholarfolio.build.site import PlannedSite
from scholarfolio.catalog.catalog import INDEXES, Catalog, Group, Heading
from scholarfolio.catalog.outputs import Output
from scholarfolio.catalog.people import Contributor
from scholarfolio.tracking.changes import SiteFingerprint
from scholarfolio.tracking.queries import MissingKeyError
from scholarfolio.tracking.source_files import SourceFiles
from scholarfolio.tracking.store import DIGEST_SIZE, digest, digest_of_all
from scholarfolio.tracking.template_sources import TemplateSources
from scholarfolio.values.names import Name

# The fingerprint of what does not exist.
MISSING = b"missing"

# What an output is made from; ``place`` matters to messages alone, and ``listed`` to who makes it.
_said = attrgetter(*(name for name in Output._fields if name not in ("place", "listed")))
_named = attrgetter(*Name.__dataclass_fields__)


class Fingerprints(dict[str, bytes]):
    """The fingerprints of facts by their names, each worked out when it is first wanted; equal ones mean equal answers.

    An answer is told by its ``repr``: records show all their fields there. Where something cheaper says as much, as the
    bytes of a paper's file do, that is taken instead. What does not exist has a digest as well.

    Args:
        prepared: the site.
        papers: what stands for those papers that were read from files of their own without problems, by id.
        inputs: files.
        units: the outputs that are planned, by the names of what is made together.
    """

    def __init__(
        self,
        prepared: PlannedSite,
        papers: Mapping[str, bytes],
        inputs: SourceFiles,
        units: Mapping[str, Sequence[Output]],
    ) -> None:
        super().__init__()
        self._given = prepared, papers, inputs, units
        self._catalog, self._papers, self._units = prepared.catalog, papers, units
        self._references = prepared.references
        self._answers = prepared.queries().answers
        self._makers: Mapping[str, Callable[[str], bytes]] = {
            "paper": self._paper,
            "beside": self._beside,
            "group": self._group,
            "file": inputs.digest,
            "plan": self._plan,
            "place": lambda unit: _told([str(output.place) for output in self._unit(unit)]),
            "chance": lambda _: os.urandom(DIGEST_SIZE),
            "template": TemplateSources(prepared.theme, inputs).digest,
        }
        # Many answers hold the same people and headings: each is told once, and lives as long as the catalog.
        self._people: dict[int, bytes] = {}
        self._headings: dict[int, bytes] = {}
        self._topic = cache(lambda key: self._heading(prepared.catalog.topics.get(key)))
        self._style = self._answers["site"]("citation_style")

    def __reduce__(self) -> tuple[type[Fingerprints], tuple[object, ...]]:
        return Fingerprints, self._given

    def __missing__(self, fact: str) -> bytes:
        kind, _, key = fact.partition("/")
        make = self._makers.get(kind)
        try:
            fingerprint = make(key) if make else _told(self._answers[kind](key))
        except MissingKeyError:  # no other error: it would count as an answer that is the same as before
            fingerprint = MISSING
        self[fact] = fingerprint
        return fingerprint

    def overall(self) -> SiteFingerprint:
        """All facts at once."""
        catalog, style = self._catalog, self._style
        plan = _of_all((name, *map(_said, outputs)) for name, outputs in self._units.items())
        group = digest(plan, *(_of_all(_groups(catalog, index)) for index in INDEXES))
        references = repr(self._references) if _is_foreign(style) else style
        kinds = {
            "plan": plan,
            "group": group,
            "beside": digest(_of_all(catalog.ids), _of_all(catalog.related.items())),
            "paper": digest(group, _of_all(_credits(catalog)), references.encode()),
        }
        return SiteFingerprint(kinds, self._papers)

    def _paper(self, key: str) -> bytes:
        """A paper with all that goes by its name: who its authors are, and what its groups are called."""
        paper, line = self._answers["paper"](key), self._catalog.bylines[key]
        written = self._papers.get(key) or _told(paper)
        hidden = b"hidden" if line.owner_hidden else b""
        known = self._people.get
        who = b"".join([known(id(person)) or self._contributor(person) for _, person in line.credits])
        topics = b"".join([*map(self._topic, (paper.category, *paper.topics))])
        venue = self._heading(self._catalog.venue_of.get(key))
        return digest(written, hidden, who, topics, venue, self._reference(key))

    def _reference(self, key: str) -> bytes:
        """Our own styles see nothing but the paper; a style of the author's own goes through another program."""
        return _told(self._answers["reference"](key)) if _is_foreign(self._style) else self._style.encode()

    def _contributor(self, who: Contributor) -> bytes:
        """A person, with the heading of the page that this person has."""
        heading = self._heading(self._catalog.authors.get(who.slug))
        found = self._people[id(who)] = digest(repr(who).encode(), heading)
        return found

    def _heading(self, group: Group | None) -> bytes:
        """What a group is called."""
        found = self._headings.get(id(group))
        if found is None:
            found = self._headings[id(group)] = digest(repr(group and group.heading).encode())
        return found

    def _beside(self, key: str) -> bytes:
        """What is related to a paper and what comes before and after it."""
        related = self._answers["related"](key)
        newer, older = self._catalog.neighbours(key)
        return digest("/".join((newer or "", older or "", *related)).encode())

    def _group(self, key: str) -> bytes:
        """A group: what it is called, which papers it has, and whether it has a feed."""
        index, _, name = key.partition("/")
        group = self._catalog.groups(index).get(name)
        papers = "/".join(group.papers if group else ())
        return digest(self._heading(group), papers.encode(), b"feed" if self._answers["feed"](key) else b"")

    def _plan(self, key: str) -> bytes:
        """What the plan says of a unit; where it comes from is a fact of its own, since only messages tell of it."""
        return digest(_dumped([*map(_said, self._unit(key))]))

    def _unit(self, name: str) -> Sequence[Output]:
        if name not in self._units:
            raise MissingKeyError(name)
        return self._units[name]


def _told(answer: object) -> bytes:
    """An answer by its ``repr``, which is its own digest where it is shorter than one: "True", or a number."""
    found = repr(answer).encode()
    return found if len(found) < DIGEST_SIZE else digest(found)


def _is_foreign(style: str) -> bool:
    """Whether a style for references is one of the author's own: another program makes these, as it sees fit."""
    return style.lower().endswith(".csl")


def _dumped(value: Any) -> bytes:
    """Plain data as bytes, in half the time of ``repr``; without references, which equal data need not share."""
    return marshal.dumps(value, 2)


def _of_all(items: Iterable[object]) -> bytes:
    """The digest of many items; one after the other, for of 100,000 papers all at once would take 200 MB."""
    return digest_of_all(map(_dumped, items))


def _groups(catalog: Catalog, index: str) -> Iterator[object]:
    for key, group in catalog.groups(index).items():
        yield key, _heading(group.heading), group.papers


def _heading(heading: Heading) -> tuple[object, ...]:
    """A heading as plain data. Few are of somebody or something that is declared, which takes longer to tell."""
    topic, person, venue = heading.topic, heading.person, heading.venue
    declared = repr((topic, person, venue)) if topic or person or venue else ""
    return heading.index, heading.key, heading.slug, heading.name, heading.short, heading.area, heading.owner, declared


def _credits(catalog: Catalog) -> Iterator[object]:
    """Who the authors of each paper are: by numbers, which people get where they are first met."""
    numbers: dict[int, int] = {}
    for paper_id, (credits, _, owner_hidden) in catalog.bylines.items():
        line = list[object]()
        for _, who in credits:
            number = numbers.get(id(who))
            if number is None:
                number = numbers[id(who)] = len(numbers)
                line.append(_contributor(who))
            line.append(number)
        yield paper_id, line, owner_hidden


def _contributor(who: Contributor) -> tuple[object, ...]:
    return who.slug, _named(who.name), who.owner, repr(who.declared) if who.declared else ""
