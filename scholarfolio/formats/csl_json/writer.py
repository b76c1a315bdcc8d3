"""CSL-JSON: the form in which citation processors take papers. Zotero, Pandoc and citation.js exchange it.

Source: the CSL 1.0.2 data schema and its variables. CSL cannot say "et al."; ``custom`` says it, the schema's place for
what has none, for no author is called "others".
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from scholarfolio.content.models import Paper, arxiv_url
from scholarfolio.formats.plain_facts import joined_pages, page_range, places
from scholarfolio.text import plain
from scholarfolio.values.names import Name

# Types that share a name with others are told apart by their genre, which styles print: [Poster].
NARROWER = ("phdthesis", "mastersthesis", "workshop", "poster")
# What the number of an issue, or else of a volume in a series, is called; other numbers count the papers themselves.
NUMBERS = dict.fromkeys(("article", "inproceedings", "workshop"), "issue") | dict.fromkeys(
    ("book", "proceedings", "chapter"), "collection-number"
)

# ``json.dumps`` would make an encoder for each field, and look for circles.
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def dumps(paper: Paper) -> str:
    """The paper as it stands in the array."""
    fields = item(paper).items()
    lines = [f'  "{name}": {_encoded(value)}' for name, value in fields]
    return " {\n" + ",\n".join(lines) + "\n }"


def item(paper: Paper) -> dict[str, object]:
    """The paper as a CSL item. Nothing stands in it that the record does not say, and never the summary."""
    return {name: value for name, value in _fields(paper) if value}


def _fields(paper: Paper) -> Iterator[tuple[str, object]]:
    """Every field with its value, which is empty where nothing is known."""
    yield "id", paper.id
    yield "type", paper.type_info.csl
    yield "genre", paper.type_info.label if paper.type in NARROWER else ""
    yield "title", paper.full_title
    yield "author", [_name(author.name) for author in paper.authors.named]
    yield "editor", [_name(name) for name in paper.editor]
    yield "issued", _issued(paper)
    yield from _places(paper)
    yield "volume", plain(paper.volume)
    yield from _numbers(paper)
    yield "edition", plain(paper.edition)
    yield "chapter-number", plain(paper.chapter)
    yield "page", joined_pages(*page_range(paper.pages))
    yield "DOI", paper.doi
    yield "PMID", paper.pubmed
    yield "ISBN", ", ".join(paper.isbn)
    yield "ISSN", ", ".join(paper.issn)
    yield "URL", paper.url or (arxiv_url(paper.arxiv) if paper.type == "preprint" else "")
    yield "language", plain(paper.language)
    yield "keyword", _listed([plain(keyword) for keyword in paper.keywords])
    yield "note", paper.note.plain
    yield "abstract", paper.abstract.plain
    yield "custom", {"others": True} if paper.authors.others else {}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _issued(paper: Paper) -> dict[str, object]:
    """The date's parts, as many as are known."""
    date = paper.date
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]} if date else {}


def _places(paper: Paper) -> Iterator[tuple[str, object]]:
    """Where it appeared. What was shown or said at an event has no other container."""
    publication = places(paper)
    spoken = paper.type_info.csl == "speech"
    yield "container-title", publication.container if not spoken else ""
    yield "event-title", publication.container if spoken else publication.event
    yield "collection-title", plain(paper.series)
    yield "publisher", publication.publisher
    yield "publisher-place", plain(paper.address)


def _numbers(paper: Paper) -> Iterator[tuple[str, object]]:
    """Issue or number. A preprint's number is its arXiv id; for other papers arXiv is an archive that holds them."""
    number = plain(paper.number)
    counts_papers = paper.type == "preprint" and bool(paper.arxiv) and not number
    yield NUMBERS.get(paper.type, "number"), f"arXiv:{paper.arxiv}" if counts_papers else number
    if paper.arxiv and not counts_papers:
        yield "archive", "arXiv"
        yield "archive_location", paper.arxiv


def _listed(words: list[str]) -> str:
    return ("; " if any("," in word for word in words) else ", ").join(words)
