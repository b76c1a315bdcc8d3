"""The report: the figures as tables, with the words around them that say what was compared and whom it favours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import chart
from benchmarks.compare import PAGES
from benchmarks.figures import Figures, Row, ratio
from benchmarks.ours import NAME
from benchmarks.suite import AUTHOR, COLD, FLOOR, NOTHING, PAPER, REBUILT, REFERENCES, TEMPLATE, WARM

HUGO = "Hugo"
CHART = "benchmarks.svg"
OWN_CASES = ((COLD, "nothing kept"), (WARM, "with what is kept from the last build"))
MB, GB = 1e6, 1e9


def write(figures: Figures, file: Path) -> None:
    """Write the report and its chart; the chart lies in ``images`` beside it."""
    picture = file.parent / "images" / CHART
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(chart.svg(_lines(figures)), "utf-8")
    file.write_text("\n\n".join(part for part in _parts(figures) if part) + "\n", "utf-8")


def table(figures: Figures) -> str:
    """The main table for a terminal."""
    rows = [_HEAD, *_cold_rows(figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _parts(figures: Figures) -> Iterator[str]:
    yield _INTRODUCTION.format(**figures.machine)
    yield from (f"{name} is left out: {reason}." for name, reason in figures.left_out.items())
    yield f"![Seconds for a site from nothing, by number of papers](images/{CHART})"
    yield _markdown(_HEAD, _cold_rows(figures))
    yield _COLD_NOTES
    yield "## After an edit"
    yield _EDITS
    yield _markdown(("papers", "what was done", "scholarfolio, s", "Hugo, s", "ratio"), _edit_rows(figures))
    yield "## How it grows"
    yield _markdown(("papers", "", "ms a paper", "ms a page", "KB of memory a paper"), _growth_rows(figures))
    yield "## What only scholarfolio writes"
    yield _OWN
    yield _markdown(("papers", "", "time, s", "more than without"), _own_rows(figures))
    yield "## What was aimed at"
    yield _markdown(("aim", "found"), _aims(figures))
    yield "## Are they the same sites?"
    yield _ALIKE
    yield from _alike_tables(figures)
    yield from _reading(figures)
    yield _FAIRNESS
    yield _REPEAT


# Building from nothing

_HEAD = ("papers", "tool", "time, s", "to Hugo", "processor, s", "memory, MB", "to Hugo", "files", "MB")


def _cold_rows(figures: Figures) -> list[Sequence[str]]:
    return [cells for papers in figures.sizes for cells in _cold_rows_of(figures, papers)]


def _cold_rows_of(figures: Figures, papers: int) -> Iterator[Sequence[str]]:
    hugo = figures.find(papers, HUGO, COLD)
    rows = [r for r in figures.rows if r.papers == papers and r.case in (COLD, WARM, FLOOR)]
    for row in sorted(rows, key=lambda r: (r.tool != NAME, r.tool == FLOOR)):
        yield _cold_cells(row, hugo)


def _cold_cells(row: Row, hugo: Row) -> Sequence[str]:
    name = _name(row)
    papers = f"{row.papers:,}"
    if not row.runs:
        return (papers, name, row.why_not, "", "", "", "", "", "")
    if row.tool == FLOOR:
        return (papers, name, _seconds(row.wall), _times(ratio(row.wall, hugo.wall)), "", "", "", "", "")
    return (
        papers,
        name,
        _seconds(row.wall),
        _times(ratio(row.wall, hugo.wall)),
        _seconds(row.cpu),
        _number((row.memory or 0) / MB),
        _times(ratio(row.memory, hugo.memory)),
        f"{row.files:,}",
        _number(row.bytes / MB),
    )


def _name(row: Row) -> str:
    if row.tool == FLOOR:
        return "the same bytes in a plain loop"
    return f"{row.tool}, {dict(OWN_CASES)[row.case]}" if row.tool == NAME else row.tool


# After an edit


def _edit_rows(figures: Figures) -> Iterator[Sequence[str]]:
    for papers in figures.sizes:
        again = figures.find(papers, HUGO, REBUILT)
        for case in (NOTHING, PAPER, AUTHOR, TEMPLATE):
            row = figures.find(papers, NAME, case)
            if row.runs:
                yield f"{papers:,}", case, _seconds(row.wall), _seconds(again.wall), _times(ratio(row.wall, again.wall))


def _growth_rows(figures: Figures) -> Iterator[Sequence[str]]:
    for papers in figures.sizes:
        for row in figures.rows:
            if row.papers == papers and row.case == COLD and row.wall is not None:
                yield (
                    f"{papers:,}",
                    row.tool,
                    f"{1000 * row.wall / papers:.2f}",
                    f"{1000 * row.wall / row.pages:.2f}" if row.pages else "",
                    _number((row.memory or 0) / papers / 1000),
                )


def _own_rows(figures: Figures) -> Iterator[Sequence[str]]:
    for papers in figures.sizes:
        without = figures.find(papers, NAME, COLD)
        for case in (REFERENCES,):
            row = figures.find(papers, NAME, case)
            if row.wall is not None and without.wall is not None:
                yield f"{papers:,}", case, _seconds(row.wall), f"{row.wall - without.wall:+.2f} s"


# Aims


def _aims(figures: Figures) -> Iterator[Sequence[str]]:
    def against(papers: int, case: str, other: str) -> float | None:
        row, hugo = figures.find(papers, NAME, case), figures.find(papers, HUGO, other)
        return ratio(row.wall, hugo.wall)

    for papers, most in ((36, 1.5), (1000, 0.5), (10_000, 0.5), (100_000, 0.5)):
        yield f"{papers:,} papers from nothing in at most {most} of Hugo's time", _times(against(papers, COLD, COLD))
    for papers in (1000, 10_000, 100_000):
        row, hugo = figures.find(papers, NAME, COLD), figures.find(papers, HUGO, COLD)
        memory = ratio(row.memory, hugo.memory)
        yield f"{papers:,} papers in no more memory than Hugo takes", _times(memory)
    largest = figures.find(100_000, NAME, COLD)
    yield "100,000 papers in less than 1.5 GB", f"{largest.memory / GB:.2f} GB" if largest.memory else "–"
    for papers in (1000, 10_000, 100_000):
        yield f"one of {papers:,} papers edited in at most 0.1 of Hugo's time", _times(against(papers, PAPER, REBUILT))
    yield "nothing changed among 10,000 papers in at most 0.05", _times(against(10_000, NOTHING, REBUILT))
    few, many = figures.find(1000, NAME, COLD), figures.find(100_000, NAME, COLD)
    growth = ratio(many.wall, few.wall)
    yield "a paper among 100,000 costs at most 1.3 of one among 1,000", _times(growth / 100 if growth else None)


# Are they the same sites?


def _alike_tables(figures: Figures) -> Iterator[str]:
    for papers, peers in figures.alike.items():
        head = ["kind", "files", *(f"{peer}: files" for peer in peers), *(f"{peer}: bytes" for peer in peers)]
        yield f"At {int(papers):,} papers; files, and bytes as a part of scholarfolio's:"
        kinds = dict.fromkeys(kind[0] for kinds in peers.values() for kind in kinds)
        by_peer = [{kind[0]: kind for kind in kinds} for kinds in peers.values()]
        yield _markdown(head, [_alike_cells(kind, by_peer) for kind in kinds])


def _alike_cells(kind: str, peers: Sequence[dict[str, list]]) -> Sequence[str]:  # type: ignore[type-arg]
    rows = [peer.get(kind, [kind, 0, 0, 0, 0]) for peer in peers]
    mark = "**" if kind in PAGES and any(row[1] != row[2] for row in rows) else ""
    own = max(row[1] for row in rows)
    files = [f"{mark}{row[2]:,}{mark}" for row in rows]
    return [kind, f"{own:,}", *files, *(_times(ratio(row[4], row[3])) for row in rows)]


def _reading(figures: Figures) -> Iterator[str]:
    if not figures.reading:
        return
    yield "## How fast it is read"


# The chart


def _lines(figures: Figures) -> list[chart.Line]:
    found: dict[str, list[tuple[int, float]]] = {}
    for papers in figures.sizes:
        for row in figures.rows:
            if row.papers == papers and row.wall is not None and row.case in (COLD, FLOOR):
                found.setdefault("plain loop" if row.tool == FLOOR else row.tool, []).append((papers, row.wall))
    order = sorted(found, key=lambda tool: (tool != NAME, tool == "plain loop"))
    return [chart.Line(tool, tuple(found[tool])) for tool in order]


# Words and numbers


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rows = list(rows)
    if not rows:
        return ""
    line = "|" + "|".join("---:" if at else "---" for at in range(len(head))) + "|"
    return "\n".join(["| " + " | ".join(head) + " |", line, *("| " + " | ".join(row) + " |" for row in rows)])


def _seconds(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:,.1f}" if seconds < 100 else f"{seconds:,.0f}"


def _times(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


_INTRODUCTION = """# How fast it is

<!-- Written by `make bench`; edit benchmarks/report.py instead. -->

Measured on {date} with `make bench`: {processor}, {memory} of memory, {system}, Python {Python},
scholarfolio {scholarfolio}."""

_COLD_NOTES = """Medians. Each tool builds into a new folder, alternately with the others. Time runs from the start of
the program to its end; processor time and memory include all processes that it starts. "To Hugo" is the ratio to Hugo's
figure at the same size."""

_EDITS = """scholarfolio builds again over what it built before. Hugo, started anew, builds everything each time,
whatever changed; its figure is that of a second build over the first. (A running `hugo server` does better; it was not
compared.)"""

_OWN = """Switched off in all that stands above, for no peer writes it."""

_ALIKE = """The peers are set up to write the same files with the same contents. A number of files in bold differs."""

_FAIRNESS = """## What favours whom"""

_REPEAT = """## To repeat it"""
