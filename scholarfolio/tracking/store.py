"""Store: what is slow to make stays from build to build, in one folder that can be deleted at any time.

A kept file begins with a digest of the checksum of what follows, of the file's own name and of the program. What was
cut short, damaged, put under another name or made by another version is not there, and is made again. Values are plain
data, and records of those classes that the reader names: reading chunks no code of whoever wrote the file.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import crc32

try:
    from _blake2 import blake2b  # hashlib's own; hashlib loads OpenSSL as well, 2 ms of a start
except ImportError:  # another Python than CPython
    from hashlib import blake2b

# The folder beside the content folder.
CACHE = ".scholarfolio-cache"

PACKAGE = Path(__file__).parent.parent
DIGEST_SIZE = 16


def digest(*parts: bytes) -> bytes:
    """What stands for the parts; other parts have another."""
    made = blake2b(repr([*map(len, parts)]).encode(), digest_size=DIGEST_SIZE)
    made.update(parts[0] if len(parts) == 1 else b"".join(parts))
    return made.digest()


def digest_of_all(parts: Iterable[bytes]) -> bytes:
    """What stands for many parts, each of which tells where it ends; they are not held at the same time."""
    made = blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        made.update(part)
    return made.digest()


def program_digest() -> bytes:
    """What stands for all that can change how content becomes a site: our source, the libraries, Python, pandoc.

    Libraries are told apart by the names of their ``.dist-info`` folders, which hold their versions: one look at each
    folder of the path, instead of importing anything.
    """
    parts = [sys.version.encode(), *_source(), repr(_pandoc()).encode()]
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 - pathlib takes ten times as long
            parts += sorted(name.encode() for name in names if name.endswith("-info"))
    return digest(*parts)


def _source() -> Iterator[bytes]:
    """The path and the bytes of every file of the program; through pathlib this takes 7 ms of a start instead of 3."""
    for folder, below, names in os.walk(PACKAGE):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            path = f"{folder}/{name}"
            yield path.removeprefix(str(PACKAGE)).encode()
            with open(path, "rb") as file:  # noqa: PTH123
                yield file.read()


def _pandoc() -> tuple[str, int] | None:
    """Which pandoc there is, if any, and of when: it makes references in an author's own style."""
    for folder in os.get_exec_path():
        for path in (Path(folder, "pandoc"), Path(folder, "pandoc.exe")):
            with suppress(OSError):
                return str(path), path.stat().st_mtime_ns
    return None


class Store:
    """The kept files of one content folder.

    Args:
        folder: where they are; it need not exist, and may be no folder at all: then nothing is kept.
        program: what stands for the program; what another one kept is not read.
    """

    def __init__(self, folder: Path, program: bytes) -> None:
        self.folder = folder
        self._program = program

    def elsewhere(self, folder: Path) -> Store:
        """The same in another folder."""
        return Store(folder, self._program)

    def load(self, name: str, classes: Iterable[Callable[..., Any]] = ()) -> Any:
        """What was saved under a name; ``None`` when there is nothing of the kind, for whatever reason.

        Args:
            name: a file name.
            classes: of which records the value may hold instances; or, under their names, what makes them.
        """
        try:
            with (self.folder / name).open("rb") as file:
                head, body = file.read(DIGEST_SIZE), file.read()
            return unpacked(body, classes) if head == self._seal(name, body) else None
        except Exception:  # a damaged pickle can fail in any way
            return None

    def save(self, name: str, value: Any) -> None:
        """Keep a value. Whoever reads meanwhile finds the old one or the new one; a full disk is no harm."""
        body = packed(value)
        unfinished = self.folder / f"{name}.{os.getpid()}"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                with unfinished.open("wb") as file:
                    file.write(self._seal(name, body))
                    file.write(body)
                unfinished.replace(self.folder / name)
            finally:
                unfinished.unlink(missing_ok=True)

    def forget(self, names: Iterable[str]) -> None:
        """Delete what was saved under these names."""
        for name in names:
            with suppress(OSError):
                (self.folder / name).unlink()

    def names(self) -> list[str]:
        """The names of everything kept, the oldest first."""
        try:
            return [entry.name for entry in sorted(os.scandir(self.folder), key=lambda entry: entry.stat().st_mtime_ns)]
        except OSError:
            return []

    def clock(self) -> int:
        """What time it is for the files here, in nanoseconds; 0 where that cannot be known.

        File systems have clocks of their own: coarser than the computer's, and over a network not even its own.
        """
        probe = self.folder / f"clock.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            return probe.stat().st_mtime_ns
        except OSError:
            return 0
        finally:
            with suppress(OSError):
                probe.unlink()

    def _seal(self, name: str, body: bytes) -> bytes:
        return digest(self._program, name.encode(), b"%d %d" % (len(body), crc32(body)))


def packed(value: Any) -> bytes:
    """A value of plain data and records as bytes."""
    written = BytesIO()
    _Writer(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


def unpacked(data: bytes, classes: Iterable[Callable[..., Any]] = ()) -> Any:
    """What ``packed`` was given; ``classes``: of which records it may hold instances, or what makes them.

    Raises:
        Exception: of any kind, where the bytes are something else.
    """
    return _Reader(BytesIO(data), classes).load()


class _Writer(pickle.Pickler):
    """Writes a record as the call that makes it, without the last arguments as far as they are the defaults.

    Of a name or an author nothing but the first or the first two are left, which halves the time of reading.
    """

    def reducer_override(self, value: Any) -> Any:
        fields = getattr(type(value), "__dataclass_fields__", None)
        if fields is None:
            return NotImplemented
        values = [(getattr(value, name), field.default) for name, field in fields.items()]
        while values and values[-1][0] is values[-1][1]:
            values.pop()
        return type(value), tuple(value for value, _ in values), _beside(value)


def _beside(record: Any) -> dict[str, Any] | None:
    """What a record has worked out, as far as it is kept beside the fields: ``kept_beside`` gives the names."""
    names = getattr(record, "kept_beside", ())
    return {name: record.__dict__[name] for name in names if name in record.__dict__} or None


class _Reader(pickle.Unpickler):
    """Makes nothing but plain data and the records it was told of."""

    def __init__(self, file: BytesIO, classes: Iterable[Callable[..., Any]]) -> None:
        super().__init__(file)
        self._known = {(cls.__module__, cls.__qualname__): cls for cls in classes}

    def find_class(self, module: str, name: str) -> Any:
        return self._known[module, name]
