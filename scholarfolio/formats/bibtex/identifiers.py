"""The identifiers and addresses of a BibTeX entry: DOI, arXiv id, ISBN, pages elsewhere."""

from __future__ import annotations

import re

from scholarfolio.formats.addresses import addresses, identifier
from scholarfolio.formats.bibtex.conversion import Conversion
from scholarfolio.formats.texts import one_line
from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT, DOI_IN_TEXT

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
    conversion.set("pubmed", "".join(re.findall(r"\d+", identifier(conversion.take("pmid", "pubmed")))))
    for name in ("isbn", "issn"):
        _serial(conversion, name)


def _doi(conversion: Conversion) -> None:
    typed = identifier(conversion.take("doi"))
    if not typed:
        return
    if match := DOI_IN_TEXT.search(typed):
        conversion.raw["doi"] = match[0]
    bare = re.sub(r"(?i)arxiv\.", "", typed)
    arxiv = ("arxiv" in typed.lower() and ARXIV_ID_IN_TEXT.search(bare)) or ARXIV_ID_IN_TEXT.fullmatch(typed)
    if arxiv:
        conversion.raw["arxiv"] = arxiv[1]
    elif not match and (urls := addresses(typed)):
        conversion.unread.setdefault("url", urls[0])
    elif not match:
        conversion.note(f'"{typed}" is not a DOI, so it was left out')


def _eprint(conversion: Conversion) -> None:
    eprint = identifier(conversion.take("eprint", "arxiv", "arxivid", "arxiv_id", "arxiv-id"))
    kind = identifier(conversion.take("archiveprefix", "eprinttype")).lower()
    area = identifier(conversion.take("primaryclass", "eprintclass"))
    arxiv = ARXIV_ID_IN_TEXT.search(re.sub(r"(?i)^.*arxiv(?:\.org/(?:abs|pdf)/|:)\s*|\.pdf$", "", eprint))
    if arxiv and kind in ("", "arxiv"):
        conversion.raw["arxiv"] = arxiv[1]
        if _ARXIV_CLASS.fullmatch(area):
            conversion.raw["category"] = area
    elif eprint and kind in ("pubmed", "pmid"):
        conversion.raw["pubmed"] = eprint
    elif eprint.startswith(("http://", "https://")):
        conversion.unread.setdefault("url", eprint)
    elif eprint:
        conversion.note(f'the eprint "{kind}{":" if kind else ""}{eprint}" has no place here and was left out')


def _serial(conversion: Conversion, name: str) -> None:
    pattern = r"\d{4}-?\d{3}[\dXx]" if name == "issn" else r"(?:97[89][- ]?)?\d[\d -]{8,14}[\dXx]|\d{9}[\dXx]"
    typed = re.sub(r"[‐‑–—−]|--", "-", identifier(conversion.take(name)))
    numbers = [number.strip() for number in re.findall(pattern, typed)]
    if name == "issn":
        numbers = [f"{number[:4]}-{number[-4:]}" for number in numbers]
    if typed and not numbers:
        conversion.note(f'"{typed}" is not an {name.upper()}, so it was left out')
    conversion.set(name, numbers[0] if len(numbers) == 1 else list(dict.fromkeys(numbers)))


def read_addresses(conversion: Conversion) -> None:
    """Take the addresses of the paper and of what belongs to it."""
    urls = addresses(conversion.take("url", "link", "html"))
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
    if (typed := conversion.unread.get(source, "")) and (urls := addresses(typed)):
        del conversion.unread[source]
        if name in conversion.raw:
            for url in urls:
                conversion.link(url, source)
        else:
            conversion.raw[name] = urls if name in _SEVERAL and len(urls) > 1 else urls[0]
