"""The report: the figures as tables, with the words around them that say what was compared and whom it favours."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import chart
from benchmarks import report_words as words
from benchmarks.compare import PAGES
from benchmarks.extras import EXTRAS
from benchmarks.figures import Figures, Row, ratio
from benchmarks.ours import NAME
from benchmarks.profile import LOADING, NOTES
from benchmarks.profile import TEMPLATES as FILLING
from benchmarks.suite import AUTHOR, COLD, FLOOR, KEPT, NOTHING, PAPER, REBUILT, STANDARD, TEMPLATE, WARM

HUGO = STANDARD
CHART = "benchmarks.svg"
OWN_CASES = ((COLD, "nothing kept"), (WARM, "with what is kept from the last build"))
KB, MB, GB = 1e3, 1e6, 1e9
# What is of another sort on purpose.
NOT_COMPARED = ("search index", "what scholarfolio keeps for itself")


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
    yield _introduction(figures)
    yield _in_short(figures)
    yield from (f"{name.capitalize()} is left out: {reason}." for name, reason in figures.left_out.items())
    yield "## From nothing"
    yield f"![Seconds for a site from nothing, by number of papers](images/{CHART})"
    yield _markdown(_HEAD, _cold_rows(figures))
    yield words.COLD_NOTES.format(places=_places(figures))
    yield "## After an edit"
    yield words.EDITS
    yield _markdown(("papers", "what was done", "scholarfolio, s", f"{HUGO}, s", "ratio"), _edit_rows(figures))
    yield from _profiles(figures)
    yield "## How it grows"
    yield _markdown(("papers", "tool", "ms a paper", "ms a page", "KB of memory a paper"), _growth_rows(figures))
    if max(figures.sizes, default=0) >= 100_000:
        yield words.GROWTH
    yield "## What only scholarfolio writes"
    yield words.OWN
    yield _markdown(("papers", "with", "time, s", "processor, s", "more processor, s"), _own_rows(figures))
    yield "## What was aimed at"
    yield words.AIMS
    yield _markdown(("aim", "found"), _aims(figures))
    yield "## Are they the same sites?"
    yield words.ALIKE
    yield _markdown(("papers", "tool", "pages", "files", "bytes", "furthest off"), _alike_rows(figures))
    yield from _alike_table(figures)
    yield from _reading(figures)
    yield words.FAIRNESS
    yield words.REPEAT


def _introduction(figures: Figures) -> str:
    peers = "; ".join(f"{name} {version}" for name, version in figures.peers.items())
    machine = "\n".join(f"- {name}: {fact}" for name, fact in figures.machine.items())
    return f"{words.INTRODUCTION}\n\n{machine}\n- compared with: {peers or 'nobody'}"


def _in_short(figures: Figures) -> str:
    """The main ratios in one sentence; nothing where Hugo is missing."""

    def said(case: str) -> str:
        found = ((papers, _to_hugo(figures, papers, case)) for papers in figures.sizes)
        return ", ".join(f"{_times(value)} with {papers:,} papers" for papers, value in found if value is not None)

    if not said(COLD):
        return ""
    edited = f"; after an edit of one paper {said(PAPER)}" if said(PAPER) else ""
    return f"**In short:** of the time that {HUGO} takes, scholarfolio takes from nothing {said(COLD)}{edited}."


def _places(figures: Figures) -> str:
    """Where the sites were written, in words."""
    by_place: dict[str, list[str]] = {}
    for papers, place in figures.places.items():
        by_place.setdefault(place, []).append(f"{int(papers):,}")
    return "; ".join(f"{place} with {', '.join(sizes)} papers" for place, sizes in by_place.items())


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
        return (papers, name, _seconds(row.wall), _times(row.times(hugo)), "", "", "", "", "")
    return (
        papers,
        name,
        _seconds(row.wall),
        _times(row.times(hugo)),
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
        again = _hugo_again(figures, papers)
        for case in (NOTHING, PAPER, AUTHOR, TEMPLATE):
            row = figures.find(papers, NAME, case)
            if row.runs:
                yield f"{papers:,}", case, _seconds(row.wall), _seconds(again.wall), _times(_edit_to_hugo(figures, row))


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
        for extra in EXTRAS:
            for case, without in ((extra, COLD), (extra + KEPT, WARM)):
                row, less = figures.find(papers, NAME, case), figures.find(papers, NAME, without)
                if row.cpu is not None and less.cpu is not None:
                    yield f"{papers:,}", case, _seconds(row.wall), _seconds(row.cpu), f"{row.cpu - less.cpu:+.2f}"


# Where the time goes


def _profiles(figures: Figures) -> Iterator[str]:
    if figures.profiles:
        yield "## Where the time goes"
        yield words.PROFILE
        yield _profile_table(figures.profiles)
        size, profile = list(figures.profiles.items())[-1]
        yield from _floors(figures, int(size), profile.get(FILLING, 0))
        size, profile = next(iter(figures.profiles.items()))
        yield _start(figures, int(size), profile.get(LOADING, 0), profile.get(FILLING, 0))
    if figures.edit_profiles:
        yield words.EDIT_PROFILE
        yield _profile_table(figures.edit_profiles)
        yield _edit_floor(figures)


def _edit_floor(figures: Figures) -> str:
    """What an edit takes beside notes; nothing where Hugo is missing."""
    found = []
    for size, profile in figures.edit_profiles.items():
        time = _to_hugo(figures, int(size), PAPER)
        if time is not None:
            rest = time * (1 - profile.get(NOTES, 0) / sum(profile.values()))
            found.append(f"{_times(rest)} with {int(size):,} papers")
    return words.EDIT_FLOOR.format(notes=NOTES, name=HUGO, said=", ".join(found)) if found else ""


def _profile_table(profiles: Mapping[str, Mapping[str, float]]) -> str:
    sizes = list(profiles)
    parts = sorted(profiles[sizes[-1]].items(), key=lambda part: -part[1])
    head = ("part", *(f"{int(size):,} papers, s" for size in sizes), *(f"{int(size):,} papers, %" for size in sizes))
    totals = {size: sum(profile.values()) for size, profile in profiles.items()}
    rows = [_profile_cells(part, profiles, totals) for part, _ in parts]
    return _markdown(
        head, [*rows, ("all of it", *(_seconds(total) for total in totals.values()), *("100" for _ in sizes))]
    )


def _floors(figures: Figures, papers: int, templates: float) -> Iterator[str]:
    """Below what no program of this sort comes."""
    hugo, pelican = figures.find(papers, HUGO, COLD), figures.find(papers, "Pelican", COLD)
    if hugo.cpu is None or hugo.wall is None:
        return
    yield words.FLOOR.format(name=HUGO, papers=f"{papers:,}", templates=_seconds(templates), hugo=_seconds(hugo.cpu))
    if pelican.cpu is not None:
        cores = os.cpu_count() or 1
        best = _times(pelican.cpu / cores / hugo.wall)
        yield words.JINJA.format(name=HUGO, pelican=_seconds(pelican.cpu), cores=cores, ratio=best)


def _start(figures: Figures, papers: int, loading: float, templates: float) -> str:
    """What the smallest site takes before anything is done; nothing where Hugo is missing."""
    hugo = figures.find(papers, HUGO, COLD).wall
    if hugo is None:
        return ""
    before, filled = _times(loading / hugo), _times((loading + templates) / hugo)
    return words.START.format(name=HUGO, papers=f"{papers:,}", loading=_seconds(loading), ratio=before, both=filled)


def _profile_cells(
    part: str, profiles: Mapping[str, Mapping[str, float]], totals: Mapping[str, float]
) -> Sequence[str]:
    seconds = {size: profile.get(part, 0.0) for size, profile in profiles.items()}
    shares = (f"{100 * seconds[size] / totals[size]:.0f}" for size in profiles)
    return (part, *map(_seconds, seconds.values()), *shares)


# Aims


def _aims(figures: Figures) -> Iterator[Sequence[str]]:
    """Each aim with what was found; those that were not measured are left out."""
    for aim, found in _all_aims(figures):
        if found:
            yield aim, found if isinstance(found, str) else f"{found:.2f}"


def _all_aims(figures: Figures) -> Iterator[tuple[str, float | str | None]]:
    for papers, most in ((36, 1.5), (1000, 0.5), (10_000, 0.5), (100_000, 0.5)):
        aim = f"{papers:,} papers from nothing: at most {most} of {HUGO}'s time"
        yield aim, _to_hugo(figures, papers, COLD) or _below(figures, papers)
    for papers in (1000, 10_000, 100_000):
        own, hugo = figures.find(papers, NAME, COLD), figures.find(papers, HUGO, COLD)
        yield f"{papers:,} papers from nothing: at most 1 of {HUGO}'s memory", ratio(own.memory, hugo.memory)
    largest = figures.find(100_000, NAME, COLD)
    yield "100,000 papers from nothing: at most 1.5 GB", largest.memory and largest.memory / GB
    for papers in (1000, 10_000, 100_000):
        yield f"one of {papers:,} papers edited: at most 0.1 of {HUGO}'s time", _to_hugo(figures, papers, PAPER)
    yield f"nothing changed among 10,000 papers: at most 0.05 of {HUGO}'s time", _to_hugo(figures, 10_000, NOTHING)
    growth = ratio(_per_paper(figures, 100_000), _per_paper(figures, 1000))
    yield "a paper among 100,000: at most 1.3 times the time of one among 1,000", growth


def _below(figures: Figures, papers: int) -> str:
    """What is known of our part of Hugo's time where that was stopped."""
    own, hugo = figures.find(papers, NAME, COLD), figures.find(papers, HUGO, COLD)
    return f"below {own.wall / hugo.at_least:.2f}" if own.wall and hugo.at_least else ""


def _to_hugo(figures: Figures, papers: int, case: str) -> float | None:
    """scholarfolio's time as a part of Hugo's."""
    own = figures.find(papers, NAME, case)
    return own.times(figures.find(papers, HUGO, COLD)) if case == COLD else _edit_to_hugo(figures, own)


def _edit_to_hugo(figures: Figures, own: Row) -> float | None:
    """The same after an edit; these runs were not made in turn."""
    return ratio(own.wall, _hugo_again(figures, own.papers).wall)


def _hugo_again(figures: Figures, papers: int) -> Row:
    """Hugo building over what it built, or where that was not measured, from nothing."""
    again = figures.find(papers, HUGO, REBUILT)
    return again if again.runs else figures.find(papers, HUGO, COLD)


def _per_paper(figures: Figures, papers: int) -> float | None:
    wall = figures.find(papers, NAME, COLD).wall
    return wall / papers if wall is not None else None


# Are they the same sites?


def _alike_rows(figures: Figures) -> Iterator[Sequence[str]]:
    for papers, peers in figures.alike.items():
        for peer, kinds in peers.items():
            pages = [kind for kind in kinds if kind[0] in PAGES]
            found = [(_off(kind), kind) for kind in kinds if kind[0] not in NOT_COMPARED]
            _, worst = max(found, key=lambda one: one[0])
            yield (
                f"{int(papers):,}",
                peer,
                f"{sum(kind[2] for kind in pages):,} for {sum(kind[1] for kind in pages):,}",
                f"{sum(kind[2] for kind in kinds):,} for {sum(kind[1] for kind in kinds):,}",
                _times(ratio(sum(kind[4] for kind in kinds), sum(kind[3] for kind in kinds))),
                f"{worst[0]}: {_times(ratio(worst[4], worst[3]))}",
            )


def _off(kind: list[Any]) -> float:
    """How far the bytes of a kind are from ours."""
    return abs(math.log((kind[4] or 1) / (kind[3] or 1)))


def _alike_table(figures: Figures) -> Iterator[str]:
    """Every kind of file, at the largest size at which most were compared."""
    papers, peers = max(figures.alike.items(), key=lambda one: (len(one[1]), int(one[0])), default=("0", {}))
    if peers:
        yield f"Kind by kind, with {int(papers):,} papers; bytes as a part of scholarfolio's:"
        by_peer = [{kind[0]: kind for kind in kinds} for kinds in peers.values()]
        head = ("kind", "files", *(f"{peer}, files" for peer in peers), *(f"{peer}, bytes" for peer in peers))
        yield _markdown(head, [_alike_cells(kind, by_peer) for kind in by_peer[0]])


def _alike_cells(kind: str, peers: Sequence[Mapping[str, list[Any]]]) -> Sequence[str]:
    rows = [peer.get(kind, [kind, 0, 0, 0, 0]) for peer in peers]
    files = [f"{row[2]:,}" for row in rows]
    return [kind, f"{max(row[1] for row in rows):,}", *files, *(_times(ratio(row[4], row[3])) for row in rows)]


# Reading


def _reading(figures: Figures) -> Iterator[str]:
    if not figures.reading:
        return
    yield "## How fast it is read"
    browsers = [found["browser"] for found in figures.reading if "browser" in found]
    yield words.READING.format(browser=browsers[0] if browsers else "No browser was at hand")
    head = ("papers", "page", "KB", "with style and scripts, KB", "painted, ms", "on a slow phone, ms")
    yield _markdown(head, _page_rows(figures))
    yield words.SEARCH
    times = ("loaded, ms", "keystrokes", "median, ms", "95 %, ms", "longest, ms")
    columns = ("papers", "index, KB", "compressed, KB", *times)
    yield _markdown(columns, _search_rows(figures))
    reasons = {found["no browser"]: found["papers"] for found in figures.reading if "no browser" in found}
    yield from (f"Not opened in a browser with {papers:,} papers: {why}." for why, papers in reasons.items())


def _page_rows(figures: Figures) -> Iterator[Sequence[str]]:
    for found in figures.reading:
        for name, page in found["pages"].items():
            paints = (f"{page[key]:,.0f}" if page[key] else "–" for key in ("paint", "paint_on_phone"))
            yield f"{found['papers']:,}", name, _number(page["page"] / KB), _number(page["with_all"] / KB), *paints


def _search_rows(figures: Figures) -> Iterator[Sequence[str]]:
    for found in figures.reading:
        if "search" in found:
            search = found["search"]
            sizes = (_number(search[key] / KB) for key in ("index", "compressed"))
            times = (f"{search[key]:.1f}" for key in ("median", "late", "longest"))
            yield f"{found['papers']:,}", *sizes, f"{search['loaded']:,.0f}", f"{search['keystrokes']:,}", *times


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


# Columns of words; all others hold numbers, which stand at the right.
_OF_WORDS = ("tool", "part", "what was done", "with", "aim", "kind", "page", "furthest off")


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rows = list(rows)
    if not rows:
        return ""
    line = "|".join("---" if name in _OF_WORDS else "---:" for name in head)
    return "\n".join([f"| {' | '.join(head)} |", f"|{line}|", *(f"| {' | '.join(row)} |" for row in rows)])


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
