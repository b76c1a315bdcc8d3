"""Pieces: texts that are made of a few facts each and stand in several outputs; written down, and read where needed.

A paper's entry in a bibliography of 10,000 is such a piece: without them, one edited paper would cost as much as all.
They lie in files, where processes that render at the same time find each other's, the next build finds those of this
one, and nobody has to hold them in memory, in which those of 100,000 papers would take half a gigabyte. Each process
appends to a file of its own. What is read is what was written, or is not used: its digest tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from scholarfolio.kept import digest

# Files are written anew when less than a third of them is still of use, and more than this could be gained: bytes.
WASTE = 1_000_000
# Pieces are written so many bytes at a time; one by one they would take 2 % of a build.
BUFFER = 1_000_000


# Where a piece is: in which file, from which byte on, how many of them; and the digest of these.
Span = tuple[int, int, int, bytes]


class Pieces:
    """The pieces of one output folder.

    Args:
        stem: the path of their files but for the numbers at their ends.
        own: the number of the file to write to.
    """

    def __init__(self, stem: Path, own: int = 0) -> None:
        self._stem = stem
        self._own = own
        self._end = 0
        self._written: BinaryIO | None = None
        self._read: dict[int, BinaryIO] = {}

    def of(self, own: int) -> Pieces:
        """The same for another process, which writes to the file of this number."""
        return Pieces(self._stem, own)

    def put(self, text: str) -> Span | None:
        """Write a piece down; ``None`` where that cannot be done, which is no harm."""
        data = text.encode()
        try:
            if self._written is None:
                self._stem.parent.mkdir(parents=True, exist_ok=True)
                self._written = self._path(self._own).open("ab", buffering=BUFFER)
                self._end = self._written.tell()
            self._written.write(data)
        except OSError:
            return None
        start, self._end = self._end, self._end + len(data)
        return self._own, start, len(data), digest(data)

    def flush(self) -> None:
        """Let others find what was put."""
        with suppress(OSError):  # what they do not find they make themselves
            if self._written:
                self._written.flush()

    def get(self, span: Span) -> str | None:
        """A piece; ``None`` where what is there now is not what was written."""
        number, start, size, seal = span
        if number == self._own:
            self.flush()
        try:
            file = self._read.get(number)
            if file is None:
                file = self._read[number] = self._path(number).open("rb", buffering=0)
            file.seek(start)
            data = file.read(size)
        except OSError:
            return None
        return data.decode() if digest(data) == seal else None

    def close(self) -> None:
        """Close the files; those that are wanted again are opened again."""
        for file in (self._written, *self._read.values()):
            with suppress(OSError):
                if file:
                    file.close()
        self._written, self._read = None, {}

    def tidied(self, live: Mapping[str, Span]) -> Mapping[str, Span]:
        """Make room where most of what is there is of no use any more.

        Args:
            live: the pieces that are still of use, by their names.

        Returns:
            The same pieces, and where they are now.
        """
        used = sum(size for _, _, size, _ in live.values())
        sizes = {path: path.stat().st_size for path in self._stem.parent.glob(f"{self._stem.name}.*")}
        if sum(sizes.values()) < 3 * used + WASTE:
            return live
        fresh = self.of(1 + max(int(path.suffix[1:]) for path in sizes))
        moved = {name: to for name, span in live.items() if (text := self.get(span)) and (to := fresh.put(text))}
        self.close()
        fresh.close()
        for path in sizes:
            with suppress(OSError):
                path.unlink()
        return moved

    def _path(self, number: int) -> Path:
        return self._stem.with_name(f"{self._stem.name}.{number}")
