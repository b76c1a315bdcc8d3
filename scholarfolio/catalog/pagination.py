"""Pagination: long lists continue on further pages, which lie beside the first as ``NAME~2.html``.

A ``~`` cannot occur in an id or a slug, so no page of the author's is ever in the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from scholarfolio.values.frozen import record

T = TypeVar("T")

# So many entries take nearly a megabyte, which no page of a list is to exceed.
PAPERS_ON_PAGE = 400
GROUPS_ON_PAGE = 2000
# A list of fewer papers is taken in at a glance: nobody needs to narrow or to sort it. The scripts with the entries of
# more than the other number would be more than a browser should load.
PAPERS_TO_NARROW, PAPERS_TO_NARROW_AT_MOST = 5, 10_000
# Links to pages on either side of the present one; the first and the last are always there.
NEIGHBOURS = 2


def can_be_narrowed(papers: int) -> bool:
    """Whether a list of so many papers can be narrowed, sorted and ticked: if it is worth it, and a browser can."""
    return PAPERS_TO_NARROW <= papers <= PAPERS_TO_NARROW_AT_MOST


@record(frozen=True)
class PageLink:
    """A link to a page of a list: its number, its address, and whether links to pages before it are left out."""

    number: int
    path: str
    after_gap: bool


@record(frozen=True)
class Pager:
    """The links of one page of a list to the others; ``previous`` and ``next`` are empty at the ends."""

    number: int
    count: int
    links: tuple[PageLink, ...]
    previous: str
    next: str


def count_pages(items: int, size: int) -> int:
    """How many pages a list of so many items takes; an empty one takes one."""
    return max(1, -(-items // size))


def page_path(path: str, number: int) -> str:
    """The address of a list's page: ``topics/cv.html``, then ``topics/cv~2.html``."""
    return path if number == 1 else f"{path.removesuffix('.html')}~{number}.html"


def script_path(name: str, number: int) -> str:
    """The address of the script with what a page of a list holds: ``static/papers.js``, then ``static/papers~2.js``."""
    return f"static/{name}.js" if number == 1 else f"static/{name}~{number}.js"


def on_page(items: Sequence[T], number: int, size: int) -> Sequence[T]:
    """The items that stand on one page, counted from 1."""
    return items[(number - 1) * size : number * size]


def pager(path: str, number: int, count: int) -> Pager | None:
    """The links between the pages of a list whose first is at ``path``; nothing where there is only one."""
    if count == 1:
        return None
    near = range(max(1, number - NEIGHBOURS), min(count, number + NEIGHBOURS) + 1)
    shown = sorted({1, count, *near})
    links = tuple(
        PageLink(at, page_path(path, at), after_gap=at - before > 1)
        for before, at in zip((0, *shown), shown, strict=False)
    )
    return Pager(
        number,
        count,
        links,
        page_path(path, number - 1) if number > 1 else "",
        page_path(path, number + 1) if number < count else "",
    )
