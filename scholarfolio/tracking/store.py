"""Store: values that are slow to make, from build to build, in one folder that can be deleted at any time.

A file begins with a digest of the checksum of what follows, of the file's own name and of the program. One that was cut
short, damaged, renamed or written by another version counts as absent, and its value is made again. Values are plain
data, and records of those classes that the reader names: to read one runs no code of whoever wrote the file.
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
    from _blake2 import blake2b  # hashlib's own; hashlib loads OpenSSL as well, which slows every start
except ImportError:  # another Python than CPython
    from hashlib import blake2b

# The folder beside the content folder.
CACHE = ".scholarfolio-cache"

PACKAGE = Path(__file__).parent.parent
DIGEST_SIZE = 16


def digest(*parts: bytes) -> bytes:
    """The digest of some parts and of where each ends."""
    hasher = blake2b(repr([*map(len, parts)]).encode(), digest_size=DIGEST_SIZE)
    hasher.update(parts[0] if len(parts) == 1 else b"".join(parts))
    return hasher.digest()


def digest_of_all(parts: Iterable[bytes]) -> bytes:
    """The digest of many parts, each of which shows itself where it ends; they are not held at the same time."""
    hasher = blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        hasher.update(part)
    return hasher.digest()


def program_digest() -> bytes:
    """The digest of all that can change how content becomes a site: our source, the libraries, Python, pandoc.

    Libraries are represented by the names of their ``.dist-info`` folders, which hold their versions: nothing has to be
    imported, and each folder of the path is listed only once.
    """
    parts = [sys.version.encode(), *_source(), repr(_pandoc()).encode()]
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 - pathlib is much slower
            parts += sorted(name.encode() for name in names if name.endswith("-info"))
    return digest(*parts)


def _source() -> Iterator[bytes]:
    """The path and the bytes of every file of the program; without pathlib, which would slow every start."""
    for folder, below, names in os.walk(PACKAGE):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            path = f"{folder}/{name}"
            yield path.removeprefix(str(PACKAGE)).encode()
            with open(path, "rb") as file:  # noqa: PTH123
                yield file.read()


def _pandoc() -> tuple[str, int] | None:
    """The path and the time of pandoc, if there is one: it formats references in an author's own style."""
    for folder in os.get_exec_path():
        for path in (Path(folder, "pandoc"), Path(folder, "pandoc.exe")):
            with suppress(OSError):
                return str(path), path.stat().st_mtime_ns
    return None


class Store:
    """Named values in the files of one folder.

    Args:
        folder: it need not exist, and may be no folder at all: then nothing is stored.
        program: the digest of the program; values that another one stored are not read.
    """

    def __init__(self, folder: Path, program: bytes) -> None:
        self.folder = folder
        self._program = program

    def elsewhere(self, folder: Path) -> Store:
        """A store of the same program in another folder."""
        return Store(folder, self._program)

    def load(self, name: str, classes: Iterable[Callable[..., Any]] = ()) -> Any:
        """The value of a name; ``None`` when there is none that is sound, for whatever reason.

        Args:
            name: a file name.
            classes: of the records that the value may hold; or functions of the same names that make such records.
        """
        try:
            with (self.folder / name).open("rb") as file:
                seal, body = file.read(DIGEST_SIZE), file.read()
            return unpacked(body, classes) if seal == self._seal(name, body) else None
        except Exception:  # a damaged pickle can fail in any way
            return None

    def save(self, name: str, value: Any) -> None:
        """Store a value. Whoever reads meanwhile finds the old or the new one; a full disk is no harm."""
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
        """Delete the values of these names."""
        for name in names:
            with suppress(OSError):
                (self.folder / name).unlink()

    def drop_other_versions(self) -> None:
        """Delete everything that another version of the program stored, which would lie here for ever."""
        marker = self.folder / "program"
        try:
            stored_by = marker.read_bytes()
        except OSError:
            stored_by = b""
        if stored_by != self._program:
            self.forget(self.names())
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                marker.write_bytes(self._program)

    def names(self) -> list[str]:
        """The names of all values, the oldest first."""
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
    file = BytesIO()
    _Writer(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def unpacked(data: bytes, classes: Iterable[Callable[..., Any]] = ()) -> Any:
    """The value that ``packed`` was given.

    Args:
        classes: as for ``Store.load``.

    Raises:
        Exception: of any kind, where the bytes are something else.
    """
    return _Reader(BytesIO(data), classes).load()


class _Writer(pickle.Pickler):
    """Writes a record as the call that makes it, without those last arguments that are the defaults.

    Of a name or an author this leaves one or two arguments, so that reading takes half the time.
    """

    def reducer_override(self, value: Any) -> Any:
        fields = getattr(type(value), "__dataclass_fields__", None)
        if fields is None:
            return NotImplemented
        values = [(getattr(value, name), field.default) for name, field in fields.items()]
        while values and values[-1][0] is values[-1][1]:
            values.pop()
        return type(value), tuple(value for value, _ in values), _stored_properties(value)


def _stored_properties(record: Any) -> dict[str, Any] | None:
    """The cached properties of a record that are stored with its fields: those in its ``stored_properties``."""
    names = getattr(record, "stored_properties", ())
    return {name: record.__dict__[name] for name in names if name in record.__dict__} or None


class _Reader(pickle.Unpickler):
    """Makes nothing but plain data and records of the given classes."""

    def __init__(self, file: BytesIO, classes: Iterable[Callable[..., Any]]) -> None:
        super().__init__(file)
        self._classes = {(cls.__module__, cls.__qualname__): cls for cls in classes}

    def find_class(self, module: str, name: str) -> Any:
        return self._classes[module, name]
