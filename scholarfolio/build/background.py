"""BackgroundTask: another process works something out while this one goes on; for sites of more than 10,000 papers.

It serves the aim of quick edits among 100,000 papers: the stamps of all files of the site are collected while the
content is read. On smaller sites that takes less time than to start a process, as measured by `make bench`.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from scholarfolio.build.fork import ForkedProcess, forks

# The size of the manifest of so large a site, in bytes.
LARGE_MANIFEST = 3_000_000


def is_worthwhile(manifest: Path, processes: int) -> bool:
    """Whether another process is to collect the stamps of the files that a manifest lists."""
    return processes > 1 and manifest.stat().st_size >= LARGE_MANIFEST and forks()


class BackgroundTask:
    """A function that a copy of this process calls while this one goes on.

    Args:
        task: the function; it gives plain data. Where there can be no copy, or it fails, this process calls the
            function itself, and so raises its errors.
    """

    def __init__(self, task: Callable[[], Any]) -> None:
        self._task = task
        self._pipe, theirs = os.pipe()

        def send_result() -> None:
            os.close(self._pipe)
            with os.fdopen(theirs, "wb") as pipe:
                pipe.write(marshal.dumps(task()))

        self._process: ForkedProcess | None = None
        with suppress(OSError):  # the system allows no more processes
            self._process = ForkedProcess(send_result)
        os.close(theirs)

    def result(self) -> Any:
        """The result of the function; may be called once."""
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        if self._process:
            self._process.join()
        try:
            return marshal.loads(data)
        except (EOFError, ValueError, TypeError):  # the process ended before it had sent all of it
            return self._task()

    def cancel(self) -> None:
        """End the process; nobody needs the result any more."""
        os.close(self._pipe)
        if self._process:
            self._process.kill()
            self._process.join()
