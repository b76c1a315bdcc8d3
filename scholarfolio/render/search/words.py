"""Search words: texts as the search compares them, without case, accents and compatibility forms.

The script folds what readers type by these same tables: they travel with the index.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Accents, points and what is not seen at all. All are classes of regular expressions, in Python as in JavaScript.
MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
# Vowel signs, which are no letters but belong to the words of South Asian scripts.
VOWELS = "\u0900-\u0963\u0966-\u0dff\u0f71-\u0fbc"
# Scripts written without spaces: every character is a word, and words are phrases.
SINGLES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u309a\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
# What decomposing does not turn into plain letters; and of the many apostrophes and hyphens, one each.
LETTERS = {
    **dict(
        zip(
            "æœøłđðþıħŋŧĸßƒəɛɔς",
            ["ae", "oe", "o", "l", "d", "d", "th", "i", "h", "ng", "t", "k", "ss", "f", "e", "e", "o", "σ"],
            strict=True,
        )
    ),
    **dict.fromkeys("‘’ʼʻ′＇", "'"),
    **dict.fromkeys("‐‒–−", "-"),
}


_LETTERS = re.compile(f"[{''.join(LETTERS)}]")
_MARKS = re.compile(f"[{MARKS}]")
_ASCII_WORDS = re.compile(r"[a-z0-9]+(?:[-'.][a-z0-9]+)*")


def split(text: str) -> list[str]:
    """The folded words of a text. What hyphens, apostrophes and dots join is one word with these inside."""
    folded = fold(text)
    return (_ASCII_WORDS if folded.isascii() else _words()).findall(folded)


@cache
def _words() -> re.Pattern[str]:
    """Words of any script; compiled when first needed, since it takes milliseconds."""
    letter = f"(?:[a-z0-9]+|[^\\W_{SINGLES}]|[{VOWELS}])"  # the first of these is found by the second too, but slowly
    return re.compile(rf"[{SINGLES}]|{letter}+(?:[-'.]{letter}+)*")


def fold(text: str) -> str:
    """A text as it is compared."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return _LETTERS.sub(lambda found: LETTERS[found[0]], bare)  # translate() would look up every letter
