"""Options of a build, and the summary that it gives when it is done."""

from __future__ import annotations

import os
from collections.abc import Callable, Set
from pathlib import Path
from typing import NamedTuple

from scholarfolio.build.output_folder import Written
from scholarfolio.values.problems import Problems

# Called from time to time with the numbers of rendered and of all outputs.
Progress = Callable[[int, int], None]


class StagedSite(NamedTuple):
    """A site that is about to reach its output folder.

    Attributes:
        root: the output folder, as the user named it; stage: where those files are that differ from what is there.
        paths: all files of the site; staged: those that differ; copied: those that are files of the author's own.
    """

    root: Path
    stage: Path
    paths: Set[str]
    staged: Set[str]
    copied: Set[str]

    def file(self, path: str) -> Path:
        """Where the bytes of a file of the site are."""
        return (self.stage if path in self.staged else self.root) / path


# Judges a site before anything of it reaches the output folder.
Review = Callable[[StagedSite], Problems]


class Options(NamedTuple):
    """Options of a build.

    Attributes:
        content, out: the content folder and the output folder.
        url: goes before the address in ``site.yaml``.
        jobs: how many processes render; 0 for as many as there are processors.
        force: write also into a folder that holds files of somebody else.
        strict: warnings stop the build as errors do.
        review: finds what is wrong with the site, before anything of it reaches the output folder.
    """

    content: Path
    out: Path
    url: str = ""
    jobs: int = 0
    force: bool = False
    strict: bool = False
    review: Review | None = None

    @property
    def processes(self) -> int:
        """How many processes may run at the same time."""
        return self.jobs or os.cpu_count() or 1


class Built(NamedTuple):
    """The summary of a finished build: files written, numbers of papers and pages of the site, and warnings."""

    written: Written
    papers: int
    pages: int
    problems: Problems
