"""The last pass over masked HTML: formulas, bare links, headings and what else its tags need."""

import html as entities
import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum

from scholarfolio.text import images
from scholarfolio.text.images import Sources
from scholarfolio.text.links import encoded
from scholarfolio.text.markdown.masking import BLOCKS, Hidden, MaskedHtml
from scholarfolio.text.markdown.record_links import RecordLink
from scholarfolio.text.markup import escape, linkify, typed
from scholarfolio.text.maths import mathml

_PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*)([^"<>]*(?:"[^"]*"[^"<>]*)*)>|([^<]+|<)', re.IGNORECASE)
_ADDRESS = re.compile(r'(?<= )(href|src)="([^"]*)"')
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)
_ALIGN = re.compile(r' align="(left|center|right)"')
_ID = re.compile(r' id="([^"]*)"')
_SIZE = re.compile(r' (?:width|height)="(?!\d+")[^"]*"')
_FOOTNOTE_ID = re.compile(r'((?: id="| href="#)fn(?:ref)?\d*):')
_FOOTNOTE_MARK = re.compile(r'<sup id="fnref\d*:[^>]*>.*?</sup>', re.DOTALL)
_FOOTNOTES = '<div class="footnote">'
_NAME = re.compile(r"zq[0-9a-f]{8}m\d+z")  # as masked HTML has them; only a text's own stand for anything
_BREAK = "\x00"  # cannot occur in a text, which has no control characters


class _Form(Enum):
    BLOCKS = 0
    LINE = 1
    PLAIN = 2


def blocks(masked: MaskedHtml) -> str:
    """The whole text."""
    return "".join(_Pass(masked, masked.html, _Form.BLOCKS)).strip()


def line(masked: MaskedHtml) -> str:
    """The text without blocks and footnotes."""
    return "<br>".join(_lines(masked, _Form.LINE))


def plain(masked: MaskedHtml) -> str:
    """The text without markup and footnotes."""
    return " ".join(" ".join(_lines(masked, _Form.PLAIN)).split())


def without_anchors(html: str) -> str:
    """Finished HTML without the ids of its headings."""
    return _HEADING_TAG.sub(r"<\1>", str(html))


def relinked(html: str, link: Callable[[str], str], picture: Callable[[str], Sources | None] | None = None) -> str:
    """Finished HTML with ``link`` applied to every relative address; images that ``picture`` knows come from there."""

    def relink(match: re.Match[str]) -> str:
        url = entities.unescape(match[2])
        return match[0] if _ABSOLUTE.match(url) else f'{match[1]}="{escape(link(url))}"'

    def tag(piece: re.Match[str]) -> str:
        if not piece[3]:
            return piece[0]
        sources = picture(images.address(piece[3])) if piece[2] == "img" and picture else None
        return images.element(piece[3], sources) if sources else _ADDRESS.sub(relink, piece[0])

    return _PIECE.sub(tag, html)


def _lines(masked: MaskedHtml, form: _Form) -> Iterator[str]:
    html = _FOOTNOTE_MARK.sub("", masked.html.partition(_FOOTNOTES)[0])
    for part in "".join(_Pass(masked, html, form)).split(_BREAK):
        if part.strip():
            yield part.strip()


_HEADING_TAG = re.compile(r"<(h[1-6]) [^>]*>")
_HEADING = re.compile(r"<h([1-6])[ >]")


class _Pass:
    """One pass over the pieces of masked HTML; iterating yields the pieces of the result."""

    def __init__(self, masked: MaskedHtml, html: str, form: _Form) -> None:
        self.masked, self.html, self.form = masked, html, form
        self.ids = set(_ID.findall(html))
        self.levels = _outline([int(level) for level in _HEADING.findall(html)])
        self.level = 2
        self.open: list[str] = []  # the elements round the present place that hold no links or formulas

    def __iter__(self) -> Iterator[str]:
        for piece in _PIECE.finditer(self.html):
            closing, tag, attributes, text = piece.groups()
            if text:
                yield self.text(entities.unescape(text))
                continue
            if tag in ("a", "code", "pre"):
                self.enter_or_leave(tag, closing)
            if self.form is _Form.BLOCKS:
                yield self.tag(closing, tag, attributes, piece.end())
            elif tag in BLOCKS or tag == "br":
                yield _BREAK
            elif self.form is _Form.LINE:
                yield self.tag(closing, tag, _ID.sub("", attributes), piece.end())

    def enter_or_leave(self, tag: str, closing: str) -> None:
        """Keep account of where the pass is."""
        if not closing:
            self.open.append(tag)
        elif tag in self.open:
            self.open.remove(tag)

    # -- text --------------------------------------------------------------------------------------------------

    def text(self, text: str) -> str:
        """Words and formulas between tags."""
        if "code" in self.open or "pre" in self.open:
            return self.words(self.as_typed(text))
        parts, done = [], 0
        for name in _NAME.finditer(text):
            if hidden := self.masked.hidden.get(name[0]):
                parts += [self.words(text[done : name.start()]), self.revealed(hidden)]
                done = name.end()
        return "".join([*parts, self.words(text[done:])])

    def words(self, text: str) -> str:
        """Words; bare addresses among them become links, unless a link or code stands round them."""
        if self.form is _Form.PLAIN:
            return text
        return escape(text) if self.open else linkify(text)

    def revealed(self, hidden: Hidden) -> str:
        """What a name stands for."""
        if hidden.link:
            return self.link(hidden.link)
        source, formula = hidden.source, hidden.formula
        if not formula:
            return self.words(source)
        if self.form is _Form.PLAIN:
            return mathml.plain(formula.tex) or source
        return mathml.convert(formula.tex, formula.display) or typed(source)

    def link(self, link: RecordLink) -> str:
        """A link to a record; its words alone where none can stand."""
        if self.form is _Form.PLAIN:
            return self.text(link.words) if link.words else link.target.plain
        within = bool(self.open)
        self.open.append("a")
        words = self.text(link.words) if link.words else link.target.html
        self.open.remove("a")
        return words if within else f'<a href="{escape(link.target.address)}">{words}</a>'

    def as_typed(self, text: str) -> str:
        """``text`` with its formulas and links as typed, for places where none can stand."""
        hidden = self.masked.hidden
        return _NAME.sub(lambda name: self.as_typed(hidden[name[0]].source) if name[0] in hidden else name[0], text)

    def in_attribute(self, name: re.Match[str]) -> str:
        """What a name stands for in an attribute."""
        hidden = self.masked.hidden.get(name[0])
        return escape(hidden.address if hidden and hidden.address else self.as_typed(name[0]))

    # -- tags --------------------------------------------------------------------------------------------------

    def tag(self, closing: str, tag: str, attributes: str, end: int) -> str:
        """A tag put right: its addresses, its formulas, its place in the outline, images loaded late."""
        if closing or not attributes:
            attributes = ""
        else:
            attributes = _NAME.sub(self.in_attribute, attributes)
            attributes = _ADDRESS.sub(_encoded, _ALIGN.sub(r' class="align-\1"', attributes))
            attributes = _FOOTNOTE_ID.sub(rf"\1-{self.masked.digest}-", attributes).replace(' title=""', "")
        if tag == "img":
            attributes = _SIZE.sub("", attributes) + ' loading="lazy"'
            attributes = attributes if " alt=" in attributes else attributes + ' alt=""'
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            if not closing and " id=" not in attributes:
                attributes += f' id="{self.slug(tag, end)}"'
            if not closing:
                self.level = next(self.levels)
            tag = f"h{self.level}"
        return f"<{closing}{tag}{attributes}>"

    def slug(self, tag: str, start: int) -> str:
        """An id made of the words of a heading, unlike every other of this text."""
        content = self.html[start : self.html.find(f"</{tag}>", start)]
        words = self.as_typed(entities.unescape(re.sub(r"<[^>]*>", "", content)))
        base = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", words).lower()).strip("-") or "section"
        slug, number = base, 1
        while slug in self.ids:
            number += 1
            slug = f"{base}-{number}"
        self.ids.add(slug)
        return slug


def _outline(levels: list[int]) -> Iterator[int]:
    """Levels of headings below a page's ``<h1>``: the highest becomes the second, and none is skipped."""
    highest, before = min(levels, default=1), 1
    for level in levels:
        before = min(level - highest + 2, before + 1, 6)
        yield before


def _encoded(match: re.Match[str]) -> str:
    return f'{match[1]}="{escape(encoded(entities.unescape(match[2])))}"'
