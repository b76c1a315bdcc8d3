"""Markdown turned into sanitised HTML, in which short names still stand for the formulas."""

import html as entities
import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from scholarfolio.text import hints
from scholarfolio.text.formulas import Formula, formulas
from scholarfolio.text.links import BARE, bare
from scholarfolio.text.markup import escape

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
}
_SCHEMES = {"http", "https", "mailto", "tel"}

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|(?<![`\\])(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_MARKED = re.compile(hints.MARKDOWN)
_HIGHLIGHTABLE = re.compile(r'<pre><code class="language-([\w+#.-]+)">(.*?)</code></pre>', re.DOTALL)


class Draft(NamedTuple):
    """Sanitised HTML; ``formulas`` are those its names stand for, each with its source; ``digest`` is the text's."""

    html: str
    formulas: dict[str, tuple[Formula, str]]
    digest: str


def drafted(source: str) -> Draft:
    """The draft of a text in Markdown."""
    digest = sha256(source.encode()).hexdigest()[:8]
    found: dict[str, tuple[Formula, str]] = {}
    text = "".join(_protected(source, f"zq{digest}m", found))
    return Draft(sanitised(text) if is_marked(text) else paragraphs(text), found, digest)


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

    try:
        html = _converter().reset().convert(text)
    except RecursionError:  # hundreds of levels of quotes or lists within each other
        return paragraphs(text)
    html = _HIGHLIGHTABLE.sub(_highlighted, html)
    return nh3.clean(html, tags=set(BLOCKS | INLINE), attributes=_ATTRIBUTES, link_rel=None, url_schemes=_SCHEMES)


@lru_cache(maxsize=1)
def _converter() -> "Converter":
    from markdown import Markdown as Converter
    from markdown.extensions.fenced_code import FencedCodeExtension
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.tables import TableExtension

    tables = TableExtension(use_align_attribute=True)
    return Converter(extensions=[FencedCodeExtension(), FootnoteExtension(BACKLINK_TITLE=""), tables])


def _protected(source: str, prefix: str, found: dict[str, tuple[Formula, str]]) -> Iterator[str]:
    """``source`` with names instead of its formulas, which Markdown cannot take for anything; code is left alone."""
    done = 0
    for code in _CODE.finditer(source) if "`" in source or "~~~" in source else ():
        yield from _named(source[done : code.start()], prefix, found)
        yield code[0]
        done = code.end()
    yield from _named(source[done:], prefix, found)


def _named(text: str, prefix: str, found: dict[str, tuple[Formula, str]]) -> Iterator[str]:
    done = 0
    for formula in formulas(text):
        name = f"{prefix}{len(found)}z"
        found[name] = (formula, text[formula.start : formula.end])
        yield text[done : formula.start]
        yield name
        done = formula.end
    yield text[done:]


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
    code = highlight(entities.unescape(found[2]), lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="highlight"><code class="language-{found[1]}">{code}</code></pre>'
