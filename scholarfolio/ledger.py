"""Ledger: what each output of a build was made from, so that the next build makes only those that would differ.

An output stands as it is when all of this is true: the plan says the same of it, the file looks as it did when it was
written, and every fact that was asked to make it has the answer that it had. Making an output is pure and sees nothing
but facts, so it could not come out differently. Facts are compared by digests.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from scholarfolio.facts import CHANCE, Made
from scholarfolio.kept import DIGEST_SIZE
from scholarfolio.numbering import Numbering, Numbers, each
from scholarfolio.pieces import Span
from scholarfolio.plan import Output
from scholarfolio.problems import Place, Problem

# All that the plan says of an output but where it came from, which matters to messages alone.
_said = attrgetter(*(name for name in Output._fields if name not in ("path", "place")))

Spans = Mapping[str, Span]


CLASSES: tuple[type, ...] = (Problem, Place)


@dataclass
class Ledger:
    """What a build asked. Most of it is plain tuples, which are read back in a third of the time that classes take.

    Attributes:
        base: stands for what reaches every output without being asked for.
        facts: the digest of every fact that was asked, by its name; its place here is its number. Derived facts have
            none.
        derived: for every derived fact by its name, the facts that it was made from; ``spans``: where those are that
            are pieces.
        outputs: what the plan said of every output, by its path, and the facts that it was made from.
        problems: those of the outputs that have any, by path.
        stamp: no other ledger has it.
    """

    base: bytes = b""
    facts: dict[str, bytes | None] = field(default_factory=dict)
    derived: dict[str, Numbers] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    outputs: dict[str, tuple[str, Numbers]] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    stamp: bytes = b""

    @property
    def may_change(self) -> bool:
        """Whether some output may come out differently though nothing is known to have changed."""
        return CHANCE in self.facts


class Standing:
    """What stands of the last build: its ledger, compared to how things are now.

    Args:
        ledger: that of the last build.
        base: stands for what reaches every output now.
        digest: gives a fact's digest now.

    Attributes:
        spans: the pieces that would be made the same now, by their names.
    """

    def __init__(self, ledger: Ledger, base: bytes, digest: Callable[[str], bytes]) -> None:
        self._ledger = ledger if ledger.base == base else Ledger(base)
        self._digest = digest
        self._changed = self._changed_facts()
        # a derived fact that was made from others is good for nothing, even if nobody asks for it in this build
        gone = {name for name, facts in self._ledger.derived.items() if self._differs(facts)}
        self._derived = {name: facts for name, facts in self._ledger.derived.items() if name not in gone}
        self.spans = {name: span for name, span in self._ledger.spans.items() if name not in gone}

    def _differs(self, facts: Numbers) -> bool:
        return bool(self._changed) and not self._changed.isdisjoint(each(facts))

    def _changed_facts(self) -> set[int]:
        """The numbers of all facts that have another answer now."""
        facts, derived, digest = self._ledger.facts, self._ledger.derived, self._digest
        changed = {
            number
            for number, (name, before) in enumerate(facts.items())
            if before is not None and digest(name) != before
        }
        if not changed:
            return changed
        numbers = {name: number for number, name in enumerate(facts)}
        found = True
        while found:  # derived facts may be made from each other
            new = {numbers[name] for name, asked in derived.items() if not changed.isdisjoint(each(asked))}
            found = not new <= changed
            changed |= new
        return changed

    def outdated(self, plan: Sequence[Output], intact: Container[str]) -> list[Output]:
        """The outputs that have to be made.

        Args:
            plan: all outputs.
            intact: the paths of the files that look as they did when they were written.
        """
        return [output for output in plan if output.path not in intact or not self._stands(output)]

    def _stands(self, output: Output) -> bool:
        said, facts = self._ledger.outputs.get(output.path, ("", b""))
        return said == _order(output, self._ledger.problems.get(output.path, ())) and not self._differs(facts)

    def problems(self, plan: Iterable[Output], made: Container[str]) -> Iterator[Problem]:
        """The problems of the outputs that were not made."""
        if self._ledger.problems:
            for output in plan:
                if output.path not in made:
                    yield from self._ledger.problems.get(output.path, ())

    def numbering(self) -> Numbering:
        """The numbers that facts have here, for those of the next ledger to go on from."""
        return Numbering(self._ledger.facts)

    def next(
        self,
        plan: Iterable[Output],
        numbering: Numbering,
        made: Mapping[str, tuple[Numbers, tuple[Problem, ...]]],
        derived: Mapping[str, Made],
        tidied: Callable[[Spans], Spans],
    ) -> Ledger:
        """The ledger after a build that made some outputs and left the others as they were.

        Args:
            numbering: of all facts, those of the last ledger first.
            made: what was asked to make each output, and its problems, by path.
            derived: the derived facts that were needed for that.
            tidied: may move pieces, and says where they are then.
        """
        outputs, problems = {}, {}
        for output in plan:
            path = output.path
            if path in made:
                asked, found = made[path]
                outputs[path] = (_order(output, found), asked)
            else:
                outputs[path], found = self._ledger.outputs[path], self._ledger.problems.get(path, ())
            if found:
                problems[path] = found
        of_derived = self._derived | {name: new.asked for name, new in derived.items()}
        spans = self.spans | {name: new.span for name, new in derived.items() if new.span}
        facts = {name: None if name in of_derived else self._digest(name) for name in numbering.names}
        return Ledger(
            self._ledger.base, facts, of_derived, dict(tidied(spans)), outputs, problems, os.urandom(DIGEST_SIZE)
        )


def _order(output: Output, problems: tuple[Problem, ...]) -> str:
    said = "\n".join(map(str, _said(output)))
    return f"{said}\n{output.place}" if problems else said
