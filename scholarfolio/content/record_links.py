"""Record links: what the ids stand for by which texts in Markdown link to papers, topics, talks and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from scholarfolio.content.collections import COLLECTIONS, Collection, link_kinds
from scholarfolio.content.markdown_texts import markdown_texts
from scholarfolio.content.models import Page, Profile, Records, Site, Topic
from scholarfolio.content.reader import Content, Document, read_document
from scholarfolio.content.text_places import BODY, TextSource, places_of
from scholarfolio.text import Markdown, Tex
from scholarfolio.text.markdown.record_links import LinkTarget, linked_keys, may_link, typed_key
from scholarfolio.text.markup import escape
from scholarfolio.values.problems import Place, Problems, did_you_mean


def resolve_record_links(records: Records, content: Content, problems: Problems) -> Records:
    """The same records, of which each text in Markdown knows what the ids stand for to which it links.

    Args:
        records: what the author wrote.
        content: the documents that it comes from.
        problems: receives an error for each link to an id that there is not.
    """
    resolver = _Resolver(records, content, problems)
    changed: dict[int, Any] = {}  # by the identity of the record as it was
    for record, name, text in markdown_texts(records):
        if may_link(text.source) and (keys := linked_keys(text.source)):
            linked = resolver.resolved(record, name, text, keys)
            changed[id(record)] = replace(changed.get(id(record), record), **{name: linked})
    return _with(records, changed) if changed else records


def _with(records: Records, changed: Mapping[int, Any]) -> Records:
    def now(record: Any) -> Any:
        return changed.get(id(record), record)

    return replace(
        records,
        profile=now(records.profile),
        site=now(records.site),
        topics={key: now(topic) for key, topic in records.topics.items()},
        papers=tuple(map(now, records.papers)),
        pages=tuple(map(now, records.pages)),
        entries={name: {key: now(entry) for key, entry in each.items()} for name, each in records.entries.items()},
    )


class _Resolver:
    """Finds out what ids stand for."""

    def __init__(self, records: Records, content: Content, problems: Problems) -> None:
        self._records, self._content, self._problems = records, content, problems
        self._kinds = link_kinds()

    def resolved(self, record: Any, field: str, text: Markdown, keys: set[str]) -> Markdown:
        """A text with the targets of these keys; what it links to though there is no such thing is reported."""
        candidates = {key: self._find(key) for key in sorted(keys)}
        targets = {key: self._target(*each[0]) for key, each in candidates.items() if len(each) == 1}
        unknown = [
            key for key in candidates if key not in targets and (self._has_kind(key) or f"[[{key}" in text.source)
        ]
        for key in _shown(text.source, unknown):
            message = self._ambiguous(key, candidates[key]) if candidates[key] else self._missing(key)
            for place in self._places(record, field, key):
                self._problems.error(place, message)
        return Markdown(text.source, tuple(targets.items()))

    @cached_property
    def _by_id(self) -> Mapping[str, Mapping[str, Any]]:
        """The records of each collection by their ids."""
        records = self._records
        return {
            "papers": {paper.id: paper for paper in records.papers},
            "pages": {page.id: page for page in records.pages},
            "topics": records.topics,
            "people": records.people,
            "venues": records.venues,
            **records.entries,
        }

    def _has_kind(self, key: str) -> bool:
        """Whether a key names a kind of record; as an address, another word may be a scheme, which others report."""
        return key.partition(":")[0] in self._kinds

    def _find(self, key: str) -> list[tuple[Collection, Any]]:
        """The records that a key may stand for: one, if all is well."""
        kind, colon, record_id = key.rpartition(":")
        rows = COLLECTIONS.values() if not colon else filter(None, [self._kinds.get(kind)])
        return [(row, record) for row in rows if (record := self._by_id.get(row.name, {}).get(record_id)) is not None]

    def _target(self, row: Collection, record: Any) -> LinkTarget:
        title = getattr(record, "title", None) or record.name
        if isinstance(title, Tex):
            return LinkTarget(row.address(record), title.label, title.plain)
        words = title if isinstance(title, str) else title.display
        return LinkTarget(row.address(record), escape(words), words)

    def _ambiguous(self, key: str, candidates: list[tuple[Collection, Any]]) -> str:
        words = [row.singular or row.name for row, _ in candidates]
        choices = " or ".join(f"[[{word}:{key}]]" for word in words)
        return f'"{key}" is the id of more than one thing; write {choices}'

    def _missing(self, key: str) -> str:
        kind, _, record_id = key.rpartition(":")
        if kind and kind not in self._kinds:
            return f'there is no kind of record called "{kind}"{did_you_mean(kind, self._kinds)}'
        rows = [self._kinds[kind]] if kind else list(COLLECTIONS.values())
        known = [known for row in rows for known in self._by_id.get(row.name, {})]
        what = rows[0].singular or rows[0].name if kind else "record"
        return f'there is no {what} "{record_id}"{did_you_mean(record_id, known)}'

    def _places(self, record: Any, field: str, key: str) -> list[Place]:
        source = _source(record, field, self._content.label)
        document = self._document(source.record.path)
        return places_of(document, source._replace(record=source.record._replace(path=document.path)), typed_key(key))

    def _document(self, shown: str) -> Document:
        """The file that messages call so, or the same with the other ending that settings may have."""
        for name in (shown, f"{shown.removesuffix('.yaml')}.yml"):
            path = self._content.root / name.removeprefix(f"{self._content.label}/")
            if path.is_file() and (document := read_document(str(path), name, Problems())):
                return document
        return Document(shown, "", "")


def _source(record: Any, field: str, label: str) -> TextSource:
    """Where a text stands."""
    match record:
        case Page():
            return TextSource(record.origin, BODY)
        case Topic():
            return TextSource(Place(f"{label}/topics.yaml", 1, 1), (record.id, field))
        case Profile() | Site():
            return TextSource(Place(f"{label}/{type(record).__name__.lower()}.yaml", 1, 1), (field,))
        case _:
            return TextSource(record.origin, (field,))


def _shown(source: str, keys: list[str]) -> Iterator[str]:
    """Those of some keys that a text links to; the others stand in code."""
    targets = {key: LinkTarget(f"target-{at}.html", "", "") for at, key in enumerate(keys)}
    html = Markdown(source, tuple(targets.items())).html if keys else ""
    return (key for key, target in targets.items() if f'href="{target.address}' in html)
