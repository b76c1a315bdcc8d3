"""Forking: a copy of this process does something while this one goes on."""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

# ForkedProcess processes share what was read already. On macOS the system's own libraries do not survive being forked.
FORKS = sys.platform == "linux"


def forks() -> bool:
    """Whether this process can be forked. In the copy of one with threads, Typst waits for ever for its own."""
    return FORKS and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - a look, no paths


class ForkedProcess:
    """A forked process. There may be none any more, where the system itself forgets those that have ended."""

    def __init__(self, do: Callable[[], None]) -> None:
        pid = os.fork()
        if not pid:
            try:
                do()
            finally:
                os._exit(0)
        self._pid = pid

    def kill(self) -> None:
        """End it now."""
        with suppress(OSError):
            os.kill(self._pid, signal.SIGKILL)

    def join(self) -> None:
        """Wait for its end."""
        with suppress(OSError):
            os.waitpid(self._pid, 0)


class BackgroundTask:
    """What a copy of this process works out while this one goes on.

    Args:
        work: works it out; plain data. Where there can be no copy, or it fails, this process does it, and meets what is
            wrong.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._pipe, theirs = os.pipe()

        def tell() -> None:
            os.close(self._pipe)
            with os.fdopen(theirs, "wb") as pipe:
                pipe.write(marshal.dumps(work()))

        self._process: ForkedProcess | None = None
        with suppress(OSError):  # as many processes as there may be
            self._process = ForkedProcess(tell)
        os.close(theirs)

    def found(self) -> Any:
        """What it came to; asked for once."""
        with os.fdopen(self._pipe, "rb") as pipe:
            told = pipe.read()
        if self._process:
            self._process.join()
        try:
            return marshal.loads(told)
        except (EOFError, ValueError, TypeError):  # it was ended before it had told all
            return self._work()

    def forget(self) -> None:
        """Nobody wants to know any more."""
        os.close(self._pipe)
        if self._process:
            self._process.kill()
            self._process.join()
