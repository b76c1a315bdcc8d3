"""Plan: the list of everything that will be written, made before anything is rendered.

Collisions, stale files, links and progress are questions to this list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scholarfolio.catalog import Catalog, Group
from scholarfolio.model import Paper
from scholarfolio.problems import Place, Problems
from scholarfolio.theme import Theme

INDEXES = ("topics", "years", "authors", "venues")


@dataclass(frozen=True)
class Output:
    """One file to write.

    Attributes:
        path: below the output folder, with ``/``.
        kind: names the function that makes it, in ``render``.
        place: what in the author's files (or the program) calls for it, for messages.
        template: for pages, the template's name.
        subject: which record or group it shows, by its key in the catalog.
        file: for copies, where the bytes are.
    """

    path: str
    kind: str
    place: Place
    template: str = ""
    subject: str = ""
    file: Path | None = None

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page."""
        return bool(self.template)


def make_plan(catalog: Catalog, theme: Theme, content: Path, problems: Problems) -> tuple[Output, ...]:
    """List every output, in the order in which they are rendered.

    Two outputs at one address, also where only case differs, are reported with both their sources.
    """
    outputs = (
        *_pages(catalog, content.name),
        *_exports(catalog),
        *_copies(catalog, theme, content),
        *_hosting(catalog),
    )
    _report_collisions(outputs, problems)
    return outputs


def _pages(catalog: Catalog, label: str) -> Iterator[Output]:
    program, profile = Place("scholarfolio"), Place(f"{label}/profile.yaml", 1, 1)
    yield Output("index.html", "home", profile, "home.html")
    yield Output("papers/index.html", "papers", program, "papers.html")
    for paper in catalog.papers:
        yield Output(f"papers/{paper.id}.html", "paper", paper.place, "paper.html", paper.id)
    for index in INDEXES:
        yield Output(f"{index}/index.html", "index", program, "index.html", index)
        for key, group in groups(catalog, index).items():
            yield Output(group.path, "group", group.place, "group.html", f"{index}/{key}")
    yield Output("cv.html", "cv", profile, "cv.html")
    yield Output("404.html", "missing", program, "404.html")
    for page in catalog.records.pages:
        yield Output(f"{page.id}.html", "page", page.place, "page.html", page.id)


def groups(catalog: Catalog, index: str) -> Mapping[str, Group]:
    """The groups of one index, by key."""
    found: Mapping[str, Group] = getattr(catalog, index)
    return found


def _exports(catalog: Catalog) -> Iterator[Output]:
    program = Place("scholarfolio")
    yield Output("papers.bib", "bibtex", program)
    for paper in catalog.papers:
        yield Output(f"papers/{paper.id}.bib", "bibtex", paper.place, subject=f"paper/{paper.id}")
    for index in INDEXES:
        for key, group in groups(catalog, index).items():
            yield Output(f"{index}/{group.slug}.bib", "bibtex", group.place, subject=f"{index}/{key}")


def _copies(catalog: Catalog, theme: Theme, content: Path) -> Iterator[Output]:
    for name, path in theme.static_files().items():
        yield Output(f"static/{name}", "copy", Place(f"static/{name}"), file=path)
    for name in sorted(catalog.records.files):
        if name.startswith("files/"):
            yield Output(name, "copy", Place(f"{content.name}/{name}"), file=content / name)
    for paper in catalog.papers:
        if pdf := local_pdf(paper, catalog.records.files):
            yield Output(f"papers/{paper.id}.pdf", "copy", paper.place, file=content / pdf)


def local_pdf(paper: Paper, files: frozenset[str]) -> str:
    """The paper's PDF below the content folder, or nothing when it lies elsewhere."""
    return paper.pdf if paper.pdf in files else ""


def _hosting(catalog: Catalog) -> Iterator[Output]:
    """What GitHub Pages reads: files as they are, and the custom domain."""
    yield Output(".nojekyll", "text", Place("scholarfolio"))
    host = urlsplit(catalog.records.site.url).hostname or ""
    if host and not host.endswith(".github.io"):
        yield Output("CNAME", "text", Place("scholarfolio"), subject=f"{host}\n")


def _report_collisions(outputs: Sequence[Output], problems: Problems) -> None:
    taken: dict[str, Output] = {}
    for output in outputs:
        # macOS and Windows take two names that differ only in case, or in how an accent is encoded, for one file
        key = unicodedata.normalize("NFC", output.path).casefold()
        other = taken.setdefault(key, output)
        if other is not output:
            problems.error(
                output.place, f"would be written to {output.path}, which is taken by {other.place}; rename one of them"
            )
