"""Produce: the outputs of a site that are not as they would be made are made, and reach the output folder together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from scholarfolio.build.fingerprints import Fingerprints
from scholarfolio.build.last_build import BuildCache, LastBuild, packed_stamps
from scholarfolio.build.options import Built, Options, Progress
from scholarfolio.build.output_folder import OutputFolder
from scholarfolio.build.pool import WorkerEnded
from scholarfolio.build.record_cache import RecordCache
from scholarfolio.build.reuse import ReusableUnits
from scholarfolio.build.scheduler import RenderResult, make_all
from scholarfolio.build.site import PlannedSite, plan_site
from scholarfolio.catalog.outputs import units
from scholarfolio.catalog.related import Features, Related, related_papers
from scholarfolio.pictures.cache import PictureCache
from scholarfolio.tracking.build_log import compact_parts
from scholarfolio.tracking.changes import NO_FINGERPRINT, ChangeDetector, SiteFingerprint
from scholarfolio.tracking.store import Store, digest, packed
from scholarfolio.values.problems import Place, Problems, Stop


def produce(
    options: Options, content: Path, memory: BuildCache, folder: OutputFolder, problems: Problems, progress: Progress
) -> Built:
    """Build a site of which something changed.

    Raises:
        Stop: problems forbid it; the output folder is as it was before.
    """
    papers = RecordCache(memory.kept, memory.inputs, options.processes)
    prepared = plan_site(content, options.url, problems, papers.read, partial(_related, memory.kept))
    papers.save()
    _stop_if_needed(problems, options)
    assert prepared is not None, "content that cannot be planned has reported an error"

    base = _base(prepared, content, memory)
    try:
        work, overall = _made(prepared, papers, base, memory, folder, options.jobs, progress)
    except WorkerEnded:
        message = (
            "a process that rendered was ended by the system, which may be out of memory; --jobs 1 needs the least"
        )
        problems.error(Place(str(content)), message)
        raise Stop(problems) from None
    problems.extend(work.problems)
    _stop_if_needed(problems, options)

    paths = {output.path for output in prepared.plan}
    written = folder.commit(paths, work.staged)
    PictureCache(memory.cache).tidy(paths)
    pages = sum(output.is_page for output in prepared.plan)
    built = Built(written, len(prepared.catalog.papers), pages, problems)
    if memory.inputs.is_unchanged():
        stamps = folder.settled(paths, work.stamps)
        inputs, counts = memory.inputs.total_digest(), (len(prepared.plan), built.papers, built.pages)
        if not work.steady:
            inputs = b""
        # what stands is told by all notes together
        noted = [part for part in work.parts if part]
        parts = tuple(compact_parts(noted, memory.fragments)) if len(noted) == len(work.parts) else ()
        memory.save(
            LastBuild(inputs, options.url, *counts, tuple(problems), packed_stamps(stamps), base, overall, parts)
        )
    memory.inputs.save()
    return built


def _made(
    prepared: PlannedSite,
    papers: RecordCache,
    base: bytes,
    memory: BuildCache,
    folder: OutputFolder,
    jobs: int,
    progress: Progress,
) -> tuple[RenderResult, SiteFingerprint]:
    """Make what does not stand of the last build, and take over what does; with it comes what stands for all facts.

    What tells the one from the other is let go of when it returns: its memory is wanted for moving files into place.
    """
    whole = units(prepared.plan)
    last = memory.last if memory.last and memory.last.base == base else None
    fingerprints = Fingerprints(prepared, papers.fingerprints, memory.inputs, whole)
    parts, before = (last.parts, last.overall) if last else ((), NO_FINGERPRINT)
    # the stamps are asked for before other processes begin, which could not
    stamps = folder.stamps
    intact = last.intact(stamps) if last else set[str]()
    now = fingerprints.overall()
    standing = ReusableUnits(parts, memory.fragments, whole, intact, ChangeDetector(fingerprints, now, before))
    outdated = {name: outputs for name, outputs in whole.items() if name not in standing.units}
    work = make_all(prepared, outdated, memory, folder, standing.spans, fingerprints, jobs, progress)
    work.problems += standing.problems
    work.parts[:0] = standing.parts
    return work, now


def _related(kept: Store, features: Features) -> Related:
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


def _base(prepared: PlannedSite, content: Path, memory: BuildCache) -> bytes:
    """What stands for all that reaches outputs without being asked for: the words of their language."""
    files = [memory.inputs.digest(str(content / f"words{suffix}")) for suffix in (".yaml", ".yml")]
    return digest(prepared.catalog.records.site.language.encode(), *files)
