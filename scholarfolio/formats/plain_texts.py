"""Plain text of formats without LaTeX, such as RIS and CSL-JSON, in the form in which an author would type it."""

from __future__ import annotations

import re

from scholarfolio.formats.texts import one_line, tex
from scholarfolio.text import Tex

_LATEX = re.compile(r"\\[A-Za-z]+\s*\{|\\[`'^\"~=.]\s*\{?\s*\\?[A-Za-z]|\$[^$]*[\\^_][^$]*\$")
_HTML = re.compile(r"</?(?:jats:)?(?:i|b|em|strong|italic|bold|sup|sub|p|scp|sc|span|title)(?:\s[^<>]*)?/?>")
_SPECIAL = re.compile(r"[\\${}~`]|-(?=-)|'(?=')")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "$": r"\$",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "-": "-{}",
    "'": "'{}",
}


def tex_source(text: str) -> str:
    """Plain text for a field that takes LaTeX; what databases mark up with LaTeX or HTML keeps its meaning."""
    text = " ".join(text.split())
    if _LATEX.search(text) or _HTML.search(text):
        return tex(text)
    if Tex(text).plain == text:
        return text
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)


def words(text: str) -> str:
    """Text on one line for a field that holds words."""
    if "\\" in text:
        return one_line(text)
    return " ".join(text.split())


def has_letters(text: str) -> bool:
    """Whether a text can be a name, or anything but punctuation."""
    return any(char.isalnum() for char in text)
