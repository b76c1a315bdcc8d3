"""Markdown texts: every text in Markdown that an author wrote, with the record that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from scholarfolio.content.fields import MarkdownText
from scholarfolio.content.models import Page, Records
from scholarfolio.content.schema import specs
from scholarfolio.text import Markdown

_known: dict[type[Any], tuple[str, ...]] = {}


def markdown_fields(record: type[Any]) -> tuple[str, ...]:
    """The names of a type's fields that hold Markdown."""
    if record not in _known:
        body = ("body",) if record is Page else ()
        named = (name for name, spec in specs(record).items() if isinstance(spec.kind, MarkdownText))
        _known[record] = (*body, *named)
    return _known[record]


def markdown_texts(records: Records) -> Iterator[tuple[Any, str, Markdown]]:
    """Each record with one of its fields and the text in it, empty ones left out."""
    entries = chain.from_iterable(of_collection.values() for of_collection in records.entries.values())
    for record in chain(
        (records.profile, records.site), records.topics.values(), records.papers, records.pages, entries
    ):
        for name in markdown_fields(type(record)):
            if text := getattr(record, name):
                yield record, name, text
