"""A chart of lines on two logarithmic scales, as an SVG that can be read on light and on dark paper."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 16, 48
# Told apart by lightness too, and legible on white and on near black.
COLOURS = ("#c2410c", "#2563eb", "#0d9488", "#9333ea", "#808080", "#65a30d")

STYLE = """text{font:13px system-ui,sans-serif;fill:#24292f}.axis{stroke:#8c959f}.grid{stroke:#8c959f;opacity:.3}
.line{fill:none;stroke-width:2}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}"""


@dataclass(frozen=True)
class Line:
    """A named line through points, each a number of papers and a number of seconds."""

    name: str
    points: tuple[tuple[int, float], ...]


def svg(lines: Sequence[Line]) -> str:
    """The chart; an empty one where there are no points."""
    title = "Seconds for a site from nothing, by number of papers"
    body = "\n".join(_body([line for line in lines if line.points])) if any(line.points for line in lines) else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{title}">\n<title>{title}</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n'
    )


def _body(lines: Sequence[Line]) -> Iterator[str]:
    papers = sorted({x for line in lines for x, _ in line.points})
    seconds = [y for line in lines for _, y in line.points]
    across = _Scale(papers[0], papers[-1], LEFT, WIDTH - RIGHT)
    up = _Scale(_power_below(min(seconds)), _power_above(max(seconds)), HEIGHT - BOTTOM, TOP)
    yield from _grid(papers, across, up)
    labels = dict(_labels(lines, up))
    for line, colour in zip(lines, COLOURS, strict=False):
        places = [(across(x), up(y)) for x, y in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline class="line" points="{path}" stroke="{colour}"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places)
        x, height = places[-1][0] + 10, labels[line.name]
        yield f'<text x="{x:.1f}" y="{height + 4.5:.1f}" style="fill:{colour}">{escape(line.name)}</text>'


def _grid(papers: Sequence[int], across: _Scale, up: _Scale) -> Iterator[str]:
    power = up.first
    while power <= up.last * 1.001:
        y = up(power)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end">{power:,g} s</text>'
        power *= 10
    for count in papers:
        x = across(count)
        yield f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 5}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{count:,}</text>'
    yield f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM}"/>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">papers</text>'


def _labels(lines: Sequence[Line], up: _Scale) -> Iterator[tuple[str, float]]:
    """Where each line's name stands: at its end, but never upon another's."""
    below = HEIGHT * 2.0
    for line in sorted(lines, key=lambda line: line.points[-1][1]):
        below = min(up(line.points[-1][1]), below - 16)
        yield line.name, below


class _Scale:
    """A logarithmic scale from numbers to places on the paper."""

    def __init__(self, first: float, last: float, start: float, end: float) -> None:
        self.first, self.last = first, last
        self._start, self._end = start, end
        self._span = math.log(last / first) or 1.0

    def __call__(self, value: float) -> float:
        return self._start + (self._end - self._start) * math.log(value / self.first) / self._span


def _power_below(value: float) -> float:
    return float(10.0 ** math.floor(math.log10(value)))


def _power_above(value: float) -> float:
    return float(10.0 ** math.ceil(math.log10(value)))
