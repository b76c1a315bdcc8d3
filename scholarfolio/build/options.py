"""Options: what a build is asked to do, and what it tells of itself when it is done."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scholarfolio.build.output_folder import Written
from scholarfolio.values.problems import Problems

# Told from time to time how many of how many outputs are rendered.
Progress = Callable[[int, int], None]


class Options(NamedTuple):
    """What a build is asked to do.

    Attributes:
        url: goes before the address in ``site.yaml``.
        jobs: processes that render; 0 chooses.
        force: write also into a folder that holds files of somebody else.
        strict: warnings stop the build as errors do.
    """

    content: Path
    out: Path
    url: str = ""
    jobs: int = 0
    force: bool = False
    strict: bool = False

    @property
    def processes(self) -> int:
        """How many processes may be at work."""
        return self.jobs or os.cpu_count() or 1


class Built(NamedTuple):
    """A finished build: what it wrote, how many papers and pages the site has, and the warnings."""

    written: Written
    papers: int
    pages: int
    problems: Problems
