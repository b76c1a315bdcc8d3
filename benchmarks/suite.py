"""Measures all tools at one size, alternately, each from an empty folder."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ours
from benchmarks.compare import census, differences
from benchmarks.figures import Figures, Row
from benchmarks.floor import write_sizes
from benchmarks.given import given
from benchmarks.measure import Run, run
from benchmarks.peers import Peer

COLD, WARM, REBUILT, FLOOR = "cold", "warm", "rebuilt over itself", "floor"
NOTHING, PAPER, TEMPLATE, AUTHOR = "nothing changed", "one paper edited", "one template edited", "one author renamed"
REFERENCES = "with formatted references"
# A site takes about so many bytes for each paper. In memory it may take up a tenth of what is free.
BYTES_PER_PAPER = 90_000
MEMORY_SHARE = 10
GROWTH = 1.1  # a tool takes at least so many times as long for a paper when there are ten times as many


@dataclass(frozen=True)
class Plan:
    """What to measure.

    Attributes:
        rounds: how often everything is done.
        limit: seconds after which a build is stopped; and a build that is bound to take longer is not begun.
    """

    papers: int
    rounds: int
    limit: float


def measure_size(plan: Plan, peers: Sequence[Peer], figures: Figures, say: Callable[[str], None]) -> None:
    """Measure one size; what is found goes into ``figures``."""
    with _work_folder(plan.papers) as (folder, place):
        figures.places[str(plan.papers)] = place
        _Size(plan, folder, figures, say).measure(peers)


class _Size:
    def __init__(self, plan: Plan, folder: Path, figures: Figures, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._folder = folder
        self._ours = folder / "ours"
        self._site = folder / "site"
        self._figures = figures
        self._say = say

    def measure(self, peers: Sequence[Peer]) -> None:
        papers = self._plan.papers
        self._say(f"{papers:,} papers: inventing them")
        generator = [sys.executable, "-m", "benchmarks.generate", str(papers), str(self._ours)]
        subprocess.run(generator, cwd=ours.ROOT, check=True)
        self._prepare(peers)
        for number in range(1, self._plan.rounds + 1):
            self._say(f"{papers:,} papers: round {number} of {self._plan.rounds}")
            self._round(peers)
        self._say(f"{papers:,} papers: edits")
        self._edits()
        self._references()

    def _prepare(self, peers: Sequence[Peer]) -> None:
        """Build once unmeasured, and write from what was built the peers' projects: each in a process of its own."""
        peers = [peer for peer in peers if self._in_time(peer.name)]
        with self._out() as site:
            warming = self._run(ours.command(self._ours, site), self._ours)
            if warming.failure:
                raise SystemExit(f"scholarfolio does not build {self._plan.papers:,} papers: {warming.failure}")
            write_sizes(site, self._folder / "sizes.json")
            spawn = multiprocessing.get_context("spawn")
            writer = spawn.Process(target=_write_projects, args=(peers, self._ours / "content", site, self._folder))
            writer.start()
            writer.join()
            if writer.exitcode:
                raise SystemExit("the peers' projects could not be written")
            our_census = census(site)
        for peer in peers:
            self._say(f"{self._plan.papers:,} papers: {peer.name} for the first time")
            with self._out() as site:
                row = self._figures.row(self._plan.papers, peer.name, COLD)
                project = self._folder / peer.name
                first = self._run(peer.command(project, site), project)
                if first.failure:
                    row.add(first)
                    continue
                found = [list(kind) for kind in differences(our_census, census(site))]
                self._figures.alike.setdefault(str(self._plan.papers), {})[peer.name] = found
                if first.wall * self._plan.rounds > self._plan.limit:  # it has to do
                    row.add(first)
                    self._count(row, site)

    def _in_time(self, tool: str) -> bool:
        """Whether a tool can be expected to be done in time; notes it where not."""
        row = self._figures.row(self._plan.papers, tool, COLD)
        smaller = [r for r in self._figures.rows if r.tool == tool and r.case == COLD and r.papers < self._plan.papers]
        if not smaller:
            return True
        last = max(smaller, key=lambda r: r.papers)
        if last.wall is None:
            row.why_not = f"not tried: {last.why_not} with {last.papers:,} papers"
            return False
        expected = last.wall * self._plan.papers / last.papers
        if last.wall > 1 and expected > self._plan.limit:
            row.why_not = f"not tried: {last.wall:,.0f} s for {last.papers:,} papers"
            return False
        return True

    def _round(self, peers: Sequence[Peer]) -> None:
        ours.forget(self._ours)
        self._build(ours.NAME, COLD, ours.command(self._ours, self._site), self._ours)
        self._build(ours.NAME, WARM, ours.command(self._ours, self._site), self._ours)
        for peer in peers:
            row = self._figures.row(self._plan.papers, peer.name, COLD)
            if row.why_not or (row.runs and len(row.runs) * row.runs[0].wall > self._plan.limit):
                continue
            project = self._folder / peer.name
            self._build(peer.name, COLD, peer.command(project, self._site), project, then=REBUILT)
        self._floor()

    def _build(self, tool: str, case: str, command: Sequence[str], folder: Path, then: str = "") -> None:
        """Build into an empty folder, and where asked for build again over what is there."""
        row = self._figures.row(self._plan.papers, tool, case)
        with self._out() as site:
            row.add(self._run(command, folder))
            if row.why_not:
                return
            self._count(row, site)
            if then:
                self._figures.row(self._plan.papers, tool, then).add(self._run(command, folder))

    def _count(self, row: Row, site: Path) -> None:
        found = census(site)
        row.files, row.bytes, row.pages = found.all_files, found.all_bytes, found.pages

    def _floor(self) -> None:
        with self._out() as site:
            writing = [sys.executable, "-m", "benchmarks.floor", str(self._folder / "sizes.json"), str(site)]
            done = subprocess.run(writing, cwd=ours.ROOT, check=True, capture_output=True, text=True)
        self._figures.row(self._plan.papers, FLOOR, FLOOR).add(Run(wall=float(done.stdout)))

    def _edits(self) -> None:
        """Build again after each edit, with all that is kept from build to build."""
        editor = ours.Editor(self._ours)
        edits = {
            NOTHING: editor.nothing,
            PAPER: editor.edit_paper,
            TEMPLATE: editor.edit_template,
            AUTHOR: editor.rename_author,
        }
        with self._out() as site:
            command = ours.command(self._ours, site)
            self._run(command, self._ours)
            for _ in range(self._plan.rounds):
                for case, edit in edits.items():
                    edit()
                    self._figures.row(self._plan.papers, ours.NAME, case).add(self._run(command, self._ours))

    def _references(self) -> None:
        """What formatted references cost, which no peer writes."""
        settings = self._ours / "content" / "site.yaml"
        text = settings.read_text("utf-8")
        settings.write_text(text.replace("citation_style: none", "citation_style: apa"), "utf-8")
        for _ in range(self._plan.rounds):
            ours.forget(self._ours)
            self._build(ours.NAME, REFERENCES, ours.command(self._ours, self._site), self._ours)
        settings.write_text(text, "utf-8")

    def _run(self, command: Sequence[str], folder: Path) -> Run:
        os.sync()  # nobody is to pay for what another has written
        return run(command, folder, self._plan.limit)

    @contextmanager
    def _out(self) -> Iterator[Path]:
        """A new folder for a site, which is gone afterwards."""
        shutil.rmtree(self._site, ignore_errors=True)
        yield self._site
        shutil.rmtree(self._site, ignore_errors=True)


def _write_projects(peers: Sequence[Peer], content: Path, site: Path, folder: Path) -> None:
    if peers:
        found = given(content)
        for peer in peers:
            peer.prepare(found, site, folder / peer.name)


@contextmanager
def _work_folder(papers: int) -> Iterator[tuple[Path, str]]:
    """A folder that is gone afterwards: in memory where there is plenty, else where temporary files are."""
    memory = Path("/dev/shm")
    needed = papers * BYTES_PER_PAPER * MEMORY_SHARE
    in_memory = memory.is_dir() and needed < min(shutil.disk_usage(memory).free, _free_memory())
    with tempfile.TemporaryDirectory(prefix="scholarfolio-", dir=memory if in_memory else None) as folder:
        yield Path(folder), "in memory (tmpfs)" if in_memory else "on disk"


def _free_memory() -> int:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)
