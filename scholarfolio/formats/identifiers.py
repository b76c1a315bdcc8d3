"""Identifiers as they stand in the fields of other programs: one or several, among words that say what they are.

Every reader returns what it read and what is left, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT, DOI_IN_TEXT


class Reading(NamedTuple):
    """What a field held, each value once, and the words that are left."""

    values: tuple[str, ...] = ()
    rest: str = ""

    @property
    def first(self) -> str:
        """The first value, or nothing."""
        return self.values[0] if self.values else ""


class Serials(NamedTuple):
    """The ISBNs and ISSNs of a field, and the words that are left."""

    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    rest: str = ""


# --- DOIs -----------------------------------------------------------------------------------------------------------

_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_DOI_WORDS = r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/|\bdoi\b:?|\band\b"


def read_dois(text: str) -> Reading:
    """The DOIs in a text. What closes a sentence or a bracket round one is no part of it."""
    text = re.sub(r"(?<=\S)[ \t]*\n\s*(?=\S+\s*$)(?!10\.|doi|https?:)", "", text)  # a line break within one
    found: dict[str, str] = {}
    for match in DOI_IN_TEXT.finditer(text):
        doi = _without_closing(match[0])
        in_address = text[: match.start()].lower().endswith("doi.org/")  # where its signs may be encoded
        found.setdefault(doi.lower(), unquote(doi) if in_address else doi)
        text = text.replace(doi, " " * len(doi), 1)
    return Reading(tuple(found.values()), _rest(text, _DOI_WORDS))


def _without_closing(doi: str) -> str:
    while doi[-1] in ".,;" or (doi[-1] in _CLOSING and doi.count(doi[-1]) > doi.count(_CLOSING[doi[-1]])):
        doi = doi[:-1]
    return doi


# --- arXiv and PubMed -----------------------------------------------------------------------------------------------

_ARXIV_WORDS = r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/|\barxiv\b\.?:?|\.pdf\b|\band\b"


def read_arxiv_ids(text: str) -> Reading:
    """The arXiv ids in a text."""
    ids = ARXIV_ID_IN_TEXT.findall(text)
    return Reading(tuple(dict.fromkeys(ids)), _rest(ARXIV_ID_IN_TEXT.sub(" ", text), _ARXIV_WORDS))


_PUBMED = re.compile(r"(?<![\w.])[0-9]{1,9}(?![\w.]*\w)")
_PUBMED_WORDS = (
    r"(?:https?://)?(?:www\.)?(?:pubmed\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/)?|\b(?:pmid|pubmed|medline)\b:?|\band\b"
)


def read_pubmed_ids(text: str) -> Reading:
    """The PubMed ids in a text; those of PubMed Central, such as PMC1234, are others."""
    text = re.sub(_PUBMED_WORDS, " ", text, flags=re.IGNORECASE)
    return Reading(tuple(dict.fromkeys(_PUBMED.findall(text))), _rest(_PUBMED.sub(" ", text)))


# --- ISBN and ISSN --------------------------------------------------------------------------------------------------

_ISSN = re.compile(r"(?<![\w./-])(\d{4})-?(\d{3}[\dXx])(?![\w/-]|\.\d)")
_ISBN = re.compile(r"(?<![\d-])(?:97[89][ -]?(?:\d[ -]?){9}\d|(?:\d[ -]?){9}[\dXx])(?![\dXx]|-\d)")
_SERIAL_WORDS = (
    r"\be?-?is[bs]n(?:-?1[03]|-l)?\b|\b(?:print(?:ed)?|on-?line|electronic|linking|e-?book|pdf|epub|web|cd|hard(?:back"
    r"|cover)|paper(?:back)?|soft(?:cover|back)|hbk|pbk|hb|pb|cloth|set|and)\b"
)


def read_serials(text: str) -> Serials:
    """The ISBNs and ISSNs in a text."""
    text = re.sub(r"\s*-+\s*", "-", re.sub("[‐‑–—−]", "-", text))
    issn = [f"{match[1]}-{match[2]}" for match in _ISSN.finditer(text)]
    text = _ISSN.sub(";", text)
    isbn = _ISBN.findall(text)
    return Serials(tuple(dict.fromkeys(isbn)), tuple(dict.fromkeys(issn)), _rest(_ISBN.sub(" ", text), _SERIAL_WORDS))


# --- what is left ---------------------------------------------------------------------------------------------------


def _rest(text: str, words: str = r"\band\b") -> str:
    """What a text says beside what was taken from it; punctuation alone says nothing."""
    text = re.sub(words, " ", text, flags=re.IGNORECASE)
    return " ".join(text.split()).strip(" ,;:.()[]<>/|") if re.search(r"\w", text) else ""


def left_out(field_name: str, rest: str) -> Iterator[str]:
    """The sentence on what a field says besides, if it does."""
    if rest := re.sub(r"\s*;[\s;]*", "; ", rest):
        yield f'the field "{field_name}" also says "{rest}", which was left out'


def listed(values: Iterable[str]) -> str | list[str]:
    """One value as it is, several as a list, as an author would type them."""
    several = list(dict.fromkeys(values))
    return several[0] if len(several) == 1 else several
