"""Addresses in a page: where they stand, and which of them a browser loads without being asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scholarfolio.check.html import Element, Tree

# Where addresses stand: by element, the attributes that are only followed, and those that are loaded at once.
_FOLLOWED = {"a": ["href"], "area": ["href"], "form": ["action"], "button": ["formaction"], "blockquote": ["cite"]}
_LOADED = {
    "script": ["src"],
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "track": ["src"],
    "iframe": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "input": ["src"],
    "use": ["href", "xlink:href"],
    "image": ["href", "xlink:href"],
    "feimage": ["href", "xlink:href"],
}
_LOADING_RELATIONS = frozenset(
    "stylesheet icon apple-touch-icon mask-icon manifest preload modulepreload prefetch preconnect dns-prefetch".split()
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """An address in a page: where it stands, and whether a browser loads what is there without being asked."""

    element: Element
    attribute: str
    address: str
    loads: bool


def references(tree: Tree) -> Iterator[Reference]:
    """Every address in a page, but its canonical one."""
    for names, loads in ((_FOLLOWED, False), (_LOADED, True)):
        for element in tree.all(*names):
            for attribute in names[element.name]:
                if attribute in element.attributes:
                    yield from _split(element, attribute, loads)
    for link in tree.all("link"):
        relations = set(link.get("rel").lower().split())
        if "href" in link.attributes and "canonical" not in relations:
            yield Reference(link, "href", link.get("href"), bool(relations & _LOADING_RELATIONS))
    for meta in tree.all("meta"):
        if meta.get("http-equiv").lower() == "refresh" and (match := _REFRESH.search(meta.get("content"))):
            yield Reference(meta, "content", match[1].strip(), False)


def _split(element: Element, attribute: str, loads: bool) -> Iterator[Reference]:
    """One reference, or several from a ``srcset``."""
    value = element.get(attribute)
    if attribute != "srcset":
        yield Reference(element, attribute, value, loads)
        return
    for candidate in re.split(r",\s+|,$", value):
        if candidate.strip():
            yield Reference(element, attribute, candidate.split()[0], loads)
