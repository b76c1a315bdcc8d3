"""Workers: outputs are rendered and staged, by this process or by several."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scholarfolio.facts import Asked, Shelves
from scholarfolio.memory import Memory
from scholarfolio.options import Progress
from scholarfolio.plan import Output
from scholarfolio.prepare import Prepared
from scholarfolio.problems import Problem
from scholarfolio.render import Renderer
from scholarfolio.write import Look, OutputFolder

# Below this many outputs a second process costs more than it brings: it has to start, and to receive the catalog.
PARALLEL_FROM = 1500
CHUNK = 64
# Forked processes share the catalog's memory; elsewhere each receives a copy. On macOS the system's own libraries do
# not survive being forked.
START = "fork" if sys.platform == "linux" else "spawn"


class Made(NamedTuple):
    """An output that was rendered.

    Attributes:
        what: whether the file is ``new`` or ``changed``; ``None`` where it is the same.
        look: how the file looks; ``None`` where there is none, because of an error.
        asked: the facts that it was made from.
    """

    path: str
    what: str | None
    look: Look | None
    problems: tuple[Problem, ...]
    asked: Asked


Result = tuple[list[Made], dict[str, Asked]]


def make_all(
    prepared: Prepared,
    outputs: Sequence[Output],
    memory: Memory,
    folder: OutputFolder,
    pieces: Shelves,
    jobs: int,
    progress: Progress,
) -> tuple[dict[str, Made], dict[str, Asked]]:
    """Render outputs, and stage those that differ from what is there.

    Args:
        prepared: the site; ``outputs``: those of its plan that are to be made.
        memory: what is kept of earlier builds, and ``pieces``, which one process alone makes use of.
        folder: where they are staged.
        jobs: with how many processes; 0 chooses.
        progress: told from time to time how many are done.

    Returns:
        What was made, by path; and the derived facts that were needed for it, with those that they were made from.
    """
    made: dict[str, Made] = {}
    derived: dict[str, Asked] = {}
    worker = _Worker(prepared, memory, folder)
    for results, theirs in _results(worker, outputs, pieces, _processes(jobs, len(outputs))):
        made |= {result.path: result for result in results}
        derived |= theirs
        progress(len(made), len(outputs))
    return made, derived


def _results(worker: _Worker, outputs: Sequence[Output], pieces: Shelves, processes: int) -> Iterator[Result]:
    chunks = [outputs[at : at + CHUNK] for at in range(0, len(outputs), CHUNK)]
    if processes == 1:
        worker.pieces = pieces  # several processes would each keep their own
        yield from map(worker, chunks)
        return
    import multiprocessing  # with the executor 15 ms of a start, which few builds need
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(
        processes, multiprocessing.get_context(START), initializer=_adopt, initargs=(worker,)
    ) as pool:
        yield from pool.map(_work, chunks)


def _processes(jobs: int, total: int) -> int:
    if jobs:
        return jobs
    return (os.cpu_count() or 1) if total >= PARALLEL_FROM else 1


class _Worker:
    """Renders and stages chunks of the plan; makes its renderer in the process that uses it."""

    def __init__(self, prepared: Prepared, memory: Memory, folder: OutputFolder) -> None:
        self.pieces: Shelves | None = None
        self._prepared = prepared
        self._kept, self._cache = memory.kept, memory.cache
        self._folder = folder
        self._renderer: Renderer | None = None

    def __call__(self, outputs: Sequence[Output]) -> Result:
        if self._renderer is None:
            facts = self._prepared.facts()
            facts.pieces = self.pieces
            self._renderer = Renderer(facts, self._prepared.theme, self._kept, self._cache)
        made = list(self._made(outputs, self._renderer))
        return made, self._renderer.facts.take_derived()

    def _made(self, outputs: Iterable[Output], renderer: Renderer) -> Iterator[Made]:
        for output in outputs:
            rendered = renderer.render(output)
            failed = any(problem.severity == "error" for problem in rendered.problems)
            what, look = (None, None) if failed else self._folder.stage(output.path, rendered.data)
            yield Made(output.path, what, look, rendered.problems, rendered.asked)


_adopted: _Worker | None = None


def _adopt(worker: _Worker) -> None:
    """Give a new process its worker once, instead of with every chunk."""
    global _adopted  # a process pool offers its processes no other place to keep things
    _adopted = worker


def _work(outputs: Sequence[Output]) -> Result:
    assert _adopted is not None
    return _adopted(outputs)
