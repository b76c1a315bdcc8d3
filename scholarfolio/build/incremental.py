"""The incremental build: outdated outputs are rendered, the others reused, and all reach the output folder together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from scholarfolio.build.fingerprints import Fingerprints
from scholarfolio.build.last_build import BuildCache, LastBuild, packed_stamps
from scholarfolio.build.options import Built, Options, Progress, StagedSite
from scholarfolio.build.output_folder import OutputFolder
from scholarfolio.build.pool import WorkerEndedError
from scholarfolio.build.record_cache import RecordCache
from scholarfolio.build.reuse import ReusableUnits
from scholarfolio.build.scheduler import RenderResult, render_units
from scholarfolio.build.site import PlannedSite, plan_site
from scholarfolio.catalog.outputs import units
from scholarfolio.catalog.related import Features, Related, related_papers
from scholarfolio.pictures.cache import PictureCache
from scholarfolio.tracking.build_log import compact_parts
from scholarfolio.tracking.changes import NO_FINGERPRINT, ChangeDetector, SiteFingerprint
from scholarfolio.tracking.store import Store, digest, packed
from scholarfolio.values.problems import Place, Problems, Stop


def build_incrementally(
    options: Options, content: Path, cache: BuildCache, folder: OutputFolder, problems: Problems, progress: Progress
) -> Built:
    """Build a site of which something changed.

    Raises:
        Stop: problems forbid it; the output folder is as it was before.
    """
    papers = RecordCache(cache.store, cache.source_files, options.processes)
    site = plan_site(content, options.url, problems, papers.read, partial(_related, cache.store))
    papers.save()
    _stop_if_needed(problems, options)
    assert site is not None, "content that cannot be planned has reported an error"
    papers.add_link_targets(site.catalog.papers)

    base = _base(site, content, cache)
    try:
        result, site_fingerprint = _render_outdated(site, papers, base, cache, folder, options.jobs, progress)
    except WorkerEndedError:
        message = (
            "a process that rendered was ended by the system, which may be out of memory; --jobs 1 needs the least"
        )
        problems.error(Place(str(content)), message)
        raise Stop(problems) from None
    problems.extend(result.problems)
    _stop_if_needed(problems, options)

    paths = {output.path for output in site.plan}
    if options.review:
        copied = {output.path for output in site.plan if output.is_copy}
        staged = StagedSite(options.out, folder.stage_root, paths, set(result.staged), copied)
        problems.extend(options.review(staged))
        _stop_if_needed(problems, options)
    written = folder.commit(paths, result.staged)
    PictureCache(cache.folder).tidy(paths)
    pages = sum(output.is_page for output in site.plan)
    built = Built(written, len(site.catalog.papers), pages, problems)
    if cache.source_files.is_unchanged():
        stamps = packed_stamps(folder.settled(paths, result.stamps))
        sources_digest = cache.source_files.total_digest()
        # only all parts of the log together tell what can be reused
        log_parts = [part for part in result.parts if part]
        parts = tuple(compact_parts(log_parts, cache.fragments)) if len(log_parts) == len(result.parts) else ()
        cache.save(
            LastBuild(
                sources_digest=sources_digest if result.is_repeatable else b"",
                url=options.url,
                files=len(site.plan),
                papers=built.papers,
                pages=built.pages,
                problems=tuple(problems),
                packed_stamps=stamps,
                base=base,
                site_fingerprint=site_fingerprint,
                parts=parts,
                reviewed=bool(options.review),
            )
        )
    cache.source_files.save()
    return built


def _render_outdated(
    site: PlannedSite,
    papers: RecordCache,
    base: bytes,
    cache: BuildCache,
    folder: OutputFolder,
    jobs: int,
    progress: Progress,
) -> tuple[RenderResult, SiteFingerprint]:
    """Render outdated units and reuse the others; gives the result for all of them, and the site's fingerprint.

    Fingerprints and the log are freed when this returns, since moving files into place needs the memory.
    """
    all_units = units(site.plan)
    last = cache.last if cache.last and cache.last.base == base else None
    fingerprints = Fingerprints(site, papers.fingerprints, cache.source_files, all_units)
    parts, before = (last.parts, last.site_fingerprint) if last else ((), NO_FINGERPRINT)
    # before other processes are forked: they cannot read the result of a background task
    stamps = folder.stamps
    intact = last.intact(stamps) if last else set[str]()
    now = fingerprints.of_site()
    reusable = ReusableUnits(parts, cache.fragments, all_units, intact, ChangeDetector(fingerprints, now, before))
    outdated = {name: outputs for name, outputs in all_units.items() if name not in reusable.units}
    result = render_units(site, outdated, cache, folder, reusable.spans, fingerprints, jobs, progress)
    result.problems += reusable.problems
    result.parts[:0] = reusable.parts
    return result, now


def _related(store: Store, features: Features) -> Related:
    """Related papers; those of the last build, which are slow to find, where no feature of a paper changed."""
    key = digest(packed(list(features.items())))
    cached: tuple[bytes, Related] | None = store.load("related")
    if cached and cached[0] == key:
        return cached[1]
    related = related_papers(features)
    store.save("related", (key, related))
    return related


def _stop_if_needed(problems: Problems, options: Options) -> None:
    if problems.stops(strict=options.strict):
        raise Stop(problems)


def _base(site: PlannedSite, content: Path, cache: BuildCache) -> bytes:
    """The fingerprint of what every output depends on without a question: the words of the site's language."""
    files = [cache.source_files.digest(str(content / f"words{suffix}")) for suffix in (".yaml", ".yml")]
    return digest(site.catalog.records.site.language.encode(), *files)
