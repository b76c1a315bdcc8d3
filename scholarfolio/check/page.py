"""One page as a check sees it, and the little that is remembered of it when the next one is read."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from scholarfolio.check.html import UNSEEN, Element, Tree
from scholarfolio.check.links import Reference, references
from scholarfolio.values.problems import Place

NOT_FOUND = "404.html"


@dataclass(frozen=True)
class Target:
    """Where an address leads.

    Attributes:
        kind: to a ``file`` of the site, whether there is one or not; to the ``web``; ``outside`` of the site's folder
            though on the same host or disk; by a scheme of its own (``other``); or nowhere because it is ``broken``.
        path: the file's, below the site's root.
        fragment: what follows the ``#``, decoded.
    """

    kind: Literal["file", "web", "outside", "other", "broken"]
    path: str = ""
    fragment: str = ""


@dataclass(frozen=True)
class Block:
    """A block of JSON-LD: its element, and what it holds or why it cannot be read."""

    element: Element
    data: Any
    fault: str = ""


@dataclass(frozen=True)
class Trace:
    """What is remembered of a page.

    Attributes:
        title: what its tab is called.
        indexed: whether search engines should list it.
        is_paper: whether it shows one paper.
        ids: what a fragment can lead to.
        links: the files of the site that its plain links lead to.
        fragment_links: ``(place, path, fragment)`` of the links to a part of a page.
        outgoing: ``(place, address)`` of the links to other sites.
    """

    title: str
    indexed: bool
    is_paper: bool
    ids: frozenset[str]
    links: frozenset[str]
    fragment_links: tuple[tuple[Place, str, str], ...]
    outgoing: tuple[tuple[Place, str], ...]


class Page:
    """A page that is being checked.

    Attributes:
        path: below the site's root; place: as the user would open it.
        tree: its elements.
        resolve: tells where an address in it leads.
    """

    def __init__(self, path: str, tree: Tree, place: Place, resolve: Callable[[str], Target]) -> None:
        self.path = path
        self.tree = tree
        self.place = place
        self.resolve = resolve

    def at(self, element: Element | None = None) -> Place:
        """The place of an element; of the page as a whole where there is none."""
        return Place(self.place.path, element.line, element.column) if element else self.place

    @property
    def folder(self) -> str:
        """The folder that it lies in, ending in ``/``; empty for the root."""
        folder = posixpath.dirname(self.path)
        return f"{folder}/" if folder else ""

    # What kind of page it is

    @property
    def is_missing(self) -> bool:
        """Whether a host shows it for addresses that do not exist."""
        return self.path == NOT_FOUND

    @cached_property
    def is_redirect(self) -> bool:
        """Whether it only leads on to another page."""
        return any(meta.get("http-equiv").lower() == "refresh" for meta in self.tree.all("meta"))

    @cached_property
    def refresh_address(self) -> str:
        """Where a page leads on to."""
        return next((found.address for found in self.references if found.element.name == "meta"), "")

    @cached_property
    def is_indexed(self) -> bool:
        """Whether search engines should list it."""
        refused = any("noindex" in meta.get("content").lower() for meta in self.meta("robots"))
        return not (self.is_missing or self.is_redirect or refused)

    @cached_property
    def is_paper(self) -> bool:
        """Whether it shows one paper: it says so to Google Scholar, or citation managers can take it."""
        if self.is_missing or self.is_redirect:
            return False
        stem = posixpath.splitext(posixpath.basename(self.path))[0]
        own = f"{stem}.bib"
        return any(name.startswith("citation_") for name in self._metas) or any(
            posixpath.basename(link.get("href")) == own for link in self.rel("describedby")
        )

    # What its head says

    @cached_property
    def _metas(self) -> dict[str, list[Element]]:
        metas: dict[str, list[Element]] = {}
        for meta in self.tree.all("meta"):
            name = meta.get("name") or meta.get("property")
            metas.setdefault(name.lower(), []).append(meta)
        return metas

    def meta(self, name: str) -> list[Element]:
        """The ``<meta>`` elements of a name or property, in any case."""
        return self._metas.get(name.lower(), [])

    def said(self, name: str) -> list[str]:
        """What the ``<meta>`` elements of a name say."""
        return [meta.get("content") for meta in self.meta(name)]

    def metas_from(self, prefix: str) -> Iterator[Element]:
        """The ``<meta>`` elements whose names begin so, in lower case."""
        return (meta for name, metas in self._metas.items() if name.startswith(prefix) for meta in metas)

    def rel(self, relation: str) -> list[Element]:
        """The ``<link>`` elements with a relation."""
        return [link for link in self.tree.all("link") if relation in link.get("rel").lower().split()]

    @cached_property
    def titles(self) -> list[Element]:
        """Its ``<title>`` elements, without those of pictures."""
        titles = self.tree.all("title")
        return [title for title in titles if not any(one.name == "svg" for one in title.ancestors())]

    @cached_property
    def title(self) -> str:
        """What its tab is called."""
        return self.titles[0].text if self.titles else ""

    # What it shows

    @cached_property
    def main(self) -> Element:
        """Where its content stands."""
        return self.tree.first("main") or self.tree.first("body") or self.tree.root

    @cached_property
    def words(self) -> str:
        """Everything that can be read in it, squashed as ``squash`` does."""
        body = self.tree.first("body") or self.tree.root
        return squash("".join(text for _, text in body.strings(UNSEEN)))

    @cached_property
    def byline(self) -> tuple[list[str], bool]:
        """The authors whom it shows, and whether it says that there are more; nobody where it marks no byline."""
        bylines = [element for element in self.main.walk() if "byline" in element.classes]
        names = [[one.text for one in _authors(byline).walk() if one.name == "bdi"] for byline in bylines]
        return max(names, key=len, default=[]), any(map(_abbreviated, bylines))

    @cached_property
    def dates(self) -> list[Element]:
        """The dates that it shows beside its heading."""
        heading = self.tree.first("h1")
        around = heading.parent if heading else None
        return [one for one in around.walk() if one.name == "time"] if around and around.name == "header" else []

    @cached_property
    def ids(self) -> dict[str, list[Element]]:
        """Its elements by their ids."""
        ids: dict[str, list[Element]] = {}
        for element in self.tree.elements:
            if "id" in element.attributes:
                ids.setdefault(element.attributes["id"], []).append(element)
        return ids

    @cached_property
    def references(self) -> list[Reference]:
        """Every address in it, but its canonical one."""
        return list(references(self.tree))

    @cached_property
    def targets(self) -> list[tuple[Reference, Target]]:
        """Every address in it with where it leads."""
        return [(reference, self.resolve(reference.address)) for reference in self.references]

    @cached_property
    def blocks(self) -> list[Block]:
        """Its blocks of JSON-LD."""
        scripts = self.tree.all("script")
        return [_block(script) for script in scripts if script.get("type").lower() == "application/ld+json"]

    @cached_property
    def nodes(self) -> list[tuple[Element, dict[str, Any]]]:
        """The nodes of its JSON-LD that stand on their own, with the block that each stands in."""
        return [(block.element, node) for block in self.blocks for node in _top_nodes(block.data)]

    def trace(self, find: Callable[[str], str | None]) -> Trace:
        """What to remember of it; ``find`` gives the file that a host sends for a path."""
        plain = [(ref, target) for ref, target in self.targets if ref.element.name in ("a", "area")]
        ways = {find(target.path) for _, target in plain if target.kind == "file"}
        return Trace(
            title=self.title,
            indexed=self.is_indexed,
            is_paper=self.is_paper,
            ids=frozenset([*self.ids, *(a.get("name") for a in self.tree.all("a"))]),
            links=frozenset(path for path in ways if path),
            fragment_links=tuple(
                (self.at(r.element), t.path, t.fragment) for r, t in plain if t.kind == "file" and t.fragment
            ),
            outgoing=tuple((self.at(r.element), r.address) for r, t in plain if t.kind == "web"),
        )


def _abbreviated(byline: Element) -> bool:
    """Whether a byline says that there are more authors, in any language where the theme marks it."""
    return "et al" in byline.text or any("others" in one.classes for one in byline.walk())


def _authors(byline: Element) -> Element:
    """The part of a byline that names authors, where it is marked as such."""
    return next((one for one in byline.walk() if "authors" in one.classes), byline)


def squash(text: str) -> str:
    """Only the letters and figures of a text, in lower case: layout may break and mark up words anywhere."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _block(script: Element) -> Block:
    text = "".join(child for child in script.children if isinstance(child, str))
    try:
        return Block(script, json.loads(text))
    except ValueError as fault:
        return Block(script, None, str(fault))
    except RecursionError:
        return Block(script, None, "it is nested too deeply")


def _top_nodes(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            graph = item.get("@graph", item)
            yield from (node for node in (graph if isinstance(graph, list) else [graph]) if isinstance(node, dict))
