"""ForkedProcess: a copy of this process, which does something while this one goes on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

# Forked processes share what was read before. On macOS the system's own libraries do not survive being forked.
FORKS = sys.platform == "linux"


def forks() -> bool:
    """Whether this process can be forked. In the copy of one with threads, Typst waits for ever for its own."""
    return FORKS and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - no paths are needed


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
