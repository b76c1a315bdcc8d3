r"""LaTeX source cut into tokens, and its braces and environments paired."""

import re
from enum import Enum
from typing import NamedTuple

from scholarfolio.text.formulas import formulas
from scholarfolio.text.links import CHARACTER, START, without_closing

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


_TOKEN = re.compile(
    rf"(?P<ADDRESS>(?i:{START})(?:{CHARACTER}|\\[_%#&~](?:\{{\}})?|\{{\\[_%#&~]\}})+)"
    r"|\\(?:begin\s*\{(?P<BEGIN>\w+\*?)\}|end\s*\{(?P<END>\w+\*?)\}|verb\*?(?P<bar>[^\w\s*])(?P<VERBATIM>.*?)(?P=bar)"
    r"|(?P<COMMAND>[A-Za-z]+)\*?|(?P<SYMBOL>[\s\S]))"
    r"|(?P<OPEN>\{)|(?P<CLOSE>\})"
    r"|(?P<PARAGRAPH>\n[ \t]*\n\s*)"
    r"|(?P<LIGATURE>~|-{2,}|``|''|`|'(?!\w)|(?<=[^\s(\[])\"(?!\w)|[?!]`(?=\w))"
)
_KINDS = {kind.name: kind for kind in Kind}
_LIGATURES = {"~": "\u00a0", "--": "–", "---": "—", "?`": "¿", "!`": "¡"}
_QUOTES = {"``": "“", "`": "‘"}
_PAIRS = {"``": ("''", '"'), "`": ("'",)}


def tokens(source: str) -> list[Token]:
    """``source`` cut into tokens that together hold every character of it, in time linear in its length."""
    found: list[Token] = []
    position = 0
    for formula in formulas(source):
        _cut(source, position, formula.start, found)
        found.append(Token(Kind.FORMULA, formula.start, formula.end, formula.tex, formula.display))
        position = formula.end
    _cut(source, position, len(source), found)
    if "`" in source:
        _pair_quotes(source, found)
    return found


def _cut(source: str, position: int, end: int, found: list[Token]) -> None:
    while match := _TOKEN.search(source, position, end):
        if match.start() > position:
            found.append(Token(Kind.TEXT, position, match.start(), source[position : match.start()]))
        name, value, position = match.lastgroup or "", match[0], match.end()
        if name == "ADDRESS":  # its closing punctuation may hold quotation marks: to be cut again
            value = without_closing(value)
            position = match.start() + len(value)
        elif name == "LIGATURE":
            value = _LIGATURES.get(value, value)
        else:
            value = match[name]
        found.append(Token(_KINDS[name], match.start(), position, value))
    if position < end:
        found.append(Token(Kind.TEXT, position, end, source[position:end]))


def _pair_quotes(source: str, found: list[Token]) -> None:
    """Turn ``‘…’`` typed with backticks into quotation marks; what has no partner stays as typed."""
    pending: list[int] = []
    for index, token in enumerate(found):
        if token.kind is not Kind.LIGATURE:
            continue
        if token.value in _QUOTES:
            following = source[token.end : token.end + 1]
            before = source[token.start - 1 : token.start]
            if following and not following.isspace() and not before.isalnum():
                pending.append(index)
        elif pending and token.value in _PAIRS[found[pending[-1]].value]:
            opening = pending.pop()
            mark = _QUOTES[found[opening].value]
            found[opening] = found[opening]._replace(value=mark)
            found[index] = token._replace(value="”" if mark == "“" else "’")


def pairs(found: list[Token]) -> dict[int, int]:
    """Index of each opening brace or ``\\begin`` → index of what closes it.

    Braces that never close, close nothing or stand deeper than ``DEPTH`` are absent.
    """
    closing: dict[int, int] = {}
    stack: list[int] = []
    waiting: dict[str, int] = {}
    for index, token in enumerate(found):
        if token.kind is Kind.OPEN or token.kind is Kind.BEGIN:
            stack.append(index)
            name = _name(token)
            waiting[name] = waiting.get(name, 0) + 1
        elif token.kind is Kind.CLOSE or token.kind is Kind.END:
            name = _name(token)
            while waiting.get(name):
                opening = stack.pop()
                waiting[_name(found[opening])] -= 1
                if _name(found[opening]) == name:
                    if len(stack) < DEPTH:
                        closing[opening] = index
                    break
    return closing


def _name(token: Token) -> str:
    return token.value if token.kind is Kind.BEGIN or token.kind is Kind.END else "{"
