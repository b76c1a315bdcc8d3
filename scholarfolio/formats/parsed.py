"""What reading a file of papers gives: records as an author would type them, and everything that is none."""

from __future__ import annotations

from dataclasses import dataclass

from scholarfolio.load import Raw


@dataclass(frozen=True)
class ImportedRecord:
    """One paper from another format, in the form of a YAML record.

    Attributes:
        key: what the source calls it.
        raw: the fields of our own model, ready for YAML.
        line: where it begins in its source, counted from 1.
        notes: one sentence for everything that was changed or left out.
    """

    key: str
    raw: dict[str, Raw]
    line: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rejected:
    """An entry that became no record: where it begins, why, and its first words."""

    line: int
    reason: str
    excerpt: str = ""


@dataclass(frozen=True)
class Remark:
    """Something about a source that belongs to no single entry."""

    line: int
    message: str


@dataclass(frozen=True)
class Parsed:
    """A file that was read. ``entries`` is the number of records and rejected entries together."""

    source: str
    records: tuple[ImportedRecord, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def entries(self) -> int:
        """How many entries the source has."""
        return len(self.records) + len(self.rejected)
