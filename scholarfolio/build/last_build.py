"""The last build of a content folder into an output folder, and the cache that holds it."""

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
from scholarfolio.values.content_folders import ROOT
from scholarfolio.values.problems import Place, Problem
from scholarfolio.values.theme_files import find_theme

# The last builds into so many output folders are stored; older ones are mostly of folders that were deleted.
FOLDERS = 4


class LastBuild(NamedTuple):
    """A finished build: all that the next one needs to know of it.

    Attributes:
        sources_digest: of all files that the site was made from.
        url: the address that the options gave.
        files: how many files the site has.
        problems: warnings and notes, to be reported again.
        packed_stamps: the stamp of every file of the site when it was written.
        base: the fingerprint of what every output depends on without a question.
        site_fingerprint: those of what whole kinds of answers come from.
        parts: of the build log.
        reviewed: whether it was checked, and nothing was found.
    """

    sources_digest: bytes
    url: str
    files: int
    papers: int
    pages: int
    problems: tuple[Problem, ...]
    packed_stamps: tuple[str, bytes]
    base: bytes
    site_fingerprint: SiteFingerprint
    parts: tuple[LogPart, ...]
    reviewed: bool = False

    def intact(self, now: FileStamps) -> set[str]:
        """The paths of the site's files that have the stamps with which they were written."""
        return set(compress(*self._compared(now)))

    def is_intact(self, now: FileStamps) -> bool:
        """Whether all files have them."""
        return all(self._compared(now)[1])

    def _compared(self, now: FileStamps) -> tuple[list[str], Iterator[bool]]:
        packed_paths, packed_numbers = self.packed_stamps
        paths, numbers = packed_paths.split("\0")[:-1], iter(array("q", packed_numbers))
        return paths, map(eq, map(now.get, paths), zip(numbers, numbers, strict=True))


def packed_stamps(stamps: FileStamps) -> tuple[str, bytes]:
    """Paths, and sizes and times in the same order; on very large sites stamps as tuples take several times as much."""
    return "".join(f"{path}\0" for path in stamps), array("q", chain.from_iterable(stamps.values())).tobytes()


class BuildCache:
    """Everything that is cached from build to build.

    Args:
        content: the content folder, as a full path.
        out: the output folder.

    Attributes:
        folder: the folder of the cache.
        store: values of this content folder.
        source_files: the files that the site is made from.
        fragments: those of outputs in the output folder.
    """

    def __init__(self, content: Path, out: Path) -> None:
        root = content.parent
        theme = find_theme(root)
        self.folder = root / CACHE
        self.store = Store(self.folder / f"{content.name}.kept", program_digest())
        self.source_files = SourceFiles(
            [content, theme.own_static, theme.static],
            [theme.own_templates, theme.templates, content / ROOT],
            self.store,
            "source-files",
        )
        self._out_name = digest(str(out.absolute()).encode()).hex()[:16]
        self.fragments = FragmentStore(self.store.folder / f"fragments-{self._out_name}")

    @cached_property
    def last(self) -> LastBuild | None:
        """The last build into the output folder."""
        last = self.store.load(f"last-build-{self._out_name}", (LastBuild, SiteFingerprint, LogPart, Problem, Place))
        return last if isinstance(last, LastBuild) else None

    def clear(self) -> None:
        """Delete everything that is cached of this content folder."""
        self.fragments.close()
        self.store.forget(self.store.names())

    def save(self, last: LastBuild) -> None:
        """Store a build."""
        self.store.save(f"last-build-{self._out_name}", last)
        names = self.store.names()
        out_names = [name.removeprefix("last-build-") for name in names if name.startswith("last-build-")]
        for out_name in out_names[:-FOLDERS]:
            self.store.forget(name for name in names if out_name in name)
