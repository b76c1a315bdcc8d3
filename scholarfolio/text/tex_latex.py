r"""LaTeX for BibTeX: what an author typed, made safe to stand between braces, and Unicode turned into LaTeX."""

import unicodedata

from scholarfolio.text import tex_names as names
from scholarfolio.text.formulas import formulas
from scholarfolio.text.tex_tokens import Kind, Token, pairs, tokens

_ESCAPES = str.maketrans({"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "^": r"\^{}"})
_LEFT, _RIGHT = r"\textbraceleft{}", r"\textbraceright{}"
_RAW = names.ADDRESSES | names.CITATIONS | names.DROPPED | {"href"}


def safe_latex(source: str) -> str:
    """``source`` with its special characters escaped and its braces balanced, everything else as typed."""
    found = tokens(source)
    closing = pairs(found)
    closed = set(closing.values())
    parts, raw_until = [], -1
    for index, token in enumerate(found):
        typed = source[token.start : token.end]
        if token.kind is Kind.COMMAND and token.value in _RAW:
            raw_until = closing.get(index + 1, -1)
        if index < raw_until:
            parts.append(typed)
        elif token.kind is Kind.OPEN and index not in closing:
            parts.append(_LEFT)
        elif token.kind is Kind.CLOSE and index not in closed:
            parts.append(_RIGHT)
        else:
            parts.append(_safe(token, typed, dangling=_opens_nothing(found, index, closing)))
    return _balanced("".join(parts).strip())


def _opens_nothing(found: list[Token], index: int, closing: dict[int, int]) -> bool:
    """Whether the argument of a command begins with a brace that never closes."""
    following = index + 1
    return following < len(found) and found[following].kind is Kind.OPEN and following not in closing


def _safe(token: Token, typed: str, dangling: bool) -> str:
    if token.kind is Kind.TEXT:
        return typed.translate(_ESCAPES)
    if token.kind is Kind.ADDRESS:
        return typed.replace("\\", "").translate(_ESCAPES).replace("~", r"\~{}")
    if token.kind is Kind.COMMAND and dangling:
        return typed.replace("\\", r"\textbackslash{}", 1)
    if token.kind is Kind.SYMBOL and token.value in "([)]":
        return r"\textbackslash{}" + token.value
    if typed == "\\":
        return r"\textbackslash{}"
    return typed


def _balanced(latex: str) -> str:
    r"""BibTeX counts escaped braces as well; when these do not pair, they get names."""
    depth = 0
    for character in latex:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            break
    if depth == 0:
        return latex
    return latex.replace(r"\{", r"\lbrace{}").replace(r"\}", r"\rbrace{}")


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
    from pylatexenc.latexencode import unicode_to_latex

    encoded = str(unicode_to_latex(character, unknown_char_policy="keep", unknown_char_warning=False))
    return encoded if encoded == character else f"{{{encoded}}}"


def _accented(base: str, name: str) -> str:
    letter = {"i": r"\i", "j": r"\j"}.get(base, base) if name not in "cdkb" else base
    return rf"\{name}{{{letter}}}" if name.isalpha() or len(letter) > 1 else rf"\{name}{letter}"
