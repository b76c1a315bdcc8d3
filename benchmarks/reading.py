"""How fast a built site is read: what its pages weigh, when they are painted, and how soon the search answers.

    python -m benchmarks.reading 36 1000 10000

measures sites of so many invented papers, opened from disk in Chromium. Readers' queries are typed letter by letter
into the search field; a keystroke's time runs from the event to results that are in the page and laid out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import ours

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
VIEWPORT = {"width": 1280, "height": 900}
# A phone's processor, as Lighthouse imitates it.
PHONE = 4
VISITS = 5
# Each query is typed so many times, and the middle time of each keystroke counts: others use the machine as well.
TYPED = 3
QUERIES = 60

PAINT = """() => new Promise((resolve) => {
  const found = () => performance.getEntriesByName("first-contentful-paint")[0];
  if (found()) resolve(found().startTime);
  else new PerformanceObserver(() => found() && resolve(found().startTime)).observe({ type: "paint", buffered: true });
})"""

LOAD = """async () => {
  const started = performance.now();
  document.querySelector(".search-open").click();
  while (!window.scholarfolioSearch?.searcher) await new Promise((resolve) => setTimeout(resolve, 1));
  const loaded = performance.now() - started;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return loaded;
}"""

TYPE = """async (queries) => {
  const field = document.querySelector("dialog.search input");
  const times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end++) {
      const started = performance.now();
      field.value = query.slice(0, end);
      field.dispatchEvent(new Event("input"));
      document.querySelector("dialog.search").getBoundingClientRect();
      times.push(performance.now() - started);
      await new Promise(setTimeout);
    }
  }
  return times;
}"""


@dataclass(frozen=True)
class Reading:
    """What was found of one page; times in milliseconds, sizes in bytes after compression with gzip.

    Attributes:
        page: the page itself; with_all: with its stylesheet and its scripts, without the search index.
        paint: when something is to be seen; paint_on_phone: with the processor slowed down; 0 without a browser.
    """

    page: int
    with_all: int
    paint: float = 0.0
    paint_on_phone: float = 0.0


@dataclass(frozen=True)
class Search:
    """How the search did.

    Attributes:
        index, compressed: the index, in bytes.
        loaded: milliseconds from opening the search to being ready.
        keystrokes: how many were typed; median, late, longest: the milliseconds of the middle one, of the slowest in
            twenty, and of the slowest of all.
    """

    index: int
    compressed: int
    loaded: float
    keystrokes: int
    median: float
    late: float
    longest: float


def measure(site: Path, papers: int, *, browser: bool = True) -> dict[str, Any]:
    """What reading a site of so many papers is like; without the figures of a browser where there is none."""
    pages = {"home": site / "index.html", "list": site / "papers" / "index.html", "paper": _some_paper(site)}
    found: dict[str, Any] = {"papers": papers}
    readings = {name: Reading(_weight([page]), _weight([page, *_parts(page)])) for name, page in pages.items()}
    try:
        with chromium(wanted=browser) as opened:
            found["browser"] = f"Chromium {opened.version}"
            for name, page in pages.items():
                paints = [_paint(opened, page, slowed) for slowed in (1, PHONE)]
                readings[name] = Reading(readings[name].page, readings[name].with_all, *paints)
            found["search"] = asdict(_search(opened, site))
    except NoBrowser as reason:
        found["no browser"] = str(reason)
    return found | {"pages": {name: asdict(reading) for name, reading in readings.items()}}


class NoBrowser(Exception):  # noqa: N818 - no fault of the benchmark: the machine lacks something
    """Nothing can be measured in a browser; the message says why."""


@contextmanager
def chromium(*, wanted: bool = True) -> Iterator[Browser]:
    """An installed Chromium.

    Raises:
        NoBrowser: there is none, or nothing to drive it with, or none is wanted.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not wanted or path is None:
        raise NoBrowser("there is no Chromium" if wanted else "a browser takes too long at this size")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NoBrowser("Playwright is not installed") from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _page(browser: Browser, file: Path, slowed: int = 1) -> Iterator[Page]:
    """A page opened from disk, in a fresh context, with the processor so many times slower."""
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]  # a plain dictionary will do
    page = context.new_page()
    if slowed > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.goto(file.as_uri())
    yield page
    context.close()


def _paint(browser: Browser, file: Path, slowed: int) -> float:
    times = []
    for _ in range(VISITS):
        with _page(browser, file, slowed) as page:
            times.append(float(page.evaluate(PAINT)))
    return statistics.median(times)


def _search(browser: Browser, site: Path) -> Search:
    typed = list(queries(json.loads((site / "papers.json").read_text("utf-8"))))
    with _page(browser, _some_paper(site)) as page:
        loaded = float(page.evaluate(LOAD))
        rounds = [page.evaluate(TYPE, typed) for _ in range(TYPED)]
    times = sorted(map(statistics.median, zip(*rounds, strict=True)))
    index = (site / "static" / "search-index.js").read_bytes()
    late = times[int(len(times) * 0.95)]
    return Search(len(index), len(gzip.compress(index)), loaded, len(times), statistics.median(times), late, times[-1])


def queries(papers: Sequence[Mapping[str, Any]], count: int = QUERIES) -> Iterator[str]:
    """What readers type: words of titles and abstracts, names, slips, phrases, filters.

    Args:
        papers: in CSL-JSON.
        count: how many.
    """
    pick = random.Random(7)
    whole = [paper for paper in papers if paper.get("abstract") and paper.get("author") and paper.get("issued")]
    for number in range(count):
        paper = pick.choice(whole)
        title, abstract = _words(paper["title"]), _words(paper["abstract"])
        word = max(pick.choices(abstract, k=3), key=len)
        yield (
            " ".join(title[:3]),
            " ".join(pick.choices(title, k=2)),
            f"{paper['author'][0].get('given', '')} {paper['author'][0]['family']}",
            f"{word[:-2]}x{word[-1]} {title[1]}",
            f'"{" ".join(abstract[4:7])}"',
            f"{title[0]} author:{paper['author'][-1]['family']} year:{paper['issued']['date-parts'][0][0]}-",
        )[number % 6]


def _words(text: str) -> list[str]:
    return re.findall(r"\w{2,}", text.lower())


def _some_paper(site: Path) -> Path:
    """A paper that is neither the newest nor the oldest: it has neighbours and related papers."""
    pages = sorted(page for page in (site / "papers").glob("*.html") if not page.name.startswith("index"))
    return pages[len(pages) // 2]


def _parts(page: Path) -> list[Path]:
    """The stylesheets and scripts that a page loads."""
    text = page.read_text("utf-8")
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', text)
    return [page.parent / (style or script) for style, script in links]


def _weight(files: Sequence[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def main() -> None:
    """Print what was found, one block a size."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=int, nargs="*", default=[36, 1000, 10000], metavar="PAPERS")
    for papers in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            generator = [sys.executable, "-m", "benchmarks.generate", str(papers), str(work)]
            subprocess.run(generator, cwd=ours.ROOT, check=True)
            subprocess.run(ours.command(work, work / "site"), check=True)
            print(json.dumps(measure(work / "site", papers), indent=1))


if __name__ == "__main__":
    main()
