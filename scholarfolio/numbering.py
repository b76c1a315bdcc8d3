"""Numbering: facts by numbers instead of names, four bytes each: a site of 10,000 papers asks 2,000,000 times."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

# Numbers of facts, as bytes.
Numbers = bytes


def numbers(found: Iterable[int]) -> Numbers:
    """Numbers as bytes."""
    return array("I", found).tobytes()


def each(found: Numbers) -> memoryview:
    """The numbers in bytes, one by one."""
    return memoryview(found).cast("I")


class Numbering:
    """Gives facts numbers, in the order in which it meets them.

    Args:
        names: those of the first facts.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}
        self._told = len(self.names)

    def number(self, name: str) -> int:
        """The number of a fact."""
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.names)
            self.names.append(name)
        return found

    def names_of(self, found: Numbers) -> set[str]:
        """The facts that have these numbers."""
        return {self.names[number] for number in each(found)}

    def new(self) -> Sequence[str]:
        """The facts met since the last call, in the order of their numbers."""
        new = self.names[self._told :]
        self._told = len(self.names)
        return new


class Renumbering:
    """Turns the numbers that another process gave into ours."""

    def __init__(self, ours: Numbering) -> None:
        self._ours = ours
        self._places = array("I")

    def learn(self, names: Iterable[str]) -> None:
        """Receive the facts that the other met, in the order of its numbers."""
        self._places.extend(map(self._ours.number, names))

    def __call__(self, theirs: Numbers) -> Numbers:
        """Our numbers for theirs."""
        return numbers(map(self._places.__getitem__, each(theirs)))
