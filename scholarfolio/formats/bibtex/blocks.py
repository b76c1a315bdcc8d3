"""The blocks of BibTeX files: entries with their macros put in, and what could not be read.

bibtexparser finds the blocks. Values are put together here, since its own steps know neither ``#`` nor a comma that
is missing.
"""

from __future__ import annotations

import logging
import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scholarfolio.formats.parsed import Rejected, Remark
from scholarfolio.text.entities import decoded_tex
from scholarfolio.values.dates import MONTHS

_NO_ENTRIES = ("string", "preamble", "comment")
_MONTH_MACROS = {macro: name for name in MONTHS for macro in (name[:3].lower(), name.lower())}


@dataclass
class Entry:
    """One entry: its type and field names in lower case, its values without the delimiters round them."""

    type: str
    key: str
    line: int
    excerpt: str
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Add a sentence on what was changed or left out, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


@dataclass
class Blocks:
    """One file's entries, and what it holds besides."""

    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class BlockFile:
    """One file, cut into blocks. Its macros can be read before its entries, since other files may need them."""

    def __init__(self, text: str) -> None:
        text = _without_front_matter(text)
        self._lines = text.split("\n")
        self._blocks = _split(text)

    def macros(self, earlier_macros: Mapping[str, str]) -> dict[str, str]:
        """The values of the file's macros by their names in lower case, given those of files before it."""
        own: dict[str, str] = {}
        visible = ChainMap(own, dict(earlier_macros), _MONTH_MACROS)
        for block in self._blocks:
            if type(block).__name__ == "String":
                own[block.key.lower()] = _read_value(block.value, visible)[0]
        return own

    def read(self, macros: Mapping[str, str]) -> Blocks:
        """Read the entries, with the macros of all files."""
        blocks, all_macros = Blocks(), _MONTH_MACROS | dict(macros)
        for block in self._blocks:
            kind, line = _block_type(block), block.start_line + 1
            if kind in _NO_ENTRIES:
                if _is_failed(block):
                    blocks.remarks.append(Remark(line, f"this @{kind} cannot be read: {_reason(block)}"))
            elif kind is not None and re.match(r"\s*%[\s%]*@", self._lines[block.start_line]):
                blocks.remarks.append(Remark(line, "this entry is commented out with %, so it was not read"))
            elif kind is not None:
                self._read_entry(block, line, all_macros, blocks)
        return blocks

    def _read_entry(self, block: Any, line: int, macros: Mapping[str, str], blocks: Blocks) -> None:
        notes: list[str] = []
        if _is_failed(block):
            starts = [other.start_line for other in self._blocks if _block_type(other)]
            end = next((start for start in starts if start > block.start_line), None)
            if starts.count(block.start_line) == 1:  # of several on one line, none can be cut out by its lines
                block, notes = _mended(block, "\n".join(self._lines[block.start_line : end]))
        if _is_failed(block):
            blocks.rejected.append(Rejected(line, _reason(block), _excerpt(block.raw)))
        else:
            entry = _entry(block, line, macros)
            entry.notes[:0] = notes
            blocks.entries.append(entry)


def _without_front_matter(text: str) -> str:
    """Blank the YAML that site generators want before the first entry; line numbers stay."""
    front = re.match(r"\s*---[ \t]*\n(?:[^@]*?\n)?---[ \t]*(?:\n|\Z)", text)
    return "\n" * front[0].count("\n") + text[front.end() :] if front else text


def _split(text: str) -> list[Any]:
    """bibtexparser's blocks, values as typed. It logs what it also returns, so its log is switched off meanwhile."""
    from bibtexparser.entrypoint import parse_string

    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        return [_unwrapped(block) for block in parse_string(text, parse_stack=[]).blocks]
    finally:
        logger.setLevel(level)


def _unwrapped(block: Any) -> Any:
    """The entry inside a block that bibtexparser complains about although it has been read: a repeated key or field."""
    inner = getattr(block, "ignore_error_block", None)
    return block if inner is None else inner


def _is_failed(block: Any) -> bool:
    return type(block).__name__ == "ParsingFailedBlock"


def _block_type(block: Any) -> str | None:
    """What stands behind the @, in lower case; ``None`` for text between blocks."""
    match = re.match(r"\s*@(\w*)", block.raw or "") if type(block).__name__ != "ImplicitComment" else None
    return match[1].lower() if match else None


# What people get wrong, in the order in which it is tried: a pattern, what to put for it, and what to say.
_MENDS = (
    (r"(?m)^[ \t]*%.*$", "", "its lines that begin with % were left out"),
    (r"\A(\s*@\w+\s*[{(]\s*[^\s,={}]+)(?=\s+[\w-]+\s*=)", r"\1,", "a comma was missing behind the entry's key"),
    (r"\A(\s*@\w+\s*[{(])(?=\s*[\w-]+\s*=)", r"\1,", "the entry has no key"),
    (r",(\s*,)+", ",", "there was a comma too many"),
)


def _mended(block: Any, source: str) -> tuple[Any, list[str]]:
    """A block that failed for reasons that can be put right, read again from its source, and what was put right."""
    notes = []
    for pattern, replacement, sentence in _MENDS:
        source, count = re.subn(pattern, replacement, source)
        if not count:
            continue
        notes.append(sentence)
        again = [candidate for candidate in _split(source) if _block_type(candidate)]
        if again and not _is_failed(again[0]):
            return again[0], notes
    return block, []


def _reason(block: Any) -> str:
    reason = str(getattr(block.error, "abort_reason", block.error)).strip().rstrip(".")
    return "broken BibTeX: " + reason[:1].lower() + " ".join(reason[1:].split())


def _excerpt(raw: str) -> str:
    words = " ".join(raw.split())
    return words if len(words) <= 60 else words[:59] + "…"


# --- fields ---------------------------------------------------------------------------------------------------------


def _entry(block: Any, line: int, macros: Mapping[str, str]) -> Entry:
    entry = Entry(block.entry_type.lower(), block.key.strip(), line, _excerpt(block.raw))
    for given in block.fields:
        name, typed = given.key.split("\n")[-1].strip().lower(), given.value
        while typed:
            value, unknown, remainder = _read_value(typed, macros)
            if name and not name.startswith("%"):
                _add_field(entry, name, value, unknown)
            name, typed = _lost_field(name, remainder, entry)
    return entry


def _add_field(entry: Entry, name: str, value: str, unknown: list[str]) -> None:
    for macro in unknown:
        entry.note(f'the macro "{macro}" is not defined; its name was kept as text')
    value = decoded_tex(value)
    if value and entry.fields.setdefault(name, value) != value:
        entry.note(f'the field "{name}" is given twice; the first was kept')


def _lost_field(name: str, remainder: str, entry: Entry) -> tuple[str, str]:
    """The field that lost the comma before it and so stands behind another's value: its name and the rest."""
    if match := _LOST_FIELD.match(remainder):
        entry.note(f'a comma was missing before the field "{match[1].lower()}"')
        return match[1].lower(), remainder[match.end() :]
    if remainder.strip('}",'):
        entry.note(f'the field "{name}" has text behind its end, which was left out: {_excerpt(remainder)}')
    return "", ""


_LOST_FIELD = re.compile(r",?\s*([A-Za-z][\w+.:-]*)\s*=\s*")
_TERM = re.compile(r'\s*(?:(?P<open>\{)|(?P<quote>")|(?P<word>[^\s#{}",]+))')
_JOINT = re.compile(r"\s*#")
_BRACES = {"}": re.compile(r"\\.|[{}]", re.DOTALL), '"': re.compile(r'[{}"]')}


def _read_value(typed: str, macros: Mapping[str, str]) -> tuple[str, list[str], str]:
    """Read a value: texts and macros joined by ``#``.

    Returns:
        The text, the macros that nobody defined, and what follows the value although nothing should.
    """
    parts: list[str] = []
    unknown: list[str] = []
    position = 0
    while match := _TERM.match(typed, position):
        if word := match["word"]:
            position = match.end()
            value = macros.get(word.lower())
            parts.append(word if value is None else value)
            unknown += [word] if value is None and not word[0].isdigit() else []
        else:
            end = _closing(typed, match.end(), "}" if match["open"] else '"')
            parts.append(typed[match.end() : end])
            position = end + 1
        joint = _JOINT.match(typed, position)
        if joint is None:
            break
        position = joint.end()
    return "".join(parts).strip(), unknown, typed[position:].strip()


def _closing(text: str, start: int, delimiter: str) -> int:
    """Where the text that began before ``start`` is closed; its end when it is not."""
    depth = 0
    for match in _BRACES[delimiter].finditer(text, start):
        if match[0] == delimiter and depth == 0:
            return match.start()
        depth += (match[0] == "{") - (match[0] == "}")
    return len(text)
