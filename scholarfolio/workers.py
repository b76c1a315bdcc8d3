"""Workers: outputs are rendered and staged, by this process or by several."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import filterfalse
from typing import NamedTuple

from scholarfolio.catalog import INDEXES, Catalog
from scholarfolio.facts import Made as Derived
from scholarfolio.ledger import Standing
from scholarfolio.memory import Memory
from scholarfolio.numbering import Numbering, Numbers, Renumbering
from scholarfolio.options import Progress
from scholarfolio.paging import PAPERS_ON_PAGE
from scholarfolio.pieces import Span
from scholarfolio.plan import PICTURE_KINDS, Output
from scholarfolio.prepare import Prepared
from scholarfolio.problems import Problem
from scholarfolio.processes import do_parts, forks
from scholarfolio.render import Renderer
from scholarfolio.write import Look, OutputFolder

# Below this many outputs further processes cost more than they bring: they have to start and, where they cannot be
# forked, to receive the catalog.
PARALLEL_FROM = 300
PARALLEL_FROM_ANEW = 3000
# A part of the work shows about so many papers: enough that handing it out does not count, and few enough that no
# process is left over with much to do when the others are done.
PART = 64


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
    asked: Numbers


class Share(NamedTuple):
    """What a process made in one go.

    Attributes:
        names: facts that it met for the first time, in the order of their numbers.
        derived: the derived facts that it made.
    """

    made: Sequence[Made]
    names: Sequence[str]
    derived: dict[str, Derived]


@dataclass
class Work:
    """What was made of a site.

    Attributes:
        numbering: of all facts that were asked.
        made: outputs by path; ``derived``: the derived facts that were needed for them.
    """

    numbering: Numbering
    made: dict[str, Made] = field(default_factory=dict)
    derived: dict[str, Derived] = field(default_factory=dict)

    def add(self, share: Share, ours: Renumbering) -> None:
        """Take over what a process made, its numbers turned into ours."""
        ours.learn(share.names)
        for made in share.made:
            self.made[made.path] = made._replace(asked=ours(made.asked))
        for name, derived in share.derived.items():
            self.derived[name] = derived._replace(asked=ours(derived.asked))


def make_all(
    prepared: Prepared,
    outputs: Sequence[Output],
    memory: Memory,
    folder: OutputFolder,
    standing: Standing,
    jobs: int,
    progress: Progress,
) -> Work:
    """Render outputs, and stage those that differ from what is there.

    Args:
        prepared: the site; ``outputs``: those of its plan that are to be made.
        memory: what is kept of earlier builds.
        folder: where they are staged.
        standing: what is still good of the last build.
        jobs: with how many processes; 0 chooses. A large site is rendered by others than this one even where it is
            one, since others can be replaced when their memory has grown.
        progress: told from time to time how many are done.

    Raises:
        Ended: a process was killed.
    """
    work = Work(standing.numbering())
    others, can_fork = jobs or os.cpu_count() or 1, forks()
    enough = PARALLEL_FROM if can_fork else PARALLEL_FROM_ANEW
    if (len(outputs) < enough and jobs < 2) or (others == 1 and not can_fork):
        others = 0
    parts = _parts(outputs, prepared.catalog) if others else _cut(outputs, lambda output: 1)
    job = _Rendering(prepared, memory, folder, parts, standing.spans)
    numbers: dict[int, Renumbering] = defaultdict(partial(Renumbering, work.numbering))
    for process, share in job.done(others):
        work.add(share, numbers[process])
        progress(len(work.made), len(outputs))
    return work


def _parts(outputs: Sequence[Output], catalog: Catalog) -> list[Sequence[Output]]:
    """What several processes do: first all that is about one paper, then the rest, which finds those pieces written.

    Of the rest that which takes longest is begun first, so that no process works on when the others are done.
    """
    weight = partial(_weight, catalog=catalog)
    rest = sorted(filterfalse(_is_about_a_paper, outputs), key=weight, reverse=True)
    return [*_cut(filter(_is_about_a_paper, outputs), weight), *_cut(rest, weight)]


def _cut(outputs: Iterable[Output], weight: Callable[[Output], int]) -> list[Sequence[Output]]:
    parts: list[list[Output]] = []
    carried = PART
    for output in outputs:
        if carried >= PART:
            parts.append([])
            carried = 0
        parts[-1].append(output)
        carried += weight(output)
    return list(parts)


def _is_about_a_paper(output: Output) -> bool:
    return output.kind == "paper" or output.subject.startswith("paper/")


def _weight(output: Output, catalog: Catalog) -> int:
    """How much work an output is, about: how many papers it shows."""
    index, _, key = output.subject.partition("/")
    if output.kind in PICTURE_KINDS:
        return PART
    if output.file or index == "paper":
        return 0
    if output.kind == "paper":
        return 1
    if output.kind == "export" and key:
        return 1
    if key:
        return 1 + min(len(catalog.groups(index)[key].papers), PAPERS_ON_PAGE)
    return 1 if index and index not in INDEXES else len(catalog.papers)


class _Rendering:
    """Renders and stages outputs in parts. It is pickled where processes cannot be forked.

    Args:
        parts: the outputs to make.
        spans: the pieces that are of use.
    """

    def __init__(
        self,
        prepared: Prepared,
        memory: Memory,
        folder: OutputFolder,
        parts: Sequence[Sequence[Output]],
        spans: dict[str, Span],
    ) -> None:
        self._prepared = prepared
        self._kept, self._cache, self._pieces = memory.kept, memory.cache, memory.pieces
        self._folder = folder
        self._parts = parts
        self._spans = spans
        self._news: dict[int, dict[str, Span]] = {}
        self._renderer: Renderer | None = None

    def done(self, others: int) -> Iterator[tuple[int, Share]]:
        """What every part comes to, with the number of the process that did it.

        Args:
            others: how many processes are to be started for it; without any, this one does it.
        """
        if not others:
            do = self.begin(0)
            try:
                yield from ((0, do(part, {})) for part in range(len(self._parts)))
            finally:
                self._own.close()
            return
        if forks():  # templates are loaded once instead of by each process, which takes 20 ms
            self._renderer = self._new_renderer()
            self._renderer.load({output.template for part in self._parts for output in part if output.template})
        for process, share in do_parts(self, len(self._parts), others):
            spans = {name: derived.span for name, derived in share.derived.items() if derived.span}
            self._spans |= spans
            for news in self._news.values():
                news |= spans
            yield process, share

    def news(self, place: int) -> dict[str, Span]:
        """The pieces that were made since this process was last asked, or since it began."""
        known = self._news.get(place, {})
        self._news[place] = {}
        return known

    def begin(self, place: int) -> Callable[[int, dict[str, Span]], Share]:
        """What makes a part in this process, which is told where pieces are that others made."""
        renderer = self._renderer or self._new_renderer()
        facts = renderer.facts
        pieces = self._own = facts.pieces = self._pieces.of(place)
        facts.spans = self._spans

        def do(part: int, news: dict[str, Span]) -> Share:
            facts.spans |= news
            made = [self._made(output, renderer) for output in self._parts[part]]
            pieces.flush()
            return Share(made, facts.numbering.new(), facts.take_derived())

        return do

    def _new_renderer(self) -> Renderer:
        return Renderer(self._prepared.facts(), self._prepared.theme, self._kept, self._cache)

    def _made(self, output: Output, renderer: Renderer) -> Made:
        rendered = renderer.render(output)
        failed = any(problem.severity == "error" for problem in rendered.problems)
        what, look = (None, None) if failed else self._folder.stage(output.path, rendered.data)
        return Made(output.path, what, look, rendered.problems, rendered.asked)
