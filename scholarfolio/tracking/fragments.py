"""FragmentStore: files of fragments, texts that many outputs or later builds are made from, and of the build log.

A paper's entry in a bibliography of thousands is a fragment: without them, one edited paper would cost as much as all.
In files, processes that render at the same time find each other's fragments, the next build finds those of this one,
and nobody has to hold them in memory. Each process appends to a file of its own. A checksum tells whether what is read
is what was written; nothing but chance is guarded against, for which a slower digest would bring no more.
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
# Fragments are written so many bytes at a time, since to write each by itself takes longer.
BUFFER = 1_000_000


# Where a fragment is: the number of its file, the offset, the length and the checksum of its bytes. Packed, since very
# large sites have a million of them: tuples take several times as much memory.
Span = bytes
_SPAN = Struct("<IQII")


def length(span: Span) -> int:
    """The length of a fragment in bytes."""
    size: int = _SPAN.unpack(span)[2]
    return size


class Spans:
    """Where fragments are, by their names.

    Names are ``sort/key``. The spans of one key, which are mostly of one paper, lie together in one string of bytes,
    each after the number of its sort. A dictionary by whole names takes several times as much memory, in every process.
    """

    _NUMBER = Struct("<H")

    def __init__(self) -> None:
        self._sort_numbers: dict[str, bytes] = {}
        self._by_key: dict[str, bytes] = {}

    def add(self, spans: Mapping[str, Span]) -> None:
        """Add spans; one replaces the earlier one of the same name."""
        numbers, by_key = self._sort_numbers, self._by_key
        for name, span in spans.items():
            sort, _, key = name.rpartition("/")
            number = numbers.get(sort) or numbers.setdefault(sort, self._NUMBER.pack(len(numbers)))
            by_key[key] = number + span + by_key.get(key, b"")

    def get(self, name: str) -> Span | None:
        """Where a fragment is, if that is known."""
        sort, _, key = name.rpartition("/")
        number, spans = self._sort_numbers.get(sort), self._by_key.get(key, b"")
        for start in range(0, len(spans), self._NUMBER.size + _SPAN.size):
            if spans[start : start + self._NUMBER.size] == number:
                return spans[start + self._NUMBER.size : start + self._NUMBER.size + _SPAN.size]
        return None


class FragmentStore:
    """The fragments of one output folder.

    Args:
        stem: the path of their files but for the numbers at their ends.
        number: of the file to write to.
    """

    def __init__(self, stem: Path, number: int = 0) -> None:
        self._stem = stem
        self._number = number
        self._end = 0
        self._output: BinaryIO | None = None
        self._inputs: dict[int, BinaryIO] = {}

    def with_file(self, number: int) -> FragmentStore:
        """The same fragments for another process, which writes to the file of this number."""
        return FragmentStore(self._stem, number)

    def put(self, data: bytes) -> Span | None:
        """Write a fragment; ``None`` where that fails, which costs only time: it is made again."""
        try:
            if self._output is None:
                self._stem.parent.mkdir(parents=True, exist_ok=True)
                self._output = self._path(self._number).open("ab", buffering=BUFFER)
                self._end = self._output.tell()
            self._output.write(data)
        except OSError:
            return None
        start, self._end = self._end, self._end + len(data)
        return _SPAN.pack(self._number, start, len(data), crc32(data))

    def flush(self) -> None:
        """Make what was put visible to other processes."""
        with suppress(OSError):  # fragments that they do not find they make themselves
            if self._output:
                self._output.flush()

    def get(self, span: Span) -> bytes | None:
        """A fragment; ``None`` where what is there now is not what was written."""
        number, start, size, checksum = _SPAN.unpack(span)
        if number == self._number:
            self.flush()
        try:
            file = self._inputs.get(number)
            if file is None:
                file = self._inputs[number] = self._path(number).open("rb", buffering=0)
            file.seek(start)
            data = file.read(size)
        except OSError:
            return None
        return data if len(data) == size and crc32(data) == checksum else None

    def close(self) -> None:
        """Close the files; those that are wanted again are opened again."""
        for file in (self._output, *self._inputs.values()):
            with suppress(OSError):
                if file:
                    file.close()
        self._output, self._inputs = None, {}

    def is_wasteful(self, used: int) -> bool:
        """Whether most bytes of the files are of no use any more; ``used``: how many are."""
        return sum(path.stat().st_size for path in self._paths()) >= 2 * used + WASTE

    def with_new_file(self) -> FragmentStore:
        """The same fragments, with a new file to which those of use can be copied."""
        return self.with_file(1 + max(int(path.suffix[1:]) for path in self._paths()))

    def delete_all_but(self, other: FragmentStore) -> None:
        """Delete all files but the one to which another store of the same fragments writes."""
        self.close()
        other.close()
        for path in self._paths():
            if path != other._path(other._number):
                with suppress(OSError):
                    path.unlink()

    def _paths(self) -> list[Path]:
        return list(self._stem.parent.glob(f"{self._stem.name}.*"))

    def _path(self, number: int) -> Path:
        return self._stem.with_name(f"{self._stem.name}.{number}")
