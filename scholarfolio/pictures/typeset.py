"""Setting words as a picture, with Typst.

Typst brings faces for Latin, Greek, Cyrillic and Hebrew. For words in other scripts the faces of the system are looked
for, which takes much longer; letters that no face has are left out, since an empty box tells nobody anything.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from scholarfolio.pictures import LayoutError
from scholarfolio.pictures.tools import version

if TYPE_CHECKING:
    from typst import Fonts

# Goes up when other bytes are made of the same words.
EDITION = "1"
FACE = "Libertinus Serif"
# What FACE has; `tests/pictures/test_cards.py` asks it.
_PLAIN = re.compile(
    "[ -~\u00a0-\u02e4\u0300-\u036f\u0391-\u03a1\u03a3-\u03ce\u0400-\u0477\u05d0-\u05ea\u1e00-\u1eff\u2000-\u2037"
    "\u2070\u2071\u2074-\u208e\u2113\u2115\u211d\u2124\u2190-\u219b\u2200-\u220d\u220f-\u222e\u2260\u2264\u2265]*"
)
# Faces of the system that go well with it, for other scripts; those that are there are taken.
_OTHERS = (
    *("Noto Serif", "Noto Naskh Arabic", "Noto Serif Devanagari", "Noto Serif Bengali", "Noto Serif Tamil"),
    *(
        "Noto Serif Thai",
        "Noto Serif Georgian",
        "Noto Serif Armenian",
        "Noto Serif Ethiopic",
        "Geeza Pro",
        "Times New Roman",
    ),
    *("Hiragino Mincho ProN", "Songti SC", "AppleMyungjo", "Yu Mincho", "SimSun", "Batang", "Noto Sans Arabic"),
    *("Noto Sans CJK SC", "Noto Sans Symbols", "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji"),
)
_CHINESE = {"ja": "JP", "ko": "KR", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK"}


def maker() -> str:
    """What sets the words: another maker may make other bytes."""
    return f"typeset {EDITION}, Typst {version('typst')}"


def is_plain(texts: Iterable[str]) -> bool:
    """Whether Typst's own face has every letter."""
    return all(_PLAIN.fullmatch(text) for text in texts)


def typeset(source: bytes, data: Mapping[str, Any], language: str, *, plain: bool) -> bytes:
    """A page as PNG, one pixel a point.

    Args:
        source: the page's Typst source, which finds ``data`` as JSON in ``sys.inputs.data``, and in it, beside what is
            given here, ``faces`` and ``language``.
        language: of most of the words, as a BCP 47 tag.
        plain: Typst's own face has every letter.

    Raises:
        LayoutError: there is a mistake in the source.
    """
    import typst

    whole = {**data, "faces": _faces(language) if not plain else [FACE], "language": _primary(language)}
    inputs = {"data": json.dumps(whole)}
    try:
        page = typst.compile(source, font_paths=_fonts(system=not plain), format="png", ppi=72, sys_inputs=inputs)
    except typst.TypstError as error:
        raise LayoutError(error.message) from error
    if not isinstance(page, bytes):
        raise LayoutError("it has more than one page")
    return page


def displayable(text: str) -> str:
    """A text without the signs that no face has; nothing at all where letters are among them."""
    missing = {sign for sign in set(text) - set(" ") if not _has(sign)}
    if any(unicodedata.category(sign)[0] in "LMN" for sign in missing):
        return ""
    return " ".join("".join(sign for sign in text if sign not in missing).split())


@cache
def _has(sign: str) -> bool:
    """Whether some face has a sign: only PDF for archives refuses to be made with an empty box in it."""
    if _PLAIN.fullmatch(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Mc"):
        return True
    import typst

    source = b"#set page(width: auto, height: auto)\n#sys.inputs.sign"
    try:
        typst.compile(
            source, font_paths=_fonts(system=True), format="pdf", pdf_standards=["a-2b"], sys_inputs={"sign": sign}
        )
    except typst.TypstError:
        return False
    return True


@cache
def _fonts(*, system: bool) -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=system)


def _primary(language: str) -> str:
    primary = language.split("-")[0].lower()
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else "en"


def _faces(language: str) -> list[str]:
    """The faces to look for a letter in, the best first."""
    there = set(_fonts(system=True).families())
    region = _CHINESE.get(language.lower()) or _CHINESE.get(_primary(language)) or "SC"
    chinese = (f"Noto Serif CJK {region}", f"Noto Sans CJK {region}", "Noto Serif CJK SC")
    return [FACE, *(face for face in (*chinese, *_OTHERS) if face in there)]
