"""Text as academics type it, turned into HTML, plain text and LaTeX.

A leaf of the program: it knows nothing of papers, pages or files, and is imported by everything that shows words.
"""

from scholarfolio.text.markdown.markdown import Markdown
from scholarfolio.text.markup import Markup, linkify
from scholarfolio.text.maths.mathml import mathml
from scholarfolio.text.tex.tex import Tex, plain, to_ascii_latex

__all__ = ["Markdown", "Markup", "Tex", "linkify", "load", "mathml", "plain", "to_ascii_latex"]


def load() -> None:
    """Load what converts LaTeX and formulas, which otherwise is loaded when a text first wants it."""
    sample = Tex(r"\emph{a} $x^2$")
    assert all((sample.blocks, sample.plain, sample.latex))
