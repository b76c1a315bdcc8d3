r"""LaTeX for BibTeX: what an author typed, made safe to stand between braces, and Unicode turned into LaTeX."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from scholarfolio.text.links import without_tex
from scholarfolio.text.maths.formulas import formulas
from scholarfolio.text.tex import names as names
from scholarfolio.text.tex.tokens import Kind, Token, pairs, tokens

_ESCAPES = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "^": r"\^{}"}
_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# all of ASCII stands in it, because ``translate`` is slow where it looks for a character in vain
_TEXT = str.maketrans({chr(code): chr(code) for code in range(128)} | _ESCAPES)
_LITERAL = str.maketrans(_ESCAPES | _BRACES | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}"})
_NAMED = {r"\{": r"\lbrace{}", r"\}": r"\rbrace{}"}
# in a formula; a brace behind the two backslashes of a new line is not escaped by them
_ESCAPED = re.compile(r"\\[\\{}]")
_PAIRED = {Kind.OPEN, Kind.CLOSE, Kind.BEGIN, Kind.END}
# commands whose argument is no text
_RAW = names.ADDRESSES | names.CITATIONS | names.DROPPED | {"href"}


def safe_latex(source: str) -> str:
    """``source`` with its special characters escaped and its braces balanced, everything else as typed."""
    source_tokens = tokens(source)
    latex = "".join(_pieces(source, source_tokens, named=False))
    # BibTeX counts escaped braces as well: when these do not pair, they are written as names.
    return latex if _is_balanced(latex) else "".join(_pieces(source, source_tokens, named=True))


def _pieces(source: str, source_tokens: Sequence[Token], named: bool) -> Iterator[str]:
    closing = pairs(source_tokens)
    matched = closing.keys() | closing.values()
    raw_until = -1
    for index, token in enumerate(source_tokens):
        typed = source[token.start : token.end]
        if token.kind is Kind.COMMAND and token.value in _RAW:
            has_option = source.startswith("[", token.end) and index + 2 in closing
            raw_until = max(raw_until, closing.get(index + 2 if has_option else index + 1, -1))
        if token.kind in _PAIRED:
            yield typed if index in matched else typed.translate(_LITERAL)
        elif token.kind is Kind.COMMAND and source_tokens[index + 1 : index + 2] and index + 1 not in matched:
            dangling = source_tokens[index + 1].kind is Kind.OPEN
            yield typed.translate(_LITERAL) if dangling else typed
        elif token.kind is Kind.FORMULA:
            yield _formula(typed, named)
        elif index < raw_until and token.kind is not Kind.VERBATIM and not (named and typed in _NAMED):
            yield typed
        else:
            yield _safe(token, typed, named)


def _formula(typed: str, named: bool) -> str:
    if not _is_balanced(_ESCAPED.sub("", typed)):
        return typed.translate(_LITERAL)
    typed = re.sub(r"(?<!\\)%", r"\\%", typed)
    return _ESCAPED.sub(lambda match: _NAMED.get(match[0], match[0]), typed) if named else typed


def _safe(token: Token, typed: str, named: bool) -> str:
    match token.kind:
        case Kind.TEXT:
            return typed.translate(_TEXT) if typed != "\\" else typed.translate(_LITERAL)
        case Kind.ADDRESS:
            return without_tex(typed).translate(_LITERAL)
        case Kind.VERBATIM:
            return rf"\texttt{{{token.value.translate(_LITERAL)}}}"
        case Kind.SYMBOL if token.value in "([)]":
            return typed.translate(_LITERAL)
        case Kind.SYMBOL if named and token.value in _BRACES:
            return _BRACES[token.value]
        case _:
            return typed


def _is_balanced(latex: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", latex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def ascii_latex(text: str) -> str:
    r"""Every accented letter and special character as LaTeX, but for formulas."""
    if text.isascii():
        return text
    parts, done = [], 0
    for formula in formulas(text):
        parts += [_ascii(text[done : formula.start]), text[formula.start : formula.end]]
        done = formula.end
    return "".join([*parts, _ascii(text[done:])])


_BY_MARK = {mark: name for name, mark in names.ACCENTS.items()}
_COMMANDS = {
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}",
    "å": r"{\aa}", "Å": r"{\AA}", "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}", "ȷ": r"{\j}", "đ": r"{\dj}",
    "Đ": r"{\DJ}", "ð": r"{\dh}", "Ð": r"{\DH}", "þ": r"{\th}", "Þ": r"{\TH}", "ŋ": r"{\ng}", "Ŋ": r"{\NG}",
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "\u00a0": "~", "…": r"{\ldots}",
}  # fmt: skip


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    return "".join([c if c.isascii() else _encoded(c) for c in unicodedata.normalize("NFC", text)])


def _encoded(character: str) -> str:
    if character in _COMMANDS:
        return _COMMANDS[character]
    letters = unicodedata.normalize("NFD", character)
    base, marks = letters[0], letters[1:]
    if marks and base.isascii() and base.isalpha() and all(mark in _BY_MARK for mark in marks):
        for mark in marks:
            base = _accented(base, _BY_MARK[mark])
        return f"{{{base}}}"
    return _from_pylatexenc(character)


@lru_cache(maxsize=1024)
def _from_pylatexenc(character: str) -> str:
    """A character as pylatexenc writes it, or as it is when that is unknown or only looks alike."""
    from pylatexenc.latexencode import unicode_to_latex

    from scholarfolio.text.tex import nodes, reader

    latex = str(unicode_to_latex(character, unknown_char_policy="keep", unknown_char_warning=False))
    text = " ".join(nodes.plain(reader.read(latex)).split())
    if text != unicodedata.normalize("NFKC", character):
        return character
    return f"{{{latex}}}" if "\\" in latex else latex


def _accented(base: str, name: str) -> str:
    if name not in "cdkb":
        base = {"i": r"\i", "j": r"\j"}.get(base, base)
    is_short = base in (r"\i", r"\j") or (len(base) == 1 and not name.isalpha())
    return rf"\{name}{base}" if is_short else rf"\{name}{{{base}}}"
