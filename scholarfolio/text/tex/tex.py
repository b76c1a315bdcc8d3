r"""Titles and abstracts as academics type them: Unicode and LaTeX mixed, broken in places."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scholarfolio.text import hints
from scholarfolio.text.clean import without_controls
from scholarfolio.text.markup import Markup, escape, trusted

if TYPE_CHECKING:
    from scholarfolio.text.tex.nodes import Nodes

_MARKED = re.compile(rf"{hints.TEX}|{hints.ADDRESS}")
_SPECIAL = re.compile(hints.SPECIAL)


@dataclass(frozen=True, eq=True)
class Tex:
    r"""A text with LaTeX in it, as a value. It never fails: what it cannot understand it shows as typed."""

    source: str

    stored_properties = ("plain",)

    def __bool__(self) -> bool:
        return bool(self.source.strip())

    def __str__(self) -> str:
        return self.plain

    def __reduce__(self) -> tuple[type["Tex"], tuple[str]]:
        return (Tex, (self.source,))

    @cached_property
    def _words(self) -> str | None:
        """The text when there is nothing but words in it, which need no reading."""
        text = without_controls(self.source)
        return None if _MARKED.search(text) else text

    @cached_property
    def _nodes(self) -> "Nodes":
        from scholarfolio.text.tex.reader import read

        return read(without_controls(self.source))

    @cached_property
    def html(self) -> Markup:
        """Inline HTML, without ``<p>``."""
        words = self._words
        if words is not None:
            return escape(words)
        from scholarfolio.text.tex.nodes import html

        return trusted(html(self._nodes))

    @cached_property
    def label(self) -> Markup:
        """Inline HTML without links, to stand inside one."""
        if "<a " not in self.html:
            return self.html
        from scholarfolio.text.tex.nodes import html

        return trusted(html(self._nodes, links=False))

    @cached_property
    def blocks(self) -> Markup:
        """Paragraphs and lists."""
        words = self._words
        if words is not None:
            return trusted(f"<p>{escape(words.strip())}</p>" if self else "")
        from scholarfolio.text.tex.nodes import blocks

        return trusted(blocks(self._nodes))

    @cached_property
    def plain(self) -> str:
        """Unicode text on one line, without commands."""
        words = self._words
        if words is None:
            from scholarfolio.text.tex import nodes

            words = nodes.plain(self._nodes)
        return " ".join(words.split())

    def glance(self) -> str:
        """``plain``, for one who looks at thousands of texts: remembered only where it takes long to work out."""
        words = without_controls(self.source)
        return self.plain if _MARKED.search(words) else " ".join(words.split())

    @cached_property
    def latex(self) -> str:
        """LaTeX that is safe between the braces of a BibTeX field."""
        text = without_controls(self.source).strip()
        if not _SPECIAL.search(text):
            return text
        from scholarfolio.text.tex.latex import safe_latex

        return safe_latex(text)


def plain(source: str) -> str:
    """A text's ``plain``, without making a value of it, which for a few words is half the work."""
    if not source:  # as most fields of most papers are
        return ""
    words = without_controls(source)
    return Tex(source).plain if _MARKED.search(words) else " ".join(words.split())


def to_ascii_latex(text: str) -> str:
    r"""Unicode text with its accented letters as LaTeX: ``é`` is ``{\'e}``; formulas are left alone."""
    from scholarfolio.text.tex.latex import ascii_latex

    return ascii_latex(text)
