"""The lock of an output folder: one build at a time writes into it; a second one waits for the first to end."""

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
    """Hold the lock of a folder. The folder is made if need be; one that was made and is empty at the end is removed.

    The system releases the lock when the process ends, however it ends. On file systems without locks there is none;
    authors must then see to it themselves that builds do not run at the same time.
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
        _held.remove(handle)  # the build that held the lock has removed the folder
        os.close(handle)


def _opened(folder: Path) -> int:
    if sys.platform == "win32":
        return os.open(folder / ".scholarfolio-lock", os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _wait_for(handle: int) -> None:
    if sys.platform == "win32":
        for _ in range(360):  # each call gives up after ten seconds, and we after an hour
            with suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


def _release_in_child() -> None:
    """Release all locks in a process that was forked: it must not hold them any longer than its parent lives."""
    for handle in _held:
        os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_release_in_child)
