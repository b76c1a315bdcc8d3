"""Markdown with mathematics, tables, footnotes and code, as clean HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from scholarfolio.text.clean import without_controls
from scholarfolio.text.markup import Markup, trusted

_SPECIAL = re.compile(
    r"[\\`*_{}\[\]<>&$|\t\xa0]|://|www\.|(?:github|gitlab)\.com/|bitbucket\.org/|huggingface\.co/"
    r"|^[ \t]|[ \t]$|^[-#+=:~]|^\d+[.)]|klzzwxh",
    re.MULTILINE | re.IGNORECASE,
)
_RELATIVE = re.compile(r'(<[a-z][^<>]*? (?:href|src)=")(?![a-z][a-z0-9+.-]*:|//|#|")([^"]*)"', re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Markdown:
    """A text in Markdown, as a value. Whatever HTML it holds is sanitised."""

    source: str

    def __bool__(self) -> bool:
        return bool(self.source.strip())

    def __str__(self) -> str:
        return self.plain

    def __reduce__(self) -> tuple[type["Markdown"], tuple[str]]:
        return (Markdown, (self.source,))

    @cached_property
    def _text(self) -> str:
        return without_controls(self.source).strip()

    @cached_property
    def _simple(self) -> bool:
        """Whether there is nothing but words, so that no Markdown need be read."""
        return not _SPECIAL.search(self._text)

    @cached_property
    def html(self) -> Markup:
        """Paragraphs, lists, headings (from ``<h2>`` down), tables, code."""
        if self._simple:
            paragraphs = _PARAGRAPH.split(self._text) if self._text else []
            return trusted("\n".join([f"<p>{paragraph}</p>" for paragraph in paragraphs]))
        from scholarfolio.text.markdown_html import as_blocks

        return as_blocks(self._text)

    @cached_property
    def inline(self) -> Markup:
        """The same without its blocks, on one line or with ``<br>`` between them; footnotes are left out."""
        if self._simple:
            return trusted("<br>".join(_PARAGRAPH.split(self._text)))
        from scholarfolio.text.markdown_html import as_line

        return as_line(self._text)

    @cached_property
    def plain(self) -> str:
        """Unicode text on one line; footnotes are left out."""
        if self._simple:
            return " ".join(self._text.split())
        from scholarfolio.text.markdown_html import as_text

        return as_text(self._text)

    def rendered(self, link: Callable[[str], str]) -> Markup:
        """``html`` with ``link`` applied to every relative address in it, for pages at another depth."""
        if self._simple:
            return self.html
        from html import escape, unescape

        return trusted(
            _RELATIVE.sub(lambda found: f'{found[1]}{escape(link(unescape(found[2])))}"', str(self.html))
        )
