"""BibTeX as it is read: every entry of a file becomes a record or is rejected with its line and the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from scholarfolio.formats.bibtex.blocks import BlockFile, Blocks, Entry
from scholarfolio.formats.bibtex.fields import read_fields
from scholarfolio.formats.bibtex.tables import HOUSEKEEPING
from scholarfolio.formats.parsed import ImportedRecord, Parsed, Rejected
from scholarfolio.formats.texts import letters
from scholarfolio.values.names import Name

# What an entry does not take over from the one that its crossref names.
_OWN = re.compile(
    "(sub)?title|booktitle|authors?|doi|url|pdf|abstract|summary|keywords|note|annote|pages|" + HOUSEKEEPING.pattern
)
_PROCEEDINGS = ("proceedings", "mvproceedings")
_COLLECTIONS = (*_PROCEEDINGS, "collection", "mvcollection", "book", "mvbook", "xdata")


def load_all(texts: Mapping[str, str], owner: Name | None = None) -> list[Parsed]:
    """Read several files that belong together: macros and crossrefs of each are known in all, in any order.

    Proceedings that only lend their facts to other entries become no records, unless ``owner`` edited them.
    """
    files = {source: BlockFile(text) for source, text in texts.items()}
    macros: dict[str, str] = {}
    for file in files.values():
        macros |= file.macros(macros)
    blocks = {source: file.read(macros) for source, file in files.items()}
    shared = _Shared(list(blocks.values()), owner)
    return [shared.parsed(source, file_blocks) for source, file_blocks in blocks.items()]


class _Shared:
    """What the entries of several files need to know of each other."""

    def __init__(self, files: Sequence[Blocks], owner: Name | None) -> None:
        self._owner = owner
        self._by_key: dict[str, Entry] = {}
        for entry in (entry for file in files for entry in file.entries):
            self._by_key.setdefault(entry.key.lower(), entry)
        self._uses = Counter(
            key for file in files for entry in file.entries for key in _referred(entry) if key in self._by_key
        )
        # Files that others take proceedings from: what nobody refers to there is no paper of anybody's either.
        self._libraries = {
            id(file) for file in files for other in files if other is not file and self._draws(other, file)
        }

    def _draws(self, other: Blocks, library: Blocks) -> bool:
        own = {entry.key.lower() for entry in other.entries}
        offered = {entry.key.lower() for entry in library.entries}
        return any(key in offered and key not in own for entry in other.entries for key in _referred(entry))

    def parsed(self, source: str, file: Blocks) -> Parsed:
        """One file's records."""
        records: list[ImportedRecord] = []
        rejected = list(file.rejected)
        for entry in file.entries:
            if reason := self._no_paper(entry, id(file) in self._libraries):
                rejected.append(Rejected(entry.line, reason, entry.excerpt))
                continue
            self._inherit(entry)
            raw = read_fields(entry)
            if "title" in raw:
                records.append(ImportedRecord(entry.key, raw, entry.line, tuple(entry.notes), entry.type))
            else:
                rejected.append(Rejected(entry.line, "the entry has no title", entry.excerpt))
        return Parsed(source, tuple(records), tuple(sorted(rejected, key=lambda r: r.line)), tuple(file.remarks))

    def _no_paper(self, entry: Entry, in_library: bool) -> str:
        """Why an entry stands for no paper of its own, or nothing."""
        if entry.type not in _COLLECTIONS or "author" in entry.fields or self._is_owners(entry):
            return ""
        first = self._by_key[entry.key.lower()] is entry
        if first and (count := self._uses[entry.key.lower()]):
            return f"only lends its facts to the {count} {'entry' if count == 1 else 'entries'} that refer to it"
        if entry.type == "xdata" or (in_library and entry.type in _PROCEEDINGS):
            return "is there to lend its facts to entries, but none refers to it"
        return ""

    def _is_owners(self, entry: Entry) -> bool:
        family = (self._owner.family or self._owner.literal) if self._owner else ""
        return bool(family) and family.casefold() in letters(entry.fields.get("editor", "")).casefold()

    def _inherit(self, entry: Entry) -> None:
        """Take over what an entry does not say itself from the entry that its crossref names."""
        visited = {entry.key.lower()}
        pending = _referred(entry)
        while pending:
            key = pending.pop(0)
            parent = self._by_key.get(key)
            if parent is None:
                entry.note(f'the entry "{key}" that it refers to is not there')
            elif key not in visited:
                visited.add(key)
                pending += _referred(parent)
                _take_over(entry, parent)


def _referred(entry: Entry) -> list[str]:
    keys = entry.fields.get("crossref", "") + "," + entry.fields.get("xdata", "")
    return [key.strip().lower() for key in keys.split(",") if key.strip()]


def _take_over(entry: Entry, parent: Entry) -> None:
    everything = parent.type == "xdata"
    dated = entry.fields.keys() & {"year", "date"}
    for name, value in parent.fields.items():
        another_date = bool(dated) and name in ("year", "date")
        if (everything or not _OWN.fullmatch(name)) and not another_date:
            entry.fields.setdefault(name, value)
    container = parent.fields.get("booktitle") or parent.fields.get("title", "")
    if not everything and container and re.match(r"in|conference|bookin|supp", entry.type):
        entry.fields.setdefault("booktitle", container)
