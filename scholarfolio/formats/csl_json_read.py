"""CSL-JSON as it is read: every item of a file becomes a record or is rejected with its line and the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scholarfolio.formats.bibtex_dates import read_date
from scholarfolio.formats.bibtex_fields import ARXIV_ID
from scholarfolio.formats.parsed import ImportedRecord, Parsed, Rejected
from scholarfolio.formats.plain_facts import joined_pages, page_range
from scholarfolio.formats.plain_reading import Draft, has_letters, split_list
from scholarfolio.names import Name, is_others, parse_name
from scholarfolio.paper_types import PAPER_TYPES

# CSL's own names first; then those of registries, and what we do not tell apart.
_TYPES = {info.csl: name for name, info in reversed(PAPER_TYPES.items())} | {
    "thesis": "thesis",
    "speech": "talk",
    "document": "",
    **dict.fromkeys(("article-magazine", "article-newspaper", "review", "review-book", "journal-article"), "article"),
    **dict.fromkeys(("proceedings-article",), "inproceedings"),
    **dict.fromkeys(("entry", "entry-dictionary", "entry-encyclopedia", "book-chapter"), "chapter"),
    **dict.fromkeys(("classic", "monograph"), "book"),
    **dict.fromkeys(("standard",), "report"),
    **dict.fromkeys(("dissertation",), "thesis"),
    **dict.fromkeys(("posted-content",), "preprint"),
    **dict.fromkeys(("pamphlet",), "unpublished"),
    **dict.fromkeys(("webpage", "post", "post-weblog"), ""),
}
# Fields that serve a program or repeat another and say nothing more about the paper: left out without a word.
_HOUSEKEEPING = frozenset(
    "accessed author_count call-number categories citation-key citation-label citation-number container-title-short"
    " custom event-date first-reference-note-number journalAbbreviation number-of-pages original-date shortTitle"
    " source submitted title-short year-suffix".split()
)
Item = dict[str, Any]


def loads(text: str, source: str = "") -> Parsed:
    """Read one file's text; ``source`` is what messages call it. Nothing in a text makes this fail."""
    found = [_record(value, line) for line, value in _values(text.removeprefix("\ufeff"))]
    records = tuple(one for one in found if isinstance(one, ImportedRecord))
    return Parsed(source, records, tuple(one for one in found if isinstance(one, Rejected)))


def _record(value: object, line: int) -> ImportedRecord | Rejected:
    if isinstance(value, json.JSONDecodeError):
        return Rejected(line, f"broken JSON: {value.msg[:1].lower()}{value.msg[1:]}")
    if not isinstance(value, dict):
        return Rejected(line, "an item with fields is expected here", json.dumps(value)[:60])
    return _Reader(value, line).read()
