"""FragmentStore: bytes that are made once and wanted again, by other processes and by the next build; kept in files.

A paper's entry in a bibliography of 10,000 is such a fragment: without them, one edited paper would cost as much as
all.
So is the note of what outputs were made from. In files, processes that render at the same time find each other's, the
next build finds those of this one, and nobody has to hold them in memory, in which those of 100,000 papers would take
a gigabyte. Each process appends to a file of its own. What is read is what was written, or is not used: its checksum
tells. Nobody but chance is guarded against, and a digest takes five times as long: 3 % of an edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import BinaryIO
from zlib import crc32

# Files are written anew when less than half of them is still of use, and more than this could be gained: bytes.
WASTE = 1_000_000
# FragmentStore are written so many bytes at a time; one by one they would take 2 % of a build.
BUFFER = 1_000_000


# Where a fragment is: in which file, from which byte on, how many of them, and the checksum of these. In bytes, since a
# site of 100,000 papers has a million: as tuples they would take 130 MB more.
Span = bytes
_SPAN = Struct("<IQII")


def length(span: Span) -> int:
    """How many bytes a fragment has."""
    size: int = _SPAN.unpack(span)[2]
    return size


class Spans:
    """Where fragments are, by their names.

    Those whose names end in the same key, which are mostly of one paper, lie together in one string of bytes, each with
    the number of what stands before the key. By whole names, those of 100,000 papers would take 200 MB, once in each
    process.
    """

    _NUMBER = Struct("<H")

    def __init__(self) -> None:
        self._sorts: dict[str, bytes] = {}
        self._found: dict[str, bytes] = {}

    def add(self, spans: Mapping[str, Span]) -> None:
        """Take note of some fragments, those of the same names instead of what was noted before."""
        sorts, found = self._sorts, self._found
        for name, span in spans.items():
            sort, _, key = name.rpartition("/")
            number = sorts.get(sort) or sorts.setdefault(sort, self._NUMBER.pack(len(sorts)))
            found[key] = number + span + found.get(key, b"")

    def get(self, name: str) -> Span | None:
        """Where a fragment is, if that is known."""
        sort, _, key = name.rpartition("/")
        number, known = self._sorts.get(sort), self._found.get(key, b"")
        for start in range(0, len(known), self._NUMBER.size + _SPAN.size):
            if known[start : start + self._NUMBER.size] == number:
                return known[start + self._NUMBER.size : start + self._NUMBER.size + _SPAN.size]
        return None


class FragmentStore:
    """The fragments of one output folder.

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

    def of(self, own: int) -> FragmentStore:
        """The same for another process, which writes to the file of this number."""
        return FragmentStore(self._stem, own)

    def put(self, data: bytes) -> Span | None:
        """Write a fragment down; ``None`` where that cannot be done, which is no harm."""
        try:
            if self._written is None:
                self._stem.parent.mkdir(parents=True, exist_ok=True)
                self._written = self._path(self._own).open("ab", buffering=BUFFER)
                self._end = self._written.tell()
            self._written.write(data)
        except OSError:
            return None
        start, self._end = self._end, self._end + len(data)
        return _SPAN.pack(self._own, start, len(data), crc32(data))

    def flush(self) -> None:
        """Let others find what was put."""
        with suppress(OSError):  # what they do not find they make themselves
            if self._written:
                self._written.flush()

    def get(self, span: Span) -> bytes | None:
        """A fragment; ``None`` where what is there now is not what was written."""
        number, start, size, checksum = _SPAN.unpack(span)
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
        return data if len(data) == size and crc32(data) == checksum else None

    def close(self) -> None:
        """Close the files; those that are wanted again are opened again."""
        for file in (self._written, *self._read.values()):
            with suppress(OSError):
                if file:
                    file.close()
        self._written, self._read = None, {}

    def wasteful(self, used: int) -> bool:
        """Whether most of what is there is of no use any more; ``used``: how many bytes are."""
        return sum(path.stat().st_size for path in self._paths()) >= 2 * used + WASTE

    def anew(self) -> FragmentStore:
        """The same in a new file, to which what is of use can be copied."""
        return self.of(1 + max(int(path.suffix[1:]) for path in self._paths()))

    def only(self, kept: FragmentStore) -> None:
        """Delete all files but that to which the kept ones were written."""
        self.close()
        kept.close()
        for path in self._paths():
            if path != kept._path(kept._own):
                with suppress(OSError):
                    path.unlink()

    def _paths(self) -> list[Path]:
        return list(self._stem.parent.glob(f"{self._stem.name}.*"))

    def _path(self, number: int) -> Path:
        return self._stem.with_name(f"{self._stem.name}.{number}")
