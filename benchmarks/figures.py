"""What was measured: rows of runs, kept in a file from which the report can be written again."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.compare import Census
from benchmarks.measure import Run


@dataclass
class Row:
    """The runs of one tool in one case at one size.

    Attributes:
        case: what was done, such as ``cold`` or ``one paper edited``.
        files, bytes: of the site as it then was; 0 where it was not counted.
        why_not: why there are no runs, where there are none.
        at_least: seconds that one would have taken at least, where it was stopped; 0 where that is not known.
    """

    papers: int
    tool: str
    case: str
    runs: list[Run] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    pages: int = 0
    why_not: str = ""
    at_least: float = 0.0

    @property
    def wall(self) -> float | None:
        """Seconds, the median of all runs; nothing where there are none."""
        return statistics.median(run.wall for run in self.runs) if self.runs else None

    @property
    def cpu(self) -> float | None:
        """Seconds of processor time, likewise."""
        return statistics.median(run.cpu for run in self.runs) if self.runs else None

    @property
    def memory(self) -> float | None:
        """Bytes at the peak, likewise."""
        return statistics.median(run.memory for run in self.runs) if self.runs else None

    def times(self, other: Row) -> float | None:
        """How many times as long as another, by the median of the ratios of runs that were made one after the other.

        So it matters little that a machine is faster at one time than at another.
        """
        pairs = [own.wall / its.wall for own, its in zip(self.runs, other.runs, strict=False)]
        return statistics.median(pairs) if pairs else None

    def add(self, run: Run) -> None:
        """Take in one run; a failure ends the row."""
        if run.failure:
            self.why_not = run.failure
            self.at_least = run.wall if run.stopped else 0.0
            self.runs.clear()
        else:
            self.runs.append(run)

    def count(self, found: Census) -> None:
        """Note how much was written."""
        self.files, self.bytes, self.pages = found.all_files, found.all_bytes, found.pages


@dataclass
class Figures:
    """Everything that one benchmark found.

    Attributes:
        machine: what it ran on, as pairs of words.
        rows: all rows.
        alike: per size and peer, for each kind of file ``[kind, our files, theirs, our bytes, theirs]``.
        reading: what pages weigh and how fast they are in a browser, one mapping a size.
        profiles: seconds of processor time of each part of scholarfolio's work from nothing, by size;
            ``edit_profiles``: of that after an edit of one paper.
        places: where the sites were written, by size.
        peers: the versions of those who were compared, by name; left_out: who is missing, with the reason.
    """

    machine: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    alike: dict[str, dict[str, list[list[Any]]]] = field(default_factory=dict)
    reading: list[dict[str, Any]] = field(default_factory=list)
    profiles: dict[str, dict[str, float]] = field(default_factory=dict)
    edit_profiles: dict[str, dict[str, float]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    peers: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def row(self, papers: int, tool: str, case: str) -> Row:
        """The row of a case, to add runs to."""
        found = self.find(papers, tool, case)
        if found not in self.rows:
            self.rows.append(found)
        return found

    def find(self, papers: int, tool: str, case: str) -> Row:
        """The row of a case; an empty one where it was not measured."""
        found = (row for row in self.rows if (row.papers, row.tool, row.case) == (papers, tool, case))
        return next(found, Row(papers, tool, case))

    @property
    def sizes(self) -> list[int]:
        """The numbers of papers that were measured."""
        return sorted({row.papers for row in self.rows})

    def save(self, file: Path) -> None:
        """Write all figures as JSON."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", "utf-8")

    @staticmethod
    def load(file: Path) -> Figures:
        """Read what ``save`` wrote."""
        data = json.loads(file.read_text("utf-8"))
        rows = [Row(**{**row, "runs": [Run(**run) for run in row["runs"]]}) for row in data.pop("rows")]
        return Figures(rows=rows, **data)


def ratio(one: float | None, other: float | None) -> float | None:
    """How many times as much; nothing where either is unknown."""
    return one / other if one is not None and other else None
