"""scholarfolio's own side: how it is started, and the edits after which it is started again."""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from scholarfolio import __version__

ROOT = Path(__file__).parent.parent
NAME = "scholarfolio"
VERSION = __version__
CACHE = ".scholarfolio-cache"
# An author with about so many papers is renamed.
RENAMED_WRITES = 6


def command(folder: Path, out: Path) -> Sequence[str]:
    """What builds the site in a folder; as everywhere in a checkout."""
    build = [sys.executable, str(ROOT / "build.py"), "build", "--quiet"]
    return [*build, "--content", str(folder / "content"), "--out", str(out)]


def forget(folder: Path) -> None:
    """Delete what is kept from build to build."""
    shutil.rmtree(folder / CACHE, ignore_errors=True)


class Editor:
    """Makes the edits of the scenarios, different ones each time.

    Args:
        folder: holds the content folder.
    """

    def __init__(self, folder: Path) -> None:
        self._papers = folder / "content" / "papers"
        self._template = folder / "templates" / "paper.html"
        self._count = 0
        files = sorted(self._papers.glob("*.yaml"))
        self._paper = next(file for file in files[len(files) // 2 :] if "abstract: |-" in file.read_text("utf-8"))
        self._author, self._files = _average_author(files)
        # a template of the site's own from the beginning: to add one is more than to edit one
        self._template.parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / "templates" / "paper.html", self._template)

    def nothing(self) -> None:
        """Change nothing."""

    def edit_paper(self) -> None:
        """Change the first word of a paper's abstract."""
        self._count += 1
        text = self._paper.read_text("utf-8")
        text = re.sub(r"(abstract: \|-\n  )(Revision\d+ )?", rf"\g<1>Revision{self._count} ", text)
        self._paper.write_text(text, "utf-8")

    def edit_template(self) -> None:
        """Change the template of every paper's page."""
        self._count += 1
        text = self._template.read_text("utf-8")
        edited = re.sub(r'<article class="paper[^"]*"', f'<article class="paper edit-{self._count}"', text)
        self._template.write_text(edited, "utf-8")

    def rename_author(self) -> None:
        """Give an author another given name on all papers."""
        self._count += 1
        family = self._author.split()[-1]
        name = f"Renata{'abcdefghij'[self._count % 10]} {family}"
        for file in self._files:
            file.write_text(file.read_text("utf-8").replace(self._author, name), "utf-8")
        self._author = name


def _average_author(files: Sequence[Path]) -> tuple[str, list[Path]]:
    """An author with a few papers, and the files of these."""
    names = {file: list(_authors(file)) for file in files}
    counts = Counter(name for found in names.values() for name in found)
    author = min(counts, key=lambda name: (abs(counts[name] - RENAMED_WRITES), name))
    return author, [file for file, found in names.items() if author in found]


def _authors(file: Path) -> Iterator[str]:
    found = re.search(r"^authors: \[(.*)\]$", file.read_text("utf-8"), re.MULTILINE)
    if found:
        yield from (name.strip("' ") for name in found[1].split(","))
