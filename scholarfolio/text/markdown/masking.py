"""Markdown turned into sanitised HTML, in which short names still stand for the formulas."""

import html as entities
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from scholarfolio.text import hints
from scholarfolio.text.links import BARE, bare
from scholarfolio.text.markdown import simple as simple
from scholarfolio.text.markdown.record_links import ADDRESS, IN_BRACKETS, LinkTarget, RecordLink
from scholarfolio.text.markup import escape
from scholarfolio.text.maths.formulas import Formula, formulas

if TYPE_CHECKING:
    from markdown import Markdown as Converter

BLOCKS = frozenset(
    {"p", "div", "section", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "hr", "figure", "figcaption"}
    | {"details", "summary"}
)
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q"}
    | {"s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
ELEMENTS = BLOCKS | INLINE
# Elements of HTML that are taken out. Anything else in angle brackets is no HTML, and is shown as typed.
REMOVED = frozenset(
    {"applet", "article", "aside", "audio", "base", "body", "button", "canvas", "center", "embed", "font", "footer"}
    | {"form", "frame", "frameset", "head", "header", "html", "iframe", "input", "label", "link", "main", "marquee"}
    | {"math", "meta", "nav", "noscript", "object", "option", "param", "picture", "script", "select", "source"}
    | {"strike", "style", "svg", "template", "textarea", "title", "tt", "video"}
)
ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "td": {"align", "colspan", "rowspan"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
}
SCHEMES = {"http", "https", "mailto", "tel"}

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|(?<![`\\])(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_MARKED = re.compile(hints.MARKDOWN)
_ANGLE = re.compile(r"<(/?)([A-Za-z][\w-]*)(?![\w.+:-]*(?:://|@))([\s/>]?)")
_HIGHLIGHTABLE = re.compile(r'<pre><code class="language-([\w+#.-]+)">(.*?)</code></pre>', re.DOTALL)


class Hidden(NamedTuple):
    """What a name stands for: source that Markdown must not read.

    Attributes:
        formula: the formula that it is; link: the link to a record; address: where it leads, if it is an address.
    """

    source: str
    formula: Formula | None = None
    link: RecordLink | None = None
    address: str = ""


class MaskedHtml(NamedTuple):
    """Sanitised HTML, what the names in it stand for, and a digest of the source."""

    html: str
    hidden: dict[str, Hidden]
    digest: str


def mask(source: str, targets: Mapping[str, LinkTarget] = {}) -> MaskedHtml:
    """A text in Markdown as HTML, with its formulas masked, and its links to those ids that have a target."""
    digest = sha256(source.encode()).hexdigest()[:8]
    masking = Masking(f"zq{digest}m", targets)
    text = "".join(masking.text(source))
    html = (simple.html(text) or sanitised(text)) if is_marked(text) else paragraphs(text)
    return MaskedHtml(html, masking.hidden, digest)


def code_spans(source: str) -> list[tuple[int, int]]:
    """Where code between backticks or fences begins and ends in a text."""
    return [found.span() for found in _CODE.finditer(source)] if "`" in source or "~~~" in source else []


def is_marked(text: str) -> bool:
    """Whether ``text`` holds any Markdown, bare addresses aside."""
    done, words = 0, []
    for address in bare(text, BARE):
        words.append(text[done : address.start()])
        done = address.end()
        if not address[0].isascii() or "*" in address[0] or "[" in address[0]:
            return True
    return bool(_MARKED.search("\n" + "x".join([*words, text[done:]])))


def paragraphs(text: str) -> str:
    """What Markdown makes of a text that is not marked."""
    return "\n".join([f"<p>{escape(paragraph)}</p>" for paragraph in re.split(r"\n{2,}", text)])


def sanitised(text: str) -> str:
    """What Markdown makes of any text, without anything harmful."""
    import nh3

    html = converted(text)
    return nh3.clean(html, tags=set(ELEMENTS), attributes=ATTRIBUTES, link_rel=None, url_schemes=SCHEMES)


def converted(text: str) -> str:
    """What Markdown makes of any text, with whatever HTML it holds."""
    fenced = "```" in text or "~~~" in text
    try:
        html = _converter(fenced).reset().convert(text)
    except RecursionError:  # hundreds of lists within each other, which also leave the converter in the middle of one
        _converter.cache_clear()
        return paragraphs(text)
    return _HIGHLIGHTABLE.sub(_highlighted, html)


@lru_cache(maxsize=2)
def _converter(fenced: bool) -> "Converter":
    from markdown import Markdown as Converter
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.tables import TableExtension

    extensions = [FootnoteExtension(BACKLINK_TITLE=""), TableExtension(use_align_attribute=True)]
    if fenced:  # code between lines of ``` or ~~~: the extension that reads it loads Pygments
        from markdown.extensions.fenced_code import FencedCodeExtension

        extensions.append(FencedCodeExtension())
    return Converter(extensions=extensions)


class Masking:
    """Puts names, which Markdown cannot take for anything, in the place of what it must not read."""

    def __init__(self, prefix: str, targets: Mapping[str, LinkTarget] = {}) -> None:
        self.prefix = prefix
        self.targets = targets
        self.hidden: dict[str, Hidden] = {}

    def text(self, source: str) -> Iterator[str]:
        """``source`` with its formulas and links to records hidden; code is left alone."""
        done = 0
        for start, end in code_spans(source):
            yield self.links("".join(self.words(source[done:start])))
            yield source[start:end]
            done = end
        yield self.links("".join(self.words(source[done:])))

    def links(self, text: str) -> str:
        """Text in which formulas are hidden already, which may stand in the words of a link."""
        return ADDRESS.sub(self.address, IN_BRACKETS.sub(self.link, text)) if self.targets else text

    def link(self, match: re.Match[str]) -> str:
        """One ``[[id]]`` or ``[[id|words]]``."""
        target = self.targets.get(match["key"])
        link = RecordLink(target, match["words"] or "") if target else None
        return self.name(Hidden(match[0], link=link)) if link else match[0]

    def address(self, match: re.Match[str]) -> str:
        """One ``kind:id`` in the place of an address."""
        target = self.targets.get(match["key"])
        return match["before"] + self.name(Hidden(match["key"], address=target.address)) if target else match[0]

    def words(self, text: str) -> Iterator[str]:
        """The same for text without code."""
        done = 0
        for formula in formulas(text):
            yield self.brackets(text[done : formula.start])
            yield self.name(Hidden(text[formula.start : formula.end], formula))
            done = formula.end
        yield self.brackets(text[done:])

    def brackets(self, text: str) -> str:
        """Text with every ``<`` hidden that begins a word but no HTML."""
        return _ANGLE.sub(self.bracket, text) if "<" in text else text

    def bracket(self, match: re.Match[str]) -> str:
        """One ``<`` with the word after it."""
        name = match[2].lower()
        is_html = match[3] and (name in ELEMENTS or name in REMOVED)
        return match[0] if is_html else self.name(Hidden("<")) + match[0][1:]

    def name(self, hidden: Hidden) -> str:
        """A new name."""
        name = f"{self.prefix}{len(self.hidden)}z"
        self.hidden[name] = hidden
        return name


def _highlighted(match: re.Match[str]) -> str:
    """A block of code with a class round each token, when its language is known."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(match[1])
    except ClassNotFound:
        return match[0]
    code = highlight(entities.unescape(match[2]), lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="highlight"><code class="language-{match[1]}">{code}</code></pre>'
