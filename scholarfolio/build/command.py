"""The build command: content is read, rendered and written; nothing is written while there are errors.

This module holds what every build does, also one that finds nothing changed and must not take the time to import more.
"""

from __future__ import annotations

import os
from pathlib import Path

from scholarfolio.build.last_build import BuildCache
from scholarfolio.build.lock import locked
from scholarfolio.build.options import Built, Options, Progress
from scholarfolio.build.output_folder import ForeignFilesError, OutputFolder, Written
from scholarfolio.values.invocation import program
from scholarfolio.values.problems import Fault, Place, Problems, Stop

__all__ = ["Built", "Options", "build"]


def build(options: Options, progress: Progress = lambda done, total: None) -> Built:
    """Build a site.

    Args:
        options: what to build, and where to.
        progress: called from time to time with the numbers of rendered and of all outputs.

    Raises:
        Stop: problems forbid it; the output folder is as it was before.
        Fault: the program itself failed; the output folder is as it was before, and nothing is cached any more.
    """
    problems = Problems()
    _check_folders(options, problems)
    try:
        with locked(options.out):
            return _build(options, problems, progress)
    except ForeignFilesError as error:
        problems.error(
            Place(str(options.out)),
            f'the folder holds files that scholarfolio did not write, such as "{error}"; '
            "choose another with --out, or add --force to build into it all the same",
        )
        raise Stop(problems) from None
    except OSError as error:
        problems.error(Place(str(error.filename or options.out)), f"cannot be written: {error.strerror or error}")
        raise Stop(problems) from None


def _build(options: Options, problems: Problems, progress: Progress) -> Built:
    content = Path(os.path.abspath(options.content))  # noqa: PTH100 - "." gets its name, and links are not followed
    folder = OutputFolder(options.out)
    try:
        folder.prepare(force=options.force, processes=options.processes)
        cache = BuildCache(content, options.out)
        if (built := _nothing_changed(options, cache, folder)) is not None:
            return built
        cache.store.drop_other_versions()
        from scholarfolio.build.incremental import build_incrementally  # imports what only other builds need

        try:
            return build_incrementally(options, content, cache, folder, problems, progress)
        except (Stop, OSError, MemoryError):
            raise
        except Exception as error:  # whatever it is: cached data may be its cause, or its result
            cache.clear()
            raise Fault from error
    finally:
        folder.discard()


def _nothing_changed(options: Options, cache: BuildCache, folder: OutputFolder) -> Built | None:
    """The results of the last build, where this one would do just the same; otherwise ``None``."""
    last = cache.last
    if last is None or last.url != options.url or cache.source_files.total_digest() != last.sources_digest:
        return None
    if options.review and not last.reviewed:
        return None
    problems = Problems(last.problems)
    if problems.stops(strict=options.strict) or not last.is_intact(folder.stamps):
        return None
    cache.source_files.save()
    return Built(Written(0, 0, 0, last.files), last.papers, last.pages, problems)


def _check_folders(options: Options, problems: Problems) -> None:
    content, out = options.content, options.out
    if not content.is_dir():
        what = "is not a folder" if content.exists() else "there is no such folder"
        problems.error(
            Place(str(content)),
            f"{what}; name one that lies elsewhere with --content, or make a site to begin with: "
            f'{program()} new mysite --name "Your Name"',
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
