"""Digests: what stands for the answer to a fact, so that answers of two builds can be compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from scholarfolio.catalog import Heading
from scholarfolio.facts import stretch
from scholarfolio.includes import Includes
from scholarfolio.inputs import Inputs
from scholarfolio.kept import DIGEST_SIZE, digest
from scholarfolio.people import Byline, Contributor
from scholarfolio.prepare import Prepared

GONE = b"gone"


class Digests:
    """Gives the digest of a fact by its name; equal digests mean equal answers.

    An answer is told by its ``repr``: records show all their fields there. Where something cheaper says as much, as the
    bytes of a paper's file do, that is taken instead.

    Args:
        prepared: the site.
        papers: what stands for those papers that were read from files of their own without problems, by id.
        inputs: files.
    """

    def __init__(self, prepared: Prepared, papers: Mapping[str, bytes], inputs: Inputs) -> None:
        self._given = prepared, papers, inputs
        answers = self._answers = prepared.facts().answers
        self._papers = papers
        self._cheaper: Mapping[str, Callable[[str], bytes]] = {
            "paper": self._paper,
            "stretch": self._stretch,
            "reference": self._reference,
            "heading": lambda key: self._record(answers["heading"](key)),
            "owner": lambda key: self._record(answers["owner"](key)),
            "file": inputs.digest,
            "chance": lambda _: os.urandom(DIGEST_SIZE),
            "template": Includes(prepared.theme, inputs).digest,
        }
        self._told: dict[int, bytes] = {}
        self._known: dict[str, bytes] = {}
        self._style = answers["site"]("citation_style").lower()

    def __reduce__(self) -> tuple[type[Digests], tuple[Prepared, Mapping[str, bytes], Inputs]]:
        return Digests, self._given

    def __call__(self, fact: str) -> bytes:
        """The digest of a fact; nothing where it is about something that does not exist."""
        found = self._known.get(fact)
        if found is None:
            kind, _, key = fact.partition("/")
            try:
                make = self._cheaper.get(kind)
                found = make(key) if make else _told(self._answers[kind](key))
            except (KeyError, AttributeError):
                found = GONE
            self._known[fact] = found
        return found

    def _paper(self, key: str) -> bytes:
        """A paper with all that goes by its name: who its authors are, and what its groups are called."""
        answers = self._answers
        line: Byline = answers["byline"](key)
        named = [credit.contributor for credit in line.credits]
        named += answers["authors"](key).values()
        named += answers["topics"](key).values()
        named.append(answers["venue"](key))
        hidden = b"hidden" if line.owner_hidden else b""
        return digest(self._written(key), hidden, b"".join(map(self._record, named)))

    def _stretch(self, key: str) -> bytes:
        ids = stretch(self._answers, key)
        return digest("/".join(ids).encode(), b"".join(self(f"paper/{paper_id}") for paper_id in ids))

    def _written(self, key: str) -> bytes:
        """What the author wrote of a paper."""
        return self._papers.get(key) or _told(self._answers["paper"](key))

    def _record(self, record: Contributor | Heading | None) -> bytes:
        """A record that many answers hold, told once: it lives as long as the facts do."""
        found = self._told.get(id(record))
        if found is None:
            found = self._told[id(record)] = digest(repr(record).encode())
        return found

    def _reference(self, key: str) -> bytes:
        """Our own styles see nothing but the paper; a style of the author's own goes through another program."""
        if self._style.endswith(".csl"):
            return _told(self._answers["reference"](key))
        return digest(self._style.encode(), self._written(key))


def _told(answer: object) -> bytes:
    """An answer by its ``repr``, which is its own digest where it is shorter than one: "True", or a number."""
    found = repr(answer).encode()
    return found if len(found) < DIGEST_SIZE else digest(found)
