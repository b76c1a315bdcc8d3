"""SourceFiles: the files that a site is made from, with the digests of their bytes.

To read thousands of small files takes as long as the rest of a build that finds nothing changed. So a file whose stamp
(size, times and inode) is what it was when its digest was taken is not read again. Times have a grain, and a file that
is written twice within it has one stamp both times: therefore a digest is stored only where the file was old enough
when it was read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from scholarfolio.tracking.store import Store, digest

# The coarsest grain of times in use, that of FAT, in nanoseconds.
GRAIN = 2_000_000_000

# Size, time of change, time of change of the entry, inode.
SourceStamp = tuple[int, int, int, int]
FOLDER: SourceStamp = (-1, 0, 0, 0)
UNREADABLE: SourceStamp = (-2, 0, 0, 0)


class SourceFiles:
    """The files below some folders.

    Args:
        folders: where to look; they need not exist, and what is hidden in them does not count.
        whole: folders in which hidden files count, too.
        store: for digests.
        name: of the value in that store.
    """

    def __init__(self, folders: Sequence[Path], whole: Sequence[Path], store: Store, name: str) -> None:
        self._folders = {str(folder): False for folder in folders} | {str(folder): True for folder in whole}
        self._store = store
        self._name = name
        self._clock = store.clock()
        self._stamps = _stamps(self._folders)
        before: dict[str, tuple[SourceStamp, bytes]] = store.load(name) or {}
        self._digests = {
            path: stored[1]
            for path, stamp in self._stamps.items()
            if (stored := before.get(path)) and stored[0] == stamp
        }
        self._is_saved = len(self._digests) == len(before)

    def known_digest(self, path: str) -> bytes | None:
        """The digest of a file, if it can be had without reading it."""
        return self._digests.get(path)

    def add_digest(self, path: str, file_digest: bytes) -> None:
        """Add the digest of a file that another process read."""
        self._digests[path] = file_digest
        self._is_saved = False

    def add(self, path: str, data: bytes) -> bytes:
        """Add the bytes of a file that was read; gives their digest."""
        file_digest = digest(data)
        self.add_digest(path, file_digest)
        return file_digest

    def digest(self, path: str) -> bytes:
        """The digest of a file; nothing where it cannot be read."""
        file_digest = self.known_digest(path)
        if file_digest is None:
            try:
                file_digest = self.add(path, Path(path).read_bytes())
            except OSError:
                file_digest = b""
        return file_digest

    def paths_below(self, folder: Path) -> set[str]:
        """The paths of the files below a folder."""
        top = str(folder / "_").removesuffix("_")
        return {path for path, stamp in self._stamps.items() if stamp >= (0,) and path.startswith(top)}

    def total_digest(self) -> bytes:
        """The digest of all paths and files. Files that were not read yet are read for it."""
        for path, stamp in self._stamps.items():
            if stamp >= (0,) and path not in self._digests:
                self.digest(path)
        paths = sorted(self._stamps)
        return digest(*(part for path in paths for part in (path.encode(), self._digests.get(path, b""))))

    def is_unchanged(self) -> bool:
        """Whether all stamps are still what they were at first: nobody wrote while the files were read."""
        return self._stamps == _stamps(self._folders)

    def save(self) -> None:
        """Store the digests of those files that were old enough when they were read."""
        if self._is_saved:
            return
        latest = self._clock - GRAIN
        digests = {
            path: (stamp, file_digest)
            for path, stamp in self._stamps.items()
            if (file_digest := self._digests.get(path)) and max(stamp[1], stamp[2]) < latest
        }
        self._store.save(self._name, digests)


def _stamps(folders: Mapping[str, bool]) -> dict[str, SourceStamp]:
    """The stamps of everything below some folders, by path; ``folders`` says whether hidden files count in each."""
    stamps: dict[str, SourceStamp] = {}
    pending = list(folders.items())
    while pending:
        folder, whole = pending.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if whole or not entry.name.startswith("."):
                        stamps[entry.path] = stamp = _stamp(entry)
                        if stamp is FOLDER:
                            pending.append((entry.path, whole))
        except OSError:
            stamps[folder] = UNREADABLE
    return stamps


def _stamp(entry: os.DirEntry[str]) -> SourceStamp:
    try:
        if entry.is_dir():
            return FOLDER
        stat = entry.stat()
    except OSError:
        return UNREADABLE
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
