"""HTML as a tree of elements that know their line and column.

Built on the standard library's parser, which forgives as browsers do and is much faster than richer ones: a check reads
every page of a site.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser

# Elements that never have an end tag (https://html.spec.whatwg.org/multipage/syntax.html#void-elements).
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements whose end tag may be left out.
IMPLIED = frozenset("body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr".split())
# Elements that cannot stand in a paragraph, and so end it; and those within which one may go on.
_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr main menu nav ol p pre search section table ul".split()
)
_OWN_WORLD = frozenset("button caption foreignobject object svg math td template th".split())
# What a reader never sees.
UNSEEN = frozenset("head noscript script style template title".split())
_SPACE = re.compile(r"\s+")


class HtmlError(ValueError):
    """A text that is no HTML; the message says why."""


class Element:
    """An element: its name and attributes in lower case, where it begins (both counted from 1), and what is in it."""

    __slots__ = ("attributes", "children", "column", "line", "name", "parent")

    def __init__(self, name: str, attributes: dict[str, str], parent: Element | None, line: int, column: int) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.line = line
        self.column = column
        self.children: list[Element | str] = []

    def get(self, attribute: str) -> str:
        """An attribute's value without the white space around it; empty where it is missing."""
        return self.attributes.get(attribute, "").strip()

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        return self.attributes.get("class", "").split()

    def ancestors(self) -> Iterator[Element]:
        """The element itself and those around it, from the inside out."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def walk(self) -> Iterator[Element]:
        """The element and all elements in it, in the order of the source."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            pending += [child for child in reversed(element.children) if isinstance(child, Element)]

    def strings(self, leave_out: frozenset[str] = frozenset()) -> Iterator[tuple[Element, str]]:
        """Each piece of text with the element that it stands in, but nothing from elements with the names given."""
        pending: list[tuple[Element, Element | str]] = [(self, self)]
        while pending:
            around, node = pending.pop()
            if isinstance(node, str):
                yield around, node
            elif node.name not in leave_out:
                pending += [(node, child) for child in reversed(node.children)]

    @property
    def text(self) -> str:
        """All text in it, with white space folded."""
        return _SPACE.sub(" ", "".join(text for _, text in self.strings())).strip()

    @property
    def is_hidden(self) -> bool:
        """Whether a reader has to open something to see it, or never does."""
        inner = self
        for one in self.ancestors():
            closed = one.name == "details" and "open" not in one.attributes and inner.name != "summary"
            if "hidden" in one.attributes or (closed and one is not self):
                return True
            inner = one
        return False


class Tree:
    """A page.

    Attributes:
        root: around everything; an element without a name.
        elements: all elements in the order of the source, and by_name: those of each name.
        unclosed: elements whose end tag is missing; stray: ``(name, line, column)`` of end tags that close nothing.
    """

    def __init__(self) -> None:
        self.root = Element("", {}, None, 1, 1)
        self.elements: list[Element] = []
        self.by_name: dict[str, list[Element]] = {}
        self.unclosed: list[Element] = []
        self.stray: list[tuple[str, int, int]] = []

    def all(self, *names: str) -> list[Element]:
        """The elements with one of these names; those of one name stand in the order of the source."""
        return [element for name in names for element in self.by_name.get(name, ())]

    def first(self, name: str) -> Element | None:
        """The first element of a name."""
        return next(iter(self.by_name.get(name, ())), None)


def parse(text: str) -> Tree:
    """Read a page.

    Raises:
        HtmlError: the text is so broken that no element of it can be told.
    """
    builder = _Builder()
    try:
        builder.feed(text)
        builder.close()
        builder.finish()
    except AssertionError as fault:  # what the standard library's parser raises for a broken "<![…"
        raise HtmlError(str(fault)) from None
    return builder.tree


class _Builder(HTMLParser):
    """Builds the tree; an end tag closes what is open in its element, and one without a beginning closes nothing.

    Nothing here walks up through the open elements for every tag: a broken page may nest them by the thousand.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = Tree()
        self._open = [self.tree.root]
        self._depths: dict[str, list[int]] = defaultdict(list)  # of the open elements, by name
        self._worlds: list[int] = []  # the depths of those that keep paragraphs around them open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ENDS_PARAGRAPH and self._depths["p"] and self._depths["p"][-1] > max(self._worlds[-1:], default=0):
            self._close(self._depths["p"][-1])
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._enter(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash means nothing; only in SVG and MathML it ends the element.
        if tag in ("svg", "math") or self._depths["svg"] or self._depths["math"]:
            self._add(tag, attrs)
        else:
            self.handle_starttag(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        # Of an attribute given twice, the first counts.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        line, offset = self.getpos()
        element = Element(tag, attributes, self._open[-1], line, offset + 1)
        self._open[-1].children.append(element)
        self.tree.elements.append(element)
        self.tree.by_name.setdefault(tag, []).append(element)
        return element

    def _enter(self, element: Element) -> None:
        self._depths[element.name].append(len(self._open))
        if element.name in _OWN_WORLD:
            self._worlds.append(len(self._open))
        self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._depths[tag]:
            depth = self._depths[tag][-1]
            self._close(depth + 1)
            self._leave()
        else:
            line, offset = self.getpos()
            self.tree.stray.append((tag, line, offset + 1))

    def finish(self) -> None:
        """Close what is still open at the end of the page."""
        self._close(1)

    def _close(self, depth: int) -> None:
        """Close the elements from this depth on, whose end tags are missing."""
        self.tree.unclosed += [element for element in self._open[depth:] if element.name not in IMPLIED]
        while len(self._open) > depth:
            self._leave()

    def _leave(self) -> None:
        element = self._open.pop()
        self._depths[element.name].pop()
        if element.name in _OWN_WORLD:
            self._worlds.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
