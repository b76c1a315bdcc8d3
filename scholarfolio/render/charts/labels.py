"""Labels: how wide a text will be, near enough to keep labels apart, and how it is made to fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

# Widths in em of the widest of the common sans-serif faces.
_NARROW, _LOWER, _UPPER, _BROAD, _FULL = 0.4, 0.63, 0.72, 1.0, 1.0
_NARROW_LETTERS = frozenset("fijlrtI .,:;'’‘·-‐|()[]!")
_BROAD_LETTERS = frozenset("mwMW%@&…—")


def text_width(text: str) -> float:
    """An upper estimate of a text's width in em, in any sans-serif face."""
    return round(sum(map(_letter_width, text)), 2)


def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _BROAD_LETTERS:
        return _BROAD
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    return _UPPER if letter.isupper() else _LOWER


class Label(NamedTuple):
    """A text that fits; where even its shortest form is too wide, ``length`` is what to squeeze it to, in em."""

    text: str
    length: float | None = None


def fitted(forms: Sequence[str], room: float) -> Label:
    """The first of a text's forms, the fullest first, that is at most ``room`` em wide, or the last one squeezed.

    Nothing is cut within a word: whoever hears the text, or says it to their computer, knows words.
    """
    fitting = next((form for form in forms if text_width(form) <= room), None)
    return Label(forms[-1], room) if fitting is None else Label(fitting)
