"""BuildLog: what was made in one part of a build, and what was asked to make it; fragments like others.

They stand by themselves: every fact that something in them was made from is in them, with its digest. So the next build
reads one after the other and never needs them all at once, writes those anew in which something changed, and leaves the
rest where they are; and each process writes its own. What tells whether anything changed at all is read first, and
nearly always is all that has to be read: who asked for what is two thirds of the bytes, and slower to take in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from typing import NamedTuple
from zlib import crc32

from scholarfolio.tracking.changes import Fingerprinted
from scholarfolio.tracking.fragments import FragmentStore, Span, length
from scholarfolio.tracking.store import packed, unpacked
from scholarfolio.values.problems import Place, Problem


class Dependencies(NamedTuple):
    """What was asked to make something.

    Attributes:
        facts: by their names.
        fragments: by their names; what was asked to make them is noted with them.
        shared: what was made once for this and for others, by name, with what was asked to make it.
    """

    facts: Collection[str]
    fragments: Collection[str]
    shared: Mapping[str, Dependencies] = {}


class LogPart(NamedTuple):
    """Where notes are.

    Attributes:
        summary, details: the two halves.
        things: of how many things they tell, facts included.
        size: how many bytes they and the fragments of which they tell have.
    """

    summary: Span
    details: Span
    things: int
    size: int


# The names of the facts, of the fragments and of what is shared, from which something was made.
DependencyNames = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class LogSummary(NamedTuple):
    """Enough to tell whether all of some notes is as it was.

    Attributes:
        facts: all that were asked, by kind.
        units: the names of what is made together; ``problems``: of those units that have any.
        fragments: their names; ``spans``: where they are, in the same order.
        beyond: the marks of fragments that are used here and noted elsewhere.
    """

    facts: Mapping[str, Fingerprinted]
    units: tuple[str, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    fragments: tuple[str, ...]
    spans: tuple[Span | None, ...]
    beyond: tuple[int, ...]


def mark(fragment: str) -> int:
    """A number that stands for a fragment where it is enough to know that it is probably not meant."""
    return crc32(fragment.encode())


class BuildLog:
    """What was made, and from what. Entries are plain tuples, which are read back in a third of the time of classes.

    Attributes:
        facts: the digest of every fact that was asked, by its name.
        shared: what was made once for several, by its name, after what it was made from.
        fragments: each by its name, after those that it was made from; ``spans``: where they are, if anywhere.
        units: what is made together, by its name; ``problems``: of those units that have any.
    """

    def __init__(self) -> None:
        self.facts: dict[str, bytes] = {}
        self.shared: dict[str, DependencyNames] = {}
        self.fragments: dict[str, DependencyNames] = {}
        self.spans: dict[str, Span | None] = {}
        self.units: dict[str, DependencyNames] = {}
        self.problems: dict[str, tuple[Problem, ...]] = {}

    def add_unit(self, name: str, asked: Dependencies, problems: Sequence[Problem]) -> None:
        """Note a unit. It is made of what the plan says of it, too; where that comes from matters to problems alone."""
        facts, fragments, shared = self._asks(asked)
        self.units[name] = (f"plan/{name}", *([f"place/{name}"] if problems else []), *facts), fragments, shared
        if problems:
            self.problems[name] = tuple(problems)

    def add_fragment(self, name: str, asked: Dependencies, span: Span | None) -> None:
        """Note a fragment."""
        self.fragments[name] = self._asks(asked)
        self.spans[name] = span

    def _asks(self, asked: Dependencies) -> DependencyNames:
        for name, others in asked.shared.items():
            if name not in self.shared:
                self.shared[name] = self._asks(others)
        return tuple(asked.facts), tuple(asked.fragments), tuple(asked.shared)

    def tell(self, fingerprints: Mapping[str, bytes]) -> None:
        """Note the fingerprints of all facts that were asked, once everything is noted."""
        asked = set[str]().union(*[facts for facts, _, _ in self._all()])
        self.facts = {name: fingerprints[name] for name in asked}

    def _all(self) -> list[DependencyNames]:
        return [*self.shared.values(), *self.fragments.values(), *self.units.values()]

    def standing(self, changed: Set[str], gone: Set[str], lost: Set[str]) -> BuildLog:
        """What does not hang on anything that is other than it was.

        Args:
            changed: facts, by their names; ``gone``: fragments that are noted elsewhere; ``lost``: units.
        """
        kept, gone, known = BuildLog(), set(gone), dict[str, bool]()
        for name, asks in self.fragments.items():
            if self._stands(asks, changed, gone, known):
                kept.fragments[name], kept.spans[name] = asks, self.spans[name]
            else:
                gone.add(name)
        kept.units = {
            name: asks
            for name, asks in self.units.items()
            if name not in lost and self._stands(asks, changed, gone, known)
        }
        kept.problems = {name: problems for name, problems in self.problems.items() if name in kept.units}
        wanted = set[str]().union(*[shared for _, _, shared in kept._all()])
        for name in reversed(self.shared):
            if name in wanted:
                wanted.update(self.shared[name][2])
        kept.shared = {name: asks for name, asks in self.shared.items() if name in wanted}
        kept.tell(self.facts)
        return kept

    def _stands(self, asks: DependencyNames, changed: Set[str], gone: Set[str], known: dict[str, bool]) -> bool:
        """Whether something does not hang on anything that is other than it was.

        Args:
            known: of which shared things that is known. They are asked for when the fragments are known that they were
                made from: these came before them.
        """
        facts, fragments, shared = asks
        if not (changed.isdisjoint(facts) and gone.isdisjoint(fragments)):
            return False
        for name in shared:
            if name not in known:
                known[name] = self._stands(self.shared[name], changed, gone, known)
            if not known[name]:
                return False
        return True

    def summary(self) -> LogSummary:
        """What tells whether all of it is as it was."""
        used = set[str]().union(*[fragments for _, fragments, _ in self._all()])
        kinds: dict[str, dict[str, bytes]] = {}
        for name, told in self.facts.items():
            kinds.setdefault(name.partition("/")[0], {})[name] = told
        return LogSummary(
            {kind: Fingerprinted(tuple(found), tuple(found.values())) for kind, found in kinds.items()},
            tuple(self.units),
            self.problems,
            tuple(self.spans),
            tuple(self.spans.values()),
            tuple(map(mark, used.difference(self.fragments))),
        )

    def written(self, fragments: FragmentStore) -> LogPart | None:
        """Where they are written to; ``None`` where that cannot be done."""
        details = self.shared, tuple(self.fragments.values()), tuple(self.units.values())
        one, other = fragments.put(packed(tuple(self.summary()))), fragments.put(packed(details))
        if one is None or other is None:
            return None
        size = sum(length(span) for span in (one, other, *self.spans.values()) if span)
        return LogPart(one, other, len(self.facts) + len(self.shared) + len(self.fragments) + len(self.units), size)


def read_summary(part: LogPart, fragments: FragmentStore) -> LogSummary | None:
    """What tells whether all of some notes is as it was; ``None`` where they are damaged."""
    data = fragments.get(part.summary)
    return None if data is None else LogSummary(*unpacked(data, (Fingerprinted, Problem, Place)))


def read(part: LogPart, fragments: FragmentStore) -> BuildLog | None:
    """The notes of a part; ``None`` where they are damaged."""
    summary, details = read_summary(part, fragments), fragments.get(part.details)
    if summary is None or details is None:
        return None
    notes = BuildLog()
    notes.shared, of_fragments, of_units = unpacked(details)
    for names, fingerprints in summary.facts.values():
        notes.facts.update(zip(names, fingerprints, strict=True))
    notes.fragments = dict(zip(summary.fragments, of_fragments, strict=True))
    notes.spans = dict(zip(summary.fragments, summary.spans, strict=True))
    notes.units = dict(zip(summary.units, of_units, strict=True))
    notes.problems = dict(summary.problems)
    return notes


def joined(parts: Sequence[LogPart], fragments: FragmentStore) -> LogPart | None:
    """Where the notes of several parts are written to as one; ``None`` where that cannot be done."""
    both = BuildLog()
    for part in parts:
        notes = read(part, fragments)
        if notes is None:
            return None
        for name, found in vars(notes).items():  # what is in both is the same in both
            getattr(both, name).update(found)
    return both.written(fragments)


def tidied(parts: Sequence[LogPart], fragments: FragmentStore) -> Sequence[LogPart]:
    """The same parts, moved together with their fragments where most of the files' bytes are of no use any more."""
    if not fragments.wasteful(sum(part.size for part in parts)):
        return parts
    fresh, moved = fragments.anew(), list[LogPart]()
    for part in parts:
        notes = read(part, fragments)
        if notes is None:
            return parts
        for name, span in notes.spans.items():
            text = fragments.get(span) if span else None
            notes.spans[name] = None if text is None else fresh.put(text)
        to = notes.written(fresh)
        if to is None:
            return parts
        moved.append(to)
    fragments.only(fresh)
    return moved
