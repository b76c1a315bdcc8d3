"""Pictures of pages: taken, made small, kept, and compared so that fonts may differ a little but nothing may be missing.

A picture is kept at a sixth of its size, where every point is the mean of 36, and in 64 shades of each colour. Two
pictures are compared after both are blurred further, as one sees a page from across the room: by then a hair's breadth
makes no difference, but a line of text, a heading, a column that has moved or another colour does.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter

FOLDER = Path(__file__).with_name("kept_screens")
DIFFERENT = Path(__file__).with_name("different_screens")
# How many pixels of the page are one of the picture, and how far down the page is looked at.
SCALE = 6
TALLEST = 1800
# Blur in points of the small picture, and how much of 255 a blurred point may differ in any colour.
BLUR = 2
TOLERATED = 12
# Faces that every machine can have, one of each kind, so that lines break at the same words; and nothing blinks.
FACES = ("Noto Serif", "Noto Sans", "Latin Modern Math")
SETTING = """() => {
  const tokens = getComputedStyle(document.documentElement);
  const faces = ["text", "heading", "label", "aside"].map((part) => {
    const sans = tokens.getPropertyValue(`--${part}-font`).trim().endsWith("sans-serif");
    return `--${part}-font: "Noto ${sans ? "Sans" : "Serif"}";`;
  });
  const style = new CSSStyleSheet();
  const math = `math { font-family: "Latin Modern Math" !important; }`;
  style.replaceSync(`:root { ${faces.join(" ")} } ${math} * { caret-color: transparent !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
}"""
HAS_FACES = """(faces) => faces.every((face) => {
  const pen = document.createElement("canvas").getContext("2d");
  const width = (font) => { pen.font = "40px " + font; return pen.measureText("mmmilw").width; };
  return width(`"${face}", monospace`) !== width("monospace");
})"""


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart.

    Attributes:
        most: in the point where they differ most, of 255.
        place: that point on the page, in CSS pixels.
    """

    most: int
    place: tuple[int, int]

    @property
    def is_tolerated(self) -> bool:
        return self.most <= TOLERATED


def take(page: Any) -> Image.Image:
    """A small picture of a Playwright page from its top, as far as it goes; the window is left as tall."""
    wide = page.viewport_size["width"]
    page.evaluate(SETTING)
    tall = min(page.evaluate("Math.max(document.documentElement.scrollHeight, innerHeight)"), TALLEST)
    page.set_viewport_size({"width": wide, "height": tall})
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    return shot.convert("RGB").resize((wide // SCALE, tall // SCALE), Image.Resampling.BOX)


def compare(one: Image.Image, other: Image.Image) -> Difference:
    """Where two pictures differ most; where one is longer, it is compared with nothing, in its own colour."""
    blurred = [_padded(picture, one, other).filter(ImageFilter.GaussianBlur(BLUR)) for picture in (one, other)]
    apart = ImageChops.difference(*blurred)
    points = _most_of_three(apart)
    most = points.getextrema()[1]
    at = points.tobytes().index(most)
    return Difference(most, (at % points.width * SCALE, at // points.width * SCALE))


def _most_of_three(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _padded(picture: Image.Image, *others: Image.Image) -> Image.Image:
    """The picture on its own paper, as large as the largest."""
    size = (max(other.width for other in others), max(other.height for other in others))
    paper = Image.new("RGB", size, picture.getpixel((1, picture.height - 1)))
    paper.paste(picture)
    return paper


def keep(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    shades = picture.point(lambda value: min(round(value / 4) * 4, 255))
    shades.save(path, "WEBP", lossless=True, quality=100, method=6)


def show_apart(kept: Image.Image, now: Image.Image, path: Path) -> None:
    """Write a picture of both side by side, and of where they differ."""
    path.parent.mkdir(exist_ok=True)
    kept, now = _padded(kept, kept, now), _padded(now, kept, now)
    apart = _most_of_three(ImageChops.difference(*(one.filter(ImageFilter.GaussianBlur(BLUR)) for one in (kept, now))))
    shown = Image.new("RGB", (kept.width * 3 + 16, kept.height), "white")
    shown.paste(kept)
    shown.paste(now, (kept.width + 8, 0))
    shown.paste(
        apart.point(lambda value: 255 if value > TOLERATED else value * 8).convert("RGB"), (kept.width * 2 + 16, 0)
    )
    shown.resize((shown.width * 2, shown.height * 2)).save(path)
