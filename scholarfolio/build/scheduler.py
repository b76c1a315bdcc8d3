"""The scheduler: outdated units are rendered and staged, by this process or by several."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product, starmap
from typing import NamedTuple

from scholarfolio.build import large_sites
from scholarfolio.build.fingerprints import Fingerprints
from scholarfolio.build.fork import forks
from scholarfolio.build.last_build import BuildCache
from scholarfolio.build.options import Progress
from scholarfolio.build.output_folder import FileStamp, OutputFolder
from scholarfolio.build.pool import run_parts
from scholarfolio.build.site import PlannedSite
from scholarfolio.catalog.catalog import INDEXES, Catalog
from scholarfolio.catalog.outputs import Output
from scholarfolio.render.renderer import Rendered, Renderer
from scholarfolio.text import load as load_text_conversion
from scholarfolio.tracking.build_log import BuildLog, LogPart
from scholarfolio.tracking.chunks import chunks
from scholarfolio.tracking.fragments import Span, Spans
from scholarfolio.tracking.recorder import CHANCE
from scholarfolio.values.problems import Problem

# Below these numbers of outputs, other processes cost more than they save: they have to start and, where they cannot be
# forked, to receive the catalog. Measured by `make bench`.
PARALLEL_FROM = 300
PARALLEL_FROM_SPAWNED = 3000
# A part weighs at least so much that handing it out takes no time to speak of. Of a large site each process does about
# so many parts, since the log is to have few; but no part is so heavy that a process has to be replaced before its end,
# or is left with much to do when the others are done.
PART = 64
PARTS_OF_PROCESS = 32
PART_AT_MOST = 512


class Unit(NamedTuple):
    """Outputs that are made together.

    Attributes:
        chunk: where only fragments are to be made ahead: the index and the first key of the chunk of papers or groups
            from which the outputs need them.
    """

    name: str
    outputs: Sequence[Output]
    chunk: tuple[str, str] | None = None


class RenderedOutput(NamedTuple):
    """An output that was rendered.

    Attributes:
        is_staged: whether the file differs from the one of the last build.
        stamp: of the file; ``None`` where there is none, because of an error.
    """

    is_staged: bool
    stamp: FileStamp | None
    problems: tuple[Problem, ...]


class PartResult(NamedTuple):
    """The result of one part of the job.

    Attributes:
        number: of the part; ``outputs``: its outputs, in their order.
        spans: of the fragments that were made, by their names.
        log_part: the part of the log about it; ``None`` where that could not be written.
        is_repeatable: whether everything would come out the same again if no dependency changed.
    """

    number: int
    outputs: Sequence[RenderedOutput]
    spans: Mapping[str, Span]
    log_part: LogPart | None
    is_repeatable: bool


@dataclass
class RenderResult:
    """The result of rendering.

    Attributes:
        staged: the paths of the files that differ from those of the last build.
        problems: of the outputs.
        parts: of the log; ``None`` for those that could not be written.
        is_repeatable: whether everything would come out the same again if no dependency changed.
    """

    staged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: list[LogPart | None] = field(default_factory=list)
    is_repeatable: bool = True
    # stamps of the rendered files, in an array of numbers, since tuples take several times the memory
    _paths: list[str] = field(default_factory=list)
    _sizes_and_times: array[int] = field(default_factory=lambda: array("q"))

    @property
    def stamps(self) -> dict[str, FileStamp]:
        """The stamps of the rendered files, by path."""
        numbers = iter(self._sizes_and_times)
        return dict(zip(self._paths, zip(numbers, numbers, strict=True), strict=True))

    def add(self, part: PartResult, units: Iterable[Unit]) -> int:
        """Add the result of a part that consisted of some units; gives its number of outputs."""
        outputs = (output for unit in units if not unit.chunk for output in unit.outputs)
        for output, rendered in zip(outputs, part.outputs, strict=True):
            if rendered.stamp:
                self._paths.append(output.path)
                self._sizes_and_times.extend(rendered.stamp)
            if rendered.is_staged:
                self.staged.append(output.path)
            self.problems += rendered.problems
        self.parts.append(part.log_part)
        self.is_repeatable = self.is_repeatable and part.is_repeatable
        return len(part.outputs)


def render_units(
    site: PlannedSite,
    outdated: Mapping[str, Sequence[Output]],
    cache: BuildCache,
    folder: OutputFolder,
    spans: Spans,
    fingerprints: Fingerprints,
    jobs: int,
    progress: Progress,
) -> RenderResult:
    """Render units, and stage the files that differ from those of the last build.

    Args:
        site: the site; ``outdated``: those of its units that are to be rendered, by name.
        cache: of earlier builds; ``spans``: of the reusable fragments in it.
        folder: the output folder.
        fingerprints: of dependencies.
        jobs: how many processes render; 0 for as many as there are processors. A large site is rendered by another
            process than this one even if it is to be only one, since that can be replaced when its memory has grown.
        progress: called from time to time with the numbers of rendered and of all outputs.

    Raises:
        WorkerEndedError: a process was killed.
    """
    result, units, done = RenderResult(), list(starmap(Unit, outdated.items())), 0
    total = sum(len(unit.outputs) for unit in units)
    workers, can_fork = jobs or os.cpu_count() or 1, forks()
    enough = PARALLEL_FROM if can_fork else PARALLEL_FROM_SPAWNED
    if (total < enough and jobs < 2) or (workers == 1 and not can_fork):
        workers = 0
    parts = _parts(units, site.catalog, workers) if workers else _cut(units, lambda unit: len(unit.outputs))
    for part in _Rendering(site, cache, folder, parts, spans, fingerprints).results(workers):
        done += result.add(part, parts[part.number])
        progress(done, total)
    return result


def _parts(units: Sequence[Unit], catalog: Catalog, processes: int) -> list[Sequence[Unit]]:
    """The parts for several processes: papers first, then the rest; where there are many papers, also work done ahead.

    Each part finds the fragments of those before it. Of the rest, what takes longest is started first, so that all
    processes end at about the same time.
    """
    of_papers = {paper_id: unit for unit in units if (paper_id := _paper_of(unit))}
    rest = sorted((unit for unit in units if not _paper_of(unit)), key=_weight, reverse=True)
    paper_chunks = chunks(catalog.ids)
    if len(paper_chunks) == 1:  # no list is so long that several processes could share it
        return [*_cut(of_papers.values(), _weight, processes), *_cut(rest, _weight, processes)]
    outputs = [output for unit in units for output in unit.outputs]
    parts = {
        first: [of_papers[paper_id] for paper_id in ids if paper_id in of_papers] for first, ids in paper_chunks.items()
    }
    return [
        *map(_ahead, large_sites.ahead_for_papers(outputs, {first: bool(part) for first, part in parts.items()})),
        *filter(None, parts.values()),
        *map(_ahead, large_sites.ahead_for_groups(outputs, catalog)),
        *_cut(rest, _weight, processes),
    ]


def _ahead(ahead: large_sites.Ahead) -> Sequence[Unit]:
    index, first, outputs = ahead
    return [Unit("", outputs, (index, first))]


def _cut(units: Iterable[Unit], weight: Callable[[Unit], int], processes: int = 1) -> list[Sequence[Unit]]:
    weights = [(unit, weight(unit)) for unit in units]
    enough = max(PART, min(sum(weight for _, weight in weights) // (processes * PARTS_OF_PROCESS), PART_AT_MOST))
    parts: list[list[Unit]] = []
    total = enough
    for unit, unit_weight in weights:
        if total >= enough:
            parts.append([])
            total = 0
        parts[-1].append(unit)
        total += unit_weight
    return list(parts)


def _paper_of(unit: Unit) -> str:
    """The id of the paper that all outputs of a unit are about; nothing where there is none."""
    first = unit.outputs[0]
    return first.key if first.collection == "papers" and first.unit == f"/{first.subject}" else ""


def _weight(unit: Unit) -> int:
    """About how much work a unit is: as much as to show so many papers."""
    return sum(output.weight for output in unit.outputs)


class _Rendering:
    """The job that renders and stages units in parts. It is pickled where processes cannot be forked.

    Args:
        parts: the units of each.
        spans: of the reusable fragments.
        fingerprints: of dependencies.
    """

    def __init__(
        self,
        site: PlannedSite,
        cache: BuildCache,
        folder: OutputFolder,
        parts: Sequence[Sequence[Unit]],
        spans: Spans,
        fingerprints: Fingerprints,
    ) -> None:
        self._site = site
        self._store, self._cache_folder, self._fragments = cache.store, cache.folder, cache.fragments
        self._folder = folder
        self._parts = parts
        self._spans = spans
        self._fingerprints = fingerprints
        self._new_spans: dict[int, dict[str, Span]] = {}  # that the process in each slot does not know yet
        self._renderer: Renderer | None = None

    def results(self, workers: int) -> Iterator[PartResult]:
        """The results of the parts. Those whose fragments a part uses come before it.

        Args:
            workers: how many processes to start; with 0, this one does everything.
        """
        if not workers:
            do = self.begin(0)
            try:
                yield from (do(part, {}) for part in range(len(self._parts)))
            finally:
                self._written_fragments.close()
            return
        if forks():  # what every process would load or work out by itself is done once, before they are forked
            self._renderer = self._new_renderer()
            outputs = (output for part in self._parts for unit in part for output in unit.outputs)
            self._renderer.load({output.template for output in outputs if output.template})
            load_text_conversion()
            # these go through a whole index, of which each process would copy the memory
            for kind, index in (*product(("index", "chunks", "largest"), INDEXES), ("chunks", "papers")):
                self._renderer.queries.answers[kind](index)
                self._fingerprints[f"{kind}/{index}"]
            for paper_id in self._site.catalog.by_id:
                self._fingerprints[f"paper/{paper_id}"]
        large = large_sites.is_large(self._site.catalog)
        memory = partial(large_sites.memory_for_each, workers) if large else None
        for result in run_parts(self, len(self._parts), workers, memory):
            self._spans.add(result.spans)
            for spans in self._new_spans.values():
                spans |= result.spans
            yield result

    def updates(self, slot: int) -> dict[str, Span]:
        """The spans of the fragments that were made since the last call for this slot."""
        spans = self._new_spans.get(slot, {})
        self._new_spans[slot] = {}
        return spans

    def begin(self, slot: int) -> Callable[[int, dict[str, Span]], PartResult]:
        """A function that renders and stages a part in this process, given the spans of others' fragments."""
        renderer = self._renderer or self._new_renderer()
        queries = renderer.queries
        fragments = self._written_fragments = queries.fragments = self._fragments.with_file(slot)
        queries.spans = self._spans

        def do(part: int, updates: dict[str, Span]) -> PartResult:
            queries.spans.add(updates)
            part_outputs, log = list[RenderedOutput](), BuildLog()
            for name, outputs, chunk in self._parts[part]:
                if chunk:
                    queries.record(partial(self._make_ahead, outputs, chunk, renderer))
                    continue
                rendered, dependencies = queries.record(partial(self._render, outputs, renderer))
                problems = [problem for output in rendered for problem in output.problems]
                log.add_unit(name, dependencies, problems)
                part_outputs += rendered
            spans = dict[str, Span]()
            for name, fragment in queries.take_fragments().items():
                log.add_fragment(name, *fragment)
                if fragment.span:
                    spans[name] = fragment.span
            log.add_fingerprints(self._fingerprints)
            log_part = log.write(fragments)
            fragments.flush()
            return PartResult(part, part_outputs, spans, log_part, CHANCE not in log.fingerprints)

        return do

    def _new_renderer(self) -> Renderer:
        return Renderer(self._site.queries(), self._site.theme, self._store, self._cache_folder)

    def _make_ahead(self, outputs: Sequence[Output], chunk: tuple[str, str], renderer: Renderer) -> None:
        for output in outputs:
            renderer.ahead(output, *chunk)

    def _render(self, outputs: Sequence[Output], renderer: Renderer) -> list[RenderedOutput]:
        return [self._stage(output, renderer.render(output)) for output in outputs]

    def _stage(self, output: Output, rendered: Rendered) -> RenderedOutput:
        failed = any(problem.severity == "error" for problem in rendered.problems)
        is_staged, stamp = (False, None) if failed else self._folder.stage(output.path, rendered.data)
        return RenderedOutput(is_staged, stamp, rendered.problems)
