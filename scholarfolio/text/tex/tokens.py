r"""LaTeX source cut into tokens, and its braces and environments paired."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from scholarfolio.text.links import CHARACTER, START, bare, without_closing
from scholarfolio.text.maths.formulas import formulas

DEPTH = 50


class Kind(Enum):
    """What a token is."""

    TEXT = 0
    LIGATURE = 1  # typed one way, set another: -- `` ~
    FORMULA = 2
    COMMAND = 3  # \name
    SYMBOL = 4  # \ and one character
    OPEN = 5
    CLOSE = 6
    BEGIN = 7
    END = 8
    ADDRESS = 9
    PARAGRAPH = 10
    VERBATIM = 11


class Token(NamedTuple):
    """A piece of source: where it stands, and what it holds.

    ``value`` is the text to show, the name of a command or environment, or the inside of a formula.
    """

    kind: Kind
    start: int
    end: int
    value: str
    display: bool = False


_ADDRESS = re.compile(rf"(?i:{START})(?:{CHARACTER}|\\[_%#&~](?:\{{\}})?|\{{\\[_%#&~]\}})+")
# Every alternative begins with a character of its own, which makes the search for them fast.
_STOP = re.compile(r"\\|\{|\}|~|`|'(?:'|(?!\w))|--|\n[ \t]*\n|\"(?!\w)|\?`|!`")
_ESCAPE = re.compile(
    r"\\(?:begin\s*\{(?P<BEGIN>\w+\*?)\}|end\s*\{(?P<END>\w+\*?)\}"
    r"|verb\*?(?P<bar>[^\w\s*])(?P<VERBATIM>.*?)(?P=bar)|(?P<COMMAND>[A-Za-z]+)\*?|(?P<SYMBOL>[\s\S]))"
)
_PARAGRAPH = re.compile(r"\n\s*")
_LIGATURE = re.compile(r"~|-+|``?|''?|\"|[?!]`(?=\w)")
_KINDS = {kind.name: kind for kind in Kind}
_BRACES = {"{": Kind.OPEN, "}": Kind.CLOSE}
_LIGATURES = {"~": "\u00a0", "--": "–", "---": "—", "?`": "¿", "!`": "¡"}
_QUOTES = {"``": "“", "`": "‘"}
_PAIRS = {"``": ("''", '"'), "`": ("'",)}


@lru_cache(64)  # a text is read for BibTeX, and again for all its other forms
def tokens(source: str) -> tuple[Token, ...]:
    """``source`` cut into tokens that together hold every character of it, in time linear in its length."""
    result: list[Token] = []
    position = 0
    for formula in formulas(source):
        _cut(source, position, formula.start, result)
        result.append(Token(Kind.FORMULA, formula.start, formula.end, formula.tex, formula.display))
        position = formula.end
    _cut(source, position, len(source), result)
    if "`" in source:
        _pair_quotes(source, result)
    return tuple(result)


def _cut(source: str, position: int, end: int, result: list[Token]) -> None:
    """Source between formulas."""
    for match in bare(source, _ADDRESS, position, end):
        if match.start() >= position:
            url = without_closing(match[0])
            _cut_words(source, position, match.start(), result)
            position = match.start() + len(url)
            result.append(Token(Kind.ADDRESS, match.start(), position, url))
    _cut_words(source, position, end, result)


def _cut_words(source: str, position: int, end: int, result: list[Token]) -> None:
    """Source between addresses."""
    while stop := _STOP.search(source, position, end):
        start = stop.start()
        if start > position:
            result.append(Token(Kind.TEXT, position, start, source[position:start]))
        result.append(_token(source, start, end))
        position = result[-1].end
    if position < end:
        result.append(Token(Kind.TEXT, position, end, source[position:end]))


def _token(source: str, start: int, end: int) -> Token:
    first = source[start]
    if first in _BRACES:
        return Token(_BRACES[first], start, start + 1, first)
    if first == "\\":
        match = _ESCAPE.match(source, start, end)
        if match:
            name = match.lastgroup or ""
            return Token(_KINDS[name], start, match.end(), match[name])
    elif first == "\n":
        match = _PARAGRAPH.match(source, start, end)
        return Token(Kind.PARAGRAPH, start, match.end() if match else start + 1, "")
    else:
        match = _LIGATURE.match(source, start, end)
        if match:
            return Token(Kind.LIGATURE, start, match.end(), _LIGATURES.get(match[0], match[0]))
    return Token(Kind.TEXT, start, start + 1, first)


def _pair_quotes(source: str, result: list[Token]) -> None:
    """Turn ``‘…’`` typed with backticks into quotation marks; what has no partner stays as typed."""
    pending: list[int] = []
    for index, token in enumerate(result):
        if token.kind is not Kind.LIGATURE:
            continue
        if token.value in _QUOTES:
            following = source[token.end : token.end + 1]
            before = source[token.start - 1 : token.start]
            if following and not following.isspace() and not before.isalnum():
                pending.append(index)
        elif pending and token.value in _PAIRS[result[pending[-1]].value]:
            opening = pending.pop()
            mark = _QUOTES[result[opening].value]
            result[opening] = result[opening]._replace(value=mark)
            result[index] = token._replace(value="”" if mark == "“" else "’")


def pairs(sequence: Sequence[Token]) -> dict[int, int]:
    """Index of each opening brace or ``\\begin`` → index of what closes it.

    Braces that never close, close nothing or stand deeper than ``DEPTH`` are absent.
    """
    closing: dict[int, int] = {}
    stack: list[int] = []
    waiting: dict[str, int] = {}
    for index, token in enumerate(sequence):
        if token.kind is Kind.OPEN or token.kind is Kind.BEGIN:
            stack.append(index)
            name = _name(token)
            waiting[name] = waiting.get(name, 0) + 1
        elif token.kind is Kind.CLOSE or token.kind is Kind.END:
            name = _name(token)
            while waiting.get(name):
                opening = stack.pop()
                waiting[_name(sequence[opening])] -= 1
                if _name(sequence[opening]) == name:
                    if len(stack) < DEPTH:
                        closing[opening] = index
                    break
    return closing


def _name(token: Token) -> str:
    return token.value if token.kind is Kind.BEGIN or token.kind is Kind.END else "{"
