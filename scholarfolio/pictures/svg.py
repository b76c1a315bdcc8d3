"""SVG: how large a drawing is, by the attributes of its first tag."""

from __future__ import annotations

import re

# The first tag stands within so many bytes.
MOST = 65536

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"""<(?:\w+:)?svg(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""(?<![\w:-])(width|height|viewBox)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LENGTH = re.compile(r"\s*\+?((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|pc|in|cm|mm|Q|em|rem|ex|ch)?\s*")
# CSS pixels in each unit; those that depend on a font as browsers begin with.
_PIXELS = {"pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "Q": 96 / 101.6}
_PIXELS |= {"em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0}


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in CSS pixels; ``None`` for what is no SVG, or says nothing of its size."""
    tag = _TAG.search(_COMMENT.sub("", data.decode("utf-8-sig", "replace")))
    if tag is None:
        return None
    attributes = {name: double or single for name, double, single in _ATTRIBUTE.findall(tag[1])}
    width, height = _pixels(attributes.get("width", "")), _pixels(attributes.get("height", ""))
    box_width, box_height = _view_box(attributes.get("viewBox", ""))
    if not (width and height) and box_width and box_height:
        ratio = box_width / box_height
        width, height = (width or height * ratio or box_width), (height or (width or box_width) / ratio)
    return (max(1, round(width)), max(1, round(height))) if width and height else None


def _pixels(length: str) -> float:
    """A length in pixels; 0 for none, and for one that depends on the place where the drawing is shown."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS.get(match[2] or "px", 1.0) if match else 0.0


def _view_box(text: str) -> tuple[float, float]:
    try:
        _, _, width, height = (float(number) for number in re.split(r"[\s,]+", text.strip()))
    except ValueError:
        return 0.0, 0.0
    return (width, height) if 0 < width < 1e6 and 0 < height < 1e6 else (0.0, 0.0)
