"""Fingerprints stand for the answers behind dependencies, so that the answers of two builds can be compared."""

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

# The fields that outputs are made from; ``place`` matters to messages alone, and ``listed`` to the scheduler.
_output_fields = attrgetter(*(name for name in Output._fields if name not in ("place", "listed")))
_name_fields = attrgetter(*Name.__dataclass_fields__)


class Fingerprints(dict[str, bytes]):
    """The fingerprints of dependencies by their names, each worked out on demand; equal ones mean equal answers.

    A fingerprint is mostly the digest of the answer's ``repr``, in which records show all their fields. Where something
    cheaper says as much, as the bytes of a paper's file do, that is taken instead. A missing record has one as well.

    Args:
        site: has the answers.
        papers: the fingerprints of those papers that were read from files of their own without problems, by id.
        source_files: the files that may be asked for.
        units: the planned outputs, by the names of their units.
    """

    def __init__(
        self,
        site: PlannedSite,
        papers: Mapping[str, bytes],
        source_files: SourceFiles,
        units: Mapping[str, Sequence[Output]],
    ) -> None:
        super().__init__()
        self._arguments = site, papers, source_files, units
        self._catalog, self._papers, self._units = site.catalog, papers, units
        self._references = site.references
        self._answers = site.queries().answers
        self._makers: Mapping[str, Callable[[str], bytes]] = {
            "paper": self._paper,
            "beside": self._beside,
            "group": self._group,
            "file": source_files.digest,
            "plan": self._plan,
            "place": lambda unit: _digest_of_repr([str(output.place) for output in self._unit(unit)]),
            "chance": lambda _: os.urandom(DIGEST_SIZE),
            "template": TemplateSources(site.theme, source_files).digest,
        }
        # Many answers hold the same people and headings, which live as long as the catalog: by their identity.
        self._people: dict[int, bytes] = {}
        self._headings: dict[int, bytes] = {}
        self._topic = cache(lambda key: self._heading(site.catalog.topics.get(key)))
        self._style = self._answers["site"]("citation_style")

    def __reduce__(self) -> tuple[type[Fingerprints], tuple[object, ...]]:
        return Fingerprints, self._arguments

    def __missing__(self, name: str) -> bytes:
        kind, _, key = name.partition("/")
        make = self._makers.get(kind)
        try:
            fingerprint = make(key) if make else _digest_of_repr(self._answers[kind](key))
        except MissingKeyError:  # no other error, which would count as an unchanged answer in the next build
            fingerprint = MISSING
        self[name] = fingerprint
        return fingerprint

    def of_site(self) -> SiteFingerprint:
        """The fingerprints of what whole kinds of answers come from."""
        catalog, style = self._catalog, self._style
        plan = _digest_of_items((name, *map(_output_fields, outputs)) for name, outputs in self._units.items())
        group = digest(plan, *(_digest_of_items(_groups(catalog, index)) for index in INDEXES))
        references = repr(self._references) if _is_foreign(style) else style
        kinds = {
            "plan": plan,
            "group": group,
            "beside": digest(_digest_of_items(catalog.ids), _digest_of_items(catalog.related.items())),
            "paper": digest(group, _digest_of_items(_credits(catalog)), references.encode()),
        }
        return SiteFingerprint(kinds, self._papers)

    def _paper(self, key: str) -> bytes:
        """A paper with its authors and the headings of its groups."""
        paper, line = self._answers["paper"](key), self._catalog.bylines[key]
        record = self._papers.get(key) or _digest_of_repr(paper)
        hidden = b"hidden" if line.owner_hidden else b""
        cached = self._people.get
        authors = b"".join([cached(id(who)) or self._contributor(who) for _, who in line.credits])
        topics = b"".join([*map(self._topic, (paper.category, *paper.topics))])
        venue = self._heading(self._catalog.venue_of.get(key))
        return digest(record, hidden, authors, topics, venue, self._reference(key))

    def _reference(self, key: str) -> bytes:
        """A paper's reference. Our own styles depend on nothing but the paper; others go through another program."""
        return _digest_of_repr(self._answers["reference"](key)) if _is_foreign(self._style) else self._style.encode()

    def _contributor(self, who: Contributor) -> bytes:
        """A person with the heading of the person's page."""
        heading = self._heading(self._catalog.authors.get(who.slug))
        fingerprint = self._people[id(who)] = digest(repr(who).encode(), heading)
        return fingerprint

    def _heading(self, group: Group | None) -> bytes:
        """The heading of a group, or that there is none."""
        fingerprint = self._headings.get(id(group))
        if fingerprint is None:
            fingerprint = self._headings[id(group)] = digest(repr(group and group.heading).encode())
        return fingerprint

    def _beside(self, key: str) -> bytes:
        """The papers related to a paper, and those before and after it."""
        related = self._answers["related"](key)
        newer, older = self._catalog.neighbours(key)
        return digest("/".join((newer or "", older or "", *related)).encode())

    def _group(self, key: str) -> bytes:
        """A group: its heading, the ids of its papers, and whether it has a feed."""
        index, _, name = key.partition("/")
        group = self._catalog.groups(index).get(name)
        papers = "/".join(group.papers if group else ())
        return digest(self._heading(group), papers.encode(), b"feed" if self._answers["feed"](key) else b"")

    def _plan(self, key: str) -> bytes:
        """The planned outputs of a unit without their places, which matter to messages alone: see ``place``."""
        return digest(_dumped([*map(_output_fields, self._unit(key))]))

    def _unit(self, name: str) -> Sequence[Output]:
        if name not in self._units:
            raise MissingKeyError(name)
        return self._units[name]


def _digest_of_repr(answer: object) -> bytes:
    """The digest of an answer's ``repr``, or that itself where it is shorter than a digest: "True", or a number."""
    data = repr(answer).encode()
    return data if len(data) < DIGEST_SIZE else digest(data)


def _is_foreign(style: str) -> bool:
    """Whether a style for references is one of the author's own, which goes through another program."""
    return style.lower().endswith(".csl")


def _dumped(value: Any) -> bytes:
    """Plain data as bytes, faster than ``repr``; without back references, which equal data need not have in common."""
    return marshal.dumps(value, 2)


def _digest_of_items(items: Iterable[object]) -> bytes:
    """The digest of many items, one after the other: the bytes of all at once would take much memory."""
    return digest_of_all(map(_dumped, items))


def _groups(catalog: Catalog, index: str) -> Iterator[object]:
    for key, group in catalog.groups(index).items():
        yield key, _heading(group.heading), group.papers


def _heading(heading: Heading) -> tuple[object, ...]:
    """A heading as plain data. What is declared goes by its slower ``repr``; few headings have any."""
    topic, person, venue = heading.topic, heading.person, heading.venue
    declared = repr((topic, person, venue)) if topic or person or venue else ""
    return heading.index, heading.key, heading.slug, heading.name, heading.short, heading.area, heading.owner, declared


def _credits(catalog: Catalog) -> Iterator[object]:
    """The authors of each paper, by numbers that people get where they first occur."""
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
    return who.slug, _name_fields(who.name), who.owner, repr(who.declared) if who.declared else ""
