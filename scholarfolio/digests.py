"""Digests: what stands for the answer to a fact, so that answers of two builds can be compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from scholarfolio.catalog import Group
from scholarfolio.facts import stretch
from scholarfolio.includes import Includes
from scholarfolio.inputs import Inputs
from scholarfolio.kept import DIGEST_SIZE, digest
from scholarfolio.people import Contributor
from scholarfolio.prepare import Prepared

GONE = b"gone"


class Digests(dict[str, bytes]):
    """The digests of facts by their names, each worked out when it is first wanted; equal ones mean equal answers.

    An answer is told by its ``repr``: records show all their fields there. Where something cheaper says as much, as the
    bytes of a paper's file do, that is taken instead. What does not exist has a digest as well.

    Args:
        prepared: the site.
        papers: what stands for those papers that were read from files of their own without problems, by id.
        inputs: files.
    """

    def __init__(self, prepared: Prepared, papers: Mapping[str, bytes], inputs: Inputs) -> None:
        super().__init__()
        self._given = prepared, papers, inputs
        self._catalog, self._papers = prepared.catalog, papers
        self._answers = prepared.facts().answers
        self._makers: Mapping[str, Callable[[str], bytes]] = {
            "paper": self._paper,
            "beside": self._beside,
            "group": self._group,
            "stretch": self._stretch,
            "file": inputs.digest,
            "chance": lambda _: os.urandom(DIGEST_SIZE),
            "template": Includes(prepared.theme, inputs).digest,
        }
        self._of_records: dict[int, bytes] = {}
        self._style = self._answers["site"]("citation_style")

    def __reduce__(self) -> tuple[type[Digests], tuple[Prepared, Mapping[str, bytes], Inputs]]:
        return Digests, self._given

    def __missing__(self, fact: str) -> bytes:
        kind, _, key = fact.partition("/")
        try:
            make = self._makers.get(kind)
            found = make(key) if make else _told(self._answers[kind](key))
        except (KeyError, AttributeError):
            found = GONE
        self[fact] = found
        return found

    def _paper(self, key: str) -> bytes:
        """A paper with all that goes by its name: who its authors are, and what its groups are called."""
        catalog = self._catalog
        paper, line = catalog.by_id[key], catalog.bylines[key]
        written = self._papers.get(key) or _told(paper)
        hidden = b"hidden" if line.owner_hidden else b""
        who = [self._contributor(credit.contributor) for credit in line.credits]
        groups = [self._heading(catalog.topics.get(topic)) for topic in paper.all_topics]
        groups.append(self._heading(catalog.venue_of.get(key)))
        return digest(key.encode(), written, hidden, b"".join(who), b"".join(groups), self._reference(key))

    def _reference(self, key: str) -> bytes:
        """Our own styles see nothing but the paper; a style of the author's own goes through another program."""
        return _told(self._answers["reference"](key)) if self._style.lower().endswith(".csl") else self._style.encode()

    def _contributor(self, who: Contributor) -> bytes:
        """A person, with the heading of the page that this person has."""
        found = self._of_records.get(id(who))
        if found is None:
            heading = self._heading(self._catalog.authors.get(who.slug))
            found = self._of_records[id(who)] = digest(repr(who).encode(), heading)
        return found

    def _heading(self, group: Group | None) -> bytes:
        """What a group is called. Many answers hold it: it is told once, and lives as long as the catalog."""
        found = self._of_records.get(id(group))
        if found is None:
            found = self._of_records[id(group)] = digest(repr(group and group.heading).encode())
        return found

    def _beside(self, key: str) -> bytes:
        """What is related to a paper and what comes before and after it."""
        ids = (*self._answers["related"](key), "", *(other or "" for other in self._answers["neighbours"](key)))
        return digest("/".join(ids).encode())

    def _group(self, key: str) -> bytes:
        """A group: what it is called, which papers it has, and whether it has a feed."""
        index, _, name = key.partition("/")
        feed = b"feed" if self._answers["feed"](key) else b""
        return digest(
            self._heading(self._catalog.groups(index).get(name)),
            "/".join(self._answers["members"](key)).encode(),
            feed,
        )

    def _stretch(self, key: str) -> bytes:
        return digest(b"".join([self[f"paper/{paper_id}"] for paper_id in stretch(self._answers, key)]))


def _told(answer: object) -> bytes:
    """An answer by its ``repr``, which is its own digest where it is shorter than one: "True", or a number."""
    found = repr(answer).encode()
    return found if len(found) < DIGEST_SIZE else digest(found)
