"""Texts of fields: TeX accents as letters, elements of HTML as TeX, all on one line or in paragraphs."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Sequence

from scholarfolio.formats.vocabulary import ADS_JOURNALS
from scholarfolio.text import Tex
from scholarfolio.text.maths.formulas import formulas

LINE_WIDTH = 96

_LETTERS = "ss|SS|ae|AE|oe|OE|aa|AA|dh|DH|th|TH|dj|DJ|ng|NG|o|O|l|L|i|j"
_BASE = r"(?:\{\s*(?:\\[ij]|[^\W\d_])\s*\}|\s*\\[ij](?![A-Za-z])(?:\{\})?|\s*[^\W\d_])"
_ACCENT = (
    rf"\\(?:[`'^\"~=.]{_BASE}|[uvHcdbkrG](?:\s*\{{\s*(?:\\[ij]|[^\W\d_])\s*\}}|\s+(?:\\[ij](?![A-Za-z])|[^\W\d_])))"
)
_LETTER = rf"\\(?:{_LETTERS})(?![A-Za-z])"
_SPELLED = re.compile(rf"\{{\s*(?:{_ACCENT}|{_LETTER}(?:\{{\}})?)\s*\}}|{_ACCENT}|{_LETTER}(?:\{{\}}|\s+)?")


def letters(text: str) -> str:
    r"""TeX accents, escapes and quotation marks as Unicode: ``Soram\"{a}ki \& Co`` is ``Soramäki & Co``.

    Formulas and all other commands stay as they are.
    """
    if "\\" not in text and "``" not in text:
        return text
    parts: list[str] = []
    done = 0
    for formula in formulas(text):
        parts += [_spelled(text[done : formula.start]), text[formula.start : formula.end]]
        done = formula.end
    return unicodedata.normalize("NFC", "".join([*parts, _spelled(text[done:])]))


def _spelled(text: str) -> str:
    text = _SPELLED.sub(lambda match: Tex(match[0]).plain, text)
    text = re.sub(r"(?<!\\)``(?!`)(.*?)(?<!')''", r"“\1”", text, flags=re.DOTALL)
    return re.sub(r"\\([&%#_])", r"\1", text).replace("\\ ", " ")


def one_line(text: str) -> str:
    """Plain Unicode on one line, without commands and braces, for fields that hold words."""
    if text.isalnum() or not text:
        return text
    bare = text.strip().strip("{}").strip()
    if bare.startswith("\\") and bare[1:].strip() in ADS_JOURNALS:
        return ADS_JOURNALS[bare[1:].strip()]
    text = _without_html(text)
    if re.search(r"[\\{}$~`]|--|''", text):
        text = Tex(text).plain
    return " ".join(_without_stray_braces(text).split())


def _without_stray_braces(text: str) -> str:
    return text.replace("{", "").replace("}", "") if text.count("{") != text.count("}") else text


def tex(text: str) -> str:
    """A title or remark as its author may edit it: letters as Unicode, commands and inner braces as typed."""
    return " ".join(letters(_without_html(without_outer_braces(text))).split())


def paragraphs(text: str, convert: Callable[[str], str] = tex) -> str:
    """A longer text: paragraphs stay apart, and lines are short enough to edit."""
    blocks = re.split(r"\n[ \t]*\n|<(?:p|jats:p)>|\\par(?![A-Za-z])", without_outer_braces(text))
    return "\n\n".join(filter(None, (_filled(convert(block)) for block in blocks)))


def _filled(text: str) -> str:
    return textwrap.fill(text, LINE_WIDTH, break_long_words=False, break_on_hyphens=False)


def split_list(text: str, separators: Sequence[str] = ";,") -> list[str]:
    """The items of a list in one text, between the first of these separators that stands outside its braces."""
    positions = _outside_braces(text)
    separator = next((sign for sign in separators if any(text[at] == sign for at in positions)), None)
    cuts = [at for at in positions if text[at] == separator]
    starts, ends = [0, *(at + 1 for at in cuts)], [*cuts, len(text)]
    return [item for start, end in zip(starts, ends, strict=True) if (item := text[start:end].strip())]


def _outside_braces(text: str) -> list[int]:
    """Where the characters of a text stand that no braces hold; all of them where braces do not pair."""
    depth, outside = 0, []
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        outside += [at] if depth == 0 else []
    return outside if depth == 0 else list(range(len(text)))


def without_outer_braces(text: str) -> str:
    """``{{Title}}`` without the braces that hold all of it."""
    text = text.strip()
    while text.startswith("{") and text.endswith("}") and closing_brace(text, 0) == len(text) - 1:
        if text.startswith("{\\"):  # {\em …}, {\'E}: the brace belongs to the command
            break
        text = text[1:-1].strip()
    return text


def closing_brace(text: str, opening: int) -> int:
    """Where the brace at ``opening`` is closed; the text's end when it is not."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, opening):
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return match.start()
    return len(text)


_HTML_COMMANDS = {"i": "emph", "em": "emph", "b": "textbf", "strong": "textbf", "tt": "texttt", "code": "texttt",
                  "sup": "textsuperscript", "sub": "textsubscript"}  # fmt: skip


def _without_html(text: str) -> str:
    """Publishers export titles with HTML in them: its elements as TeX. Entities are characters by now."""
    if "<" not in text:
        return text
    for tag, command in _HTML_COMMANDS.items():
        text = re.sub(rf"(?is)<{tag}>(.*?)</{tag}>", rf"\\{command}{{\1}}", text)
    return re.sub(r"(?i)</?(?:p|span|div|scp|sc|a|u|br|jats:[a-z]+)(?:\s[^<>]*)?/?>", " ", text)
