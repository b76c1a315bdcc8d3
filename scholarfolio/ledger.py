"""Ledger: what each output of a build was made from, so that the next build makes only those that would differ.

An output stands as it is when all of this is true: the plan says the same of it, the file looks as it did when it was
written, and every fact that was asked to make it has the answer that it had. Making an output is pure and sees nothing
but facts, so it could not come out differently. Facts are compared by digests.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from scholarfolio.facts import CHANCE, Asked
from scholarfolio.plan import Output
from scholarfolio.problems import Place, Problem

# All that the plan says of an output but where it came from, which matters to messages alone.
_said = attrgetter(*(name for name in Output._fields if name not in ("path", "place")))

# Numbers of facts, four bytes each: a site of 10,000 papers asks 2,000,000 times.
Numbers = bytes


class Row(NamedTuple):
    """What is known of an output: what the plan said of it, the facts it was made from, and its problems."""

    said: str
    facts: Numbers
    problems: tuple[Problem, ...]


CLASSES: tuple[type, ...] = (Row, Problem, Place)


@dataclass
class Ledger:
    """What a build asked.

    Attributes:
        base: stands for what reaches every output without being asked for.
        facts: the digest of every fact that was asked, by its name; its place here is its number. Derived facts have
            none.
        derived: for every derived fact by its name, the facts that it was made from.
        rows: every output by its path.
        stamp: no other ledger has it.
    """

    base: bytes = b""
    facts: dict[str, bytes | None] = field(default_factory=dict)
    derived: dict[str, Numbers] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    stamp: bytes = b""

    def outdated(
        self, plan: Sequence[Output], base: bytes, digest: Callable[[str], bytes], intact: Container[str]
    ) -> list[Output]:
        """The outputs that have to be made.

        Args:
            plan: all outputs.
            base: stands for what reaches every output now.
            digest: gives a fact's digest now.
            intact: the paths of the files that look as they did when they were written.
        """
        if base != self.base:
            return list(plan)
        changed = self._changed(digest)
        return [output for output in plan if output.path not in intact or not self._stands(output, changed)]

    def _changed(self, digest: Callable[[str], bytes]) -> set[int]:
        """The numbers of all facts that have another answer now."""
        numbers = {name: number for number, name in enumerate(self.facts)}
        changed = {
            numbers[name] for name, before in self.facts.items() if before is not None and digest(name) != before
        }
        found = bool(changed)
        while found:  # derived facts may be made from each other
            new = {numbers[name] for name, asked in self.derived.items() if not changed.isdisjoint(_each(asked))}
            found = not new <= changed
            changed |= new
        return changed

    def _stands(self, output: Output, changed: set[int]) -> bool:
        row = self.rows.get(output.path)
        if row is None or row.said != _order(output, row.problems):
            return False
        return not changed or changed.isdisjoint(_each(row.facts))

    @property
    def may_change(self) -> bool:
        """Whether some output may come out differently though nothing is known to have changed."""
        return CHANCE in self.facts

    def problems(self, plan: Iterable[Output], made: Container[str]) -> Iterator[Problem]:
        """The problems of the outputs that were not made."""
        for output in plan:
            if output.path not in made:
                yield from self.rows[output.path].problems

    def next(
        self,
        plan: Iterable[Output],
        base: bytes,
        digest: Callable[[str], bytes],
        made: Mapping[str, tuple[Asked, tuple[Problem, ...]]],
        derived: Mapping[str, Asked],
    ) -> Ledger:
        """The ledger after a build that made some outputs and left the others as they were.

        Args:
            made: what was asked to make each output, and its problems, by path.
            derived: the derived facts that were needed for that.
        """
        rows = {output.path: self.rows[output.path] for output in plan if output.path not in made}
        before = self if rows else Ledger()
        numbers = {name: number for number, name in enumerate(before.facts)}
        of_derived = before.derived | {name: _numbers(asked, numbers) for name, asked in derived.items()}
        for output in plan:
            if output.path in made:
                asked, problems = made[output.path]
                rows[output.path] = Row(_order(output, problems), _numbers(asked, numbers), problems)
        facts = {name: None if name in of_derived else digest(name) for name in numbers}
        return Ledger(base, facts, of_derived, rows, os.urandom(16))


def _order(output: Output, problems: tuple[Problem, ...]) -> str:
    said = "\n".join(map(str, _said(output)))
    return f"{said}\n{output.place}" if problems else said


def _numbers(asked: Asked, numbers: dict[str, int]) -> Numbers:
    """The numbers of facts; new ones get the next."""
    return array("I", [numbers.setdefault(name, len(numbers)) for name in asked]).tobytes()


def _each(numbers: Numbers) -> memoryview:
    return memoryview(numbers).cast("I")
