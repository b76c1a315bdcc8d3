"""Markdown turned into HTML, sanitised, and finished: formulas, links, headings, code."""

import html as html_entities
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from scholarfolio.text import maths
from scholarfolio.text.formulas import Formula, formulas
from scholarfolio.text.markup import Markup, escape, linkify, trusted, typed

if TYPE_CHECKING:
    import markdown

_CODE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|(?<!`)(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)", re.M | re.S)
_HIGHLIGHTABLE = re.compile(r'<pre><code class="language-([\w+#.-]+)">(.*?)</code></pre>', re.DOTALL)
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^"\'>]|"[^"]*")*)>|([^<]+)', re.IGNORECASE)
_FOOTNOTE_ID = re.compile(r'((?:id="|href="#)fn(?:ref)?\d*):')
_ALIGN = re.compile(r' align="(left|center|right)"')
_ID = re.compile(r' id="([^"]*)"')
_SECTION = re.compile(r'<div class="footnote">.*?</div>|<sup id="fnref[^>]*>.*?</sup>', re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h\d|pre|tr|dd|dt|blockquote|figcaption|summary|div|table)>|<(?:hr|br)>")

_BLOCKS = frozenset(
    "p div section blockquote pre h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr th td caption hr "
    "figure figcaption details summary".split()
)
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "td": {"align", "colspan", "rowspan"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
    "abbr": {"title"},
}
_VERBATIM = frozenset({"code", "pre"})


def as_blocks(source: str) -> Markup:
    """A whole text."""
    return trusted(_Finish(source).html())


def as_line(source: str) -> Markup:
    """A text without its blocks."""
    finish = _Finish(source, inline=True)
    return trusted(finish.html())


def as_text(source: str) -> str:
    """A text without any markup."""
    return " ".join(html_entities.unescape(_Finish(source, inline=True, plain=True).html()).split())


@lru_cache(maxsize=1)
def _converter() -> "markdown.Markdown":
    import markdown
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.tables import TableExtension

    footnotes = FootnoteExtension(BACKLINK_TITLE="")
    return markdown.Markdown(extensions=["fenced_code", footnotes, TableExtension(use_align_attribute=True)])


@dataclass
class _Finish:
    source: str
    inline: bool = False
    plain: bool = False
    formulas: dict[str, tuple[Formula, str]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.digest = sha256(self.source.encode()).hexdigest()[:8]
        self.placeholder = re.compile(rf"zq{self.digest}m\d+z")

    def html(self) -> str:
        """Everything."""
        import nh3

        protected = "".join(self.protected())
        converter = _converter().reset()
        raw = _HIGHLIGHTABLE.sub(_highlighted, converter.convert(protected))
        if self.inline:
            raw = _BLOCK_END.sub(lambda found: found[0] + "\n\n", _SECTION.sub("", raw))
        tags = _INLINE if self.inline else _INLINE | _BLOCKS
        clean = nh3.clean(
            raw, tags=set(tags), attributes=_ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto"}
        )
        self.ids = set(_ID.findall(clean))
        finished = "".join(self.finished(clean))
        if self.inline:
            return re.sub(r"\s*\n\n\s*", "\n" if self.plain else "<br>", finished.strip())
        return finished.strip()

    def protected(self) -> Iterator[str]:
        """The source with placeholders, which Markdown cannot mistake for anything, instead of its formulas."""
        done = 0
        for code in _CODE.finditer(self.source):
            yield from self.hidden(self.source[done : code.start()])
            yield code[0]
            done = code.end()
        yield from self.hidden(self.source[done:])

    def hidden(self, text: str) -> Iterator[str]:
        """The same for text without code."""
        done = 0
        for formula in formulas(text):
            name = f"zq{self.digest}m{len(self.formulas)}z"
            self.formulas[name] = (formula, text[formula.start : formula.end])
            yield text[done : formula.start]
            yield name
            done = formula.end
        yield text[done:]

    def finished(self, clean: str) -> Iterator[str]:
        """Sanitised HTML, its tags put right, its text with formulas and links."""
        inside: list[str] = []
        for found in _TOKEN.finditer(clean):
            closing, tag, attributes, text = found.groups()
            if text is not None:
                yield self.text(text, inside)
                continue
            if closing:
                if tag in inside:
                    inside.remove(tag)
            elif tag in ("a", "code", "pre"):
                inside.append(tag)
            if not self.plain:
                yield self.tag(closing, tag, self.typed(attributes), clean, found.end())

    def text(self, text: str, inside: list[str]) -> str:
        """Words between tags."""
        text = html_entities.unescape(text)
        if not _VERBATIM.isdisjoint(inside):
            return escape(self.typed(text))
        parts, done = [], 0
        for found in self.placeholder.finditer(text):
            parts += [self.words(text[done : found.start()], inside), self.formula(found[0])]
            done = found.end()
        return "".join([*parts, self.words(text[done:], inside)])

    def words(self, text: str, inside: list[str]) -> str:
        """Words without formulas; bare addresses become links unless a link stands round them."""
        if self.plain or "a" in inside:
            return html_entities.escape(text, quote=False)
        return linkify(text)

    def formula(self, name: str) -> str:
        """The formula behind a placeholder."""
        formula, source = self.formulas[name]
        if self.plain:
            return html_entities.escape(maths.plain(formula.tex) or source, quote=False)
        return maths.converted(formula.tex, formula.display) or typed(source)

    def typed(self, text: str) -> str:
        """Text with its formulas as typed, for places where no formula can stand."""
        return self.placeholder.sub(lambda found: escape(self.formulas[found[0]][1]), text)

    def tag(self, closing: str, tag: str, attributes: str, clean: str, end: int) -> str:
        """One tag, put right."""
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            level = f"h{min(int(tag[1]) + 1, 6)}"
            if not closing and " id=" not in attributes:
                words = re.sub("<[^>]*>", "", clean[end : clean.find(f"</{tag}", end)])
                attributes += f' id="{self.slug(html_entities.unescape(self.typed(words)))}"'
            return f"<{closing}{level}{attributes}>"
        if tag == "img" and not closing:
            attributes += ' loading="lazy"'
        attributes = _ALIGN.sub(r' class="align-\1"', attributes)
        attributes = _FOOTNOTE_ID.sub(rf"\1-{self.digest}-", attributes)
        return f"<{closing}{tag}{attributes}>"

    def slug(self, words: str) -> str:
        """An id made of the words of a heading, unlike every other of this text."""
        base = re.sub(r"\W+", "-", unicodedata.normalize("NFC", words).lower()).strip("-_") or "section"
        slug, number = base, 1
        while slug in self.ids:
            number += 1
            slug = f"{base}-{number}"
        self.ids.add(slug)
        return slug


def _highlighted(found: re.Match[str]) -> str:
    """A block of code with a class round each token, when its language is known."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(found[1])
    except ClassNotFound:
        return found[0]
    code = highlight(html_entities.unescape(found[2]), lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="highlight"><code class="language-{found[1]}">{code}</code></pre>'
