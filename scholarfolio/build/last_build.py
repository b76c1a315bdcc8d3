"""Last build: what earlier builds of a content folder into an output folder left behind for the next one."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, compress
from operator import eq
from pathlib import Path
from typing import NamedTuple

from scholarfolio.build.output_folder import FileStamps
from scholarfolio.tracking.build_log import LogPart
from scholarfolio.tracking.changes import SiteFingerprint
from scholarfolio.tracking.fragments import FragmentStore
from scholarfolio.tracking.source_files import SourceFiles
from scholarfolio.tracking.store import CACHE, Store, digest, program_digest
from scholarfolio.values.problems import Place, Problem
from scholarfolio.values.theme_files import find_theme

# For so many output folders; older memories are of folders that are gone.
FOLDERS = 4


class LastBuild(NamedTuple):
    """A finished build: enough for one that finds nothing changed since.

    Attributes:
        inputs: stands for everything that the site was made from.
        url: the address that was asked for.
        files: how many files the site has.
        problems: warnings and notes, to be said again.
        packed_stamps: how every file of the site looked when it was written.
        base: stands for what reaches every output without being asked for; ``overall``: for the answers to most facts.
        parts: where it is noted what the outputs were made from.
    """

    inputs: bytes
    url: str
    files: int
    papers: int
    pages: int
    problems: tuple[Problem, ...]
    packed_stamps: tuple[str, bytes]
    base: bytes
    overall: SiteFingerprint
    parts: tuple[LogPart, ...]

    def intact(self, now: FileStamps) -> set[str]:
        """The paths of the site's files whose stamps are as they were when they were written."""
        return set(compress(*self._compared(now)))

    def is_intact(self, now: FileStamps) -> bool:
        """Whether all of them do."""
        return all(self._compared(now)[1])

    def _compared(self, now: FileStamps) -> tuple[list[str], Iterator[bool]]:
        packed, numbers = self.packed_stamps
        paths, each = packed.split("\0")[:-1], iter(array("q", numbers))
        return paths, map(eq, map(now.get, paths), zip(each, each, strict=True))


def packed_stamps(stamps: FileStamps) -> tuple[str, bytes]:
    """Paths, and sizes and times in the same order: of 100,000 papers' files 70 MB, a quarter of what stamps take."""
    return "".join(f"{path}\0" for path in stamps), array("q", chain.from_iterable(stamps.values())).tobytes()


class BuildCache:
    """What is known of earlier builds.

    Args:
        content: the content folder, as a full path.
        out: the output folder.

    Attributes:
        cache: the folder for what is kept from build to build.
        kept: what is kept of this content folder.
        inputs: the files that the site is made from.
        fragments: of the output folder.
    """

    def __init__(self, content: Path, out: Path) -> None:
        root = content.parent
        theme = find_theme(root)
        self.cache = root / CACHE
        self.kept = Store(self.cache / f"{content.name}.kept", program_digest())
        self.inputs = SourceFiles(
            [content, theme.own_static, theme.static], [theme.own_templates, theme.templates], self.kept, "inputs"
        )
        self._folder = digest(str(out.absolute()).encode()).hex()[:16]
        self.fragments = FragmentStore(self.kept.folder / f"fragments-{self._folder}")

    @cached_property
    def last(self) -> LastBuild | None:
        """The last build into the output folder."""
        found = self.kept.load(f"done-{self._folder}", (LastBuild, SiteFingerprint, LogPart, Problem, Place))
        return found if isinstance(found, LastBuild) else None

    def forget_all(self) -> None:
        """Drop everything that was cached of this content folder."""
        self.fragments.close()
        self.kept.forget(self.kept.names())

    def save(self, done: LastBuild) -> None:
        """Remember a build."""
        self.kept.save(f"done-{self._folder}", done)
        names = self.kept.names()
        folders = [name.removeprefix("done-") for name in names if name.startswith("done-")]
        for folder in folders[:-FOLDERS]:
            self.kept.forget(name for name in names if folder in name)
