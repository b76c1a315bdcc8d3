"""Build: load, read, index, plan, render and write, in this order; nothing is written while an error is known."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scholarfolio.catalog import Catalog, build_catalog
from scholarfolio.load import read_content
from scholarfolio.looks import Look, read_look
from scholarfolio.pictures.kept import Kept
from scholarfolio.plan import Output, make_plan
from scholarfolio.problems import Place, Problem, Problems, Stop
from scholarfolio.records import read_records
from scholarfolio.references import Reference, StyleError, format_references
from scholarfolio.render import Renderer
from scholarfolio.theme import Theme, find_theme
from scholarfolio.write import NotOurs, OutputFolder, Written

Progress = Callable[[int, int], None]

# Below this many outputs a second process costs more than it brings: it has to start, and to receive the catalog.
PARALLEL_FROM = 1500
CHUNK = 64
# What is kept from build to build, beside the content folder; it can be deleted at any time.
CACHE = ".scholarfolio-cache"


@dataclass(frozen=True)
class Options:
    """What a build is asked to do.

    Attributes:
        url: goes before the address in ``site.yaml``.
        jobs: processes that render; 0 chooses.
        force: write also into a folder that holds files of somebody else.
        strict: warnings stop the build as errors do.
    """

    content: Path
    out: Path
    url: str = ""
    jobs: int = 0
    force: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Built:
    """A finished build: what it wrote, how many papers and pages the site has, and the warnings."""

    written: Written
    papers: int
    pages: int
    problems: Problems


@dataclass(frozen=True)
class Prepared:
    """A site that could be rendered: its catalog, its theme, its look, its plan, and its papers' formatted references.

    Attributes:
        cache: the folder for what is kept from build to build.
    """

    catalog: Catalog
    theme: Theme
    look: Look
    plan: tuple[Output, ...]
    references: Mapping[str, Reference]
    cache: Path


def prepare(content: Path, url: str, problems: Problems) -> Prepared | None:
    """Everything up to the plan; ``None`` when the content is too broken to plan anything."""
    documents = read_content(content, problems)
    records = read_records(documents, problems)
    if records is None:
        return None
    if url:
        records = replace(records, site=replace(records.site, url=url))
    cache = content.absolute().parent / CACHE
    if records.pictures:
        from scholarfolio.gallery import arranged  # most sites have pictures, but not those that need speed most

        records = replace(records, pictures=arranged(records, content, cache, problems))
    catalog = build_catalog(records, problems)
    theme = find_theme(content.absolute().parent)
    plan = make_plan(catalog, theme, content, problems)
    look = read_look(theme, records.site.theme, problems)
    return Prepared(catalog, theme, look, plan, _references(catalog, content, cache, problems), cache)


def _references(catalog: Catalog, content: Path, cache: Path, problems: Problems) -> Mapping[str, Reference]:
    """The references of all papers; none where the style cannot be had, with the reason in ``problems``."""
    style = catalog.records.site.citation_style
    try:
        return format_references(catalog.papers, style, cache, content)
    except StyleError as error:
        problems.items.append(Problem(Place(f"{content.name}/site.yaml"), str(error), error.severity))
        return {}


def build(options: Options, progress: Progress = lambda done, total: None) -> Built:
    """Build a site.

    Args:
        options: what to build, and where to.
        progress: told from time to time how many of how many outputs are rendered.

    Raises:
        Stop: problems forbid it; the output folder is as it was before.
    """
    problems = Problems()
    _check_folders(options, problems)
    prepared = prepare(options.content, options.url, problems)
    _stop_if_needed(problems, strict=options.strict)
    assert prepared is not None, "content that cannot be planned has reported an error"
    folder = OutputFolder(options.out)
    try:
        folder.prepare(force=options.force)
        staged = _render_all(prepared, folder, options.jobs, problems, progress)
        _stop_if_needed(problems, strict=options.strict)
        paths = {output.path for output in prepared.plan}
        written = folder.commit(paths, staged)
        Kept(prepared.cache).tidy(paths)
    except NotOurs as stranger:
        problems.error(
            Place(str(options.out)),
            f'the folder holds files that scholarfolio did not write, such as "{stranger}"; '
            "choose another with --out, or add --force to build into it all the same",
        )
        raise Stop(problems) from None
    except OSError as error:
        problems.error(Place(str(error.filename or options.out)), f"cannot be written: {error.strerror or error}")
        raise Stop(problems) from None
    finally:
        folder.discard()
    pages = sum(output.is_page for output in prepared.plan)
    return Built(written, len(prepared.catalog.papers), pages, problems)


def _check_folders(options: Options, problems: Problems) -> None:
    content, out = options.content, options.out
    if not content.is_dir():
        what = "is not a folder" if content.exists() else "there is no such folder"
        problems.error(
            Place(str(content)),
            f'{what}; "scholarfolio new mysite --name ..." makes a site to begin with, '
            "and --content names a folder that lies elsewhere",
        )
    elif not any(content.iterdir()):
        problems.error(
            Place(str(content)), 'the folder is empty; it needs a profile.yaml with "name: Your Name" to begin with'
        )
    if out.exists() and not out.is_dir():
        problems.error(Place(str(out)), "is a file; --out needs a folder")
    elif out.resolve() == content.resolve() or content.resolve() in out.resolve().parents:
        problems.error(Place(str(out)), "lies inside the content folder; choose another with --out")
    if problems:
        raise Stop(problems)


def _stop_if_needed(problems: Problems, *, strict: bool) -> None:
    if problems.stops(strict=strict):
        raise Stop(problems)


def _render_all(
    prepared: Prepared, folder: OutputFolder, jobs: int, problems: Problems, progress: Progress
) -> dict[str, str]:
    """Render every output and stage those that differ from what is there; say of each staged path what it is."""
    staged: dict[str, str] = {}
    done = 0
    total = len(prepared.plan)
    for results in _rendered(prepared, folder, _processes(jobs, total)):
        for path, what, found in results:
            problems.extend(found)
            if what:
                staged[path] = what
        done += len(results)
        progress(done, total)
    return staged


Result = tuple[str, str | None, tuple[Problem, ...]]


def _rendered(prepared: Prepared, folder: OutputFolder, processes: int) -> Iterator[list[Result]]:
    worker = _Worker(prepared, folder)
    chunks = [prepared.plan[at : at + CHUNK] for at in range(0, len(prepared.plan), CHUNK)]
    if processes == 1:
        yield from map(worker, chunks)
        return
    import multiprocessing  # with the executor 15 ms of a start, which few builds need
    from concurrent.futures import ProcessPoolExecutor

    # Forked processes share the catalog's memory; where forking is not to be had, each receives a copy.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(processes, context, initializer=_adopt, initargs=(worker,)) as pool:
        yield from pool.map(_work, chunks)


def _processes(jobs: int, total: int) -> int:
    if jobs:
        return jobs
    return (os.cpu_count() or 1) if total >= PARALLEL_FROM else 1


class _Worker:
    """Renders and stages chunks of the plan; makes its renderer in the process that uses it."""

    def __init__(self, prepared: Prepared, folder: OutputFolder) -> None:
        self._prepared = prepared
        self._folder = folder
        self._renderer: Renderer | None = None

    def __call__(self, outputs: Sequence[Output]) -> list[Result]:
        if self._renderer is None:
            prepared = self._prepared
            self._renderer = Renderer(
                prepared.catalog, prepared.theme, prepared.plan, prepared.references, prepared.look, prepared.cache
            )
        return list(self._results(outputs, self._renderer))

    def _results(self, outputs: Iterable[Output], renderer: Renderer) -> Iterator[Result]:
        for output in outputs:
            rendered = renderer.render(output)
            failed = any(problem.severity == "error" for problem in rendered.problems)
            what = None if failed else self._folder.stage(output.path, rendered.data)
            yield output.path, what, rendered.problems


_adopted: _Worker | None = None


def _adopt(worker: _Worker) -> None:
    """Give a new process its worker once, instead of with every chunk."""
    global _adopted  # a process pool offers its processes no other place to keep things
    _adopted = worker


def _work(outputs: Sequence[Output]) -> list[Result]:
    assert _adopted is not None
    return _adopted(outputs)
