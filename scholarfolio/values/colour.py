"""Colour: an author's accent as text, grounds and marks that can be read, on light paper and on dark.

Lightness alone is moved, in OKLCH, where equal steps look equal; the hue stays, and as much of the chroma as a screen
can show. Contrast is WCAG 2's, measured on the rounded colours that a page really gets.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

AA = 4.5
AAA = 7.0

_HEXADECIMAL = frozenset("0123456789abcdef")
WHITE, BLACK = "#ffffff", "#000000"
# The luminance from which black reads better than white.
_MIDDLE = math.sqrt(1.05 * 0.05) - 0.05
# Below this chroma a colour is grey to the eye.
_GREY = 0.02
# How far a wash lies from its paper, and the most chroma it takes from the accent: (light, dark).
_WASH_STEP, _WASH_CHROMA = (0.042, 0.078), (0.013, 0.025)
# An accent too dark for dark paper is made at least this light: just enough contrast would glare.
_DARK_START = 0.74
# What a reader points at is this much stronger.
_STRONGER = 0.08


class Shades(NamedTuple):
    """An accent on one paper; every colour as ``#rrggbb``.

    Attributes:
        accent: for text, lines and filled areas.
        strong: the accent while it is pointed at.
        on_accent: text on either.
        wash: a faint ground in the accent's hue, on which it can be read.
    """

    accent: str
    strong: str
    on_accent: str
    wash: str


def parse_colour(text: str) -> str | None:
    """A colour as ``#rrggbb``, from hexadecimal digits (the ``#`` may be missing) or a CSS name; ``None`` otherwise."""
    word = text.lower()
    if word in NAMED:
        return f"#{NAMED[word]}"
    digits = word.removeprefix("#")
    if len(digits) not in (3, 6) or not _HEXADECIMAL.issuperset(digits):
        return None
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 (black) to 1 (white)."""
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def on(ground: str) -> str:
    """Black or white, whichever can be read better on the ground: their contrast is at least 4.58."""
    return BLACK if luminance(ground) > _MIDDLE else WHITE


def shades(accent: str, paper: str, least: float = AA) -> Shades:
    """The accent for a paper, moved only as far as it takes to be read there.

    Args:
        accent, paper: as ``#rrggbb``.
        least: the contrast that text must have, on the paper and on the wash. On a paper of middling lightness
            more than 4.58 is out of reach; there it is black or white.
    """
    dark = on(paper) == WHITE
    wash = _wash(accent, paper, dark, least)
    text = legible(accent, (paper, wash), least)
    lightness, chroma, hue = _lch(text)
    strong = _hex(min(1, lightness + _STRONGER) if dark else max(0, lightness - _STRONGER), chroma, hue)
    upon = _upon(text, strong, dark, least)
    # where nothing can be read on both, the accent stays as it is when pointed at
    return Shades(text, strong, upon, wash) if upon else Shades(text, text, on(text), wash)


def _wash(accent: str, paper: str, dark: bool, least: float) -> str:
    _, chroma, hue = _lch(accent)
    lightness = _lch(paper)[0] + (_WASH_STEP[dark] if dark else -_WASH_STEP[dark])
    wash = _hex(lightness, min(chroma / 4, _WASH_CHROMA[dark]), hue)
    # on a paper of middling lightness a wash would take away what contrast there is
    return wash if contrast(wash, WHITE if dark else BLACK) >= least else paper


def legible(colour: str, grounds: Sequence[str], least: float) -> str:
    """The nearest colour that has the contrast on every ground; the grounds are all light or all dark."""

    def reads(colour: str) -> bool:
        return all(contrast(colour, ground) >= least for ground in grounds)

    if reads(colour):
        return colour
    dark = on(grounds[0]) == WHITE
    lightness, chroma, hue = _lch(colour)
    if chroma < _GREY:
        lightness = 1 - lightness  # a grey's counterpart: black ink is white on dark paper
    near = max(lightness, _DARK_START) if dark else lightness
    far = 1.0 if dark else 0.0
    if reads(_hex(near, chroma, hue)):
        return _hex(near, chroma, hue)
    for _ in range(12):
        middle = (near + far) / 2
        if reads(_hex(middle, chroma, hue)):
            far = middle
        else:
            near = middle
    return _hex(far, chroma, hue)


def _upon(text: str, strong: str, dark: bool, least: float) -> str:
    """What reads best on the accent and on its stronger form; nothing where one colour cannot serve for both."""
    _, chroma, hue = _lch(text)
    tinted = _hex(0.2, min(chroma / 4, 0.02), hue) if dark else WHITE
    for ratio in (least, AA):
        for colour in (tinted, WHITE, BLACK):
            if min(contrast(colour, text), contrast(colour, strong)) >= ratio:
                return colour
    return ""


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else math.pow((channel + 0.055) / 1.055, 2.4)


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * math.pow(light, 1 / 2.4) - 0.055


def _lch(colour: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma and hue (radians) in OKLCH; the matrices are Björn Ottosson's, of 2020."""
    red, green, blue = map(_linear, _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _lights(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Red, green and blue light of a colour in OKLCH; outside 0 to 1 where no screen can show it."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The colour of this lightness and hue with the chroma, or as much of it as a screen can show."""
    if not 0 < lightness < 1:  # at the ends the search below would leave a trace of colour
        return WHITE if lightness > 0 else BLACK
    low, high = 0.0, chroma
    if _is_displayable(_lights(lightness, chroma, hue)):
        low = chroma
    else:
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _is_displayable(_lights(lightness, middle, hue)) else (low, middle)
    lights = (min(1.0, max(0.0, light)) for light in _lights(lightness, low, hue))
    return "#" + "".join(f"{round(255 * _encoded(light)):02x}" for light in lights)


def _is_displayable(lights: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= light <= 1.0005 for light in lights)


# The colour names of CSS (Level 4), without the hash.
NAMED: dict[str, str] = {
    "aliceblue": "f0f8ff", "antiquewhite": "faebd7", "aqua": "00ffff", "aquamarine": "7fffd4", "azure": "f0ffff",
    "beige": "f5f5dc", "bisque": "ffe4c4", "black": "000000", "blanchedalmond": "ffebcd", "blue": "0000ff",
    "blueviolet": "8a2be2", "brown": "a52a2a", "burlywood": "deb887", "cadetblue": "5f9ea0", "chartreuse": "7fff00",
    "chocolate": "d2691e", "coral": "ff7f50", "cornflowerblue": "6495ed", "cornsilk": "fff8dc", "crimson": "dc143c",
    "cyan": "00ffff", "darkblue": "00008b", "darkcyan": "008b8b", "darkgoldenrod": "b8860b", "darkgray": "a9a9a9",
    "darkgreen": "006400", "darkgrey": "a9a9a9", "darkkhaki": "bdb76b", "darkmagenta": "8b008b",
    "darkolivegreen": "556b2f", "darkorange": "ff8c00", "darkorchid": "9932cc", "darkred": "8b0000",
    "darksalmon": "e9967a", "darkseagreen": "8fbc8f", "darkslateblue": "483d8b", "darkslategray": "2f4f4f",
    "darkslategrey": "2f4f4f", "darkturquoise": "00ced1", "darkviolet": "9400d3", "deeppink": "ff1493",
    "deepskyblue": "00bfff", "dimgray": "696969", "dimgrey": "696969", "dodgerblue": "1e90ff", "firebrick": "b22222",
    "floralwhite": "fffaf0", "forestgreen": "228b22", "fuchsia": "ff00ff", "gainsboro": "dcdcdc",
    "ghostwhite": "f8f8ff", "gold": "ffd700", "goldenrod": "daa520", "gray": "808080", "green": "008000",
    "greenyellow": "adff2f", "grey": "808080", "honeydew": "f0fff0", "hotpink": "ff69b4", "indianred": "cd5c5c",
    "indigo": "4b0082", "ivory": "fffff0", "khaki": "f0e68c", "lavender": "e6e6fa", "lavenderblush": "fff0f5",
    "lawngreen": "7cfc00", "lemonchiffon": "fffacd", "lightblue": "add8e6", "lightcoral": "f08080",
    "lightcyan": "e0ffff", "lightgoldenrodyellow": "fafad2", "lightgray": "d3d3d3", "lightgreen": "90ee90",
    "lightgrey": "d3d3d3", "lightpink": "ffb6c1", "lightsalmon": "ffa07a", "lightseagreen": "20b2aa",
    "lightskyblue": "87cefa", "lightslategray": "778899", "lightslategrey": "778899", "lightsteelblue": "b0c4de",
    "lightyellow": "ffffe0", "lime": "00ff00", "limegreen": "32cd32", "linen": "faf0e6", "magenta": "ff00ff",
    "maroon": "800000", "mediumaquamarine": "66cdaa", "mediumblue": "0000cd", "mediumorchid": "ba55d3",
    "mediumpurple": "9370db", "mediumseagreen": "3cb371", "mediumslateblue": "7b68ee",
    "mediumspringgreen": "00fa9a", "mediumturquoise": "48d1cc", "mediumvioletred": "c71585",
    "midnightblue": "191970", "mintcream": "f5fffa", "mistyrose": "ffe4e1", "moccasin": "ffe4b5",
    "navajowhite": "ffdead", "navy": "000080", "oldlace": "fdf5e6", "olive": "808000", "olivedrab": "6b8e23",
    "orange": "ffa500", "orangered": "ff4500", "orchid": "da70d6", "palegoldenrod": "eee8aa", "palegreen": "98fb98",
    "paleturquoise": "afeeee", "palevioletred": "db7093", "papayawhip": "ffefd5", "peachpuff": "ffdab9",
    "peru": "cd853f", "pink": "ffc0cb", "plum": "dda0dd", "powderblue": "b0e0e6", "purple": "800080",
    "rebeccapurple": "663399", "red": "ff0000", "rosybrown": "bc8f8f", "royalblue": "4169e1", "saddlebrown": "8b4513",
    "salmon": "fa8072", "sandybrown": "f4a460", "seagreen": "2e8b57", "seashell": "fff5ee", "sienna": "a0522d",
    "silver": "c0c0c0", "skyblue": "87ceeb", "slateblue": "6a5acd", "slategray": "708090", "slategrey": "708090",
    "snow": "fffafa", "springgreen": "00ff7f", "steelblue": "4682b4", "tan": "d2b48c", "teal": "008080",
    "thistle": "d8bfd8", "tomato": "ff6347", "turquoise": "40e0d0", "violet": "ee82ee", "wheat": "f5deb3",
    "white": "ffffff", "whitesmoke": "f5f5f5", "yellow": "ffff00", "yellowgreen": "9acd32",
}  # fmt: skip
