"""Produce: the outputs of a site that are not as they would be made are made, and reach the output folder together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from scholarfolio.build.fingerprints import Digests
from scholarfolio.build.last_build import Done, Memory, packed_looks
from scholarfolio.build.options import Built, Options, Progress
from scholarfolio.build.output_folder import OutputFolder
from scholarfolio.build.pool import Ended
from scholarfolio.build.record_cache import KeptPapers
from scholarfolio.build.reuse import Standing
from scholarfolio.build.scheduler import Work, make_all
from scholarfolio.build.site import Prepared, prepare
from scholarfolio.catalog.outputs import units
from scholarfolio.catalog.related import Features, Related, related_papers
from scholarfolio.pictures.kept import Kept as Pictures
from scholarfolio.tracking.build_log import tidied
from scholarfolio.tracking.changes import NOTHING, Comparison, Overall
from scholarfolio.tracking.store import Kept, digest, packed
from scholarfolio.values.problems import Place, Problems, Stop


def produce(
    options: Options, content: Path, memory: Memory, folder: OutputFolder, problems: Problems, progress: Progress
) -> Built:
    """Build a site of which something changed.

    Raises:
        Stop: problems forbid it; the output folder is as it was before.
    """
    papers = KeptPapers(memory.kept, memory.inputs, options.processes)
    prepared = prepare(content, options.url, problems, papers.read, partial(_related, memory.kept))
    papers.save()
    _stop_if_needed(problems, options)
    assert prepared is not None, "content that cannot be planned has reported an error"

    base = _base(prepared, content, memory)
    try:
        work, overall = _made(prepared, papers, base, memory, folder, options.jobs, progress)
    except Ended:
        message = (
            "a process that rendered was ended by the system, which may be out of memory; --jobs 1 needs the least"
        )
        problems.error(Place(str(content)), message)
        raise Stop(problems) from None
    problems.extend(work.problems)
    _stop_if_needed(problems, options)

    paths = {output.path for output in prepared.plan}
    written = folder.commit(paths, work.staged)
    Pictures(memory.cache).tidy(paths)
    pages = sum(output.is_page for output in prepared.plan)
    built = Built(written, len(prepared.catalog.papers), pages, problems)
    if memory.inputs.steady():
        looks = folder.settled(paths, work.looks)
        inputs, counts = memory.inputs.total(), (len(prepared.plan), built.papers, built.pages)
        if not work.steady:
            inputs = b""
        # what stands is told by all notes together
        noted = [part for part in work.parts if part]
        parts = tuple(tidied(noted, memory.pieces)) if len(noted) == len(work.parts) else ()
        memory.save(Done(inputs, options.url, *counts, tuple(problems), packed_looks(looks), base, overall, parts))
    memory.inputs.save()
    return built


def _made(
    prepared: Prepared,
    papers: KeptPapers,
    base: bytes,
    memory: Memory,
    folder: OutputFolder,
    jobs: int,
    progress: Progress,
) -> tuple[Work, Overall]:
    """Make what does not stand of the last build, and take over what does; with it comes what stands for all facts.

    What tells the one from the other is let go of when it returns: its memory is wanted for moving files into place.
    """
    whole = units(prepared.plan)
    last = memory.last if memory.last and memory.last.base == base else None
    digests = Digests(prepared, papers.digests, memory.inputs, whole)
    parts, before = (last.parts, last.overall) if last else ((), NOTHING)
    # how files look is asked before other processes begin, which could not
    looks = folder.looks
    intact = last.intact(looks) if last else set[str]()
    now = digests.overall()
    standing = Standing(parts, memory.pieces, whole, intact, Comparison(digests, now, before))
    outdated = {name: outputs for name, outputs in whole.items() if name not in standing.units}
    work = make_all(prepared, outdated, memory, folder, standing.spans, digests, jobs, progress)
    work.problems += standing.problems
    work.parts[:0] = standing.parts
    return work, now


def _related(kept: Kept, features: Features) -> Related:
    """Related papers; those of the last build while what relates papers is the same: a second at 10,000."""
    key = digest(packed(list(features.items())))
    before: tuple[bytes, Related] | None = kept.load("related")
    if before and before[0] == key:
        return before[1]
    found = related_papers(features)
    kept.save("related", (key, found))
    return found


def _stop_if_needed(problems: Problems, options: Options) -> None:
    if problems.stops(strict=options.strict):
        raise Stop(problems)


def _base(prepared: Prepared, content: Path, memory: Memory) -> bytes:
    """What stands for all that reaches outputs without being asked for: the words of their language."""
    files = [memory.inputs.digest(str(content / f"words{suffix}")) for suffix in (".yaml", ".yml")]
    return digest(prepared.catalog.records.site.language.encode(), *files)
