"""A cache of the files made from pictures: one for each such file of the site, under the same path.

Each begins with the digests of what it was made from and of itself. They tell whether it is up to date and complete;
two builds at once do no harm, and files that the site no longer has are recognised by their names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

FOLDER = "pictures"
_HEAD = 64


def digest(*parts: str | bytes) -> bytes:
    """What stands for the parts, in this order; other parts have another."""
    hasher = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.digest()


class PictureCache:
    """Files in a folder, which can be deleted at any time. Without a folder, nothing is kept."""

    def __init__(self, cache: Path | None) -> None:
        self._folder = cache / FOLDER if cache else None

    def get_or_make(self, path: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The bytes of the site's file ``path``: those kept if they were made from ``key``, or else made now."""
        data = self.find(path, key)
        if data is None:
            data = make()
            self.keep(path, key, data)
        return data

    def find(self, path: str, key: bytes) -> bytes | None:
        """The bytes kept for a path, if they were made from ``key`` and are whole."""
        if self._folder is None:
            return None
        try:
            content = (self._folder / path).read_bytes()
        except OSError:
            return None
        data = content[_HEAD:]
        return data if content[:_HEAD] == key + sha256(data).digest() else None

    def keep(self, path: str, key: bytes, data: bytes) -> None:
        """Keep bytes for the next time; a folder that cannot be written is no harm."""
        if self._folder is None:
            return
        file = self._folder / path
        # Whoever reads meanwhile, or kills this process, finds the old file or the new one.
        unfinished = file.with_name(f".{os.getpid()}-{file.name}"[:200])
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(key + sha256(data).digest() + data)
            unfinished.replace(file)
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)

    def tidy(self, planned: Collection[str]) -> None:
        """Forget what is not among the planned files.

        A folder of which nothing is planned is left alone: a build without its address has no cards, and the next one
        may have them again.
        """
        if self._folder is None:
            return
        folders = {path.rpartition("/")[0] for path in planned}
        for path in list(_files(self._folder)):
            if path not in planned and path.rpartition("/")[0] in folders:
                with suppress(OSError):
                    (self._folder / path).unlink()


def _files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        below = Path(folder).relative_to(root).as_posix()
        for name in names:
            yield name if below == "." else f"{below}/{name}"
