"""The output folder: rendered bytes are written where they changed, and so that a kill does no harm.

Files are first staged in a folder inside the output folder. Nothing a visitor can reach changes until all are there.
Then new files move into place (nothing links to them yet), then changed ones (all they link to is there), and then
files that no page needs any more are deleted. Each move is atomic. The manifest lists the files that scholarfolio
wrote; during the moves it lists the old and the new ones, so the next build knows what to tidy wherever this one
stopped.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from scholarfolio.build import background
from scholarfolio.build.background import BackgroundTask

MANIFEST = ".scholarfolio.json"
STAGE = ".scholarfolio-stage"

# A file's size in bytes, and the time when it was written in nanoseconds.
FileStamp = tuple[int, int]
FileStamps = Mapping[str, FileStamp]


class ForeignFilesError(Exception):
    """The output folder holds files that scholarfolio did not write."""


class Written(NamedTuple):
    """The numbers of files that a build changed and left."""

    new: int
    changed: int
    deleted: int
    unchanged: int


class OutputFolder:
    """The folder that a site is written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stage_root = root / STAGE
        self._stamps: FileStamps = {}
        self._stamping: BackgroundTask | None = None
        self._stage_folders: set[str] = set()  # that exist

    @property
    def stamps(self) -> FileStamps:
        """The stamps of the files that were there when the folder was made ready, by path."""
        if self._stamping:
            stamping, self._stamping = self._stamping, None
            self._stamps = stamping.result()
        return self._stamps

    def prepare(self, *, force: bool = False, processes: int = 1) -> None:
        """Make the folder ready, and delete what a killed build left staged.

        Args:
            force: accept also a folder that holds files of others.
            processes: how many may run at the same time.

        Raises:
            ForeignFilesError: the folder holds files but no manifest, so they may be somebody's only copy.
            OSError: the folder cannot be made or read.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        manifest = self.root / MANIFEST
        is_ours = manifest.exists()
        if not force and not is_ours:
            foreign = [entry.name for entry in os.scandir(self.root) if entry.name != STAGE]
            if foreign:
                raise ForeignFilesError(sorted(foreign)[0])
        self.discard()
        if is_ours and background.is_worthwhile(manifest, processes):
            self._stamping = BackgroundTask(partial(_stamps_below, self.root))
        else:
            self._stamps = _stamps_below(self.root)

    def stage(self, path: str, data: bytes | Iterable[bytes]) -> tuple[bool, FileStamp]:
        """Stage a file; the bytes of a long one may come in several parts.

        Returns:
            Whether it differs from the one that is there, so that it was staged; and the stamp of the file.
        """
        stamp = self.stamps.get(path)
        if isinstance(data, bytes):
            if stamp and stamp[0] == len(data) and _holds(self.root / path, data):
                return False, stamp
            return True, _write(self._stage_path(path), (data,))
        staged = self._stage_path(path)
        new_stamp = _write(staged, data)
        if stamp and stamp[0] == new_stamp[0] and _same(self.root / path, Path(staged)):
            Path(staged).unlink()
            return False, stamp
        return True, new_stamp

    def _stage_path(self, path: str) -> str:
        # plain strings: with many files pathlib would take longer than the writing
        staged = f"{self.stage_root}/{path}"
        folder = os.path.dirname(staged)  # noqa: PTH120
        if folder not in self._stage_folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._stage_folders.add(folder)
        return staged

    def commit(self, planned: Iterable[str], staged: Collection[str]) -> Written:
        """Move staged files into place, and delete those of earlier builds that are no longer planned.

        Args:
            planned: the paths of all files of the site.
            staged: the paths of those that were staged.
        """
        now = sorted(planned)
        before = self._manifest()
        # a manifest is a file like any other and may be edited: no path in it leads out of the folder
        stale = sorted(filter(_stays_inside, set(before).difference(now)))
        if before != now:
            self._write_manifest(sorted({*stale, *now}) if stale else now)
        moved = tuple(self._move_new_folders(staged))
        remaining = sorted(path for path in staged if not path.startswith(moved))
        for replaces in (False, True):
            for path in remaining:
                if (path in self.stamps) is replaces:
                    self._move(path)
        for path in stale:
            self._delete(path)
        if stale:
            self._write_manifest(now)
        changed = sum(path in self.stamps for path in staged)
        return Written(len(staged) - changed, changed, len(stale), len(now) - len(staged))

    def _move_new_folders(self, staged: Iterable[str]) -> Iterator[str]:
        """Move whole folders that the site does not have yet; gives each as ``papers/``."""
        for folder in {path.partition("/")[0] for path in staged if "/" in path}:
            target = self.root / folder
            if not os.path.lexists(target):
                (self.stage_root / folder).replace(target)
                yield f"{folder}/"

    def settled(self, planned: Set[str], rendered: FileStamps) -> FileStamps:
        """The stamps of the site's files after ``commit``, as far as no later file can have the same.

        Times have a grain: a file that somebody writes in the same moment as we our last one might get its stamp. So
        this waits until that moment is over, and where it lasts long, the files of that moment are left out.

        Args:
            planned: the paths of all files of the site.
            rendered: the stamps that ``stage`` gave.
        """
        stamps = {**self.stamps, **rendered}
        for path in stamps.keys() - planned:
            del stamps[path]
        stat = (self.root / MANIFEST).stat()
        stamps[MANIFEST] = stat.st_size, stat.st_mtime_ns
        _, newest = max(stamps.values(), key=itemgetter(1))
        for _ in range(20):
            if (now := self._clock()) > newest:
                return stamps
            time.sleep(0.001)
        return {path: stamp for path, stamp in stamps.items() if stamp[1] < now}

    def _clock(self) -> int:
        """The present time by the clock of this file system, in nanoseconds."""
        self.stage_root.mkdir(exist_ok=True)
        probe = self.stage_root / "clock"
        probe.write_bytes(b"")
        return probe.stat().st_mtime_ns

    def discard(self) -> None:
        """Delete what is staged, and end the background task."""
        if self._stamping:
            self._stamping.cancel()
            self._stamping = None
        self._stage_folders.clear()
        shutil.rmtree(self.stage_root, ignore_errors=True)

    def _move(self, path: str) -> None:
        target = self.root / path
        if target.is_dir() and not target.is_symlink():
            raise IsADirectoryError(f"{target} is a folder, but a file belongs there")
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.stage_root / path).replace(target)

    def _delete(self, path: str) -> None:
        target = self.root / path
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == self.root:
                break
            try:
                folder.rmdir()
            except OSError:  # there are others in it; to list them each time is slow where many papers were removed
                break

    def _manifest(self) -> list[str]:
        """The paths that the last builds wrote; a damaged manifest counts as empty, so that nothing is deleted."""
        import json  # here, since a build that finds nothing changed does without it

        try:
            manifest = json.loads((self.root / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            return []
        files = manifest.get("files") if isinstance(manifest, dict) else None
        if not isinstance(files, list):
            return []
        return [path for path in files if isinstance(path, str)]

    def _write_manifest(self, files: list[str]) -> None:
        import json

        self.stage_root.mkdir(parents=True, exist_ok=True)
        staged = self.stage_root / MANIFEST
        # the same as json.dumps with an indent, which is slow: that goes letter by letter in Python
        lines = ",\n".join(map(json.JSONEncoder(ensure_ascii=False).encode, files))
        staged.write_text(f'{{\n"files": [\n{lines}\n]\n}}\n', "utf-8")
        staged.replace(self.root / MANIFEST)


def _stamps_below(root: Path) -> dict[str, FileStamp]:
    """The stamps of the files below a folder, by path."""
    stamps: dict[str, FileStamp] = {}
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(root / prefix) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{prefix}{entry.name}/")
                else:
                    stat = entry.stat(follow_symlinks=False)
                    stamps[prefix + entry.name] = stat.st_size, stat.st_mtime_ns
    return stamps


def _write(path: str, parts: Iterable[bytes]) -> FileStamp:
    """Write a file; gives its stamp. Without a file object, which makes twice as many calls to the system."""
    size, file = 0, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        for part in parts:
            size += len(part)
            while part:
                part = part[os.write(file, part) :]
        return size, os.fstat(file).st_mtime_ns
    finally:
        os.close(file)


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.read_bytes() == data
    except OSError:
        return False


def _same(one: Path, other: Path, step: int = 1 << 20) -> bool:
    """Whether two files of one size hold the same bytes."""
    try:
        with one.open("rb") as first, other.open("rb") as second:
            while data := first.read(step):
                if data != second.read(step):
                    return False
            return True
    except OSError:
        return False


def _stays_inside(path: str) -> bool:
    """Whether a path names something below the folder from which it starts."""
    return not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")  # noqa: PTH117
