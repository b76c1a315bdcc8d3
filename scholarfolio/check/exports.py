"""Exports as a check reads them back: what each file holds, and what of it cannot be read."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scholarfolio.check.page import squash
from scholarfolio.check.site import COPIED, Site
from scholarfolio.formats.exports import EXPORTS
from scholarfolio.text import Tex

if TYPE_CHECKING:
    from scholarfolio.formats.parsed import Parsed

SUFFIXES = tuple(export.suffix for export in EXPORTS.values())
# What ties the entries of a BibTeX file to each other, so that they cannot be read one by one.
_TIED = re.compile(r"@string|crossref|xdata", re.IGNORECASE)
_RIS_TYPE = re.compile(r"^TY  - *(\S*)", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A paper in an export: its line, its key, its title as ``squash`` leaves it, and in BibTeX the filled fields."""

    line: int
    key: str
    title: str
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Export:
    """An export that was read.

    Attributes:
        entries: its papers; rejected: ``(line, why)`` for what is none.
        types: ``(line, type)`` of each record as the file calls it.
    """

    entries: tuple[Entry, ...]
    rejected: tuple[tuple[int, str], ...]
    types: tuple[tuple[int, str], ...]


@lru_cache(maxsize=1)  # several rules look at the same files
def read_exports(site: Site) -> dict[str, Export]:
    """Every export by its path. What cannot be read as text is left out."""
    read: dict[str, Export] = {}
    known: dict[str, Export] = {}
    for path in (path for path in site.files if _is_export(path, site)):
        if (text := site.text(path)) is not None:
            read[path] = _read(path, text, known)
    return read


def _read(path: str, text: str, known: dict[str, Export]) -> Export:
    # The readers are loaded only now: a build has no use for them.
    if path.endswith(".bib"):
        return _bibtex(text, known)
    if path.endswith(".ris"):
        from scholarfolio.formats.ris.reader import loads as load_ris

        lines = ((text.count("\n", 0, match.start()) + 1, match[1]) for match in _RIS_TYPE.finditer(text))
        return _export(load_ris(text), lines)
    from scholarfolio.formats.csl_json.reader import loads as load_csl_json

    return _export(load_csl_json(text), _csl_types(text))


def _export(parsed: Parsed, types: Iterable[tuple[int, str]]) -> Export:
    entries = []
    for record in parsed.records:
        title = " ".join(str(record.raw.get(name, "")) for name in ("title", "subtitle"))
        entries.append(Entry(record.line, record.key, squash(Tex(title).plain)))
    return Export(tuple(entries), tuple((one.line, one.reason) for one in parsed.rejected), tuple(types))


def _csl_types(text: str) -> list[tuple[int, str]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    items = data if isinstance(data, list) else [data]
    return [(0, str(item.get("type", ""))) for item in items if isinstance(item, dict)]


def _bibtex(text: str, known: dict[str, Export]) -> Export:
    """A BibTeX file entry by entry: the same one stands in many files and is read once."""
    pieces = re.split(r"\n(?=@)", text)
    exports = [] if _TIED.search(text) else [_read_once(piece, known) for piece in pieces]
    if len(exports) < 2 or any(export.rejected or len(export.entries) != 1 for export in exports):
        return _read_once(text, known)
    lines = [1]
    for piece in pieces:
        lines.append(lines[-1] + piece.count("\n") + 1)
    numbered = list(zip(lines, exports, strict=False))
    entries = (Entry(at, one.entries[0].key, one.entries[0].title, one.entries[0].fields) for at, one in numbered)
    return Export(tuple(entries), (), tuple((at, one.types[0][1]) for at, one in numbered))


def _read_once(text: str, known: dict[str, Export]) -> Export:
    from scholarfolio.formats.bibtex.blocks import BlockFile

    if text not in known:
        file = BlockFile(text)
        blocks = file.read(file.macros({}))
        entries = []
        for entry in blocks.entries:
            title = " ".join(entry.fields.get(name, "") for name in ("title", "subtitle"))
            filled = frozenset(name for name, value in entry.fields.items() if value.strip())
            entries.append(Entry(entry.line, entry.key, squash(Tex(title).plain), filled))
        untitled = ((entry.line, "the entry has no title") for entry in entries if not entry.title)
        rejected = (*((one.line, one.reason) for one in blocks.rejected), *untitled)
        types = ((entry.line, entry.type) for entry in blocks.entries)
        known[text] = Export(tuple(entries), rejected, tuple(types))
    return known[text]


def _is_export(path: str, site: Site) -> bool:
    """Whether a file is an export: by its ending, and of JSON what lies beside a BibTeX file."""
    if not path.endswith(SUFFIXES) or path.startswith((COPIED, ".")):
        return False
    return not path.endswith(".json") or f"{posixpath.splitext(path)[0]}.bib" in site.files
