"""The pieces of a LaTeX text, and how they show as HTML and as plain text."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from scholarfolio.text.markup import anchor, element, escape, typed
from scholarfolio.text.maths import mathml


class Text(NamedTuple):
    """Words."""

    text: str


class Typed(NamedTuple):
    """Source that could not be understood."""

    source: str


class Maths(NamedTuple):
    """A formula, and its source with delimiters in case it cannot be understood."""

    tex: str
    display: bool
    source: str


class Span(NamedTuple):
    """Text in an element of its own, with something shown before and after its content."""

    tag: str
    css: str
    content: "Nodes"
    before: str = ""
    after: str = ""


class Link(NamedTuple):
    """A link; its words are its address when it has no others."""

    url: str
    content: "Nodes"


class Break(NamedTuple):
    """A new line, or with ``paragraph`` a new paragraph."""

    paragraph: bool = False


class Listing(NamedTuple):
    """A list with bullets or, when ``ordered``, numbers."""

    ordered: bool
    items: list["Nodes"]


Node: TypeAlias = Text | Typed | Maths | Span | Link | Break | Listing
Nodes: TypeAlias = list[Node]


def html(nodes: Nodes, links: bool = True) -> str:
    """Inline HTML; ``links`` is False where another link stands round it already."""
    return "".join([_html(node, links) for node in nodes])


def plain(nodes: Nodes) -> str:
    """Unicode text, its white space not yet collapsed."""
    return "".join([_plain(node) for node in nodes])


def blocks(nodes: Nodes) -> str:
    """Paragraphs and lists of a whole text."""
    parts: list[str] = []
    words: list[str] = []

    def end_paragraph() -> None:
        content = "".join(words).strip()
        if content:
            parts.append(element("p", content))
        words.clear()

    for node in nodes:
        if isinstance(node, Listing):
            end_paragraph()
            parts.append(_list(node))
        elif isinstance(node, Break) and node.paragraph:
            end_paragraph()
        else:
            words.append(_html(node, links=True))
    end_paragraph()
    return "\n".join(parts)


def _html(node: Node, links: bool) -> str:
    match node:
        case Text(text):
            return escape(text)
        case Typed(source):
            return typed(source)
        case Maths(tex, display, source):
            return mathml.convert(tex, display) or typed(source)
        case Span(tag, css, content, before, after):
            inner = before + html(content, links) + after
            return element(tag, inner, css) if inner else ""
        case Link(url, content):
            words = html(content, links=False) or escape(url)
            return anchor(url, words) if links else words
        case Break():
            return "<br>"
        case Listing():
            return "".join([f"<br>{mark} {html(item, links)}" for mark, item in _marked(node)])


def _plain(node: Node) -> str:
    match node:
        case Text(text):
            return text
        case Typed(source):
            return source
        case Maths(tex, _, source):
            return mathml.plain(tex) or source
        case Span(_, _, content, before, after):
            return before + plain(content) + after
        case Link(url, content):
            words = plain(content)
            return f"{words} ({url})" if words and url not in words else url
        case Break():
            return " "
        case Listing():
            return "".join([f" {mark} {plain(item)}" for mark, item in _marked(node)])


def _marked(listing: Listing) -> Iterator[tuple[str, Nodes]]:
    """Each item with its bullet or number."""
    for number, item in enumerate(listing.items, 1):
        yield (f"{number}." if listing.ordered else "•"), item


def _list(listing: Listing) -> str:
    items = [element("li", _item(item)) for item in listing.items]
    return element("ol" if listing.ordered else "ul", "".join(items))


def _item(nodes: Nodes) -> str:
    parts = [_list(node) if isinstance(node, Listing) else _html(node, links=True) for node in nodes]
    return "".join(parts).strip()
