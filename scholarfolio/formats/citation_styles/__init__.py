"""Formatted references: a paper as one line, in the style that the author's field is used to.

The common styles are written here, one module each, and cost some tens of microseconds a paper. A style file in the
Citation Style Language goes through pandoc, all papers at once, and its references are kept from build to build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

from scholarfolio.content.models import Paper
from scholarfolio.formats.citation_styles.reference import Reference, StyleError
from scholarfolio.text.markup import trusted
from scholarfolio.values.problems import did_you_mean

__all__ = ["STYLES", "Reference", "StyleError", "format_references", "style_label"]

DEFAULT = "apa"
# The setting of those who want no formatted references on their pages.
NONE = "none"
# Each style, which is also the name of its module, and what readers call it.
STYLES = {
    "apa": "APA",
    "mla": "MLA",
    "chicago": "Chicago",
    "ieee": "IEEE",
    "vancouver": "Vancouver",
    "harvard": "Harvard",
}


@cache  # every paper's page asks
def style_label(style: str) -> str:
    """What readers call the style."""
    return STYLES.get(style.lower()) or Path(style).stem.replace("-", " ").title()


def format_references(
    papers: Sequence[Paper], style: str, cache: Path | None, content: Path = Path()
) -> Mapping[str, Reference]:
    """The references of the papers, by their ids.

    Args:
        papers: the papers, with different ids.
        style: a name from ``STYLES``, in any case, or the path of a ``.csl`` file below ``content``, or ``none``.
        cache: a folder to keep the references of a ``.csl`` file in; it can be deleted at any time.
        content: what the path of a ``.csl`` file is relative to.

    Raises:
        StyleError: there is no such style, the file is none, or pandoc is needed and cannot be found.
    """
    if style.lower() == NONE:
        return {}
    if style.lower().endswith(".csl"):
        from scholarfolio.formats.citation_styles.csl import references  # few sites bring a style of their own

        return references(papers, content / style, style, cache)
    if style.lower() not in STYLES:
        hint = did_you_mean(style, STYLES) or f"; choose {', '.join(STYLES)}, or name a .csl file"
        raise StyleError(f'unknown citation style "{style}"{hint}')
    return _Written(papers, style.lower())


class _Written(Mapping[str, Reference]):
    """References in one of our own styles, each written when it is asked for."""

    def __init__(self, papers: Sequence[Paper], style: str) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._style = style

    def __getitem__(self, key: str) -> Reference:
        from scholarfolio.formats.citation_styles.wording import plain
        from scholarfolio.formats.citation_styles.work import work_of

        write = cast(Callable[..., str], import_module(f"scholarfolio.formats.citation_styles.{self._style}").reference)
        html = write(work_of(self._papers[key]))
        return Reference(trusted(html), plain(html))

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)
