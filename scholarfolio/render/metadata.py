"""Metadata: what the head of a page tells search engines, citation managers and link previews.

Google Scholar's tags follow its inclusion guidelines (https://scholar.google.com/intl/en/scholar/inclusion.html),
Dublin Core the DCMI terms, link relations the Signposting profile (https://signposting.org/FAIR/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from scholarfolio.content.models import Paper, arxiv_url, doi_url
from scholarfolio.formats import plain_facts
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.names import Name

Absolute = Callable[[str], str]


class Meta(NamedTuple):
    """A ``<meta name=… content=…>``."""

    name: str
    content: str


class HeadLink(NamedTuple):
    """A ``<link rel=… href=…>``, with its media type and its title where there are any."""

    rel: str
    href: str
    type: str = ""
    title: str = ""


def scholar_tags(paper: Paper, queries: Queries, absolute: Absolute) -> Iterator[Meta]:
    """Google Scholar's tags for a paper; none where title, author or date is unknown: it demands all three.

    ``absolute`` gives a page's full address, or nothing where none is known.
    """
    names = creators(paper)
    if not names or paper.date is None:
        return iter(())
    rows: list[tuple[str, str]] = [("citation_title", full_title(paper))]
    rows += [("citation_author", name.display) for name in names]
    rows.append(("citation_publication_date", paper.date.scholar))
    if paper.type == "preprint":
        rows.append(("citation_online_date", paper.date.scholar))
    rows += _container_tags(paper)
    first, last = page_range(paper.pages)
    rows += [
        ("citation_volume", paper.volume),
        ("citation_issue", paper.number if paper.type != "report" else ""),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        *(("citation_issn", issn) for issn in paper.issn),
        *(("citation_isbn", isbn) for isbn in paper.isbn),
        ("citation_doi", paper.doi),
        ("citation_arxiv_id", paper.arxiv),
        ("citation_pmid", paper.pubmed),
        ("citation_language", paper.language),
        ("citation_publisher", paper.publisher),
        ("citation_keywords", "; ".join(paper.keywords)),
        ("citation_abstract_html_url", absolute(f"papers/{paper.id}.html")),
    ]
    if queries.local_pdf(paper):
        rows.append(("citation_pdf_url", absolute(f"papers/{paper.id}.pdf")))
    return (Meta(name, content) for name, content in rows if content)


def _container_tags(paper: Paper) -> Iterator[tuple[str, str]]:
    """What the paper appeared in, by the name that its type asks for."""
    if paper.type in ("phdthesis", "mastersthesis", "thesis"):
        yield "citation_dissertation_institution", paper.school or paper.institution
    elif paper.type == "report":
        yield "citation_technical_report_institution", paper.institution
        yield "citation_technical_report_number", paper.number
    elif paper.type in ("inproceedings", "workshop", "poster"):
        yield "citation_conference_title", paper.booktitle or paper.venue
    elif paper.type == "chapter":
        yield "citation_inbook_title", paper.booktitle or paper.venue
    elif paper.type == "article" or paper.journal:
        yield "citation_journal_title", paper.journal or paper.venue


def creators(paper: Paper) -> list[Name]:
    """Who made it: the authors, or the editors of a volume that names no authors."""
    return [author.name for author in paper.authors.named] or list(paper.editor)


def full_title(paper: Paper) -> str:
    """Title and subtitle as plain text, also without the TeX that a page would show as typed."""
    title = paper.full_title
    return _LEFT_OVER.sub("", title) if "\\" in title else title


_LEFT_OVER = re.compile(r"\\[a-zA-Z]+\s*\{?|\\(?=[^a-zA-Z])")


@lru_cache(1024)  # a paper's page asks three times
def page_range(pages: str) -> tuple[str, str]:
    """First and last page of ``101-117``, ``101--117`` or ``e7``; nothing where the text is no range."""
    match = re.fullmatch(r"\s*([\w.:]+)\s*(?:[-\u2010-\u2015]+\s*([\w.:]+))?\s*", pages)
    return (match[1], match[2] or "") if match else ("", "")


def dublin_core(paper: Paper) -> Iterator[Meta]:
    """Dublin Core for a paper."""
    rows = [
        ("DC.title", full_title(paper)),
        *(("DC.creator", name.display) for name in creators(paper)),
        ("DC.date", paper.date.iso if paper.date else ""),
        ("DC.type", "Text" if paper.type not in ("dataset", "software") else paper.type.capitalize()),
        ("DC.identifier", doi_url(paper.doi) or arxiv_url(paper.arxiv)),
        ("DC.publisher", paper.publisher),
        ("DC.language", paper.language),
        ("DC.source", paper.appeared_in),
    ]
    return (Meta(name, content) for name, content in rows if content)


def signposts(paper: Paper, queries: Queries, url: Callable[[str], str]) -> Iterator[HeadLink]:
    """FAIR Signposting: where the identifier, the metadata, the authors and the content of a paper are."""
    if identifier := doi_url(paper.doi) or arxiv_url(paper.arxiv):
        yield HeadLink("cite-as", identifier)
    yield HeadLink("type", "https://schema.org/AboutPage")
    yield HeadLink("type", f"https://schema.org/{paper.type_info.schema}")
    for credit in queries.byline(paper).credits:
        declared = credit.contributor.declared
        orcid = credit.author.orcid or (declared.orcid if declared else "")
        if orcid:
            yield HeadLink("author", f"https://orcid.org/{orcid}")
    if paper.license:
        yield HeadLink("license", paper.license)
    if queries.local_pdf(paper):
        yield HeadLink("item", url(f"papers/{paper.id}.pdf"), "application/pdf")


_COINS_KINDS = dict.fromkeys(("book", "proceedings", "chapter"), "book") | dict.fromkeys(
    plain_facts.THESES, "dissertation"
)
_COINS_GENRES = {
    "article": "article",
    "inproceedings": "proceeding",
    "workshop": "proceeding",
    "chapter": "bookitem",
    "book": "book",
    "proceedings": "book",
    "preprint": "preprint",
}
_SPECIAL = re.compile(r"[^A-Za-z0-9_.~ -]+")


@lru_cache(4096)  # names and venues come back paper after paper
def _quoted(value: str) -> str:
    """A value as in a query: as ``quote_plus`` gives it, which takes ten times as long for words: 1 % of a build."""
    return _SPECIAL.sub(lambda found: quote_plus(found[0]), value).replace(" ", "+")


def coins(paper: Paper) -> str:
    """A ContextObject in a span (Z39.88): what Zotero's button reads from lists and pages."""
    kind = _COINS_KINDS.get(paper.type, "journal")
    title_key = {"book": "btitle", "dissertation": "title"}.get(kind, "atitle")
    first, last = page_range(paper.pages)
    rows = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{kind}"),
        ("rft.genre", _COINS_GENRES.get(paper.type, "" if kind == "dissertation" else "unknown")),
        ("rft.atitle" if paper.type == "chapter" else f"rft.{title_key}", full_title(paper)),
        ("rft.btitle" if kind == "book" else "rft.jtitle", paper.booktitle or paper.journal or paper.venue),
        ("rft.date", paper.date.iso if paper.date else ""),
        ("rft.volume", paper.volume),
        ("rft.issue", paper.number),
        ("rft.spage", first),
        ("rft.epage", last),
        ("rft.pub", paper.publisher),
        ("rft.inst", paper.school if kind == "dissertation" else ""),
        *(("rft.issn", issn) for issn in paper.issn[:1]),
        *(("rft.isbn", isbn) for isbn in paper.isbn[:1]),
        *_coins_authors(paper),
        ("rft_id", f"info:doi/{paper.doi}" if paper.doi else arxiv_url(paper.arxiv) or paper.url),
    ]
    # keys hold nothing to encode
    return "&".join([f"{name}={_quoted(value)}" for name, value in rows if value])


def _coins_authors(paper: Paper) -> Iterator[tuple[str, str]]:
    for at, author in enumerate(paper.authors.named):
        name = author.name
        if at == 0 and name.family:
            yield "rft.aulast", f"{name.particle} {name.family}".strip()
            yield "rft.aufirst", name.given
        yield "rft.au", name.display
