"""Where the time of a build goes: one process builds a site and is looked at every few milliseconds.

    python -m benchmarks.profile CONTENT OUT

prints, as JSON, the seconds that each part of the work took; from nothing, or after an edit of what was built before.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import scholarfolio

INTERVAL = 0.004  # seconds of processor time: systems look no oftener
PACKAGE = str(Path(scholarfolio.__file__).parent) + "/"
LOADING, TEMPLATES, REST = "loading the program", "templates", "all the rest"
NOTES = "notes from build to build"
# The modules of each part; whatever a library does counts for the module that called it.
PARTS = {
    "reading and checking YAML": "load yaml_faults schema kinds model records kept_papers record problems dates",
    "who is who, what is related, the plan": "people names catalog related statistics slugs plan paging prepare",
    "LaTeX, mathematics and Markdown": "text",
    "BibTeX, RIS and CSL-JSON": "formats references",
    "what pages show of it": "contexts views metadata jsonld feeds facets charts chart_views picture_views languages",
    TEMPLATES: "render templating",
    "the search index": "search_index search_blocks search_words runs",
    NOTES: "facts noting notes standing comparison pieces digests includes inputs memory kept",
    "handing out work": "workers processes produce",
    "writing files": "write",
}
_PART_OF = {module: part for part, modules in PARTS.items() for module in modules.split()}


def main() -> None:
    """Build and print."""
    content, out = map(Path, sys.argv[1:])
    found: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        found[_part(frame)] += 1

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    from scholarfolio import cli
    from scholarfolio.build import scheduler

    scheduler.PARALLEL_FROM = sys.maxsize  # only one process can be looked at
    cli.main(["build", "--quiet", "--jobs", "1", "--content", str(content), "--out", str(out)])
    signal.setitimer(signal.ITIMER_PROF, 0)
    each = time.process_time() / found.total()
    print(json.dumps({part: count * each for part, count in found.most_common()}))


def _part(frame: FrameType | None) -> str:
    """The part to which the innermost function belongs that belongs to any."""
    return next(filter(None, map(_own_part, _outwards(frame))), REST)


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame:
        yield frame
        frame = frame.f_back


def _own_part(frame: FrameType) -> str:
    file = frame.f_code.co_filename
    if "importlib" in file:
        return LOADING
    if file.endswith((".html", ".xml")) or "/jinja2/" in file:
        return TEMPLATES
    if not file.startswith(PACKAGE):
        return ""
    module = file.removeprefix(PACKAGE).partition("/")[0].removesuffix(".py")
    return LOADING if frame.f_code.co_name == "<module>" else _PART_OF.get(module, "")


if __name__ == "__main__":
    main()
