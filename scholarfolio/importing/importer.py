"""Import: sources of papers become records that the schema accepts, and a report on everything else.

A format joins through the registry of formats, a source through the table of sources; what is checked and mended here
is the same for all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scholarfolio.content.models import Paper
from scholarfolio.content.reader import Document, KeyPath, Raw
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.formats.parsed import ImportedRecord, Parsed, Rejected, Remark
from scholarfolio.formats.registry import Format, readable_formats
from scholarfolio.importing.source import SourceText
from scholarfolio.importing.sources import read_source
from scholarfolio.text.clean import without_controls
from scholarfolio.values.names import Name
from scholarfolio.values.problems import Place, Problems, Stop
from scholarfolio.values.slugs import is_slug, slugify

# A sentence that is true of at least so many entries of a file is reported once.
GROUPED_FROM = 3


@dataclass(frozen=True)
class NewRecord:
    """A record that the schema accepts, under the id that will name its file, and where all its values came from."""

    id: str
    raw: dict[str, Raw]
    paper: Paper
    origin: Place


@dataclass(frozen=True)
class Imported:
    """What sources gave: records, and source by source what became none."""

    records: tuple[NewRecord, ...]
    parsed: tuple[Parsed, ...]

    @property
    def entries(self) -> int:
        """How many entries the sources have: records and rejected entries together."""
        return len(self.records) + self.rejected

    @property
    def rejected(self) -> int:
        """How many entries became no record."""
        return sum(len(parsed.rejected) for parsed in self.parsed)

    def report(self) -> list[str]:
        """``file.bib:12: reason`` for every rejected entry and for whatever was changed in others."""
        return [line for parsed in self.parsed for line in _report(parsed)]


def import_papers(addresses: Sequence[str], owner: Name | None = None) -> Imported:
    """Read papers from sources, all texts of one format together.

    Args:
        addresses: the sources: files, folders, or whatever else ``sources`` has a row for.
        owner: whose papers they are, where that is known.

    Raises:
        Stop: a source cannot be read or is in no known format, or there is not a single entry in them.
    """
    problems = Problems()
    documents = [document for address in addresses for document in read_source(address, problems)]
    if problems:
        raise Stop(problems)
    parsed = _parsed(documents, owner)
    if not any(one.entries for one in parsed):
        for source in [one.source for one in parsed] or addresses:
            problems.error(Place(source), "holds no entries")
        raise Stop(problems)
    check = _Check()
    checked = tuple(check.source(one) for one in parsed)
    return Imported(tuple(check.records), checked)


def _parsed(documents: Sequence[SourceText | Parsed], owner: Name | None) -> list[Parsed]:
    """What the documents hold, in the order of formats; what was no text comes last."""
    texts = [document for document in documents if isinstance(document, SourceText)]
    parsed = [one for format in readable_formats() for one in _read(format, texts, owner)]
    return parsed + [document for document in documents if isinstance(document, Parsed)]


def _read(format: Format, texts: Iterable[SourceText], owner: Name | None) -> list[Parsed]:
    own = {text.source: text for text in texts if text.format is format}
    if not own or not format.reader:
        return []
    parsed = format.reader({source: text.text for source, text in own.items()}, owner)
    return [_with_remarks(one, own[one.source].remarks) for one in parsed]


def _with_remarks(parsed: Parsed, remarks: tuple[Remark, ...]) -> Parsed:
    if not parsed.entries:
        remarks = (*remarks, Remark(1, "the file holds no entries"))
    return parsed._replace(remarks=(*remarks, *parsed.remarks))


# --- records --------------------------------------------------------------------------------------------------------


class _Check:
    """Turns what sources hold into records, under ids that differ even where letter case does not count."""

    def __init__(self) -> None:
        self.records: list[NewRecord] = []
        self._ids: set[str] = set()
        self._origins: dict[str, Place] = {}

    def source(self, parsed: Parsed) -> Parsed:
        """Check a source's records; those that cannot be one join its rejected entries."""
        accepted, rejected = [], list(parsed.rejected)
        for record in parsed.records:
            raw, notes, paper = _fitted(record)
            origin = Place(parsed.source, record.line)
            first = self._origins.setdefault(json.dumps(raw, sort_keys=True), origin)
            if paper is None:
                rejected.append(Rejected(record.line, "; ".join(notes), record.key))
            elif first != origin:
                rejected.append(Rejected(record.line, f"says the same as the entry at {first}", record.key))
            else:
                name, renamed = self._id(record.key, paper)
                self.records.append(NewRecord(name, raw, replace(paper, id=name), origin))
                accepted.append(record._replace(raw=raw, notes=(*record.notes, *notes, *renamed)))
        return parsed._replace(records=tuple(accepted), rejected=tuple(sorted(rejected, key=lambda one: one.line)))

    def _id(self, key: str, paper: Paper) -> tuple[str, list[str]]:
        """An id that nobody has, from the key where that can be read; and a note when the key was taken."""
        wanted = key if is_slug(key) and key == key.lower() else slugify(key)
        if not _is_readable(key):
            wanted = slugify(_described(paper))
        name, number = wanted, 1
        while name.casefold() in self._ids:
            number += 1
            name = f"{wanted}-{number}"
        self._ids.add(name.casefold())
        return name, [f'"{wanted}" is taken; this record is called "{name}"'] if number > 1 else []


def _is_readable(key: str) -> bool:
    """Whether people can tell from a key what it stands for: no number, checksum or ADS bibcode."""
    if re.fullmatch(r"(19|20)\d\d[\w.&]{14}[A-Z.]|[0-9a-fA-F-]{16,}|(?i:ref|bib|item|key|paper)?[\W_]*\d*", key):
        return False
    return any(char.isalpha() for char in key)


def _described(paper: Paper) -> str:
    """Words for an id: first author, year, first telling word of the title."""
    author = next((author.name for author in paper.authors.named), None)
    family = (author.family or author.literal.split()[0]) if author else ""
    words = [word for word in re.findall(r"[^\W\d_]+", paper.title.plain) if len(word) > 3] or [paper.title.plain]
    return " ".join(filter(None, (family, str(paper.year or ""), words[0])))


class _FieldNames(Document):
    """A document without a file: the place of a problem is the name of its field."""

    def place(self, keypath: KeyPath = (), *, key: bool = False) -> Place:
        """The field's name in the place of a path."""
        return Place(str(keypath[0]) if keypath else "")


def _fitted(record: ImportedRecord) -> tuple[dict[str, Raw], list[str], Paper | None]:
    """The record without the fields that the schema refuses, a note for each of them, and the paper it makes."""
    raw = {name: _clean(value) for name, value in record.raw.items()}
    notes: list[str] = []
    while True:
        problems = Problems()
        topics = frozenset(value for value in (raw.get("category"),) if isinstance(value, str))
        at = At(_FieldNames("", "", raw), Scope(problems, topics=topics))
        paper = read_record(Paper, raw, at, id="x", origin=Place(""))
        wrong = {problem.place.path: problem.message for problem in problems.errors}
        notes += [f"{name} was left out: {message}" for name, message in wrong.items() if name in raw]
        if not wrong.keys() & raw.keys():
            return raw, notes or [*wrong.values()], None if wrong else paper
        raw = {name: value for name, value in raw.items() if name not in wrong}


def _clean(value: Raw) -> Raw:
    """Without characters that neither YAML nor a page may hold."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return [_clean(item) for item in value]


# --- report ---------------------------------------------------------------------------------------------------------


def _report(parsed: Parsed) -> list[str]:
    lines_and_messages: list[tuple[int, str]] = [(remark.line, remark.message) for remark in parsed.remarks]
    for entry in parsed.rejected:
        excerpt = f" ({entry.excerpt})" if entry.excerpt else ""
        lines_and_messages.append((entry.line, f"not imported: {entry.reason}{excerpt}"))
    lines: dict[str, list[int]] = {}
    for record in parsed.records:
        for note in record.notes:
            lines.setdefault(note, []).append(record.line)
    for note, places in lines.items():
        if len(places) < GROUPED_FROM:
            lines_and_messages += [(line, note) for line in places]
        else:
            lines_and_messages.append((places[0], f"{note} (so in {len(places)} entries)"))
    return [f"{Place(parsed.source, line)}: {message}" for line, message in sorted(lines_and_messages)]
