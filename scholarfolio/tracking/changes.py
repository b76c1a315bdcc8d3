"""ChangeDetector: which answers to facts are other than they were in the last build.

An edit leaves nearly all answers as they were. To work out the digest of each, and compare it with that of the last
build, takes a fifth of the time after an edit of one of 10,000 papers. So what all of one kind come from is told
together; where that is as it was, so is each of them, and only of the others every one is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Fingerprinted(NamedTuple):
    """Dependencies of one kind: their names, and in the same order the fingerprints of their answers."""

    names: tuple[str, ...]
    fingerprints: tuple[bytes, ...]


class SiteFingerprint(NamedTuple):
    """A site's facts at once.

    Attributes:
        kinds: what stands for all that the answers to facts of these kinds come from; for the kind ``paper``, all but
            what the papers say themselves.
        papers: what stands for that, for those papers that were read from files of their own without problems, by id.
    """

    kinds: Mapping[str, bytes]
    papers: Mapping[str, bytes]


# What is known of all facts at once where there was no build before.
NO_FINGERPRINT = SiteFingerprint({}, {})


class ChangeDetector:
    """Compares facts with what they were.

    Args:
        fingerprints: of facts as they are now, by their names; each is worked out when it is asked for.
        now, before: all facts at once, as they are and as they were.
    """

    def __init__(
        self,
        fingerprints: Mapping[str, bytes],
        now: SiteFingerprint = NO_FINGERPRINT,
        before: SiteFingerprint = NO_FINGERPRINT,
    ) -> None:
        self._fingerprints = fingerprints
        self._same = {kind for kind, told in now.kinds.items() if before.kinds.get(kind) == told}
        papers = now.papers.items() & before.papers.items() if "paper" in self._same else ()
        self._papers = {f"paper/{paper_id}" for paper_id, _ in papers}

    def changed(self, facts: Mapping[str, Fingerprinted]) -> set[str]:
        """The names of those that changed.

        Args:
            facts: as they were, by kind.
        """
        found = set[str]()
        for kind, (names, before) in facts.items():
            if kind in self._same and kind != "paper":
                continue
            known = self._papers if kind == "paper" else ()
            told = [fact for fact in zip(names, before, strict=True) if fact[0] not in known]
            found.update([name for name, digest in told if self._fingerprints[name] != digest])
        return found
