r"""Finding formulas in running text: ``$…$``, ``$$…$$``, ``\(…\)``, ``\[…\]`` and display environments."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

ENVIRONMENTS = "equation|align|eqnarray|gather|multline|displaymath|math|alignat|flalign"

# Escapes, addresses and verbatim text come first: a dollar inside them opens nothing.
_OPENING = re.compile(
    r"\\(?:url|href|path)\s*\{[^{}]*\}|\\verb\*?([^\w\s*]).*?\1"
    rf"|\\[(\[]|\\begin\{{(?P<name>{ENVIRONMENTS})(?P<star>\*?)\}}|\\.|\$\$?"
)
_DOLLAR = re.compile(r"(?<!\\)\$")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TEX_MARK = re.compile(r"\\[A-Za-z]|\^")
_ENDINGS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}
_TRIES = 4


class Formula(NamedTuple):
    """A formula in a text: where it stands, with its delimiters, and what is between them."""

    start: int
    end: int
    tex: str
    display: bool


def formulas(source: str) -> Iterator[Formula]:
    """Every formula of ``source`` in order, in time linear in its length."""
    if "$" in source or r"\(" in source or r"\[" in source or r"\begin{" in source:
        yield from _Finder(source).run()


class _Finder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.paragraph_ends = [match.start() for match in _BLANK_LINE.finditer(source)]
        # What failed to close before some place fails from every later start too: remembered, so time stays linear.
        self.hopeless: dict[str, int] = {}

    def run(self) -> Iterator[Formula]:
        position = 0
        while match := _OPENING.search(self.source, position):
            position = match.end()
            formula = self.closed(match)
            if formula:
                yield formula
                position = formula.end

    def closed(self, match: re.Match[str]) -> Formula | None:
        """The formula that ``found`` opens, or None when it opens none or never closes."""
        opening = match[0]
        if match["name"]:
            return self.environment(match)
        if opening == "$":
            return self.inline(match.start())
        if opening not in _ENDINGS or match.start() < self.hopeless.get(opening, 0):
            return None
        limit = self.limit(match.end())
        end = self.source.find(_ENDINGS[opening], match.end(), limit)
        if end < 0:
            self.hopeless[opening] = limit
            return None
        return Formula(match.start(), end + 2, self.source[match.end() : end], opening != r"\(")

    def environment(self, match: re.Match[str]) -> Formula | None:
        """``\\begin{align}…\\end{align}``; only the bodies of aligned ones need their environment's name."""
        name, star = match["name"], match["star"]
        ending = rf"\end{{{name}{star}}}"
        end = -1 if ending in self.hopeless else self.source.find(ending, match.end())
        if end < 0:
            self.hopeless[ending] = len(self.source)
            return None
        body, end = self.source[match.end() : end], end + len(ending)
        if name not in ("equation", "displaymath", "math"):
            body = rf"\begin{{{name}*}}{body}\end{{{name}*}}"
        return Formula(match.start(), end, body, name != "math")

    def inline(self, start: int) -> Formula | None:
        """``$…$``: the next dollar closes it, or, when braces are open there, one of the few after it."""
        first, candidates = start + 1, list[Formula]()
        for dollar in _DOLLAR.finditer(self.source, first, self.limit(first)):
            tex = self.source[first : dollar.start()]
            candidates.append(Formula(start, dollar.end(), tex, display=False))
            if tex.count("{") == tex.count("}"):
                return candidates[-1] if self.is_formula(candidates[-1]) else None
            if len(candidates) == _TRIES:
                break
        return candidates[0] if candidates and self.is_formula(candidates[0]) else None

    def is_formula(self, formula: Formula) -> bool:
        """Pandoc's rule, by which prices stay text, but lenient where there is clearly TeX between the dollars."""
        tex = formula.tex.strip()
        if not tex:
            return False
        if tex[0].isdigit() and self.source[formula.end : formula.end + 1].isdigit():
            return False
        return tex == formula.tex or (not tex[0].isdigit() and bool(_TEX_MARK.search(tex)))

    def limit(self, position: int) -> int:
        """Where the paragraph round ``position`` ends: no formula runs on beyond it."""
        index = bisect_left(self.paragraph_ends, position)
        return self.paragraph_ends[index] if index < len(self.paragraph_ends) else len(self.source)
