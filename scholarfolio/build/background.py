"""What another process works out while this one goes on; for sites of more than 10,000 papers.

The aim is an edit among 100,000 papers: the stamps of all files are looked at while the content is read. Of smaller
sites that takes less time than another process does to begin.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from scholarfolio.build.fork import ForkedProcess, forks

# Bytes of a manifest that lists the files of so large a site.
LARGE_MANIFEST = 3_000_000


def pays(manifest: Path, processes: int) -> bool:
    """Whether another process is to look at the files that a manifest lists."""
    return processes > 1 and manifest.stat().st_size >= LARGE_MANIFEST and forks()


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
