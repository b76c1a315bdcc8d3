"""Facts from formats without LaTeX, such as RIS and CSL-JSON, in the form in which an author would type them.

Nothing disappears in silence: a fact is used, or a note names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scholarfolio.content.models import arxiv_url, doi_url
from scholarfolio.content.reader import Raw
from scholarfolio.formats.addresses import read_addresses
from scholarfolio.formats.identifiers import Reading, left_out, listed, read_dois, read_pubmed_ids, read_serials
from scholarfolio.formats.parsed import ImportedRecord, Rejected
from scholarfolio.formats.people import People
from scholarfolio.formats.plain_facts import THESES
from scholarfolio.formats.plain_texts import tex_source, words
from scholarfolio.formats.texts import paragraphs
from scholarfolio.formats.vocabulary import LANGUAGES, PREPRINT_SERVERS, THESIS_TYPES
from scholarfolio.values.dates import DateError, PartialDate
from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT, DOI, DOI_PREFIX
from scholarfolio.values.names import Name, looks_split, parse_name
from scholarfolio.values.paper_types import PAPER_TYPES, UNTYPED


def is_doi(text: str) -> bool:
    """Whether a text is nothing but a DOI."""
    return bool(_DOI.fullmatch(_without_resolver(text)))


def _without_resolver(text: str) -> str:
    return _DOI_PREFIX.sub("", text.strip())


_DOI = re.compile(DOI)
# As people write it, also without the colon.
_DOI_PREFIX = re.compile(rf"{DOI_PREFIX}|^doi\s*", re.IGNORECASE)
_CONTAINERS = {"journal": "journal", "booktitle": "booktitle"}
# Words for a type that say no more than the type itself.
_PLAIN_GENRES = ("article", "research article", "paper", "conference", "proceedings", "technical report", "thesis")


@dataclass
class RecordBuilder:
    """A record while it is read.

    Attributes:
        key: what its source calls it; line: where it begins there.
        raw: the fields of our own model so far; notes: what was changed or left out.
        remarks: texts that become the record's note; links: what becomes its `links`.
        source_type: its type as the source calls it.
    """

    key: str
    line: int
    source_type: str = ""
    raw: dict[str, Raw] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    links: list[Raw] = field(default_factory=list)

    def build(self) -> ImportedRecord | Rejected:
        """The record, or the reason why there is none."""
        if "title" not in self.raw:
            return Rejected(self.line, "the entry has no title", self.key)
        self.put("links", self.links)
        self.put("note", "; ".join(map(tex_source, dict.fromkeys(self.remarks))))
        return ImportedRecord(self.key, self.raw, self.line, tuple(dict.fromkeys(self.notes)), self.source_type)

    def put(self, name: str, value: Raw) -> None:
        """Set a field, unless there is nothing to say."""
        if value:
            self.raw[name] = value

    def text(self, name: str) -> str:
        """A field that holds a text, or nothing."""
        value = self.raw.get(name, "")
        return value if isinstance(value, str) else ""

    def note_unused(self, name: str) -> None:
        """Say that a field of the source has no place here."""
        self.notes.append(f'the field "{name}" has no place here and was left out')

    # --- words ------------------------------------------------------------------------------------------------------

    def put_title(self, text: str) -> None:
        """Set the title."""
        self.put("title", tex_source(text))

    def put_abstract(self, text: str) -> None:
        """Set the abstract, its paragraphs kept apart."""
        self.put("abstract", paragraphs(text, tex_source))

    def put_words(self, name: str, text: str) -> None:
        """Set a field that holds words."""
        self.put(name, words(text))

    def put_language(self, text: str) -> None:
        """Set the language by its tag, which may be given as a word."""
        self.put("language", LANGUAGES.get(words(text).lower(), words(text)))

    def put_keywords(self, typed: Iterable[str]) -> None:
        """Set the keywords, each once."""
        self.put("keywords", [*dict.fromkeys(filter(None, map(words, typed)))])

    # --- people -----------------------------------------------------------------------------------------------------

    def put_authors(self, names: Iterable[Name], others: bool) -> None:
        """Set the authors; ``others`` says that more are not named."""
        self.put("authors", People([_typed(name) for name in names], others).raw())

    def put_editors(self, names: Iterable[Name]) -> None:
        """Set the editors. One-word names that would look like one name cut in two stand in braces."""
        typed = [_typed(name) for name in names]
        if looks_split(typed):
            typed = [name if " " in name else f"{{{name}}}" for name in typed]
        self.put("editor", list(typed))

    # --- when and what ----------------------------------------------------------------------------------------------

    def put_date(self, year: int, month: int | None, day: int | None) -> None:
        """Set the date as far as there is such a date."""
        try:
            self.raw["date"] = PartialDate(year, month, day).iso
        except DateError as error:
            self.notes.append(f"{error}; it was left out")
            if month is not None:
                self.put_date(year, month if day else None, None)

    def put_type(self, kind: str, genre: str = "") -> None:
        """Set the type, which a genre (``PhD thesis``) may tell more precisely."""
        word = _bare(genre)
        narrower = THESIS_TYPES.get(word, "") if kind in THESES else _LABELS.get(word, "")
        if narrower and _is_narrower(narrower, kind):
            kind = narrower
        elif word and word not in _PLAIN_GENRES:
            self.remarks.append(words(genre))
        self.put("type", kind)

    # --- identifiers ------------------------------------------------------------------------------------------------

    def put_doi(self, text: str) -> None:
        """Set the DOI from a text that holds it."""
        found = read_dois(text)
        if found.values:
            self.raw["doi"] = found.first
            self._link_others("DOI", map(doi_url, found.values[1:]))
            self.notes += left_out("DOI", found.rest)
        elif text.strip():
            self.notes.append(f'"{words(text)}" is not a DOI, so it was left out')

    def put_pubmed(self, text: str) -> None:
        """Set the PubMed id from a text that holds it."""
        found = read_pubmed_ids(text)
        if found.values:
            self.raw["pubmed"] = found.first
            self._link_others("PubMed id", (f"https://pubmed.ncbi.nlm.nih.gov/{one}/" for one in found.values[1:]))
            self.notes += left_out("PMID", found.rest)
        elif text.strip():
            self.notes.append(f'"{words(text)}" is not a PubMed id, so it was left out')

    def _link_others(self, label: str, urls: Iterable[str]) -> None:
        """Keep further identifiers of one kind, of which a record has only one, as links."""
        for url in urls:
            self.links.append({"label": label, "url": url})
            self.notes.append(f"of several {label}s the first was kept; the others became links")

    def put_addresses(self, texts: Iterable[str]) -> None:
        """Set the address, and links for further ones; that of an arXiv paper is its id."""
        urls: list[str] = []
        for text in texts:
            found = Reading((text,)) if re.fullmatch(r"(?:https?|ftp)://[^\s/]\S*", text) else read_addresses(text)
            if found.rest:
                self.notes.append(f'"{words(found.rest)}" is not an address, so it was left out')
            urls += [url for url in found.values if not self._takes_arxiv(url)]
        urls = list(dict.fromkeys(urls))
        self.put("url", "".join(urls[:1]))
        self.links += [{"url": url} for url in urls[1:]]

    def _takes_arxiv(self, url: str) -> bool:
        """Read the arXiv id in an address; whether the address says no more than that."""
        match = ARXIV_ID_IN_TEXT.search(url) if re.match(r"(?i)https?://(?:www\.|export\.)?arxiv\.org/", url) else None
        if match is None or self.raw.setdefault("arxiv", match[1]) != match[1]:
            return False
        return re.sub(r"^http:", "https:", url) == arxiv_url(match[1])

    def put_serials(self, texts: Iterable[str]) -> list[str]:
        """Set ISBN and ISSN; what is neither is returned."""
        serials: dict[str, list[str]] = {"isbn": [], "issn": []}
        others = []
        for piece in (piece.strip() for text in texts for piece in re.split(r"[,;\n]", text)):
            found = read_serials(piece)
            serials["isbn"] += found.isbn
            serials["issn"] += found.issn
            others += [found.rest] if found.rest else []
        for name, numbers in serials.items():
            self.put(name, listed(numbers))
        return others

    # --- where it appeared ------------------------------------------------------------------------------------------

    def put_places(self, container: str, event: str, publisher: str) -> None:
        """Set where it appeared, under the names that the type asks for; the type must be known by now."""
        kind = self.text("type")
        info = PAPER_TYPES.get(kind, UNTYPED)
        self.put_words(_CONTAINERS.get(info.container, "venue"), container)
        if words(event) != words(container):
            self.put_words("venue" if "venue" not in self.raw else "howpublished", event)
        server = PREPRINT_SERVERS.get(words(publisher).lower(), "")
        if kind == "preprint" and "venue" not in self.raw:
            self.put("venue", server or words(publisher))
        elif kind in THESES:
            self.put_words("school", publisher)
        else:
            self.put_words("institution" if kind == "report" else "publisher", publisher)


def _bare(text: str) -> str:
    """Words without case and apostrophes: ``Master’s thesis`` and ``masters thesis`` are one."""
    return re.sub("[.'’]", "", words(text)).lower()


_LABELS = {_bare(info.label): name for name, info in PAPER_TYPES.items()}


def _is_narrower(name: str, kind: str) -> bool:
    """Whether two types have the same name in another vocabulary."""
    one, other = PAPER_TYPES[name], PAPER_TYPES.get(kind, UNTYPED)
    return one.ris == other.ris or one.csl == other.csl


def _typed(name: Name) -> str:
    """A name as people type it, in reading order where that says the same."""
    return name.display if parse_name(name.display) == name else name.bibtex
