"""A built site as a check sees it: the files of a folder, its pages, and where an address in them leads."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scholarfolio.build.options import StagedSite
from scholarfolio.check.html import HtmlError, parse
from scholarfolio.check.page import Page, Target, Trace
from scholarfolio.values.problems import Place

# A page beyond this is no page; a text beyond it is not read.
MOST_BYTES = 30_000_000
# Folders that are no part of what is published: what a killed build left, and version control.
PRIVATE = frozenset([".scholarfolio-stage", ".git"])
# What an author publishes as it is; it need not look like a page of the site.
COPIED = "files/"
# How many pages are asked for the site's address where the home page does not tell it.
ASKED = 50


@dataclass(eq=False)
class Site:
    """A folder that holds a site.

    Attributes:
        root: the folder as the user named it.
        files: the size in bytes of every file, by its path below the root, with ``/``.
        file: says where the bytes of a file are, by its path.
        copied: the paths of files that the author publishes as they are, which need not look like pages.
        traces: what is remembered of each page that was read.
        unreadable: why a file could not be read, for those that could not.
    """

    root: Path
    files: Mapping[str, int]
    file: Callable[[str], Path]
    copied: Set[str] = frozenset()
    traces: dict[str, Trace] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path) -> Site:
        """List the files of a folder; what cannot be listed is left out."""
        return cls(root, dict(sorted(_files(root))), root.joinpath)

    @classmethod
    def staged(cls, site: StagedSite) -> Site:
        """A site that is about to be written; places are those that its files will have."""
        return cls(
            site.root, {path: site.file(path).stat().st_size for path in sorted(site.paths)}, site.file, site.copied
        )

    def at(self, path: str, line: int = 0, column: int = 0) -> Place:
        """A place in a file of the site, as the user would open it."""
        file = f"{self.root.as_posix()}/{path}" if path else self.root.as_posix()
        return Place(file.encode("utf-8", "backslashreplace").decode("utf-8"), line, column)

    def text(self, path: str) -> str | None:
        """A file's text, or ``None`` with a word in ``unreadable``."""
        try:
            if self.files[path] > MOST_BYTES:
                raise HtmlError(f"is too large to be read: {self.files[path] / 1e6:,.0f} MB")
            return self.file(path).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            self.unreadable[path] = f"is not UTF-8 text: byte {fault.start + 1:,} is 0x{fault.object[fault.start]:02x}"
        except OSError as fault:
            self.unreadable[path] = f"cannot be read: {fault.strerror or fault}"
        except HtmlError as fault:
            self.unreadable[path] = str(fault)
        return None

    def page(self, path: str) -> Page | None:
        """A page, or ``None`` with a word in ``unreadable``."""
        text = self.text(path)
        if text is None:
            return None
        try:
            tree = parse(text)
        except HtmlError as fault:
            self.unreadable[path] = f"is too broken to be read as HTML: {fault}"
            return None
        if "html" not in tree.by_name or "body" not in tree.by_name:
            self.unreadable[path] = "is no page: it has no <html> with a <body>"
            return None
        return Page(path, tree, self.at(path), lambda address: self.resolve(path, address))

    @cached_property
    def pages(self) -> list[str]:
        """The paths of the site's pages."""
        return [
            path
            for path in self.files
            if path.endswith((".html", ".htm")) and not path.startswith((COPIED, ".")) and path not in self.copied
        ]

    def remember(self, page: Page) -> None:
        """Keep what rules for the whole site need to know of a page."""
        self.traces[page.path] = page.trace(self.find)

    @cached_property
    def papers(self) -> list[str]:
        """The paths of the pages that show one paper each."""
        return [path for path, trace in self.traces.items() if trace.is_paper]

    # Addresses

    @cached_property
    def address(self) -> str:
        """Where the site is published, ending in ``/``, as its canonical links tell; empty where they do not."""
        paths = ["index.html", *(path for path in self.pages if path != "index.html")][:ASKED]
        for path in (path for path in paths if path in self.files and self.files[path] <= MOST_BYTES):
            try:
                text = self.file(path).read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
            if address := _address_from(_canonical(text), path):
                return address
        return ""

    def absolute(self, path: str) -> str:
        """The full address of a file of the site, with its letters as they are; the folder's for a home page."""
        return self.address + ("" if path == "index.html" else path)

    def resolve(self, source: str, address: str) -> Target:
        """Where an address leads that stands in the file ``source``."""
        try:
            parts = urlsplit(address.strip())
            fragment = unquote(parts.fragment)
        except ValueError:
            return Target("broken")
        if parts.scheme in ("http", "https") or (parts.netloc and not parts.scheme):
            own = self._own_path(address.strip())
            return Target("web") if own is None else Target("file", own, fragment)
        if parts.scheme:
            return Target("other")
        path = self._joined(source, unquote(parts.path))
        return Target("outside") if path is None else Target("file", path, fragment)

    def _own_path(self, address: str) -> str | None:
        """The path below the site's root of an address of its own."""
        plain = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        own = f"{self.address.split(':')[0]}:{plain}" if plain.startswith("//") else plain
        if not self.address or not f"{own}/".startswith(self.address):
            return None
        return own[len(self.address) :] or "index.html"

    def _joined(self, source: str, path: str) -> str | None:
        if path.startswith("/"):
            base = unquote(urlsplit(self.address).path) or "/"
            if not path.startswith(base):
                return None
            source, path = "", path[len(base) :] or "index.html"
        if not path:
            return source
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if joined == ".." or joined.startswith("../"):
            return None
        return joined.removeprefix("./")

    def find(self, path: str) -> str | None:
        """The file that a host sends for a path: the file itself, or the index of a folder."""
        folder = path.strip("/")
        index = f"{folder}/index.html" if folder not in ("", ".") else "index.html"
        return next((name for name in (path, index) if name in self.files), None)

    def in_other_case(self, path: str) -> str | None:
        """The file whose name differs from a path only in capitals."""
        return self._folded.get(path.casefold())

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in self.files}


def _files(root: Path) -> Iterator[tuple[str, int]]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [name for name in subfolders if name not in PRIVATE]
        below = Path(folder).relative_to(root)
        for name in names:
            try:
                yield (below / name).as_posix(), (Path(folder) / name).stat().st_size
            except OSError:  # a link that leads nowhere
                continue


_LINK = re.compile(r"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)


def _canonical(text: str) -> str:
    """The canonical address in the source of a page; the page need not be parsed for it."""
    tag = _LINK.search(text)
    href = tag and _HREF.search(tag[0])
    return unquote(href[1]) if href else ""


def _address_from(canonical: str, path: str) -> str:
    """The site's address, if a page's full address ends in its path."""
    if not re.match(r"https?://[^/\s]", canonical):
        return ""
    for ending in (path, path.removesuffix("index.html"), path.removesuffix(".html")):
        if canonical.endswith(f"/{ending}"):
            return canonical.removesuffix(ending)
    return f"{canonical}/" if path == "index.html" and "?" not in canonical else ""
