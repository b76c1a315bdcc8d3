"""ReusableUnits: the units of the last build that this one would make the same, so that only the others are made.

A unit can be reused if its files have the stamps with which they were written, and all its dependencies have the same
fingerprints; what the plan says of its outputs is one of them. Outputs are made from the answers to recorded questions
and from nothing else, so they could not come out differently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scholarfolio.catalog.outputs import Output
from scholarfolio.tracking.build_log import LogPart, LogSummary, checksum, join_parts, read_log, read_summary
from scholarfolio.tracking.changes import ChangeDetector
from scholarfolio.tracking.fragments import FragmentStore, Spans
from scholarfolio.values.problems import Problem

# Parts of the log with fewer entries are joined with those beside them, since every edit adds a small part.
SMALL = 1000


class ReusableUnits:
    """The reusable units of the last build; reads the parts of its log one after the other.

    Args:
        parts: all of the log, each part after those that record fragments which it uses.
        store: for reading parts, and for writing those anew of which something cannot be reused.
        planned: the units that are planned now, by name.
        intact: the paths of the files that have the stamps with which they were written.
        changes: tells which dependencies have changed.

    Attributes:
        parts: of the log of all that is reusable; ``None`` for a part that could not be written.
        units: the names of the reusable units; ``problems``: theirs.
        spans: of the reusable fragments.
    """

    def __init__(
        self,
        parts: Sequence[LogPart],
        store: FragmentStore,
        planned: Mapping[str, Sequence[Output]],
        intact: set[str],
        changes: ChangeDetector,
    ) -> None:
        self._store, self._planned, self._intact, self._changes = store, planned, intact, changes
        self._reset()
        for part in parts:
            if not self._add(part):  # damaged: other parts may depend on it
                self._reset()
                break
        self._join_small_parts()
        store.close()

    def _reset(self) -> None:
        self.parts: list[LogPart | None] = []
        self.units: set[str] = set()
        self.problems: list[Problem] = []
        self.spans = Spans()
        # the names of the fragments that would come out differently, and the checksums of these names
        self._outdated_fragments, self._outdated_checksums = set[str](), set[int]()
        self._small_parts: list[LogPart] = []  # which may be joined with the next

    def _add(self, part: LogPart) -> bool:
        """Add what is reusable of a part; gives whether it could be read."""
        summary = read_summary(part, self._store)
        if summary is None:
            return False
        changed = self._changes.changed(summary.dependencies)
        missing_units = self._missing_units(summary)
        # an edit changes few dependencies, so that the details need to be read of few parts
        if not changed and not missing_units and self._outdated_checksums.isdisjoint(summary.foreign):
            self._add_all(summary, part)
            return True
        log = read_log(part, self._store)
        if log is None:
            return False
        reusable = log.reusable_part(changed, self._outdated_fragments, missing_units)
        outdated = log.fragments.keys() - reusable.fragments.keys()
        self._outdated_fragments |= outdated
        self._outdated_checksums.update(map(checksum, outdated))
        if len(reusable.fragments) == len(log.fragments) and len(reusable.units) == len(log.units):
            self._add_all(summary, part)
        elif reusable.fragments or reusable.units:
            self._add_all(reusable.summary(), reusable.write(self._store))
        return True

    def _missing_units(self, summary: LogSummary) -> set[str]:
        """Those planned units of which not all files are intact; the others are outdated by the change of the plan."""
        planned = self._planned
        outputs = [output for name in summary.units for output in planned.get(name, ())]
        if self._intact.issuperset([output.path for output in outputs]):
            return set()
        return {output.unit for output in outputs if output.path not in self._intact}

    def _add_all(self, summary: LogSummary, part: LogPart | None) -> None:
        self.units.update(summary.units)
        self.spans.add({name: span for name, span in zip(summary.fragments, summary.spans, strict=True) if span})
        for problems in summary.problems.values():
            self.problems += problems
        self._add_part(part)

    def _add_part(self, part: LogPart | None) -> None:
        """Add a part of the log; the order stays, and small parts are joined with those before and after them."""
        if part and part.entries < SMALL:
            self._small_parts.append(part)
            if sum(small.entries for small in self._small_parts) >= SMALL:
                self._join_small_parts()
        else:
            self._join_small_parts()
            self.parts.append(part)

    def _join_small_parts(self) -> None:
        small = self._small_parts
        self.parts += [join_parts(small, self._store)] if len(small) > 1 else small
        self._small_parts = []
