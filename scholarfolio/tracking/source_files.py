"""SourceFiles: the files that a site is made from, as one look at their folders finds them.

What a file holds is told by the digest of its bytes. Reading 10,000 small files takes as long as everything else that
a build does when nothing changed, so a file that looks as it did when its digest was taken is not read again: equal
size, times and inode. Times have a grain, and a file that was written twice within it looks the same: therefore a
digest is kept only of a file that was old enough when it was read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from scholarfolio.tracking.store import Store, digest

# The coarsest grain of times in use, that of FAT, in nanoseconds.
GRAIN = 2_000_000_000

# Size, time of change, time of change of the entry, inode.
Look = tuple[int, int, int, int]
FOLDER: Look = (-1, 0, 0, 0)
UNREADABLE: Look = (-2, 0, 0, 0)


class SourceFiles:
    """The files below some folders.

    Args:
        folders: where to look; they need not exist, and what is hidden in them does not count.
        whole: folders in which also what is hidden counts.
        kept: where digests are kept.
        name: under which name.
    """

    def __init__(self, folders: Sequence[Path], whole: Sequence[Path], kept: Store, name: str) -> None:
        self._folders = {str(folder): False for folder in folders} | {str(folder): True for folder in whole}
        self._kept = kept
        self._name = name
        self._clock = kept.clock()
        self._looks = _looks(self._folders)
        before: dict[str, tuple[Look, bytes]] = kept.load(name) or {}
        self._digests = {
            path: known[1] for path, look in self._looks.items() if (known := before.get(path)) and known[0] == look
        }
        self._is_kept = len(self._digests) == len(before)

    def known(self, path: str) -> bytes | None:
        """The digest of a file that looks as it did when it was read."""
        return self._digests.get(path)

    def learn(self, path: str, found: bytes) -> None:
        """Take note of the digest of a file that was read by another process."""
        self._digests[path] = found
        self._is_kept = False

    def note(self, path: str, data: bytes) -> bytes:
        """Take note of what was read from a file; gives its digest."""
        found = self._digests[path] = digest(data)
        self._is_kept = False
        return found

    def digest(self, path: str) -> bytes:
        """The digest of a file; nothing where it cannot be read."""
        found = self.known(path)
        if found is None:
            try:
                found = self.note(path, Path(path).read_bytes())
            except OSError:
                found = b""
        return found

    def below(self, folder: Path) -> set[str]:
        """The paths of the files below a folder."""
        top = str(folder / "_").removesuffix("_")
        return {path for path, look in self._looks.items() if look >= (0,) and path.startswith(top)}

    def total(self) -> bytes:
        """What stands for all files with all that they hold. Those not yet read are read for it."""
        for path, look in self._looks.items():
            if look >= (0,) and path not in self._digests:
                self.digest(path)
        names = sorted(self._looks)
        return digest(*(part for name in names for part in (name.encode(), self._digests.get(name, b""))))

    def steady(self) -> bool:
        """Whether the files still look as they did at first: nobody wrote while they were read."""
        return self._looks == _looks(self._folders)

    def save(self) -> None:
        """Keep the digests of the files that were old enough when they were read."""
        if self._is_kept:
            return
        aged = self._clock - GRAIN
        now = {
            path: (look, found)
            for path, look in self._looks.items()
            if (found := self._digests.get(path)) and max(look[1], look[2]) < aged
        }
        self._kept.save(self._name, now)


def _looks(folders: Mapping[str, bool]) -> dict[str, Look]:
    """How everything below the folders looks; of each is said whether it counts as a whole."""
    found: dict[str, Look] = {}
    waiting = list(folders.items())
    while waiting:
        folder, whole = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if whole or not entry.name.startswith("."):
                        found[entry.path] = look = _look(entry)
                        if look is FOLDER:
                            waiting.append((entry.path, whole))
        except OSError:
            found[folder] = UNREADABLE
    return found


def _look(entry: os.DirEntry[str]) -> Look:
    try:
        if entry.is_dir():
            return FOLDER
        stat = entry.stat()
    except OSError:
        return UNREADABLE
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
