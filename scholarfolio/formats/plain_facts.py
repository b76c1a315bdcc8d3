"""What formats without LaTeX say of a paper. RIS and CSL-JSON name their fields differently but mean the same facts.

Every text is plain Unicode on one line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scholarfolio.content.models import Paper
from scholarfolio.text import plain

THESES = ("phdthesis", "mastersthesis", "thesis")
CONFERENCE_PAPERS = ("inproceedings", "workshop")
# What appeared only there was published by it: arXiv, Zenodo, GitHub.
REPOSITORIES = ("preprint", "dataset", "software")

# Who stands in the publisher's place, where it is not the publisher.
_ISSUERS = dict.fromkeys(THESES, ("school", "institution")) | {"report": ("institution", "organization")}
_PUBLISHERS = ("publisher", "institution", "school", "organization")


class Places(NamedTuple):
    """Where a paper appeared; what is not known is empty.

    Attributes:
        container: the journal, book or proceedings that it is part of, or the venue where nothing fuller is known.
        event: the conference as people call it, where the container has another name.
        publisher: the publisher, or the university of a thesis, or the institution of a report.
    """

    container: str
    event: str
    publisher: str


def places(paper: Paper) -> Places:
    """Where the paper appeared."""
    container = plain(_container(paper))
    issuers = (*_ISSUERS.get(paper.type, ()), *_PUBLISHERS)
    publisher = plain(next(filter(None, (getattr(paper, name) for name in issuers)), ""))
    if paper.type in REPOSITORIES and not publisher:
        arxiv = "arXiv" if paper.type == "preprint" and paper.arxiv else ""
        return Places("", "", container or arxiv)
    venue = plain(paper.venue) if paper.type in CONFERENCE_PAPERS else ""
    return Places(container, venue if venue != container else "", publisher)


def _container(paper: Paper) -> str:
    own = paper.type_info.container
    if not own:
        return ""
    return str(getattr(paper, own)) or paper.journal or paper.booktitle or paper.howpublished or paper.venue


_DASH = "[-\u2010-\u2015]"
_CLEAR_RANGE = re.compile(r"(\S+?)\s*(?:\u2013|\u2014|--+|\s-\s)\s*(\S+)")
_RANGE = re.compile(rf"([^\s,;\u2010-\u2015-]+)\s*{_DASH}\s*([^\s,;\u2010-\u2015-]+)")


@lru_cache(1024)  # RIS and CSL-JSON both ask
def page_range(pages: str) -> tuple[str, str]:
    """First and last page; the whole text and nothing where it is no range (``e14``, ``3, 5-8``)."""
    pages = plain(pages)
    if pages.count(",") + pages.count(";"):
        return pages, ""
    match = _CLEAR_RANGE.fullmatch(pages) or _RANGE.fullmatch(pages)
    if not match:
        return pages, ""
    return (match[1], match[2]) if match[1] != match[2] else (match[1], "")


def joined_pages(first: str, last: str) -> str:
    """The range as people type it: ``101-117``; with a dash of its own where page numbers hold hyphens."""
    if not last:
        return first
    return f"{first}–{last}" if re.search(_DASH, first + last) else f"{first}-{last}"
