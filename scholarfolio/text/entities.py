r"""Characters written as HTML writes them: ``&eacute;``, ``&#39;``, also as exports to TeX mangle them: ``\&\#38;``."""

from __future__ import annotations

import html
import re
from html.entities import html5

_NAME = r"[A-Za-z][A-Za-z0-9]{1,31}"
_NUMBER = r"(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6})"
_PLAIN = re.compile(rf"&({_NAME}|#{_NUMBER});")
_TEX = re.compile(rf"(?:\{{\s*\\?&\s*\}}|\\?&)(?:({_NAME})|(?:\{{\\?#\}}|\\?#)({_NUMBER}));")
_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%#_${}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# What has no place in a line of words: blanks that do not break, breaks, marks where a word may break.
_PLAINER = {"\u00a0": " ", "\t": " ", "\n": " ", "\r": " ", "\u00ad": ""}
# Programs encode what another has encoded: ``&amp;eacute;``.
_PASSES = 3


def decoded(text: str) -> str:
    """Plain text with its entities as characters; what is none stays as it is."""
    for _ in range(_PASSES if "&" in text and ";" in text else 0):
        text = _PLAIN.sub(_replaced, text)
    return text


def decoded_tex(text: str) -> str:
    """The same for LaTeX, in which characters with a meaning of their own are escaped."""
    for _ in range(_PASSES if "&" in text and ";" in text else 0):
        text = _TEX.sub(_replaced_in_tex, text)
    return text


def first_entity(text: str) -> str:
    """The first entity in a plain text, or nothing."""
    return next((match[0] for match in _PLAIN.finditer(text) if _character(match[1]) is not None), "")


def _replaced(match: re.Match[str]) -> str:
    character = _character(match[1])
    return match[0] if character is None else character


def _replaced_in_tex(match: re.Match[str]) -> str:
    character = _character(match[1] or f"#{match[2]}")
    return match[0] if character is None else _SPECIAL.get(character, character)


def _character(name: str) -> str | None:
    """What an entity stands for, by the standard's table; ``None`` where there is none of this name."""
    character = html.unescape(f"&{name};") if name.startswith("#") else html5.get(f"{name};")
    if character is None or character in ("", "\ufffd"):
        return None
    return _PLAINER.get(character, character if character.isprintable() or len(character) > 1 else None)
