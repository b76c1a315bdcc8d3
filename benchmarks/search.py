"""How large the search index is and how fast it answers, for sites of any number of papers.

    python benchmarks/search.py 36 1000 10000

The papers are invented: pronounceable words whose frequencies fall off as those of a language do, 2 to 8 authors,
abstracts of 100 to 200 words. Readers' queries are typed letter by letter into the search field of a page opened from
disk in Chromium. The time of a keystroke runs from the event to results that are in the page and laid out.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import browsers  # noqa: E402

from scholarfolio import search_index  # noqa: E402
from scholarfolio.build import Options, build  # noqa: E402
from scholarfolio.catalog import Catalog, build_catalog  # noqa: E402
from scholarfolio.dates import PartialDate  # noqa: E402
from scholarfolio.facts import Facts  # noqa: E402
from scholarfolio.model import Author, AuthorList, Paper, Profile, Records, Site, Topic  # noqa: E402
from scholarfolio.names import parse_name  # noqa: E402
from scholarfolio.problems import Place, Problems  # noqa: E402
from scholarfolio.text import Tex  # noqa: E402

CONSONANTS, VOWELS, ENDINGS = "bcdfghklmnprstvwz", "aeiou", ("", "n", "r", "s", "ng", "tion", "ing", "ity", "al", "ed")
COLUMNS = (
    "papers", "index KB", "gzip KB", "built s",
    "loaded ms", "keystrokes", "first ms", "median ms", "95 % ms", "longest ms"
)  # fmt: skip

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
# Each query is typed so many times, and the middle time of each keystroke counts: others use the machine as well.
ROUNDS = 3

LOAD = """async () => {
  const started = performance.now();
  document.querySelector(".search-open").click();
  while (!window.scholarfolioSearch?.searcher) await new Promise((resolve) => setTimeout(resolve, 1));
  const loaded = performance.now() - started;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return loaded;
}"""


class Language:
    """Invented words, the n-th in rank about 1/n as frequent as the first; and rare ones that occur once or twice."""

    def __init__(self, seed: int, words: int = 40_000) -> None:
        self.random = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < words:
            made[self._word(1 + len(made) // 100)] = None
        self.words = list(made)
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(words)))

    def _word(self, rank: int) -> str:
        syllables = self.random.randint(1, 2 if rank < 10 else 4)
        stem = "".join(self.random.choice(CONSONANTS) + self.random.choice(VOWELS) for _ in range(syllables))
        return stem + self.random.choice(ENDINGS)

    def text(self, least: int, most: int) -> str:
        """So many words."""
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(least, most)))

    def name(self) -> str:
        """A given and a family name."""
        accented = {"a": "á", "o": "ö", "u": "ü"}
        given, family = (self._word(50).title() for _ in range(2))
        return f"{given} {accented[family[1]].join(family.split(family[1], 1)) if family[1] in accented else family}"


def invented(count: int) -> Catalog:
    """A catalog of so many papers; the same for the same number."""
    language = Language(count)
    pick = language.random
    people = [parse_name(language.name()) for _ in range(10 + count * 2)]
    topics = {f"t{i}": Topic(f"t{i}", name=language.text(1, 3).title()) for i in range(20 + count // 100)}
    venues = [language.text(2, 5).title() for _ in range(5 + count // 100)]

    def paper(number: int) -> Paper:
        # a few authors write much
        names = {people[int(len(people) * pick.random() ** 2)]: None for _ in range(pick.randint(2, 8))}
        return Paper(
            f"paper-{number}",
            Place("papers.yaml"),
            title=Tex(language.text(5, 12).capitalize()),
            authors=AuthorList(tuple(Author(name) for name in names)),
            date=PartialDate(pick.randint(1985, 2025), pick.randint(1, 12)),
            type=pick.choice(("article", "inproceedings", "preprint")),
            topics=tuple(dict.fromkeys(pick.choices(list(topics), k=3))),
            venue=pick.choice(venues),
            code=("https://example.org/code",) if pick.random() < 0.3 else (),
            abstract=Tex(". ".join(language.text(15, 25).capitalize() for _ in range(pick.randint(6, 9)))),
        )

    papers = tuple(paper(number) for number in range(count))
    profile = Profile(name=people[0])
    return build_catalog(Records(Site(), profile, topics, {}, {}, papers, ()), Problems())


def queries(catalog: Catalog, count: int = 60) -> Iterator[str]:
    """What readers type: words of titles and abstracts, names, slips, phrases, filters."""
    pick = random.Random(7)
    for number in range(count):
        paper = pick.choice(catalog.papers)
        title, abstract = paper.title.plain.split(), paper.abstract.plain.split()
        word = max(pick.choices(abstract, k=3), key=len).strip(".").lower()
        yield (
            " ".join(title[:3]),
            " ".join(pick.choices(title, k=2)),
            paper.authors.named[0].name.display,
            f"{word[:-2]}x{word[-1]} {title[1]}",
            f'"{" ".join(abstract[4:7])}"',
            f"{title[0]} author:{paper.authors.named[-1].name.family} year:{paper.year}-",
        )[number % 6]


def small_site(index: str, folder: Path) -> Path:
    """A site of one page that has this index; returns the page."""
    content, site = folder / "content", folder / "site"
    content.mkdir()
    (content / "profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")
    build(Options(content, site))
    (site / "static/search-index.js").write_text(index, "utf-8")
    return site / "index.html"


def measured(count: int, browser: browsers.Chromium) -> Sequence[str]:
    """One row of the table."""
    catalog = invented(count)
    started = time.perf_counter()
    index = search_index.dumps(Facts(catalog, {}, {}))
    built = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        page_file = small_site(index, Path(folder))
        with browser.page(page_file.as_uri(), viewport={"width": 1280, "height": 900}) as page:
            loaded = page.evaluate(LOAD)
            rounds = [page.evaluate(TYPE, list(queries(catalog))) for _ in range(ROUNDS)]
    times = sorted(map(statistics.median, zip(*rounds, strict=True)))
    late = times[int(len(times) * 0.95)]
    sizes = len(index.encode()) / 1024, len(gzip.compress(index.encode())) / 1024
    figures = [*sizes, built, loaded, len(times), rounds[0][0], statistics.median(times), late, times[-1]]
    formats = (".0f", ".1f", ".2f", ".0f", ",", ".1f", ".1f", ".1f", ".1f")
    return [f"{count:,}", *(format(figure, form) for figure, form in zip(figures, formats, strict=True))]


def main() -> None:
    """Print a table, one row for each number of papers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", default=[36, 1000, 10000], metavar="PAPERS")
    counts = parser.parse_args().counts
    print("  ".join(COLUMNS))
    with browsers.chromium() as browser:
        for count in counts:
            row = measured(count, browser)
            print("  ".join(cell.rjust(len(name)) for cell, name in zip(row, COLUMNS, strict=True)), flush=True)


if __name__ == "__main__":
    main()
