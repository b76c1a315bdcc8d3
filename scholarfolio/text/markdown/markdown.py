"""Markdown with mathematics, tables, footnotes and code: summaries, biographies, pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scholarfolio.text import hints
from scholarfolio.text.clean import without_controls
from scholarfolio.text.markdown import simple as simple
from scholarfolio.text.markup import Markup, escape, trusted

if TYPE_CHECKING:
    from scholarfolio.text.images import Sources
    from scholarfolio.text.markdown.masking import MaskedHtml
    from scholarfolio.text.markdown.record_links import LinkTarget

_SPECIAL = re.compile(rf"{hints.MARKDOWN}|\$|{hints.ADDRESS}")
_BLANK_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Markdown:
    """A text in Markdown, as a value. Whatever HTML it holds is sanitised.

    Attributes:
        targets: what the ids stand for to which it links, as pairs.
    """

    source: str
    targets: "tuple[tuple[str, LinkTarget], ...]" = ()

    def __bool__(self) -> bool:
        return bool(self.source.strip())

    def __str__(self) -> str:
        return self.plain

    def __reduce__(self) -> tuple[type["Markdown"], tuple[object, ...]]:
        return (Markdown, (self.source, self.targets) if self.targets else (self.source,))

    @cached_property
    def _paragraphs(self) -> list[str] | None:
        """The paragraphs of a text that is nothing but words, so that no Markdown need be read."""
        text = without_controls(self.source).strip()
        if _SPECIAL.search("\n" + text):
            return None
        return _BLANK_LINES.split(text) if text else []

    @cached_property
    def _simple(self) -> str:
        """The HTML of a text with simple marks alone, which the rest need not be loaded for; nothing of any other."""
        return simple.finished_html(without_controls(self.source).strip())

    @cached_property
    def _masked(self) -> "MaskedHtml":
        from scholarfolio.text.markdown.masking import mask

        return mask(without_controls(self.source).strip(), dict(self.targets))

    @cached_property
    def html(self) -> Markup:
        """Paragraphs, lists, headings (from ``<h2>`` down), tables, code."""
        paragraphs = self._paragraphs
        if paragraphs is not None:
            return trusted("\n".join([f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs]))
        if self._simple:
            return trusted(self._simple)
        from scholarfolio.text.markdown.html import blocks

        return trusted(blocks(self._masked))

    @cached_property
    def inline(self) -> Markup:
        """The same without blocks and footnotes, to stand in a line; where a block ended stands ``<br>``."""
        paragraphs = self._paragraphs
        if paragraphs is not None:
            return trusted("<br>".join([escape(paragraph) for paragraph in paragraphs]))
        from scholarfolio.text.markdown.html import line

        return trusted(line(self._masked))

    @cached_property
    def plain(self) -> str:
        """Unicode text on one line; footnotes are left out."""
        if self._paragraphs is not None:
            return " ".join(without_controls(self.source).split())
        if self._simple:
            return simple.plain(without_controls(self.source).strip())
        from scholarfolio.text.markdown.html import plain

        return plain(self._masked)

    def rendered(
        self,
        link: Callable[[str], str],
        picture: "Callable[[str], Sources | None] | None" = None,
        *,
        anchors: bool = False,
    ) -> Markup:
        """``html`` for a page: ``link`` is applied to every relative address in it, ``picture`` to those of images.

        Headings keep their ids only with ``anchors``, for a text that has a page to itself; elsewhere they could be
        those of another text, or of the page's own sections.
        """
        if self._paragraphs is not None or self._simple:
            return self.html
        from scholarfolio.text.markdown.html import relinked, without_anchors

        return trusted(relinked(self.html if anchors else without_anchors(self.html), link, picture))
