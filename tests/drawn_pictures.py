"""Pictures drawn for tests, and files of them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

LOCATED = {1: "N", 2: (54.0, 1.0, 2.0)}


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (60, 40), colour: object = None) -> Image.Image:
    return Image.new(mode, size, colour if colour is not None else {"RGB": (180, 60, 20)}.get(mode, 0))


def notes(orientation: int, *, located: bool = False) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    if located:
        exif[0x8825] = LOCATED
    return exif


def scene(size: tuple[int, int] = (1000, 600)) -> Image.Image:
    """Something like a photograph: red at the upper left, green below, blue to the right."""
    down, across = Image.linear_gradient("L").resize(size), Image.linear_gradient("L").rotate(90).resize(size)
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 20).resize(size)
    return Image.merge("RGB", (noise, down, across.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
