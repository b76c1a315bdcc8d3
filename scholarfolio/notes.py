"""Notes: what was made in one part of a build, and what was asked to make it; a piece like others.

They stand by themselves: every fact that something in them was made from is in them, with its digest. So the next build
reads one after the other and never needs them all at once, writes those anew in which something changed, and leaves the
rest where they are; and each process writes its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
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
        pieces: by their names; what was asked to make them is noted with them.
    """

    facts: Iterable[str]
    pieces: Iterable[str]


class Part(NamedTuple):
    """Where notes are.

    Attributes:
        units: of how many units they are.
        size: how many bytes they and the pieces of which they tell have.
    """

    span: Span
    units: int
    size: int


# A piece: the facts and the other pieces that it was made from, and where it is, if it could be kept.
Piece = tuple[tuple[str, ...], tuple[str, ...], Span | None]
# A unit: the facts and the pieces that it was made from, what the plan said of it, and its problems.
Unit = tuple[tuple[str, ...], tuple[str, ...], Said, tuple[Problem, ...]]


class Notes:
    """What was made, and from what. Entries are plain tuples, which are read back in a third of the time of classes.

    Attributes:
        facts: the digest of every fact that was asked, by its name.
        pieces: each by its name, after those that it was made from.
        units: what is made together, by its name.
        beyond: the names of pieces that are used here and noted elsewhere.
    """

    def __init__(
        self,
        facts: dict[str, bytes] | None = None,
        pieces: dict[str, Piece] | None = None,
        units: dict[str, Unit] | None = None,
        beyond: frozenset[str] = frozenset(),
    ) -> None:
        self.facts, self.pieces, self.units, self.beyond = facts or {}, pieces or {}, units or {}, beyond

    def __len__(self) -> int:
        return len(self.facts) + len(self.pieces) + len(self.units)

    def add_unit(self, name: str, said: Said, asked: Asked, problems: Sequence[Problem]) -> None:
        """Note a unit."""
        self.units[name] = tuple(asked.facts), tuple(asked.pieces), said, tuple(problems)

    def add_piece(self, name: str, asked: Asked, span: Span | None) -> None:
        """Note a piece."""
        self.pieces[name] = tuple(asked.facts), tuple(asked.pieces), span

    def tell(self, digests: Mapping[str, bytes]) -> None:
        """Note the digests of all facts that were asked, once everything is noted."""
        entries: Sequence[Piece | Unit] = (*self.pieces.values(), *self.units.values())
        asked = set[str]().union(*[entry[0] for entry in entries])
        used = set[str]().union(*[entry[1] for entry in entries])
        self.facts = {name: digests[name] for name in asked}
        self.beyond = frozenset(used.difference(self.pieces))

    def only(self, pieces: Container[str], units: Container[str]) -> Notes:
        """Those of some pieces and some units."""
        kept = Notes(
            pieces={name: entry for name, entry in self.pieces.items() if name in pieces},
            units={name: entry for name, entry in self.units.items() if name in units},
        )
        kept.tell(self.facts)
        return kept

    def joined(self, others: Notes) -> Notes:
        """These and others; a fact has one digest in both."""
        beyond = self.beyond | others.beyond.difference(self.pieces)
        return Notes(self.facts | others.facts, self.pieces | others.pieces, self.units | others.units, beyond)

    def written(self, pieces: Pieces) -> Part | None:
        """Where they are written to; ``None`` where that cannot be done."""
        span = pieces.put(packed((self.facts, self.pieces, self.units, self.beyond)))
        if span is None:
            return None
        return Part(span, len(self.units), length(span) + sum(length(of) for *_, of in self.pieces.values() if of))


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
        for name, (facts, others, span) in notes.pieces.items():
            text = pieces.get(span) if span else None
            notes.pieces[name] = facts, others, None if text is None else fresh.put(text)
        to = notes.written(fresh)
        if to is None:
            return parts
        moved.append(to)
    pieces.only(fresh)
    return moved
