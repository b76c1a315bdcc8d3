"""The other generators: how each is installed, what project it is given, and how it is started."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.given import Given


class Peer(Protocol):
    """A generator, installed.

    Attributes:
        name: what the tables call it.
        version: its own version, and where it matters that of what it runs on.
        environment: variables that it is started with.
    """

    name: str
    version: str
    environment: Mapping[str, str]

    def prepare(self, given: Given, ours: Path, folder: Path) -> None:
        """Write the project that it builds.

        Args:
            given: the content.
            ours: the site as scholarfolio built it, for the files that are copied as they are.
            folder: where to; what it held before is gone.
        """

    def command(self, folder: Path, out: Path) -> Sequence[str]:
        """What builds the project in ``folder`` into ``out``, started in ``folder``."""


class Missing(Exception):  # noqa: N818 - no fault of the benchmark: the machine lacks something
    """A peer cannot be installed; the message says why."""


def installers() -> Mapping[str, Callable[[Path], Peer]]:
    """Each peer's installer by its name: it is given a folder that is kept from run to run, and raises ``Missing``."""
    from benchmarks.peers import eleventy, hugo, pelican

    return {"hugo": hugo.install, "eleventy": eleventy.install, "pelican": pelican.install}
