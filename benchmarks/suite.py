"""Measures all tools at one size, alternately, each from an empty folder."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import extras, ours, reading
from benchmarks.compare import Census, census, differences
from benchmarks.figures import Figures, Row
from benchmarks.floor import write_sizes
from benchmarks.given import given
from benchmarks.measure import Run, run
from benchmarks.peers import Peer

# Whom all others are compared with.
STANDARD = "Hugo"
COLD, WARM, REBUILT, FLOOR = "cold", "warm", "rebuilt over itself", "floor"
NOTHING, PAPER, TEMPLATE, AUTHOR = "nothing changed", "one paper edited", "one template edited", "one author renamed"
KEPT = ", kept from the last build"
# A site takes about so many bytes for each paper. In memory it may take up a tenth of what is free.
BYTES_PER_PAPER = 90_000
MEMORY_SHARE = 10
# A build that takes so long counts the first time too: what else has to be read from disk no longer matters.
LONG = 10.0
# Larger sites are weighed, but not opened in a browser.
IN_BROWSER_UP_TO = 10_000
TOO_LONG_FOR_EXTRAS = 40.0
# Enough for one case: more rounds would not tell more.
ENOUGH = 60.0


@dataclass(frozen=True)
class Plan:
    """What to measure.

    Attributes:
        rounds: how often everything is done.
        limit: seconds after which a build is stopped; and a build that is bound to take longer is not begun.
        limit_of_others: the same, for those whom nothing is compared with.
    """

    papers: int
    rounds: int
    limit: float
    limit_of_others: float


def measure_size(plan: Plan, peers: Sequence[Peer], figures: Figures, say: Callable[[str], None]) -> None:
    """Measure one size; what is found goes into ``figures``."""
    with _work_folder(plan.papers) as (folder, place):
        figures.places[str(plan.papers)] = place
        _Size(plan, folder, figures, say).measure(peers)


def profile_size(plan: Plan, figures: Figures, say: Callable[[str], None]) -> None:
    """Find out again, at one size, where the time goes."""
    with _work_folder(plan.papers) as (folder, _):
        _Size(plan, folder, figures, say).profile()


class _Size:
    def __init__(self, plan: Plan, folder: Path, figures: Figures, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._papers = plan.papers
        self._folder = folder
        self._ours = folder / "ours"
        self._site = folder / "site"
        self._figures = figures
        self._say = say

    def measure(self, peers: Sequence[Peer]) -> None:
        self._invent()
        peers = [peer for peer in peers if self._in_time(peer.name)]
        self._first(peers)
        for number in range(1, self._plan.rounds + 1):
            self._say(f"{self._papers:,} papers: round {number} of {self._plan.rounds}")
            self._round(peers)
        self._profile()
        self._extras()
        self._edits()

    def _invent(self) -> None:
        self._say(f"{self._papers:,} papers: inventing them")
        generator = [sys.executable, "-m", "benchmarks.generate", str(self._papers), str(self._ours)]
        subprocess.run(generator, cwd=ours.ROOT, check=True)
        extras.plain(self._ours)

    def _in_time(self, tool: str) -> bool:
        """Whether a tool can be expected to be done in time; notes it where not."""
        row = self._row(tool, COLD)
        smaller = [r for r in self._figures.rows if r.tool == tool and r.case == COLD and r.papers < self._papers]
        last = max(smaller, key=lambda r: r.papers, default=None)
        if last is None:
            return True
        if last.wall is None:
            row.why_not = f"not tried; {last.papers:,} papers: {last.why_not}"
        elif last.wall > 1 and last.wall * self._papers / last.papers > self._limit(tool):
            row.why_not = f"not tried; {last.papers:,} papers took {last.wall:,.0f} s"
        return not row.why_not

    def _first(self, peers: Sequence[Peer]) -> None:
        """Build once with each, write the peers' projects from what scholarfolio built, and compare the sites."""
        with self._out() as site:
            first = self._run(ours.command(self._ours, site), self._ours)
            if first.failure:
                raise SystemExit(f"scholarfolio does not build {self._papers:,} papers: {first.failure}")
            own = census(site)
            self._keep_long(self._row(ours.NAME, COLD), first, own)
            write_sizes(site, self._folder / "sizes.json")
            # in a process of its own, whose memory is free again afterwards
            spawn = multiprocessing.get_context("spawn")
            writer = spawn.Process(target=_write_projects, args=(peers, self._ours / "content", site, self._folder))
            writer.start()
            writer.join()
            if writer.exitcode:
                raise SystemExit("the peers' projects could not be written")
        for peer in peers:
            self._first_of(peer, own)

    def _first_of(self, peer: Peer, own: Census) -> None:
        self._say(f"{self._papers:,} papers: {peer.name} for the first time")
        row, project = self._row(peer.name, COLD), self._folder / peer.name
        with self._out() as site:
            first = self._run(peer.command(project, site), project, peer.environment, self._limit(peer.name))
            if first.failure:
                row.add(first)
                return
            theirs = census(site)
        self._keep_long(row, first, theirs)
        found = [list(kind) for kind in differences(own, theirs)]
        self._figures.alike.setdefault(str(self._papers), {})[peer.name] = found

    def _keep_long(self, row: Row, run: Run, found: Census) -> None:
        if run.wall > LONG:
            row.add(run)
            row.count(found)

    def _round(self, peers: Sequence[Peer]) -> None:
        self._cold_and_kept(COLD, WARM)
        for peer in peers:
            project = self._folder / peer.name
            again = self._row(peer.name, REBUILT) if peer.name == STANDARD else None
            command = peer.command(project, self._site)
            self._build(self._row(peer.name, COLD), command, project, peer.environment, again)
        self._floor()

    def _cold_and_kept(self, cold: str, kept: str) -> None:
        """Build with nothing kept, and again with what that has kept; neither where enough is known."""
        if self._wants_more(self._row(ours.NAME, cold)):
            ours.forget(self._ours)
            for case in (cold, kept):
                self._build(self._row(ours.NAME, case), ours.command(self._ours, self._site), self._ours)

    def _build(
        self,
        row: Row,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str] | None = None,
        again: Row | None = None,
    ) -> None:
        """Build into an empty folder, and where asked for build again over what is there."""
        if not self._wants_more(row):
            return
        with self._out() as site:
            row.add(self._run(command, folder, environment))
            if not row.why_not:
                row.count(census(site))
                if again is not None:
                    again.add(self._run(command, folder, environment))

    def _wants_more(self, row: Row) -> bool:
        return not row.why_not and len(row.runs) < self._plan.rounds and sum(run.wall for run in row.runs) < ENOUGH

    def _floor(self) -> None:
        row = self._row(FLOOR, FLOOR)
        if self._wants_more(row):
            with self._out() as site:
                os.sync()  # what others have written is not waited for here either
                writing = [sys.executable, "-m", "benchmarks.floor", str(self._folder / "sizes.json"), str(site)]
                done = subprocess.run(writing, cwd=ours.ROOT, check=True, capture_output=True, text=True)
            row.add(Run(wall=float(done.stdout)))

    def profile(self) -> None:
        """Where the time goes, and nothing else."""
        self._invent()
        self._profile()
        with self._out() as site:
            editor = ours.Editor(self._ours)
            for edit in (editor.nothing, editor.edit_paper):  # the first build finds files too young to be trusted
                edit()
                self._run(ours.command(self._ours, site), self._ours)
            self._profile_edit(editor, site)

    def _profile(self) -> None:
        """Where the time goes of a build from nothing."""
        if (self._row(ours.NAME, COLD).wall or 0) > LONG:
            return
        self._say(f"{self._papers:,} papers: where the time goes")
        ours.forget(self._ours)
        with self._out() as site:
            self._figures.profiles[str(self._papers)] = self._profiled(site)

    def _profile_edit(self, editor: ours.Editor, site: Path) -> None:
        self._say(f"{self._papers:,} papers: where the time of an edit goes")
        editor.edit_paper()
        self._figures.edit_profiles[str(self._papers)] = self._profiled(site)

    def _profiled(self, site: Path) -> dict[str, float]:
        profile = [sys.executable, "-m", "benchmarks.profile", str(self._ours / "content"), str(site)]
        done = subprocess.run(profile, cwd=ours.ROOT, check=True, capture_output=True, text=True)
        found: dict[str, float] = json.loads(done.stdout)
        return found

    def _extras(self) -> None:
        """What only scholarfolio does, with nothing kept and with what is kept."""
        if (self._row(ours.NAME, COLD).wall or 0) > TOO_LONG_FOR_EXTRAS:
            return
        for name, extra in extras.wanted(self._papers).items():
            self._say(f"{self._papers:,} papers: {name}")
            with extra(self._ours):
                for _ in range(self._plan.rounds):
                    self._cold_and_kept(name, name + KEPT)

    def _edits(self) -> None:
        """Build again after each edit, with all that is kept from build to build."""
        self._say(f"{self._papers:,} papers: edits")
        editor = ours.Editor(self._ours)
        edits = {
            NOTHING: editor.nothing,
            PAPER: editor.edit_paper,
            TEMPLATE: editor.edit_template,
            AUTHOR: editor.rename_author,
        }
        with self._out() as site:
            command = ours.command(self._ours, site)
            first, warm = self._run(command, self._ours), self._row(ours.NAME, WARM)
            if self._wants_more(warm):
                warm.add(first)
                warm.count(census(site))
            for _ in range(self._plan.rounds):
                for case, edit in edits.items():
                    if self._wants_more(row := self._row(ours.NAME, case)):
                        edit()
                        row.add(self._run(command, self._ours))
            self._profile_edit(editor, site)
            self._say(f"{self._papers:,} papers: reading")
            self._figures.reading.append(reading.measure(site, self._papers, browser=self._papers <= IN_BROWSER_UP_TO))

    def _row(self, tool: str, case: str) -> Row:
        return self._figures.row(self._papers, tool, case)

    def _limit(self, tool: str) -> float:
        return self._plan.limit if tool in (STANDARD, ours.NAME) else self._plan.limit_of_others

    def _run(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, limit: float = 0
    ) -> Run:
        os.sync()  # nobody is to pay for what another has written
        return run(command, folder, limit or self._plan.limit, environment)

    @contextmanager
    def _out(self) -> Iterator[Path]:
        """A new folder for a site, which is gone afterwards."""
        shutil.rmtree(self._site, ignore_errors=True)
        yield self._site
        shutil.rmtree(self._site, ignore_errors=True)


def _write_projects(peers: Sequence[Peer], content: Path, site: Path, folder: Path) -> None:
    if peers:
        found = given(content, site)
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
