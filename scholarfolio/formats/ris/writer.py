"""RIS: one line a fact, each beginning with a tag of two letters. Reference managers and libraries exchange it.

Sources: the specification of 2011 with its table of tags for every type, and where that leaves a choice, what Zotero
reads. RIS cannot say "et al."; a note with a fixed sentence says it instead, for no author is called "others".
"""

from __future__ import annotations

from collections.abc import Iterator

from scholarfolio.content.models import Paper, arxiv_url
from scholarfolio.formats.plain_facts import CONFERENCE_PAPERS, page_range, places
from scholarfolio.text import plain
from scholarfolio.values.names import Name

OTHERS = "The paper has more authors than are named here (et al.)."

# Where the title of the series stands, and who edits, differs from type to type.
SERIES_IN_T2 = ("BOOK", "EDBOOK", "RPRT")
EDITORS_IN_A2 = ("JOUR", "CPAPER", "CHAP", "GEN")
EDITORS_IN_A3 = ("BOOK",)
# Types that share a tag with others are told apart by the type of work.
NARROWER = ("phdthesis", "mastersthesis", "workshop", "poster", "preprint", "unpublished", "talk")

LINE_END = "\r\n"  # as the specification asks and Zotero writes


def dumps(paper: Paper) -> str:
    """The paper as one record. Nothing is written that the record does not say, and never the summary."""
    lines = [f"{tag}  - {value}{LINE_END}" for tag, value in _tags(paper) if value]
    return f"TY  - {paper.type_info.ris}{LINE_END}{''.join(lines)}ER  - {LINE_END}"


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every tag with its value, which is empty where nothing is known."""
    yield "ID", paper.id
    yield "TI", paper.full_title
    yield from _people(paper)
    if paper.date:
        yield "PY", str(paper.year)
        yield "DA", f"{paper.year}/{paper.date.month:02}/{_two(paper.date.day)}/" if paper.date.month else ""
    yield from _places(paper)
    yield "VL", plain(paper.volume)
    yield "IS", plain(paper.number)
    yield from zip(("SP", "EP"), page_range(paper.pages), strict=True)
    yield "SE", plain(paper.chapter)
    yield "ET", plain(paper.edition)
    yield "CY", plain(paper.address)
    yield from _identifiers(paper)
    yield "L1", paper.pdf if "://" in paper.pdf else ""
    yield "M3", paper.type_info.label if paper.type in NARROWER else ""
    yield "LA", plain(paper.language)
    yield from (("KW", plain(keyword)) for keyword in paper.keywords)
    yield "N1", paper.note.plain
    yield "N1", OTHERS if paper.authors.others else ""
    yield "AB", paper.abstract.plain


def _people(paper: Paper) -> Iterator[tuple[str, str]]:
    """Authors and editors. The people of an edited volume are its editors, for whom it has the authors' tag."""
    kind, authors, editors = paper.type_info.ris, [author.name for author in paper.authors.named], paper.editor
    if kind == "EDBOOK" and not authors:
        authors, editors = list(editors), ()
    tag = "A2" if kind in EDITORS_IN_A2 else "A3" if kind in EDITORS_IN_A3 else "ED"
    yield from (("AU", _inverted(name)) for name in authors)
    yield from ((tag, _inverted(name)) for name in editors)


def _inverted(name: Name) -> str:
    """Family name, given names, suffix."""
    if name.literal:
        return name.literal
    return ", ".join(filter(None, (f"{name.particle} {name.family}".strip(), name.given, name.suffix)))


def _two(number: int | None) -> str:
    return f"{number:02}" if number else ""


def _places(paper: Paper) -> Iterator[tuple[str, str]]:
    """Where it appeared. Of conference papers, T2 names the conference and C3 the proceedings."""
    kind, publication = paper.type_info.ris, places(paper)
    yield "T2", publication.event or publication.container
    yield "C3", publication.container if paper.type in CONFERENCE_PAPERS else ""
    yield "T2" if kind in SERIES_IN_T2 else "T3", plain(paper.series)
    yield "PB", publication.publisher


def _identifiers(paper: Paper) -> Iterator[tuple[str, str]]:
    serials = [", ".join(paper.issn), ", ".join(paper.isbn)]
    if paper.type_info.ris != "JOUR":
        serials.reverse()
    if paper.type_info.ris in ("RPRT", "PAT"):
        yield "SN", plain(paper.number)
    yield from (("SN", numbers) for numbers in serials)
    yield "DO", paper.doi
    yield "DB", "PubMed" if paper.pubmed else ""
    yield "AN", paper.pubmed
    yield from (("UR", url) for url in dict.fromkeys((paper.url, arxiv_url(paper.arxiv))))
