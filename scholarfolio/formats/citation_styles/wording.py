"""Putting a reference together: pieces of HTML, the punctuation between them, and the same as plain text.

Every piece is safe HTML; an empty one is left out wherever pieces are joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from scholarfolio.text.markup import anchor, element, escape
from scholarfolio.text.maths import mathml

_UNTOUCHED = r"<math.*?</math>|<code.*?</code>|<[^>]*>"
_SPLIT = re.compile(rf"({_UNTOUCHED})", re.DOTALL)
_BEHIND_LAST = re.compile(r"(?:<[^>]*>|[”’\s])*$")
_CLOSING_QUOTE = re.compile(r"(.*?)((?:”(?:<[^>]*>)*)?)", re.DOTALL)
_STRAIGHT_QUOTES = re.compile(r"&#34;(.*?)&#34;|(?<![\w;])&#39;(?=[^\W\d])(.*?[^\W\d])&#39;(?!\w)")
_FORMULA = re.compile(r'<math alttext="([^"]*)".*?</math>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def joined(*pieces: str, by: str = ", ") -> str:
    """The pieces with something between them."""
    return by.join(filter(None, pieces))


def sentences(*pieces: str) -> str:
    """The pieces, each closed by a full stop unless it ends in a mark of its own."""
    return " ".join([stopped(piece) for piece in pieces if piece])


def stopped(piece: str, mark: str = ".") -> str:
    """The piece with a mark at its end, before a closing quotation mark, unless it ends in one already."""
    if last_character(piece) in ".?!…":
        return piece
    if not piece.endswith(("”", ">")):
        return piece + mark
    body, behind = _CLOSING_QUOTE.fullmatch(piece).groups()  # type: ignore[union-attr]  # matches every text
    return body + mark + behind if behind else piece + mark


def last_character(piece: str) -> str:
    """The last character that is neither markup nor a closing quotation mark."""
    return _BEHIND_LAST.sub("", piece)[-1:]


def italic(piece: str) -> str:
    """The piece in italics."""
    return element("em", piece) if piece else ""


def within(piece: str, brackets: str = "()") -> str:
    """The piece in brackets."""
    return f"{brackets[0]}{piece}{brackets[1]}" if piece else ""


def label(word: str, piece: str) -> str:
    """A word before the piece, as in ``vol. 12``."""
    return f"{word} {piece}" if piece else ""


def capital(piece: str) -> str:
    """The piece with a capital at its beginning."""
    return piece[:1].upper() + piece[1:]


def quoted(title: str, mark: str) -> str:
    """The title in double quotation marks, as Americans set them: a mark stands inside, quotations become single."""
    return f"“{in_text(stopped(title, mark), _single)}”"


def quoted_singly(title: str) -> str:
    """The title in single quotation marks, as the British set them."""
    return f"‘{title}’" if title else ""


def _single(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


def curled(title: str) -> str:
    """The title with its straight quotation marks as curved ones."""
    if "&#3" not in title:
        return title
    return in_text(title, lambda text: _STRAIGHT_QUOTES.sub(lambda match: f"“{match[1] or match[2]}”", text))


def in_text(piece: str, change: Callable[[str], str]) -> str:
    """The piece with its words changed, but neither its markup nor its formulas."""
    if "<" not in piece:
        return change(piece)
    return "".join([part if part.startswith("<") else change(part) for part in _SPLIT.split(piece)])


def link(url: str, words: str = "") -> str:
    """A link that shows its address, or other words."""
    return anchor(url, str(escape(words or url))) if url else ""


def plain(piece: str) -> str:
    """The piece as Unicode text on one line."""
    if "<" in piece:
        without_formulas = _FORMULA.sub(_formula, piece)
        piece = _TAG.sub("", without_formulas.replace("<br>", " "))
    return " ".join(unescape(piece).split())


def _formula(match: re.Match[str]) -> str:
    tex = unescape(match[1])
    return str(escape(mathml.plain(tex) or tex))


# --- headlines --------------------------------------------------------------------------------------------

# Words that headlines leave in lower case, unless they begin or end them.
_SMALL = re.compile(
    "an?|and|as|at|but|by|down|for|from|in|into|nor|of|on|onto|or|over|so|the|till|to|up|via|with|yet|vs"
    "|de|la|les?|von|van|et|al"
)
# What is in italics within a title is the name of a species or a foreign word, which stays as it is.
_WORD = re.compile(
    r"(?P<verbatim><(?P<tag>math|code|em|i)\b.*?</(?P=tag)>)|<[^>]*>|&#?\w+;"
    r"|(?P<word>[^\W_](?:[\w\u0300-\u036f]|(?:&#39;|['’.])(?=\w))*)",
    re.DOTALL,
)
_BEFORE_FIRST_WORD = re.compile(r"(?:[:?!—]\s*|[“‘(\[]|&#34;)$")


def headline(title: str) -> str:
    """An English title with capitals where headlines have them. What has a capital already is left as it is."""
    words = [match for match in _WORD.finditer(title) if match["word"] or match["verbatim"]]
    pieces, done = [], 0
    for match in words:
        before = title[done : match.start()]
        outermost = done == 0 or match is words[-1] or bool(_BEFORE_FIRST_WORD.search(_TAG.sub("", before)))
        changes = match["word"] and match[0].islower() and (outermost or not _SMALL.fullmatch(match[0]))
        pieces += [before, capital(match[0]) if changes else match[0]]
        done = match.end()
    return "".join([*pieces, title[done:]])
