"""The identifiers and addresses of a BibTeX entry: DOI, arXiv id, ISBN, pages elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scholarfolio.content.models import arxiv_url, doi_url
from scholarfolio.formats.addresses import addresses, identifier, read_addresses
from scholarfolio.formats.bibtex.conversion import Conversion
from scholarfolio.formats.identifiers import (
    left_out,
    listed,
    read_arxiv_ids,
    read_dois,
    read_pubmed_ids,
    read_serials,
)
from scholarfolio.formats.texts import one_line
from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT

_ARXIV_CLASS = re.compile(r"[a-z-]+(?:\.[A-Za-z-]{2,})?")
_URL = re.compile(r"\\url\s*\{[^{}]*\}|https?://\S+|[Aa]vailable (?:at|from):?\s*$")

# Fields that hold addresses, each with the names that people use.
_LINKS = {
    "code": ("code", "github", "repository", "repo"),
    "data": ("data", "dataset"),
    "project": ("website", "project", "projectpage", "project_page", "webpage", "homepage"),
    "slides": ("slides",),
    "poster": ("poster",),
    "video": ("video", "talk"),
    "pdf": ("pdf",),
}
_SEVERAL = ("code", "data")


def read_identifiers(conversion: Conversion) -> None:
    """Take what names the paper in some registry."""
    _doi(conversion)
    _eprint(conversion)
    _pubmed(conversion)
    _serials(conversion)


def _doi(conversion: Conversion) -> None:
    typed = identifier(conversion.take("doi"))
    if not typed:
        return
    found = read_dois(typed)
    bare = re.sub(r"(?i)arxiv\.", "", typed)
    arxiv = ("arxiv" in typed.lower() and ARXIV_ID_IN_TEXT.search(bare)) or ARXIV_ID_IN_TEXT.fullmatch(typed)
    if found.values:
        conversion.raw["doi"] = found.first
        _link_others(conversion, "DOI", map(doi_url, found.values[1:]))
        for sentence in left_out("doi", found.rest if not arxiv else ""):
            conversion.note(sentence)
    if arxiv:
        conversion.raw["arxiv"] = arxiv[1]
    elif not found.values and (urls := addresses(typed)):
        conversion.unread.setdefault("url", urls[0])
    elif not found.values:
        conversion.note(f'"{typed}" is not a DOI, so it was left out')


def _link_others(conversion: Conversion, label: str, urls: Iterable[str]) -> None:
    """Keep further identifiers of one kind, of which a record has only one, as links."""
    for url in urls:
        conversion.links.append({"label": label, "url": url})
        conversion.note(f"of several {label}s the first was kept; the others became links")


def _eprint(conversion: Conversion) -> None:
    eprint = identifier(conversion.take("eprint", "arxiv", "arxivid", "arxiv_id", "arxiv-id"))
    kind = identifier(conversion.take("archiveprefix", "eprinttype")).lower()
    area = identifier(conversion.take("primaryclass", "eprintclass"))
    found = read_arxiv_ids(eprint)
    if found.values and kind in ("", "arxiv"):
        conversion.raw["arxiv"] = found.first
        _link_others(conversion, "arXiv id", map(arxiv_url, found.values[1:]))
        area, rest = (found.rest, "") if not area and _ARXIV_CLASS.fullmatch(found.rest) else (area, found.rest)
        if _ARXIV_CLASS.fullmatch(area):
            conversion.raw["category"] = area
        for sentence in left_out("eprint", rest if rest != area else ""):
            conversion.note(sentence)
    elif eprint and kind in ("pubmed", "pmid"):
        conversion.raw["pubmed"] = eprint
    elif eprint.startswith(("http://", "https://")):
        conversion.unread.setdefault("url", eprint)
    elif eprint:
        conversion.note(f'the eprint "{kind}{":" if kind else ""}{eprint}" has no place here and was left out')


def _pubmed(conversion: Conversion) -> None:
    typed = identifier(conversion.take("pmid", "pubmed"))
    found = read_pubmed_ids(typed)
    if found.values:
        conversion.raw["pubmed"] = found.first
        _link_others(conversion, "PubMed id", (f"https://pubmed.ncbi.nlm.nih.gov/{one}/" for one in found.values[1:]))
        for sentence in left_out("pmid", found.rest):
            conversion.note(sentence)
    elif typed:
        conversion.note(f'"{typed}" is not a PubMed id, so it was left out')


def _serials(conversion: Conversion) -> None:
    """ISBN and ISSN, which also stand in each other's fields."""
    numbers: dict[str, list[str]] = {"isbn": [], "issn": []}
    for name in numbers:
        typed = identifier(conversion.take(name))
        found = read_serials(typed)
        numbers["isbn"] += found.isbn
        numbers["issn"] += found.issn
        if typed and not (found.isbn or found.issn):
            conversion.note(f'"{typed}" is not an {name.upper()}, so it was left out')
        else:
            for sentence in left_out(name, found.rest):
                conversion.note(sentence)
    for name, several in numbers.items():
        conversion.set(name, listed(several))


def read_links(conversion: Conversion) -> None:
    """Take the addresses of the paper and of what belongs to it."""
    typed = conversion.take("url", "link", "html")
    found = read_addresses(typed)
    urls = list(found.values)
    if found.rest and "doi" not in conversion.raw and (dois := read_dois(found.rest)).values:
        conversion.raw["doi"] = dois.first
    elif found.rest:
        conversion.note(f'"{found.rest}" in the field "url" is not an address, so it was left out')
    _how_published(conversion, urls)
    if urls:
        conversion.raw["url"] = urls[0]
        for url in urls[1:]:
            conversion.link(url)
    conversion.take_arxiv(conversion.get("url"))
    for name, sources in _LINKS.items():
        for source in sources:
            _link(conversion, name, source)


def _how_published(conversion: Conversion, urls: list[str]) -> None:
    typed = conversion.take("howpublished")
    if addresses_in_text := addresses(typed):
        urls += [url for url in addresses_in_text if url not in urls]
        typed = _URL.sub("", typed).strip(" ,;:.()")
    text = one_line(typed)
    conversion.set("howpublished", "" if text in (conversion.get("journal"), conversion.get("booktitle")) else text)


def _link(conversion: Conversion, name: str, source: str) -> None:
    if (typed := conversion.unread.get(source, "")) and (urls := list(read_addresses(typed).values)):
        del conversion.unread[source]
        if name in conversion.raw:
            for url in urls:
                conversion.link(url, source)
        else:
            conversion.raw[name] = urls if name in _SEVERAL and len(urls) > 1 else urls[0]
