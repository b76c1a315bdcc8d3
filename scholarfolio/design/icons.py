"""Icons: the sign of a site in a browser's tab, made of its owner's initials on its accent.

The same initials and colours make the icon for a phone's home screen.
"""

from __future__ import annotations

import unicodedata

from scholarfolio.values.colour import on
from scholarfolio.values.names import Name

# Shown for a name without a single letter or digit.
NO_INITIAL = "§"
# Rough widths of letters in a bold sans-serif face, in parts of their size; the rest are taken for 0.7.
_WIDTHS = dict.fromkeys("IJ1", 0.4) | dict.fromkeys("MWШЩЖЮФ", 0.95) | dict.fromkeys("EFLSZ3579", 0.62)
_WIDE = 1.0  # Han, Hangul, Kana


def initials(name: Name) -> str:
    """One or two letters that stand for a name: "KR" for Karsten Roth, "JB" for Jan van der Berg, "王" for 王小明.

    Two where the script has capitals, of the first given and the family name or of an organisation's first two
    words. Other scripts do not abbreviate names so, or join their letters: there it is one sign, with its marks.
    """
    words = [name.given, name.family] if name.given and name.family else _words(name)
    signs = [sign for word in words if (sign := _first_sign(word))]
    if not signs:
        return NO_INITIAL
    if not _has_case(signs[0]):
        # family names lead in Han, Hangul and Kana, and are what their bearers are known by
        return (_first_sign(name.family or name.literal) if _is_wide(signs[0]) else "") or signs[0]
    return "".join(sign for sign in signs[:2] if _has_case(sign))


def favicon(letters: str, accent: str) -> str:
    """An SVG picture of the initials on the accent, as the author gave it: black or white letters are legible on any.

    Args:
        letters: as ``initials`` makes them; accent: as ``#rrggbb``.
    """
    size = round(min(22.0, 27 / sum(map(_width, letters))), 1)
    # letters of Arabic stand about their line, others upon it
    baseline = round(16 + size * (0.1 if unicodedata.bidirectional(letters[0]) == "AL" else 0.36), 1)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{accent}"/>'
        f'<text x="16" y="{baseline}" fill="{on(accent)}" font-family="system-ui,-apple-system,Segoe UI,Roboto,'
        f'Noto Sans,Helvetica,Arial,sans-serif" font-size="{size}" font-weight="700" text-anchor="middle">'
        f"{letters}</text></svg>\n"
    )


def _words(name: Name) -> list[str]:
    words = (name.literal or name.family or name.given).split()
    return words[1:] if len(words) > 1 and words[0].casefold() in ("the", "a", "an") else words


def _first_sign(word: str) -> str:
    """The first letter or digit with the marks upon it, as a capital where there is one."""
    text = unicodedata.normalize("NFC", word)
    start = next((at for at, sign in enumerate(text) if sign.isalnum()), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    letter, marks = text[start], text[start + 1 : end]
    capital = letter.upper()
    return (capital if len(capital) == 1 else letter) + marks


def _has_case(sign: str) -> bool:
    return sign[0].lower() != sign[0].upper() or sign[0].isdigit()


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign[0]) in "WF"


def _width(sign: str) -> float:
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0.0
    return _WIDE if _is_wide(sign) else _WIDTHS.get(sign, 0.7)
