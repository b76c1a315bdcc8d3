"""The build log: who depends on what, in parts that can each be read alone.

Every dependency of something in a part is in that part, with its fingerprint. So the next build reads one part after
the other and never needs them all at once, rewrites those in which something changed, and leaves the rest where they
are; and each process writes its own. A part has two halves. The summary tells whether anything changed, and is nearly
always all that has to be read; the details, which say who depends on what, are most of the bytes and slower to read.
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
    """Everything that was asked for while something was made.

    Attributes:
        names: of the dependencies, ``kind/key``.
        fragments: by their names; their own dependencies are recorded with them.
        shared: results that several outputs share, by name, each with its own dependencies.
    """

    names: Collection[str]
    fragments: Collection[str]
    shared: Mapping[str, Dependencies] = {}


class LogPart(NamedTuple):
    """Where a part of the log is stored.

    Attributes:
        summary, details: the two halves.
        entries: how many dependencies, shared results, fragments and units it records.
        size: of the part and of the fragments that it records, in bytes.
    """

    summary: Span
    details: Span
    entries: int
    size: int


# The names of the dependencies, of the fragments and of the shared results from which something was made.
DependencyNames = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class LogSummary(NamedTuple):
    """The half of a part that is enough to tell whether all of it can be reused.

    Attributes:
        dependencies: of everything in the part, by kind, with their fingerprints.
        units: their names; ``problems``: of those units that have any.
        fragments: their names; ``spans``: where they are, in the same order.
        foreign: the checksums of fragments that are used here and recorded in other parts.
    """

    dependencies: Mapping[str, Fingerprinted]
    units: tuple[str, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    fragments: tuple[str, ...]
    spans: tuple[Span | None, ...]
    foreign: tuple[int, ...]


def checksum(fragment: str) -> int:
    """The checksum of a fragment's name: where it differs from another's, so do the names."""
    return crc32(fragment.encode())


class BuildLog:
    """The contents of one part. Entries are plain tuples, which are faster to read back than instances of classes.

    Attributes:
        fingerprints: of every dependency, by its name.
        shared: the dependencies of each shared result, by its name; one comes after those that it was made from.
        fragments: the same of each fragment; ``spans``: where they are, if they could be stored.
        units: the same of each unit; ``problems``: of those units that have any.
    """

    def __init__(self) -> None:
        self.fingerprints: dict[str, bytes] = {}
        self.shared: dict[str, DependencyNames] = {}
        self.fragments: dict[str, DependencyNames] = {}
        self.spans: dict[str, Span | None] = {}
        self.units: dict[str, DependencyNames] = {}
        self.problems: dict[str, tuple[Problem, ...]] = {}

    def add_unit(self, name: str, dependencies: Dependencies, problems: Sequence[Problem]) -> None:
        """Record a unit. Its entry in the plan is a dependency, too; the place of that matters to problems alone."""
        names, fragments, shared = self._names_of(dependencies)
        self.units[name] = (f"plan/{name}", *([f"place/{name}"] if problems else []), *names), fragments, shared
        if problems:
            self.problems[name] = tuple(problems)

    def add_fragment(self, name: str, dependencies: Dependencies, span: Span | None) -> None:
        """Record a fragment."""
        self.fragments[name] = self._names_of(dependencies)
        self.spans[name] = span

    def _names_of(self, dependencies: Dependencies) -> DependencyNames:
        for name, others in dependencies.shared.items():
            if name not in self.shared:
                self.shared[name] = self._names_of(others)
        return tuple(dependencies.names), tuple(dependencies.fragments), tuple(dependencies.shared)

    def add_fingerprints(self, fingerprints: Mapping[str, bytes]) -> None:
        """Record the fingerprints of all dependencies, once everything else is recorded."""
        dependencies = set[str]().union(*[names for names, _, _ in self._entries()])
        self.fingerprints = {name: fingerprints[name] for name in dependencies}

    def _entries(self) -> list[DependencyNames]:
        return [*self.shared.values(), *self.fragments.values(), *self.units.values()]

    def reusable_part(self, changed: Set[str], outdated_fragments: Set[str], missing_units: Set[str]) -> BuildLog:
        """The log of those units and fragments whose dependencies are all unchanged.

        Args:
            changed: the names of dependencies with other fingerprints.
            outdated_fragments: those that are recorded in other parts.
            missing_units: those whose files are not intact.
        """
        log, outdated, reusable_shared = BuildLog(), set(outdated_fragments), dict[str, bool]()
        for name, entry in self.fragments.items():
            if self._is_reusable(entry, changed, outdated, reusable_shared):
                log.fragments[name], log.spans[name] = entry, self.spans[name]
            else:
                outdated.add(name)
        log.units = {
            name: entry
            for name, entry in self.units.items()
            if name not in missing_units and self._is_reusable(entry, changed, outdated, reusable_shared)
        }
        log.problems = {name: problems for name, problems in self.problems.items() if name in log.units}
        used = set[str]().union(*[shared for _, _, shared in log._entries()])
        for name in reversed(self.shared):
            if name in used:
                used.update(self.shared[name][2])
        log.shared = {name: entry for name, entry in self.shared.items() if name in used}
        log.add_fingerprints(self.fingerprints)
        return log

    def _is_reusable(
        self, entry: DependencyNames, changed: Set[str], outdated: Set[str], reusable_shared: dict[str, bool]
    ) -> bool:
        """Whether all dependencies of an entry are unchanged.

        Args:
            reusable_shared: receives the answers for shared results. Whatever uses a fragment comes after it, so that
                all fragments of a shared result have been judged when it is first met.
        """
        names, fragments, shared = entry
        if not (changed.isdisjoint(names) and outdated.isdisjoint(fragments)):
            return False
        for name in shared:
            if name not in reusable_shared:
                reusable_shared[name] = self._is_reusable(self.shared[name], changed, outdated, reusable_shared)
            if not reusable_shared[name]:
                return False
        return True

    def summary(self) -> LogSummary:
        """The half that tells whether all of it can be reused."""
        used = set[str]().union(*[fragments for _, fragments, _ in self._entries()])
        kinds: dict[str, dict[str, bytes]] = {}
        for name, fingerprint in self.fingerprints.items():
            kinds.setdefault(name.partition("/")[0], {})[name] = fingerprint
        return LogSummary(
            {kind: Fingerprinted(tuple(of_kind), tuple(of_kind.values())) for kind, of_kind in kinds.items()},
            tuple(self.units),
            self.problems,
            tuple(self.spans),
            tuple(self.spans.values()),
            tuple(map(checksum, used.difference(self.fragments))),
        )

    def write(self, store: FragmentStore) -> LogPart | None:
        """Write it to a store; ``None`` where that fails."""
        data = self.shared, tuple(self.fragments.values()), tuple(self.units.values())
        summary, details = store.put(packed(tuple(self.summary()))), store.put(packed(data))
        if summary is None or details is None:
            return None
        size = sum(length(span) for span in (summary, details, *self.spans.values()) if span)
        entries = len(self.fingerprints) + len(self.shared) + len(self.fragments) + len(self.units)
        return LogPart(summary, details, entries, size)


def read_summary(part: LogPart, store: FragmentStore) -> LogSummary | None:
    """The summary of a part; ``None`` where it is damaged."""
    data = store.get(part.summary)
    return None if data is None else LogSummary(*unpacked(data, (Fingerprinted, Problem, Place)))


def read_log(part: LogPart, store: FragmentStore) -> BuildLog | None:
    """A whole part; ``None`` where it is damaged."""
    summary, details = read_summary(part, store), store.get(part.details)
    if summary is None or details is None:
        return None
    log = BuildLog()
    log.shared, of_fragments, of_units = unpacked(details)
    for names, fingerprints in summary.dependencies.values():
        log.fingerprints.update(zip(names, fingerprints, strict=True))
    log.fragments = dict(zip(summary.fragments, of_fragments, strict=True))
    log.spans = dict(zip(summary.fragments, summary.spans, strict=True))
    log.units = dict(zip(summary.units, of_units, strict=True))
    log.problems = dict(summary.problems)
    return log


def join_parts(parts: Sequence[LogPart], store: FragmentStore) -> LogPart | None:
    """Write several parts to a store as one; ``None`` where one is damaged or writing fails."""
    whole = BuildLog()
    for part in parts:
        log = read_log(part, store)
        if log is None:
            return None
        for name, entries in vars(log).items():  # entries of one name are the same in all parts
            getattr(whole, name).update(entries)
    return whole.write(store)


def compact_parts(parts: Sequence[LogPart], store: FragmentStore) -> Sequence[LogPart]:
    """The same parts, moved with their fragments into a new file where most bytes of the store are of no use."""
    if not store.is_wasteful(sum(part.size for part in parts)):
        return parts
    new_store, moved = store.with_new_file(), list[LogPart]()
    for part in parts:
        log = read_log(part, store)
        if log is None:
            return parts
        for name, span in log.spans.items():
            data = store.get(span) if span else None
            log.spans[name] = None if data is None else new_store.put(data)
        moved_part = log.write(new_store)
        if moved_part is None:
            return parts
        moved.append(moved_part)
    store.delete_all_but(new_store)
    return moved
