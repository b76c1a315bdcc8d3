"""Exports as a check reads them back: what each file holds, and what of it cannot be read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from scholarfolio.check.page import squash
from scholarfolio.check.site import COPIED, Site
from scholarfolio.formats.registry import Format, writable_formats
from scholarfolio.text import Tex

if TYPE_CHECKING:
    from scholarfolio.formats.parsed import Parsed

# What ties the entries of a BibTeX file to each other, so that they cannot be read one by one.
_TIED = re.compile(r"@string|crossref|xdata", re.IGNORECASE)
# The export of all papers, which lies beside the home page.
ALL_PAPERS = "papers"


@dataclass(frozen=True)
class ExportedPaper:
    """A paper in an export.

    Attributes:
        line, key: where it begins, and what the file calls it.
        title: its title as ``squash`` leaves it.
        type: its type as the file calls it.
        fields: in BibTeX, the names of its fields that hold something.
    """

    line: int
    key: str
    title: str
    type: str
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ExportFile:
    """An export that was read.

    Attributes:
        format: the format that it is in; one that has no reader tells no papers.
        papers: its papers; rejected: ``(line, why)`` for what is none.
    """

    format: Format
    papers: tuple[ExportedPaper, ...] = ()
    rejected: tuple[tuple[int, str], ...] = ()


@lru_cache(maxsize=1)  # several rules look at the same files
def read_exports(site: Site) -> dict[str, ExportFile]:
    """Every export by its path. What cannot be read as text is left out."""
    exports: dict[str, ExportFile] = {}
    entries: dict[str, ExportFile] = {}
    offered = frozenset(stems(site))
    for path in site.files:
        if (format := _format_of(path, offered)) and (text := site.text(path)) is not None:
            exports[path] = _bibtex(text, format, entries) if format.name == "bibtex" else _read(text, format)
    return exports


def stems(site: Site) -> list[str]:
    """The paths, without their endings, at which every format lies: each paper's page, and all papers."""
    papers = [posixpath.splitext(path)[0] for path in site.papers]
    return [*papers, ALL_PAPERS] if papers else []


def _format_of(path: str, offered: Container[str]) -> Format | None:
    """The format of an export, or ``None`` where a file is no export.

    The name's ending tells, unless other files end so, too: then only what lies where every format is ``offered``.
    """
    if path.startswith((COPIED, ".")):
        return None
    format = next((format for format in writable_formats() if path.endswith(format.suffix)), None)
    if format and format.shared_suffix and path.removesuffix(format.suffix) not in offered:
        return None
    return format


def _read(text: str, format: Format) -> ExportFile:
    """A file in any format; of one that has no reader, no more than whether it looks like it."""
    if format.reader:
        return _export_file(format, format.reader({"": text}, None)[0])
    looks_right = format.sign.search(text)
    return ExportFile(format, (), () if looks_right else ((1, f"does not look like {format.label}"),))


def _export_file(format: Format, parsed: Parsed) -> ExportFile:
    papers = []
    for record in parsed.records:
        title = " ".join(str(record.raw.get(name, "")) for name in ("title", "subtitle"))
        papers.append(ExportedPaper(record.line, record.key, squash(Tex(title).plain), record.source_type))
    return ExportFile(format, tuple(papers), tuple((one.line, one.reason) for one in parsed.rejected))


# --- BibTeX, whose fields are judged, too ---------------------------------------------------------------------------


def _bibtex(text: str, format: Format, entries: dict[str, ExportFile]) -> ExportFile:
    """A BibTeX file entry by entry: the same one stands in many files and is read once."""
    pieces = re.split(r"\n(?=@)", text)
    files = [] if _TIED.search(text) else [_read_once(piece, format, entries) for piece in pieces]
    if len(files) < 2 or any(file.rejected or len(file.papers) != 1 for file in files):
        return _read_once(text, format, entries)
    lines = [1]
    for piece in pieces:
        lines.append(lines[-1] + piece.count("\n") + 1)
    papers = (replace(file.papers[0], line=line) for line, file in zip(lines, files, strict=False))
    return ExportFile(format, tuple(papers))


def _read_once(text: str, format: Format, entries: dict[str, ExportFile]) -> ExportFile:
    from scholarfolio.formats.bibtex.blocks import BlockFile  # no other command needs it with a site

    if text not in entries:
        file = BlockFile(text)
        blocks = file.read(file.macros({}))
        papers = []
        for entry in blocks.entries:
            title = " ".join(entry.fields.get(name, "") for name in ("title", "subtitle"))
            filled = frozenset(name for name, value in entry.fields.items() if value.strip())
            papers.append(ExportedPaper(entry.line, entry.key, squash(Tex(title).plain), entry.type, filled))
        untitled = ((paper.line, "the entry has no title") for paper in papers if not paper.title)
        rejected = (*((one.line, one.reason) for one in blocks.rejected), *untitled)
        entries[text] = ExportFile(format, tuple(papers), rejected)
    return entries[text]
