"""Import: files of papers become records that the schema accepts, and a report on everything else.

A format joins through the registry in ``formats``; what is checked and mended here is the same for all.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scholarfolio.content.models import Paper
from scholarfolio.content.reader import Document, KeyPath, Raw
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.formats.parsed import ImportedRecord, Parsed, Rejected, Remark
from scholarfolio.formats.registry import Format, find_format, readable_formats
from scholarfolio.text.clean import without_controls
from scholarfolio.values.names import Name
from scholarfolio.values.problems import Place, Problems, Stop
from scholarfolio.values.slugs import is_slug, slugify

# A sentence that is true of at least so many entries of a file is reported once.
GROUPED_FROM = 3


@dataclass(frozen=True)
class NewRecord:
    """A record that the schema accepts, under the id that will name its file."""

    id: str
    raw: dict[str, Raw]
    paper: Paper


@dataclass(frozen=True)
class Imported:
    """What files gave: records, and file by file what became none."""

    records: tuple[NewRecord, ...]
    parsed: tuple[Parsed, ...]

    @property
    def entries(self) -> int:
        """How many entries the files have: records and rejected entries together."""
        return len(self.records) + self.rejected

    @property
    def rejected(self) -> int:
        """How many entries became no record."""
        return sum(len(parsed.rejected) for parsed in self.parsed)

    def report(self) -> list[str]:
        """``file.bib:12: reason`` for every rejected entry and for whatever was changed in others."""
        return [line for parsed in self.parsed for line in _report(parsed)]


def import_files(paths: Sequence[Path], owner: Name | None = None) -> Imported:
    """Read files of papers, those of one format together.

    Args:
        paths: the files, or folders of such files.
        owner: whose papers they are, where that is known.

    Raises:
        Stop: a file cannot be read or is in no known format, or there is not a single entry in them.
    """
    problems = Problems()
    sources = [source for path in paths for source in _sources(path, problems)]
    if problems:
        raise Stop(problems)
    parsed = [_with_remarks(one, sources) for row in readable_formats() for one in _load(row, sources, owner)]
    if not any(one.entries for one in parsed):
        for one in parsed:
            problems.error(Place(one.source), "holds no entries")
        raise Stop(problems)
    check = _Check()
    checked = tuple(check.file(one) for one in parsed)
    return Imported(tuple(check.records), checked)


# --- files ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Source:
    path: str
    format: Format
    text: str
    remarks: tuple[Remark, ...]


def _either(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _sources(path: Path, problems: Problems) -> Iterator[_Source]:
    if path.is_dir():
        suffixes = {suffix for row in readable_formats() for suffix in row.suffixes}
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in suffixes)
        if not found:
            problems.error(Place(str(path)), f"the folder holds no file ending in {_either(sorted(suffixes))}")
        for file in found:
            yield from _sources(file, problems)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.error(Place(str(path)), f"cannot be read: {error.strerror or error}")
        return
    text, remarks = _decoded(data)
    format = find_format(path.name, text)
    if format is None:
        labels = _either([row.label for row in readable_formats()])
        problems.error(Place(str(path)), f"is in no format that can be imported: {labels} is expected")
    else:
        yield _Source(str(path), format, text, remarks)


_DECLARED = re.compile(rb"encoding[\s:=]+(?:\w+ \()?([A-Za-z][\w .-]*?)\)?\s*$", re.I | re.M)


def _decoded(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """A file's text, lines ended by ``\\n``, and a remark where its encoding had to be guessed."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _one_ending(data.decode("utf-16", "replace")), ()
    if 0 in data[:2]:  # the first character is ASCII, so its other half tells the order of bytes
        return _one_ending(data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace")), ()
    try:
        return _one_ending(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    declared = _DECLARED.search(data[:2000])
    name = declared[1].decode().replace("Mac OS Roman", "mac-roman").strip() if declared else ""
    for encoding in filter(None, (name, "cp1252", "latin-1")):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        said = f"the file is not UTF-8; it was read as {encoding}, so look at its accents"
        return _one_ending(text), (Remark(line, said),)
    raise AssertionError("latin-1 decodes everything")


def _one_ending(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _load(format: Format, sources: Iterable[_Source], owner: Name | None) -> list[Parsed]:
    texts = {source.path: source.text for source in sources if source.format is format}
    return format.reader(texts, owner) if texts and format.reader else []


def _with_remarks(parsed: Parsed, sources: Iterable[_Source]) -> Parsed:
    remarks = next(source.remarks for source in sources if source.path == parsed.source)
    if not parsed.entries:
        remarks = (*remarks, Remark(1, "the file holds no entries"))
    return parsed._replace(remarks=(*remarks, *parsed.remarks))


# --- records --------------------------------------------------------------------------------------------------------


class _Check:
    """Turns what files hold into records, under ids that differ even where letter case does not count."""

    def __init__(self) -> None:
        self.records: list[NewRecord] = []
        self._ids: set[str] = set()
        self._seen: dict[str, str] = {}

    def file(self, parsed: Parsed) -> Parsed:
        """Check a file's records; those that cannot be one join its rejected entries."""
        kept, rejected = [], list(parsed.rejected)
        for record in parsed.records:
            raw, notes, paper = _fitted(record)
            here = f"{parsed.source}:{record.line}"
            before = self._seen.setdefault(json.dumps(raw, sort_keys=True), here)
            if paper is None:
                rejected.append(Rejected(record.line, "; ".join(notes), record.key))
            elif before != here:
                rejected.append(Rejected(record.line, f"says the same as the entry at {before}", record.key))
            else:
                name, renamed = self._id(record.key, paper)
                self.records.append(NewRecord(name, raw, replace(paper, id=name)))
                kept.append(record._replace(raw=raw, notes=(*record.notes, *notes, *renamed)))
        return parsed._replace(records=tuple(kept), rejected=tuple(sorted(rejected, key=lambda one: one.line)))

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
    said: list[tuple[int, str]] = [(remark.line, remark.message) for remark in parsed.remarks]
    for one in parsed.rejected:
        excerpt = f" ({one.excerpt})" if one.excerpt else ""
        said.append((one.line, f"not imported: {one.reason}{excerpt}"))
    lines: dict[str, list[int]] = {}
    for record in parsed.records:
        for note in record.notes:
            lines.setdefault(note, []).append(record.line)
    for note, places in lines.items():
        if len(places) < GROUPED_FROM:
            said += [(line, note) for line in places]
        else:
            said.append((places[0], f"{note} (so in {len(places)} entries)"))
    return [f"{parsed.source}:{line}: {message}" for line, message in sorted(said)]
