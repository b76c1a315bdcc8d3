"""Workers: outputs are rendered and staged, by this process or by several."""

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

# Below this many outputs further processes cost more than they bring: they have to start and, where they cannot be
# forked, to receive the catalog.
PARALLEL_FROM = 300
PARALLEL_FROM_ANEW = 3000
# A part of the work shows at least so many papers, enough that handing it out does not count, and of a large site a
# 32nd of what each process does, so that there are few notes to read; but no more than 512, of which a process may have
# copies before it is replaced. No process is left over with much to do when the others are done.
PART = 64
SHARES = 32
PART_AT_MOST = 512


class Unit(NamedTuple):
    """Outputs that are made together.

    Attributes:
        chunk: the index and the first of a chunk of papers or groups, where nothing more is to be made than what each
            output needs of that chunk.
    """

    name: str
    outputs: Sequence[Output]
    chunk: tuple[str, str] | None = None


class RenderedOutput(NamedTuple):
    """An output that was rendered.

    Attributes:
        is_staged: whether the file is not the same as before.
        stamp: how the file stamps; ``None`` where there is none, because of an error.
    """

    is_staged: bool
    stamp: FileStamp | None
    problems: tuple[Problem, ...]


class PartResult(NamedTuple):
    """What a process made in one go.

    Attributes:
        number: of the part; ``made``: its outputs, in their order.
        spans: where the fragments are that it made, by their names.
        part: where it noted what everything was made from; ``None`` where that could not be written.
        steady: whether nothing of it may come out differently though nothing is known to have changed.
    """

    number: int
    made: Sequence[RenderedOutput]
    spans: Mapping[str, Span]
    part: LogPart | None
    steady: bool


@dataclass
class RenderResult:
    """What was made of a site.

    Attributes:
        staged: the paths of those that are not the same as before.
        problems: those that were met.
        parts: where the notes are of what the outputs were made from; ``None`` for those that could not be written.
        steady: whether none of them may come out differently though nothing is known to have changed.
    """

    staged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: list[LogPart | None] = field(default_factory=list)
    steady: bool = True
    # of the files that were made; as one number after the other they take an eighth of the memory, 100 MB at 100,000
    _paths: list[str] = field(default_factory=list)
    _sizes_and_times: array[int] = field(default_factory=lambda: array("q"))

    @property
    def stamps(self) -> dict[str, FileStamp]:
        """The stamps of the files that were made, by path."""
        numbers = iter(self._sizes_and_times)
        return dict(zip(self._paths, zip(numbers, numbers, strict=True), strict=True))

    def add(self, share: PartResult, units: Iterable[Unit]) -> int:
        """Take over what a process made of some units; says of how many outputs."""
        outputs = (output for unit in units if not unit.chunk for output in unit.outputs)
        for output, made in zip(outputs, share.made, strict=True):
            if made.stamp:
                self._paths.append(output.path)
                self._sizes_and_times.extend(made.stamp)
            if made.is_staged:
                self.staged.append(output.path)
            self.problems += made.problems
        self.parts.append(share.part)
        self.steady = self.steady and share.steady
        return len(share.made)


def make_all(
    prepared: PlannedSite,
    outdated: Mapping[str, Sequence[Output]],
    memory: BuildCache,
    folder: OutputFolder,
    spans: Spans,
    fingerprints: Fingerprints,
    jobs: int,
    progress: Progress,
) -> RenderResult:
    """Render outputs, and stage those that differ from what is there.

    Args:
        prepared: the site; ``outdated``: those units of its plan that are to be made, by name.
        memory: what is kept of earlier builds; ``spans``: where the fragments of it are that are still good.
        fingerprints: of facts.
        folder: where they are staged.
        jobs: with how many processes; 0 chooses. A large site is rendered by others than this one even where it is
            one, since others can be replaced when their memory has grown.
        progress: told from time to time how many are done.

    Raises:
        WorkerEnded: a process was killed.
    """
    work, units, done = RenderResult(), list(starmap(Unit, outdated.items())), 0
    total = sum(len(unit.outputs) for unit in units)
    others, can_fork = jobs or os.cpu_count() or 1, forks()
    enough = PARALLEL_FROM if can_fork else PARALLEL_FROM_ANEW
    if (total < enough and jobs < 2) or (others == 1 and not can_fork):
        others = 0
    parts = _parts(units, prepared.catalog, others) if others else _cut(units, lambda unit: len(unit.outputs))
    for share in _Rendering(prepared, memory, folder, parts, spans, fingerprints).done(others):
        done += work.add(share, parts[share.number])
        progress(done, total)
    return work


def _parts(units: Sequence[Unit], catalog: Catalog, processes: int) -> list[Sequence[Unit]]:
    """What several processes do: the papers first, then the rest; of a large site also what is made ahead of these.

    Each finds the fragments written that those before it made. Of the rest that which takes longest is begun first, so
    that no process works on when the others are done.
    """
    of_papers = {paper_id: unit for unit in units if (paper_id := _paper_of(unit))}
    others = sorted((unit for unit in units if not _paper_of(unit)), key=_weight, reverse=True)
    cut = chunks(catalog.ids)
    if len(cut) == 1:  # no list is so long that others could help with it
        return [*_cut(of_papers.values(), _weight, processes), *_cut(others, _weight, processes)]
    outputs = [output for unit in units for output in unit.outputs]
    parts = {first: [of_papers[paper_id] for paper_id in ids if paper_id in of_papers] for first, ids in cut.items()}
    return [
        *map(_ahead, large_sites.of_papers(outputs, {first: bool(part) for first, part in parts.items()})),
        *filter(None, parts.values()),
        *map(_ahead, large_sites.of_groups(outputs, catalog)),
        *_cut(others, _weight, processes),
    ]


def _ahead(ahead: large_sites.Ahead) -> Sequence[Unit]:
    index, first, outputs = ahead
    return [Unit("", outputs, (index, first))]


def _cut(units: Iterable[Unit], weight: Callable[[Unit], int], processes: int = 1) -> list[Sequence[Unit]]:
    weighed = [(unit, weight(unit)) for unit in units]
    size = max(PART, min(sum(found for _, found in weighed) // (processes * SHARES), PART_AT_MOST))
    parts: list[list[Unit]] = []
    carried = size
    for unit, found in weighed:
        if carried >= size:
            parts.append([])
            carried = 0
        parts[-1].append(unit)
        carried += found
    return list(parts)


def _paper_of(unit: Unit) -> str:
    """The id of the paper that all outputs of a unit are about; nothing where there is none."""
    first = unit.outputs[0]
    return first.key if first.collection == "papers" and first.unit == f"/{first.subject}" else ""


def _weight(unit: Unit) -> int:
    """How much work a unit is, about: as much as showing so many papers."""
    return sum(output.weight for output in unit.outputs)


class _Rendering:
    """Renders and stages outputs in parts. It is pickled where processes cannot be forked.

    Args:
        parts: the outputs to make.
        spans: where the fragments are that are of use.
        fingerprints: of facts.
    """

    def __init__(
        self,
        prepared: PlannedSite,
        memory: BuildCache,
        folder: OutputFolder,
        parts: Sequence[Sequence[Unit]],
        spans: Spans,
        fingerprints: Fingerprints,
    ) -> None:
        self._prepared = prepared
        self._kept, self._cache, self._fragments = memory.kept, memory.cache, memory.fragments
        self._folder = folder
        self._parts = parts
        self._spans = spans
        self._fingerprints = fingerprints
        self._news: dict[int, dict[str, Span]] = {}
        self._renderer: Renderer | None = None

    def done(self, others: int) -> Iterator[PartResult]:
        """What every part comes to. What one is made from comes in a part before it.

        Args:
            others: how many processes are to be started for it; without any, this one does it.
        """
        if not others:
            do = self.begin(0)
            try:
                yield from (do(part, {}) for part in range(len(self._parts)))
            finally:
                self._own.close()
            return
        if forks():  # all that is loaded and told once instead of by each process: 0.1 s of every one
            self._renderer = self._new_renderer()
            outputs = (output for part in self._parts for unit in part for output in unit.outputs)
            self._renderer.load({output.template for output in outputs if output.template})
            load_text_conversion()
            # what goes through all of an index is worked out now, for answers and for fingerprints
            for kind, index in (*product(("index", "chunks", "largest"), INDEXES), ("chunks", "papers")):
                self._renderer.queries.answers[kind](index)
                self._fingerprints[f"{kind}/{index}"]
            for paper_id in self._prepared.catalog.by_id:
                self._fingerprints[f"paper/{paper_id}"]
        large = large_sites.is_large(self._prepared.catalog)
        memory = partial(large_sites.memory_for_each, others) if large else None
        for share in run_parts(self, len(self._parts), others, memory):
            self._spans.add(share.spans)
            for news in self._news.values():
                news |= share.spans
            yield share

    def news(self, place: int) -> dict[str, Span]:
        """The fragments that were made since this process was last asked, or since it began."""
        known = self._news.get(place, {})
        self._news[place] = {}
        return known

    def begin(self, place: int) -> Callable[[int, dict[str, Span]], PartResult]:
        """What makes a part in this process, which is told where fragments are that others made."""
        renderer = self._renderer or self._new_renderer()
        queries = renderer.queries
        fragments = self._own = queries.fragments = self._fragments.with_file(place)
        queries.spans = self._spans

        def do(part: int, news: dict[str, Span]) -> PartResult:
            queries.spans.add(news)
            made, notes = list[RenderedOutput](), BuildLog()
            for name, outputs, chunk in self._parts[part]:
                if chunk:
                    queries.record(partial(self._make_ahead, outputs, chunk, renderer))
                    continue
                found, asked = queries.record(partial(self._made, outputs, renderer))
                problems = [problem for output in found for problem in output.problems]
                notes.add_unit(name, asked, problems)
                made += found
            spans = dict[str, Span]()
            for name, fragment in queries.take_fragments().items():
                notes.add_fragment(name, *fragment)
                if fragment.span:
                    spans[name] = fragment.span
            notes.add_fingerprints(self._fingerprints)
            where = notes.write(fragments)
            fragments.flush()
            return PartResult(part, made, spans, where, CHANCE not in notes.fingerprints)

        return do

    def _new_renderer(self) -> Renderer:
        return Renderer(self._prepared.queries(), self._prepared.theme, self._kept, self._cache)

    def _make_ahead(self, outputs: Sequence[Output], chunk: tuple[str, str], renderer: Renderer) -> None:
        for output in outputs:
            renderer.ahead(output, *chunk)

    def _made(self, outputs: Sequence[Output], renderer: Renderer) -> list[RenderedOutput]:
        return [self._staged(output, renderer.render(output)) for output in outputs]

    def _staged(self, output: Output, rendered: Rendered) -> RenderedOutput:
        failed = any(problem.severity == "error" for problem in rendered.problems)
        is_staged, stamp = (False, None) if failed else self._folder.stage(output.path, rendered.data)
        return RenderedOutput(is_staged, stamp, rendered.problems)
