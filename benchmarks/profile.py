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
    "writing files": "build/output_folder",
    "handing out work": "build/scheduler build/pool build/fork build/background build/large_sites",
    NOTES: "tracking build/fingerprints build/reuse build/last_build build/incremental",
    "the search index": "render/search",
    TEMPLATES: "render/renderer render/jinja",
    "reading and checking YAML": "content build/record_cache values/frozen values/problems values/dates",
    "who is who, what is related, the plan": "catalog build/site values/names values/slugs",
    "LaTeX, mathematics and Markdown": "text",
    "BibTeX, RIS and CSL-JSON": "formats",
    "what pages show of it": "render languages",
}
# The first that a module's path begins with.
_PART_OF = {f"{place}{end}": part for part, places in PARTS.items() for place in places.split() for end in "/."}


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
    if frame.f_code.co_name == "<module>":
        return LOADING
    path = file.removeprefix(PACKAGE)
    return next((part for place, part in _PART_OF.items() if path.startswith(place)), "")


if __name__ == "__main__":
    main()
