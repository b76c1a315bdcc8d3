"""Whether two tools wrote the same site: files and bytes of each kind."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

GROUPS = "(?:topics|years|authors|venues)"
# The first that matches says what a file is. Further pages of a list are named differently by each tool.
KINDS = {
    "list of papers": r"papers(/index)?(~\d+|-\d+|/page/\d+(/index)?)?\.html",
    "index of groups": rf"{GROUPS}(/index)?(~\d+|/page/\d+(/index)?)?\.html",
    "paper": r"papers/[^/]+\.html",
    "topic, year, author or venue": rf"{GROUPS}/.*\.html",
    "its BibTeX": rf"{GROUPS}/[^/]+\.bib",
    "its feed": rf"{GROUPS}/[^/]+\.xml",
    "BibTeX of a paper": r"papers/[^/]+\.bib",
    "RIS of a paper": r"papers/[^/]+\.ris",
    "CSL-JSON of a paper": r"papers/[^/]+\.json",
    "home, CV, 404": r"[^/]+\.html",
    "all papers as BibTeX, RIS, CSL-JSON": r"papers\.(bib|ris|json)",
    "search index": r"static/search-index.*",
    "copied files and texts to copy": r"static/.*",
    "what scholarfolio keeps for itself": r"\.scholarfolio.*",
    "feeds, sitemap and the like": r"[^/]+\.(xml|json|txt)|\.nojekyll",
}
PAGES = ("list of papers", "index of groups", "paper", "topic, year, author or venue", "home, CV, 404")


@dataclass(frozen=True)
class Census:
    """Files and bytes of a site by kind."""

    files: Mapping[str, int]
    bytes: Mapping[str, int]

    @property
    def pages(self) -> int:
        """How many HTML pages there are."""
        return sum(self.files.get(kind, 0) for kind in PAGES)

    @property
    def all_files(self) -> int:
        """How many files there are."""
        return sum(self.files.values())

    @property
    def all_bytes(self) -> int:
        """How large they are together."""
        return sum(self.bytes.values())


def census(site: Path) -> Census:
    """Count the files below a folder."""
    files: Counter[str] = Counter()
    sizes: dict[str, int] = defaultdict(int)
    for path, size in files_below(site):
        kind = kind_of(path)
        files[kind] += 1
        sizes[kind] += size
    return Census(files, sizes)


def kind_of(path: str) -> str:
    """What a file of a site is."""
    return next((kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, path)), "other")


def files_below(folder: Path, prefix: str = "") -> Iterator[tuple[str, int]]:
    """The files below a folder with their sizes, by path."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from files_below(folder / entry.name, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat().st_size


def differences(ours: Census, theirs: Census) -> Iterator[tuple[str, int, int, int, int]]:
    """For each kind that either has: its name, our files and theirs, our bytes and theirs."""
    for kind in [*KINDS, "other"]:
        if ours.files.get(kind) or theirs.files.get(kind):
            yield (
                kind,
                ours.files.get(kind, 0),
                theirs.files.get(kind, 0),
                ours.bytes.get(kind, 0),
                theirs.bytes.get(kind, 0),
            )
