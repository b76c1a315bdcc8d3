"""What reading a source of papers gives: records as an author would type them, and everything that is none."""

from __future__ import annotations

from typing import NamedTuple

from scholarfolio.content.reader import Raw


class ImportedRecord(NamedTuple):
    """One paper from another format, in the form of a YAML record.

    Attributes:
        key: what the source calls it.
        raw: the fields of our own model, ready for YAML.
        line: where it begins in its source, counted from 1.
        notes: one sentence for everything that was changed or left out.
        source_type: its type as the source calls it.
    """

    key: str
    raw: dict[str, Raw]
    line: int
    notes: tuple[str, ...] = ()
    source_type: str = ""


class Rejected(NamedTuple):
    """An entry that became no record: where it begins, why, and its first words."""

    line: int
    reason: str
    excerpt: str = ""


class Remark(NamedTuple):
    """Something about a source that belongs to no single entry."""

    line: int
    message: str


class Parsed(NamedTuple):
    """A source that was read. ``entries`` is the number of records and rejected entries together."""

    source: str
    records: tuple[ImportedRecord, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def entries(self) -> int:
        """How many entries the source has."""
        return len(self.records) + len(self.rejected)
