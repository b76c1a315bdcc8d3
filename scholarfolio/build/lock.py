"""Lock: one build at a time writes into a folder; a second one waits, and then sees what the first one left."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_held: list[int] = []


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which is made for it; one that is empty at the end goes again if it was not there.

    The system lets go of the lock when the process ends, however it ends. Where a file system has no locks there is
    none; builds at the same time are then their author's own care.
    """
    is_new = not folder.exists()
    handle = _locked(folder)
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        _held.remove(handle)
        os.close(handle)


def _locked(folder: Path) -> int:
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        handle = _opened(folder)
        _held.append(handle)
        with suppress(OSError):
            _wait_for(handle)
        if folder.exists() and (sys.platform == "win32" or os.path.samestat(os.fstat(handle), folder.stat())):
            return handle
        _held.remove(handle)  # whom we waited for has removed it
        os.close(handle)


def _opened(folder: Path) -> int:
    if sys.platform == "win32":
        return os.open(folder / ".scholarfolio-lock", os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _wait_for(handle: int) -> None:
    if sys.platform == "win32":
        for _ in range(360):  # it gives up after ten seconds; after an hour so do we
            with suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


def _let_go() -> None:
    """A process that renders for another must not hold its lock any longer than that one lives."""
    for handle in _held:
        os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
