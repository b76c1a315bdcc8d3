"""The formats that a site offers for download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scholarfolio.formats import bibtex
from scholarfolio.model import Paper


@dataclass(frozen=True)
class Export:
    """A format to download: what readers call it, the ending and the media type of its files, and what writes them."""

    label: str
    suffix: str
    media_type: str
    dumps_all: Callable[[Sequence[Paper]], str]


def _bibtex(papers: Sequence[Paper]) -> str:
    return "\n".join(bibtex.dumps(paper) for paper in papers)


EXPORTS = {
    "bibtex": Export("BibTeX", ".bib", "application/x-bibtex", _bibtex),
}
