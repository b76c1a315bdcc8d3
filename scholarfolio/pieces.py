"""Pieces: texts that are made of a few facts each and stand in outputs about all papers; kept from build to build.

A paper's entry in a bibliography of 10,000 is such a piece: without them, one edited paper would cost as much as all. A
piece is good as long as the facts that it was made from have the answers that they had.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scholarfolio.digests import GONE
from scholarfolio.facts import Asked
from scholarfolio.kept import Kept, digest


class Piece(NamedTuple):
    """A text, the facts that it was made from, and what stands for their answers."""

    text: str
    asked: tuple[str, ...]
    answers: bytes


class Pieces:
    """The kept pieces, on a shelf for each sort.

    Args:
        kept: where they are kept.
        digest_of: gives a fact's digest.
    """

    def __init__(self, kept: Kept, digest_of: Callable[[str], bytes]) -> None:
        self._kept = kept
        self._digest_of = digest_of
        self._shelves: dict[str, dict[str, Piece]] = {}
        self._changed: set[str] = set()

    def find(self, sort: str, key: str) -> tuple[str, Asked] | None:
        """A piece's text with the facts it was made from, if it would be made the same now."""
        piece = self._shelf(sort).get(key)
        if piece is None or piece.answers != self._answers(piece.asked):
            return None
        return piece.text, frozenset(piece.asked)

    def keep(self, sort: str, key: str, text: str, asked: Asked) -> None:
        """Keep a piece for the next build."""
        facts = tuple(sorted(asked))
        self._shelf(sort)[key] = Piece(text, facts, self._answers(facts))
        self._changed.add(sort)

    def save(self) -> None:
        """Write down what was kept; what is about something that is gone is forgotten."""
        for sort in self._changed:
            shelf = self._shelves[sort]
            live = {key: piece for key, piece in shelf.items() if GONE not in map(self._digest_of, piece.asked)}
            self._kept.save(f"pieces-{sort}", live)

    def _shelf(self, sort: str) -> dict[str, Piece]:
        if sort not in self._shelves:
            self._shelves[sort] = self._kept.load(f"pieces-{sort}", (Piece,)) or {}
        return self._shelves[sort]

    def _answers(self, facts: tuple[str, ...]) -> bytes:
        return digest(*map(self._digest_of, facts))
