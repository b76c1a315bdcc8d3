"""Standing: what of the last build is as this one would make it, so that only the rest is made.

A unit stands when all of this is true: the plan says the same of its outputs, their files look as they did when they
were written, and every fact that was asked to make them has the answer that it had. Making outputs is pure and sees
nothing but facts, so they could not come out differently. Facts are compared by digests; a fact of which nothing is
known has changed.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from operator import attrgetter
from typing import cast

from scholarfolio.notes import Notes, Part, Said, read
from scholarfolio.pieces import Pieces, Span, Spans
from scholarfolio.plan import Output
from scholarfolio.problems import Problem

# Notes of fewer things are joined with those beside them: every edit of a paper adds some of a few hundred.
SMALL = 1000

_said = attrgetter(*(name for name in Output._fields if name != "place"))


def said(outputs: Sequence[Output], problems: Sequence[Problem] = ()) -> Said:
    """What a plan says of outputs; where they come from matters to messages alone."""
    places = [tuple(str(output.place) for output in outputs)] if problems else ()
    return (*map(_said, outputs), *places)


class Standing:
    """What stands of the last build, found by reading its notes one after the other.

    Args:
        parts: where the notes are.
        pieces: to read them from; those of which something does not stand are written to it anew.
        units: the outputs that are planned now, by the names of what is made together.
        intact: the paths of the files that look as they did when they were written.
        digests: of facts, as they are now, by their names.

    Attributes:
        parts: where the notes of what stands are.
        units: the names of the units that stand; ``problems``: what they have.
        spans: where the pieces are that would be made the same now.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        pieces: Pieces,
        units: Mapping[str, Sequence[Output]],
        intact: Container[str],
        digests: Mapping[str, bytes],
    ) -> None:
        self._pieces, self._planned, self._intact, self._digests = pieces, units, intact, digests
        self._forget()
        for part in parts:
            notes = read(part, pieces)
            if notes is None:  # what others tell may hang on it
                self._forget()
                break
            self._take(part, notes)
        self._settle()
        pieces.close()

    def _forget(self) -> None:
        self.parts: list[Part] = []
        self.units: set[str] = set()
        self.problems: list[Problem] = []
        self.spans = Spans()
        self._known: set[str] = set()  # the names of the pieces that would be made the same
        # notes that may be joined with the next, and where they are if they are written
        self._open, self._open_part = Notes(), cast(Part | None, None)

    def _take(self, part: Part, notes: Notes) -> None:
        """Find out what of some notes stands, and keep that."""
        digests, known = self._digests, self._known
        changed = {name for name, before in notes.facts.items() if digests[name] != before}
        # an edit changes few facts: nearly always, what asked for them need not be looked for
        as_before = not changed and known.issuperset(notes.beyond)
        pieces, units = dict[str, Span | None](), set[str]()
        for name, (facts, others, span) in notes.pieces.items():
            if as_before or (changed.isdisjoint(facts) and known.issuperset(others)):
                known.add(name)
                pieces[name] = span
        for name, (facts, others, before, problems) in notes.units.items():
            same = as_before or (changed.isdisjoint(facts) and known.issuperset(others))
            if same and self._is_there(name, before, problems):
                units.add(name)
                self.problems += problems
        self.units |= units
        self.spans.add({name: span for name, span in pieces.items() if span})
        if len(pieces) == len(notes.pieces) and len(units) == len(notes.units):
            self._keep(notes, part)
        elif pieces or units:
            self._keep(notes.only(pieces, units))

    def _is_there(self, unit: str, before: Said, problems: Sequence[Problem]) -> bool:
        """Whether a unit is planned as it was, and its files are there."""
        outputs = self._planned.get(unit, ())
        return said(outputs, problems) == before and all(output.path in self._intact for output in outputs)

    def _keep(self, notes: Notes, part: Part | None = None) -> None:
        """Keep notes in their order; ``part``: where they are if they are as they were."""
        if len(notes) >= SMALL:
            self._settle()
        self._open, self._open_part = (self._open.joined(notes), None) if len(self._open) else (notes, part)
        if len(self._open) >= SMALL:
            self._settle()

    def _settle(self) -> None:
        """Write what is to be joined with nothing more."""
        if len(self._open) and (part := self._open_part or self._open.written(self._pieces)):
            self.parts.append(part)
        self._open, self._open_part = Notes(), None
