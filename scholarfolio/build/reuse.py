"""ReusableUnits: what of the last build is as this one would make it, so that only the rest is made.

A unit stands when all of this is true: the plan says the same of its outputs, their files look as they did when they
were written, and every fact that was asked to make them has the answer that it had. Making outputs is pure and sees
nothing but facts, so they could not come out differently. Answers are compared by fingerprints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scholarfolio.catalog.outputs import Output
from scholarfolio.tracking.build_log import LogPart, LogSummary, checksum, join_parts, read_log, read_summary
from scholarfolio.tracking.changes import ChangeDetector
from scholarfolio.tracking.fragments import FragmentStore, Spans
from scholarfolio.values.problems import Problem

# BuildLog of fewer things are joined with those beside them: every edit of a paper adds some of a few hundred.
SMALL = 1000


class ReusableUnits:
    """What stands of the last build, found by reading its notes one after the other.

    Args:
        parts: where the notes are, all of them: each after those that tell of fragments which it uses.
        fragments: to read them from; those of which something does not stand are written to it anew.
        units: the outputs that are planned now, by the names of what is made together.
        intact: the paths of the files that look as they did when they were written.
        comparison: tells which facts have changed.

    Attributes:
        parts: where the notes of what stands are; ``None`` stands for some that could not be written.
        units: the names of the units that stand; ``problems``: what they have.
        spans: where the fragments are that would be made the same now.
    """

    def __init__(
        self,
        parts: Sequence[LogPart],
        fragments: FragmentStore,
        units: Mapping[str, Sequence[Output]],
        intact: set[str],
        comparison: ChangeDetector,
    ) -> None:
        self._fragments, self._planned, self._intact, self._comparison = fragments, units, intact, comparison
        self._forget()
        for part in parts:
            if not self._take(part):  # damaged: what others tell may hang on it
                self._forget()
                break
        self._join()
        fragments.close()

    def _forget(self) -> None:
        self.parts: list[LogPart | None] = []
        self.units: set[str] = set()
        self.problems: list[Problem] = []
        self.spans = Spans()
        # the names of the fragments that would come out differently, and their marks
        self._gone, self._marks = set[str](), set[int]()
        self._small: list[LogPart] = []  # which may be joined with the next

    def _take(self, part: LogPart) -> bool:
        """Find out what of some notes stands, and keep that; says whether they could be read."""
        told = read_summary(part, self._fragments)
        if told is None:
            return False
        changed = self._comparison.changed(told.dependencies)
        lost = self._lost(told)
        # an edit changes few facts: nearly always, what asked for which need not even be read
        if not changed and not lost and self._marks.isdisjoint(told.foreign):
            self._found(told)
            self._keep(part)
            return True
        notes = read_log(part, self._fragments)
        if notes is None:
            return False
        kept = notes.reusable_part(changed, self._gone, lost)
        gone = notes.fragments.keys() - kept.fragments.keys()
        self._gone |= gone
        self._marks.update(map(checksum, gone))
        if len(kept.fragments) == len(notes.fragments) and len(kept.units) == len(notes.units):
            self._found(told)
            self._keep(part)
        elif kept.fragments or kept.units:
            self._found(kept.summary())
            self._keep(kept.write(self._fragments))
        return True

    def _lost(self, told: LogSummary) -> set[str]:
        """Of which units not all files are there; those that are not planned any more are told by the plan."""
        planned = self._planned
        outputs = [output for name in told.units for output in planned.get(name, ())]
        if self._intact.issuperset([output.path for output in outputs]):
            return set()
        return {output.unit for output in outputs if output.path not in self._intact}

    def _found(self, told: LogSummary) -> None:
        self.units.update(told.units)
        self.spans.add({name: span for name, span in zip(told.fragments, told.spans, strict=True) if span})
        for problems in told.problems.values():
            self.problems += problems

    def _keep(self, part: LogPart | None) -> None:
        """Keep notes in their order; few ones are joined with those before and after them."""
        if part and part.entries < SMALL:
            self._small.append(part)
            if sum(small.entries for small in self._small) >= SMALL:
                self._join()
        else:
            self._join()
            self.parts.append(part)

    def _join(self) -> None:
        self.parts += [join_parts(self._small, self._fragments)] if len(self._small) > 1 else self._small
        self._small = []
