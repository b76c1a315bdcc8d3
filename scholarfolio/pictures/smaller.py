"""Resizing pictures and converting them to other formats, with Pillow.

What is made is upright, in sRGB, and holds nothing but pixels: no place, no camera, no thumbnail. The same bytes
make the same bytes.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from scholarfolio.pictures import Unreadable
from scholarfolio.pictures.cache import digest
from scholarfolio.pictures.picture import MOST_PIXELS, TEXT
from scholarfolio.pictures.tools import version

if TYPE_CHECKING:
    from PIL import Image

# Goes up when other bytes are made of the same picture.
EDITION = "1"
_READ = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")


def maker() -> str:
    """What makes the files: another maker may make other bytes."""
    return f"smaller {EDITION}, Pillow {version('pillow')}"


def key(data: bytes, width: int, format: str) -> bytes:
    """What stands for all that ``smaller`` makes its bytes from."""
    return digest(maker(), str(width), format, data)


def fault(data: bytes) -> str:
    """Why a picture cannot be unpacked; nothing when it can."""
    try:
        _pixels(data)
    except Unreadable as error:
        return str(error)
    return ""


def smaller(data: bytes, width: int, format: str) -> bytes:
    """The picture, ``width`` pixels wide, as ``avif``, ``webp``, ``jpeg``, ``png`` or ``gif``.

    Raises:
        Unreadable: it cannot be unpacked, or the installed Pillow does not know the format.
    """
    from PIL import Image

    image, drawn = _pixels(data)
    height = max(1, round(width * image.height / image.width))
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    encoded = b""
    for ways in _ways(format, drawn=drawn):
        encoded = min((_saved(image, format, options) for options in ways), key=len)
        if len(encoded) < len(data):
            break
    return encoded


def _ways(format: str, *, drawn: bool) -> list[list[dict[str, Any]]]:
    """Ways to write a format: the best of those that stand together, the next ones only if it is no smaller than the
    picture itself.

    Drawings, with their sharp edges and plain colours, need other ways than photographs.
    """
    if format == "avif":
        colour = {"subsampling": "4:4:4" if drawn else "4:2:0", "speed": 7, "max_threads": 1}
        return [[{"quality": quality, **colour}] for quality in ((75, 60, 45) if drawn else (60, 45))]
    if format == "webp" and drawn:
        return [[{"quality": 85}, {"lossless": True, "quality": 50}], [{"quality": 70}]]
    if format == "webp":
        return [[{"quality": quality}] for quality in (78, 60)]
    if format == "jpeg":
        return [[{"quality": quality, "optimize": True, "progressive": True}] for quality in (82, 65)]
    return [[{"optimize": True}]]


def _saved(image: Image.Image, format: str, options: dict[str, Any]) -> bytes:
    if format == "jpeg":
        image = image.convert("RGB")
    file = BytesIO()
    try:
        image.save(file, format.upper(), **options)
    except (KeyError, OSError, ValueError) as error:
        raise Unreadable(f"cannot be written as {format.upper()} by Pillow {version('pillow')}") from error
    return file.getvalue()


@lru_cache(1)
def _pixels(data: bytes) -> tuple[Image.Image, bool]:
    """The picture upright, in RGB or RGBA; and whether it is rather a drawing than a photograph.

    The last one is remembered: several files are made of each picture, one after the other.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which are dropped, and of size, which is checked
            with Image.open(BytesIO(data), formats=_READ) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Unreadable(too_large(opened.width, opened.height))
                drawn = opened.format in ("PNG", "GIF")
                opened.draft(opened.mode, (2 * TEXT[-1], 2 * TEXT[-1]))  # a large JPEG need not be unpacked in full
                opened.load()
                image = ImageOps.exif_transpose(opened)
            return _in_srgb(image), drawn
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged file makes a decoder raise
        raise Unreadable("is damaged, or no picture that Pillow can read") from error


def too_large(width: int, height: int) -> str:
    """What is said of a picture that is not unpacked."""
    return f"has {width:,} × {height:,} pixels; more than {MOST_PIXELS // 1_000_000} million are not made smaller"


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = _in_eight_bits(image)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        image = image.convert(mode)
    if profile:
        image = _by_profile(image, profile, mode)
    image = image.convert(mode)
    image.info.clear()
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda level: level / 256).convert("L")
    return image.convert("L") if image.mode in ("1", "F") else image


def _by_profile(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """The picture with its colours as the profile means them; as it is where the profile does not fit."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image
