"""CSL-JSON as it is read: every item of a file becomes a record or is rejected with its line and the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from scholarfolio.formats.csl_json.writer import NUMBERS
from scholarfolio.formats.dates import read_date
from scholarfolio.formats.parsed import ImportedRecord, Parsed, Rejected
from scholarfolio.formats.plain_facts import joined_pages, page_range
from scholarfolio.formats.plain_texts import has_letters, words
from scholarfolio.formats.record_builder import RecordBuilder
from scholarfolio.formats.texts import split_list
from scholarfolio.text.entities import decoded
from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT
from scholarfolio.values.names import Name, is_others, parse_name
from scholarfolio.values.paper_types import PAPER_TYPES

# CSL's own names first; then those of registries, and what we do not tell apart.
_TYPES = {info.csl: name for name, info in reversed(PAPER_TYPES.items())} | {
    "thesis": "thesis",
    "speech": "talk",
    "document": "",
    **dict.fromkeys(("article-magazine", "article-newspaper", "review", "review-book", "journal-article"), "article"),
    "proceedings-article": "inproceedings",
    **dict.fromkeys(("entry", "entry-dictionary", "entry-encyclopedia", "book-chapter"), "chapter"),
    **dict.fromkeys(("classic", "monograph"), "book"),
    "standard": "report",
    "dissertation": "thesis",
    "posted-content": "preprint",
    "pamphlet": "unpublished",
    **dict.fromkeys(("webpage", "post", "post-weblog"), ""),
}
# Fields that serve a program or repeat others and say no more about the paper: left out without a word.
_HOUSEKEEPING = re.compile(
    "accessed|call-number|categories|citation-.*|container-title-short|event-date|first-reference-note-number"
    "|journalAbbreviation|number-of-pages|shortTitle|source|title-short|year-suffix"
)


def loads(text: str, source: str = "") -> Parsed:
    """Read one file's text; ``source`` is what messages call it. Nothing in a text makes this fail."""
    outcomes = [_record(value, line) for value, line in _values(text.removeprefix("\ufeff"))]
    records = tuple(outcome for outcome in outcomes if isinstance(outcome, ImportedRecord))
    return Parsed(source, records, tuple(outcome for outcome in outcomes if isinstance(outcome, Rejected)))


def _record(value: object, line: int) -> ImportedRecord | Rejected:
    if isinstance(value, Exception):
        return Rejected(line, f"broken JSON: {value}")
    if not isinstance(value, dict):
        return Rejected(line, "an item with fields is expected here", str(value)[:60])
    return _Reader(value, line).read()


# --- JSON -----------------------------------------------------------------------------------------------------------

_SPACE = re.compile(r"[ \t\n\r]*")


def _values(text: str) -> Iterator[tuple[object, int]]:
    """The items with their lines; an error stands where reading must stop."""
    position = _space(text, 0)
    if not text.startswith("[", position):
        value, _ = _decoded(text, position)
        yield from ((one, 1) for one in _unwrapped(value))
        return
    line, counted, position = 1, 0, _space(text, position + 1)
    while not text.startswith("]", position):
        line, counted = line + text.count("\n", counted, position), position
        value, position = _decoded(text, position)
        yield value, line
        if isinstance(value, Exception):
            return
        position = _space(text, position)
        position = _space(text, position + text.startswith(",", position))


def _space(text: str, position: int) -> int:
    """Where the white space at a position ends."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _decoded(text: str, position: int) -> tuple[object, int]:
    """The value at a position and where it ends, or the error instead."""
    try:
        return json.JSONDecoder().raw_decode(text, position)
    except (ValueError, RecursionError) as error:
        return error, len(text)


def _unwrapped(value: object) -> list[object]:
    """One item, or the items that some programs put into an object."""
    fields = value if isinstance(value, dict) else {}
    inner = fields.get("items", fields.get("references"))
    return inner if isinstance(inner, list) else [value]


# --- items ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Takes an item's fields one after another; what is left at the end was not understood."""

    def __init__(self, item: dict[str, Any], line: int) -> None:
        self.unread = {name: value for name, value in item.items() if value not in (None, "", [], {})}
        self.builder = RecordBuilder(self.take("id"), line)

    def read(self) -> ImportedRecord | Rejected:
        builder = self.builder
        others = self._says_others(self.unread.pop("custom", None))
        builder.put_title(self.take("title"))
        self._people(others)
        self._type()
        self._date(self.unread.pop("issued", None))
        self._places()
        self._numbers()
        self._identifiers()
        self._texts()
        for name in self.unread:
            if not _HOUSEKEEPING.fullmatch(name):
                builder.note_unused(name)
        return builder.build()

    def take(self, *names: str) -> str:
        """The text of the first of these fields that is there."""
        name = next((name for name in names if name in self.unread), "")
        return _text(self.unread.pop(name, ""))

    # --- people and type --------------------------------------------------------------------------------------------

    @staticmethod
    def _says_others(custom: object) -> bool:
        return isinstance(custom, dict) and custom.get("others") is True

    def _people(self, others: bool) -> None:
        authors, more = self._names("author")
        editors, more_editors = self._names("editor")
        if more_editors:
            self.builder.notes.append("more editors than the named ones are not named")
        self.builder.put_authors(authors, others or more)
        self.builder.put_editors(editors)

    def _names(self, field: str) -> tuple[list[Name], bool]:
        """The names, and whether one of them stands for more that are not named."""
        value = self.unread.pop(field, [])
        entries = [_name(one) for one in (value if isinstance(value, list) else [value])]
        names = [name for name in entries if name and not is_others(name.literal)]
        if None in entries:
            self.builder.notes.append(f'in "{field}" stands what is not a name; it was left out')
        return names, any(name and is_others(name.literal) for name in entries)

    def _type(self) -> None:
        self.builder.source_type = typed = self.take("type")
        if typed not in _TYPES:
            self.builder.notes.append(f'the type "{typed}" is not known here; the record has none')
        kind = _TYPES.get(typed, "")
        if kind == "book" and "editor" in self.builder.raw and "authors" not in self.builder.raw:
            kind = "proceedings"
        self.builder.put_type(kind, self.take("genre"))

    # --- when and where ---------------------------------------------------------------------------------------------

    def _date(self, issued: object) -> None:
        fields = issued if isinstance(issued, dict) else {"raw": issued} if issued else {}
        spans = fields.get("date-parts")
        first = spans[0] if isinstance(spans, list) and spans else []
        numbers = [int(text) for part in (first if isinstance(first, list) else [first]) if (text := _digits(part))]
        if numbers:
            year, month, day = (*numbers, 0, 0)[:3]
            self.builder.put_date(year, month or None, day or None)
            if isinstance(spans, list) and len(spans) > 1:
                self.builder.notes.append("the date is a span; its beginning was kept")
        elif written := _text(fields.get("literal") or fields.get("raw")):
            date = read_date(written, "", "", "")
            self.builder.put("date", date.iso)
            self.builder.notes += date.notes
            self.builder.remarks += [date.words] if date.words else []
        self.builder.notes += [f'"{name}" of the date was left out' for name in ("circa", "season") if fields.get(name)]

    def _places(self) -> None:
        container, event = self.take("container-title"), self.take("event-title", "event")
        self.builder.put_places(container or event, event if container else "", self.take("publisher"))
        self.builder.put_words("series", self.take("collection-title"))
        self.builder.put_words("address", self.take("publisher-place", "event-place"))
        self.unread.pop("event-place", None)

    # --- numbers ----------------------------------------------------------------------------------------------------

    def _numbers(self) -> None:
        builder, kind = self.builder, self.builder.text("type")
        for name in ("volume", "edition"):
            builder.put_words(name, self.take(name))
        builder.put_words("chapter", self.take("chapter-number"))
        builder.put("pages", joined_pages(*page_range(words(self.take("page")))))
        self._arxiv()
        for name in dict.fromkeys((NUMBERS.get(kind, "number"), "issue", "number", "collection-number")):
            number = self.take(name)
            if kind == "article" and name == "number" and number and "pages" not in builder.raw:
                builder.put_words("pages", number)
            elif number and "number" in builder.raw:
                builder.note_unused(name)
            else:
                builder.put_words("number", number)

    def _arxiv(self) -> None:
        """The arXiv id that a preprint has for its number, or that other papers have in an archive."""
        number = _text(self.unread.get("number"))
        if re.match(r"(?i)arxiv:\s*", number) and (match := ARXIV_ID_IN_TEXT.search(number)):
            self.builder.raw["arxiv"] = match[1]
            del self.unread["number"]
        place = _text(self.unread.get("archive_location"))
        if _text(self.unread.get("archive")).lower() == "arxiv" and (match := ARXIV_ID_IN_TEXT.search(place)):
            self.builder.raw["arxiv"] = match[1]
            del self.unread["archive"], self.unread["archive_location"]

    def _identifiers(self) -> None:
        builder = self.builder
        builder.put_doi(self.take("DOI"))
        builder.put_pubmed(self.take("PMID"))
        builder.put_addresses(filter(None, [self.take("URL")]))
        others = builder.put_serials([self.take("ISBN"), self.take("ISSN")])
        builder.notes += [f'"{text}" is neither an ISBN nor an ISSN, so it was left out' for text in others]

    # --- words ------------------------------------------------------------------------------------------------------

    def _texts(self) -> None:
        builder = self.builder
        builder.put_language(self.take("language"))
        builder.put_keywords(split_list(self.take("keyword")))
        builder.put_abstract(self.take("abstract"))
        self._note(self.take("note", "annote"))

    def _note(self, text: str) -> None:
        """The note, and the identifiers that Zotero's users keep there, each on a line of its own."""
        remark = []
        for line in text.split("\n"):
            if match := re.fullmatch(r"\s*PMID:\s*(\d{1,9})\s*", line):
                self.builder.raw.setdefault("pubmed", match[1])
            elif (match := re.match(r"\s*arXiv:\s*(\S+)(?:\s*\[[\w.-]+\])?\s*$", line)) and ARXIV_ID_IN_TEXT.fullmatch(
                match[1]
            ):
                self.builder.raw.setdefault("arxiv", match[1])
            else:
                remark.append(line)
        if any(map(str.strip, remark)):
            self.builder.remarks.append("\n".join(remark))


def _text(value: object) -> str:
    """A text, also where a registry gives a number, a list or an object with a name instead."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return "" if value is None or isinstance(value, bool) else decoded(str(value))


def _digits(value: object) -> str:
    """A number's digits, at most nine, or nothing."""
    text = _text(value).strip()
    return text if re.fullmatch(r"[0-9]{1,9}", text) else ""


def _name(value: object) -> Name | None:
    """A name from its parts. Its family name may hold the particle; ``None`` where there is no name."""
    if isinstance(value, str):
        return parse_name(words(_text(value))) if has_letters(value) else None
    parts = value if isinstance(value, dict) else {}
    family, given, suffix, literal = (
        words(_text(parts.get(name))) for name in ("family", "given", "suffix", "literal")
    )
    particles = [words(_text(parts.get(f"{kind}dropping-particle"))) for kind in ("", "non-")]
    particle = " ".join(filter(None, particles))
    literal = literal or words(_text(parts.get("name")))
    if not has_letters(family + given + literal):
        return None
    if not family or not (given or particle or suffix):
        return Name(literal=family or literal or given)
    name = Name(family, given, particle, suffix)
    read = parse_name(", ".join(filter(None, (f"{particle} {family}".strip(), suffix, given))))
    return read if read.display == name.display else name
