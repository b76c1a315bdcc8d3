"""The identifiers and addresses of a BibTeX entry: DOI, arXiv id, ISBN, pages elsewhere."""

from __future__ import annotations

import re

from scholarfolio.formats.addresses import addresses, identifier
from scholarfolio.formats.bibtex.draft import Draft
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


def read_identifiers(draft: Draft) -> None:
    """Take what names the paper in some registry."""
    _doi(draft)
    _eprint(draft)
    draft.set("pubmed", "".join(re.findall(r"\d+", identifier(draft.take("pmid", "pubmed")))))
    for name in ("isbn", "issn"):
        _serial(draft, name)


def _doi(draft: Draft) -> None:
    typed = identifier(draft.take("doi"))
    if not typed:
        return
    if match := DOI_IN_TEXT.search(typed):
        draft.raw["doi"] = match[0]
    bare = re.sub(r"(?i)arxiv\.", "", typed)
    arxiv = ("arxiv" in typed.lower() and ARXIV_ID_IN_TEXT.search(bare)) or ARXIV_ID_IN_TEXT.fullmatch(typed)
    if arxiv:
        draft.raw["arxiv"] = arxiv[1]
    elif not match and (urls := addresses(typed)):
        draft.left.setdefault("url", urls[0])
    elif not match:
        draft.note(f'"{typed}" is not a DOI, so it was left out')


def _eprint(draft: Draft) -> None:
    eprint = identifier(draft.take("eprint", "arxiv", "arxivid", "arxiv_id", "arxiv-id"))
    kind = identifier(draft.take("archiveprefix", "eprinttype")).lower()
    area = identifier(draft.take("primaryclass", "eprintclass"))
    arxiv = ARXIV_ID_IN_TEXT.search(re.sub(r"(?i)^.*arxiv(?:\.org/(?:abs|pdf)/|:)\s*|\.pdf$", "", eprint))
    if arxiv and kind in ("", "arxiv"):
        draft.raw["arxiv"] = arxiv[1]
        if _ARXIV_CLASS.fullmatch(area):
            draft.raw["category"] = area
    elif eprint and kind in ("pubmed", "pmid"):
        draft.raw["pubmed"] = eprint
    elif eprint.startswith(("http://", "https://")):
        draft.left.setdefault("url", eprint)
    elif eprint:
        draft.note(f'the eprint "{kind}{":" if kind else ""}{eprint}" has no place here and was left out')


def _serial(draft: Draft, name: str) -> None:
    pattern = r"\d{4}-?\d{3}[\dXx]" if name == "issn" else r"(?:97[89][- ]?)?\d[\d -]{8,14}[\dXx]|\d{9}[\dXx]"
    typed = re.sub(r"[‐‑–—−]|--", "-", identifier(draft.take(name)))
    numbers = [number.strip() for number in re.findall(pattern, typed)]
    if name == "issn":
        numbers = [f"{number[:4]}-{number[-4:]}" for number in numbers]
    if typed and not numbers:
        draft.note(f'"{typed}" is not an {name.upper()}, so it was left out')
    draft.set(name, numbers[0] if len(numbers) == 1 else list(dict.fromkeys(numbers)))


def read_addresses(draft: Draft) -> None:
    """Take the addresses of the paper and of what belongs to it."""
    urls = addresses(draft.take("url", "link", "html"))
    _how_published(draft, urls)
    if urls:
        draft.raw["url"] = urls[0]
        for url in urls[1:]:
            draft.link(url)
    draft.take_arxiv(draft.get("url"))
    for name, sources in _LINKS.items():
        for source in sources:
            _link(draft, name, source)


def _how_published(draft: Draft, urls: list[str]) -> None:
    typed = draft.take("howpublished")
    if addresses_in_text := addresses(typed):
        urls += [url for url in addresses_in_text if url not in urls]
        typed = _URL.sub("", typed).strip(" ,;:.()")
    text = one_line(typed)
    draft.set("howpublished", "" if text in (draft.get("journal"), draft.get("booktitle")) else text)


def _link(draft: Draft, name: str, source: str) -> None:
    if (typed := draft.left.get(source, "")) and (urls := addresses(typed)):
        del draft.left[source]
        if name in draft.raw:
            for url in urls:
                draft.link(url, source)
        else:
            draft.raw[name] = urls if name in _SEVERAL and len(urls) > 1 else urls[0]
