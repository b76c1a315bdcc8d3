"""Rules for exports: what readers download must be there, and be what citation managers read."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scholarfolio.check.page import squash
from scholarfolio.check.rule import Faults, SiteRule, short
from scholarfolio.check.site import COPIED, Site
from scholarfolio.formats.exports import EXPORTS
from scholarfolio.text import Tex

if TYPE_CHECKING:
    from scholarfolio.formats.parsed import Parsed

SUFFIXES = tuple(export.suffix for export in EXPORTS.values())
_KEY = re.compile(r"[^\s,{}#%~\\\"'()=@]+")
# What ties the entries of a file to each other, so that they cannot be read one by one.
_TIED = re.compile(r"@string|crossref|xdata", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A paper in an export: its line, its key, and its title as ``squash`` leaves it."""

    line: int
    key: str
    title: str


@dataclass(frozen=True)
class Export:
    """An export that was read: its entries, and ``(line, why)`` for what is none."""

    entries: tuple[Entry, ...]
    rejected: tuple[tuple[int, str], ...]


def exports_exist(site: Site) -> Faults:
    """Beside every paper's page lies the paper in every format, and all papers lie beside the home page."""
    stems = [posixpath.splitext(path)[0] for path in site.papers]
    for stem in (*stems, *(["papers"] if stems else [])):
        for suffix in SUFFIXES:
            if f"{stem}{suffix}" not in site.files:
                yield site.at(f"{stem}{suffix}"), "is not there"


def exports_parse(site: Site) -> Faults:
    """Every export can be read back, and has at least one paper in it, each with a title."""
    for path, export in _exports(site).items():
        for line, why in export.rejected:
            yield site.at(path, line, 1), why
        if not export.entries and not export.rejected and site.papers:
            yield site.at(path), "has no paper in it"


def exports_agree(site: Site) -> Faults:
    """Exports of the same name hold the same papers in every format."""
    sound = {path: export for path, export in _exports(site).items() if export.entries and not export.rejected}
    first = SUFFIXES[0]
    for path in (path for path in sound if path.endswith(first)):
        for other in (path.removesuffix(first) + suffix for suffix in SUFFIXES[1:]):
            if other in sound:
                yield from ((site.at(other), why) for why in _differences(sound[path], sound[other], path))


def _differences(ours: Export, theirs: Export, name: str) -> Iterator[str]:
    if len(ours.entries) != len(theirs.entries):
        yield f"has {len(theirs.entries)} papers, {posixpath.basename(name)} has {len(ours.entries)}"
        return
    titles = Counter(entry.title for entry in ours.entries)
    titles.subtract(entry.title for entry in theirs.entries)
    if missing := [title for title, count in titles.items() if count > 0]:
        yield f'has other titles than {posixpath.basename(name)}, which has "{short(missing[0])}"'


def bibtex_keys(site: Site) -> Faults:
    """In a BibTeX file no two entries have the same key, and every key can be cited."""
    for path, export in _exports(site).items():
        lines: dict[str, int] = {}
        for entry in export.entries if path.endswith(".bib") and not export.rejected else ():
            if not _KEY.fullmatch(entry.key):
                yield site.at(path, entry.line, 1), f'the key "{short(entry.key)}" cannot be cited'
            before = lines.setdefault(entry.key.lower(), entry.line)
            if before != entry.line:
                yield site.at(path, entry.line, 1), f'the key "{short(entry.key)}" is taken on line {before}'


# --- reading --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)  # several rules look at the same files
def _exports(site: Site) -> dict[str, Export]:
    """Every export by its path. What cannot be read as text is left out."""
    read: dict[str, Export] = {}
    known: dict[str, Export] = {}
    for path in site.files:
        if not path.endswith(SUFFIXES) or path.startswith((COPIED, ".")):
            continue
        # Not every JSON file is an export: those that are lie beside a BibTeX file.
        if path.endswith(".json") and f"{posixpath.splitext(path)[0]}.bib" not in site.files:
            continue
        if (text := site.text(path)) is not None:
            read[path] = _bibtex(text, known) if path.endswith(".bib") else _export(_reader(path)(text))
    return read


def _bibtex(text: str, known: dict[str, Export]) -> Export:
    """A BibTeX file entry by entry: the same one stands in many files and is read once."""
    pieces = re.split(r"\n(?=@)", text)
    if len(pieces) == 1 or _TIED.search(text):
        return _read_once(text, known)
    exports = [_read_once(piece, known) for piece in pieces]
    if any(export.rejected or len(export.entries) != 1 for export in exports):
        return _read_once(text, known)
    lines = [1]
    for piece in pieces:
        lines.append(lines[-1] + piece.count("\n") + 1)
    entries = (Entry(line, x.entries[0].key, x.entries[0].title) for line, x in zip(lines, exports, strict=False))
    return Export(tuple(entries), ())


def _read_once(text: str, known: dict[str, Export]) -> Export:
    text = text.strip()
    if text not in known:
        known[text] = _export(_reader(".bib")(text))
    return known[text]


def _reader(path: str) -> Callable[[str], Parsed]:
    """What reads a format back. The readers are loaded only now: a build has no use for them."""
    from scholarfolio.formats import bibtex_read, csl_json_read, ris_read

    readers = {".bib": bibtex_read.loads, ".ris": ris_read.loads, ".json": csl_json_read.loads}
    return readers[posixpath.splitext(path)[1] or path]


def _export(parsed: Parsed) -> Export:
    entries = []
    for record in parsed.records:
        title = " ".join(str(record.raw.get(name, "")) for name in ("title", "subtitle"))
        entries.append(Entry(record.line, record.key, squash(Tex(title).plain)))
    return Export(tuple(entries), tuple((rejected.line, rejected.reason) for rejected in parsed.rejected))


RULES = (
    SiteRule(exports_exist),
    SiteRule(exports_parse),
    SiteRule(exports_agree),
    SiteRule(bibtex_keys),
)
