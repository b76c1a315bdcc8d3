"""Picture: one of an author's pictures, with the smaller files that are made of it for the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scholarfolio.pictures.header import Header

FOLDER = "static/pictures"
# The formats that are made, the smallest first, with what browsers call them.
FORMATS = {"avif": "image/avif", "webp": "image/webp"}
# How wide files are made, in pixels: for pictures in the text, for the portrait beside it, and for
# a video's poster, of which there can be only one. A phone's screen of
# 390 CSS pixels has up to 1,170, the text column of 608 has twice as many on most screens of today.
TEXT = (480, 960, 1600)
PORTRAIT = (160, 320, 480)
POSTER = 960
# Below this many bytes a picture is sent as it is.
SMALL = 20_000
# A picture with more pixels is not unpacked: it may be a trap, and takes gigabytes.
MOST_PIXELS = 120_000_000


class Picture(NamedTuple):
    """A picture below the content folder.

    Attributes:
        src: its path below that folder, with ``/``.
        widths: of the smaller files made of it, ascending; none when it is sent as it is.
        poster: the width of the file that waits in a video's place; 0 for none.
        stilled: of a picture that moves, a file is made that does not.
    """

    src: str
    header: Header
    widths: tuple[int, ...] = ()
    poster: int = 0
    stilled: bool = False

    @property
    def fallback(self) -> int:
        """The width of the file for browsers that know none of the ``FORMATS``; 0 where the picture itself will do.

        It will not do where it is much too large, would stand on its side or tells where it was taken.
        """
        unfit = self.header.turned or self.header.located or self.header.width > TEXT[-1]
        return self.widths[len(self.widths) // 2] if self.widths and unfit else 0

    @property
    def plain_format(self) -> str:
        """The format of the fallback: the picture's own where every browser knows it."""
        return self.header.format if self.header.format != "avif" else "webp"

    def file(self, width: int, format: str) -> str:
        """The address of a smaller file."""
        ending = "jpg" if format == "jpeg" else format
        return f"{FOLDER}/{self.src.removeprefix('files/')}.{width}.{ending}"

    @property
    def still(self) -> str:
        """The address of the file that does not move."""
        return f"{FOLDER}/{self.src.removeprefix('files/')}.still.webp"

    @property
    def files(self) -> dict[str, tuple[int, str]]:
        """Every file made of it: its address, with width and format."""
        files = {self.file(width, format): (width, format) for format in FORMATS for width in self.widths}
        if self.fallback:
            files[self.file(self.fallback, self.plain_format)] = (self.fallback, self.plain_format)
        if self.poster:
            files[self.file(self.poster, "webp")] = (self.poster, "webp")
        if self.stilled:
            files[self.still] = (min(self.header.width, TEXT[-1]), "webp")
        return files

    def height(self, width: int) -> int:
        """How high a file of this width is."""
        return max(1, round(width * self.header.height / self.header.width))


def steps(width: int, ladder: tuple[int, ...]) -> tuple[int, ...]:
    """The widths of a ladder that a picture is wide enough for; never wider than it is.

    Its own width takes the place of a step that is nearly as wide.
    """
    widest = min(width, ladder[-1])
    return (*(step for step in ladder if step * 1.2 < widest), widest)
