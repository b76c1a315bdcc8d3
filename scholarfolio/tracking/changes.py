"""ChangeDetector: which dependencies have other fingerprints than in the last build.

An edit leaves nearly all answers as they were, and to work out the fingerprint of each takes long where there are many.
So one fingerprint stands for everything that the answers of a kind come from: where that is unchanged, so are all of
them, and only dependencies of the other kinds are compared one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Fingerprinted(NamedTuple):
    """Dependencies of one kind: their names, and in the same order the fingerprints of their answers."""

    names: tuple[str, ...]
    fingerprints: tuple[bytes, ...]


class SiteFingerprint(NamedTuple):
    """The fingerprints of what whole kinds of answers come from.

    Attributes:
        kinds: by kind of dependency; that of ``paper`` leaves out what the papers themselves say.
        papers: of what they say, by id, for those papers that were read from files of their own without problems.
    """

    kinds: Mapping[str, bytes]
    papers: Mapping[str, bytes]


# Where there was no build before.
NO_FINGERPRINT = SiteFingerprint({}, {})


class ChangeDetector:
    """Compares dependencies with those of the last build.

    Args:
        fingerprints: of the present answers, by the names of the dependencies; each is worked out on demand.
        now, before: those of whole kinds, in this build and in the last.
    """

    def __init__(
        self,
        fingerprints: Mapping[str, bytes],
        now: SiteFingerprint = NO_FINGERPRINT,
        before: SiteFingerprint = NO_FINGERPRINT,
    ) -> None:
        self._fingerprints = fingerprints
        self._same_kinds = {kind for kind, fingerprint in now.kinds.items() if before.kinds.get(kind) == fingerprint}
        papers = now.papers.items() & before.papers.items() if "paper" in self._same_kinds else ()
        self._same_papers = {f"paper/{paper_id}" for paper_id, _ in papers}

    def changed(self, dependencies: Mapping[str, Fingerprinted]) -> set[str]:
        """The names of those that changed.

        Args:
            dependencies: with their fingerprints in the last build, by kind.
        """
        changed = set[str]()
        for kind, (names, before) in dependencies.items():
            if kind in self._same_kinds and kind != "paper":
                continue
            same = self._same_papers if kind == "paper" else ()
            compared = [pair for pair in zip(names, before, strict=True) if pair[0] not in same]
            changed.update([name for name, fingerprint in compared if self._fingerprints[name] != fingerprint])
        return changed
