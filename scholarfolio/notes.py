"""Notes: what was made in one part of a build, and what was asked to make it; a piece like others.

They stand by themselves: every fact that something in them was made from is in them, with its digest. So the next build
reads one after the other and never needs them all at once, writes those anew in which something changed, and leaves the
rest where they are; and each process writes its own.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from scholarfolio.kept import packed, unpacked
from scholarfolio.pieces import Pieces, Span, length
from scholarfolio.problems import Place, Problem

# What the plan says of outputs that are made together.
Said = tuple[tuple[object, ...], ...]


class Asked(NamedTuple):
    """What was asked to make something.

    Attributes:
        facts: by their names.
        derived: what is made once for several, by its name; what was asked to make that is noted there.
    """

    facts: Iterable[str]
    derived: Iterable[str]


class Part(NamedTuple):
    """Where notes are.

    Attributes:
        units: of how many units they are.
        size: how many bytes they and the pieces of which they tell have.
    """

    span: Span
    units: int
    size: int


# A derived fact: the facts and the derived facts that it was made from, and where it is if it is a piece.
Derived = tuple[tuple[str, ...], tuple[str, ...], Span | None]
# A unit: what the plan said of it, the facts and the derived facts that it was made from, and its problems.
Unit = tuple[Said, tuple[str, ...], tuple[str, ...], tuple[Problem, ...]]


class Notes:
    """What was made, and from what. Entries are plain tuples, which are read back in a third of the time of classes.

    Attributes:
        facts: the digest of every fact that was asked, by its name.
        derived: what is made once for several, by its name, after what it is made from.
        units: what is made together, by its name.
    """

    def __init__(
        self,
        facts: dict[str, bytes] | None = None,
        derived: dict[str, Derived] | None = None,
        units: dict[str, Unit] | None = None,
    ) -> None:
        self.facts, self.derived, self.units = facts or {}, derived or {}, units or {}

    def __len__(self) -> int:
        return len(self.facts) + len(self.derived) + len(self.units)

    def add_unit(self, name: str, said: Said, asked: Asked, problems: Sequence[Problem]) -> None:
        """Note a unit."""
        self.units[name] = said, tuple(asked.facts), tuple(asked.derived), tuple(problems)

    def add_derived(self, name: str, asked: Asked, span: Span | None) -> None:
        """Note a derived fact."""
        self.derived[name] = tuple(asked.facts), tuple(asked.derived), span

    def tell(self, digest: Callable[[str], bytes]) -> None:
        """Note the digests of all facts that were asked."""
        asked = set().union(*(facts for facts, *_ in self.derived.values()), *(unit[1] for unit in self.units.values()))
        self.facts = {name: digest(name) for name in asked}

    def only(self, derived: Container[str], units: Container[str]) -> Notes:
        """Those of some derived facts and some units."""
        kept = Notes(
            derived={name: entry for name, entry in self.derived.items() if name in derived},
            units={name: entry for name, entry in self.units.items() if name in units},
        )
        kept.tell(self.facts.__getitem__)
        return kept

    def joined(self, others: Notes) -> Notes:
        """These and others; a fact has one digest in both."""
        return Notes(self.facts | others.facts, self.derived | others.derived, self.units | others.units)

    def written(self, pieces: Pieces) -> Part | None:
        """Where they are written to; ``None`` where that cannot be done."""
        span = pieces.put(packed((self.facts, self.derived, self.units)))
        if span is None:
            return None
        return Part(span, len(self.units), length(span) + sum(length(of) for *_, of in self.derived.values() if of))


def read(part: Part, pieces: Pieces) -> Notes | None:
    """The notes of a part; ``None`` where they are damaged."""
    data = pieces.get(part.span)
    return None if data is None else Notes(*unpacked(data, (Problem, Place)))


def tidied(parts: Sequence[Part], pieces: Pieces) -> Sequence[Part]:
    """The same parts, moved together with their pieces where most of the files' bytes are of no use any more."""
    if not pieces.wasteful(sum(part.size for part in parts)):
        return parts
    fresh, moved = pieces.anew(), list[Part]()
    for part in parts:
        notes = read(part, pieces)
        if notes is None:
            return parts
        for name, (facts, derived, span) in notes.derived.items():
            text = pieces.get(span) if span else None
            notes.derived[name] = facts, derived, None if text is None else fresh.put(text)
        to = notes.written(fresh)
        if to is None:
            return parts
        moved.append(to)
    pieces.only(fresh)
    return moved
