"""Card: the picture of a shared link, with what the words and the picture on it need to become one small file."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

from scholarfolio.pictures import Unreadable, smaller
from scholarfolio.pictures.cache import digest
from scholarfolio.pictures.header import header_of
from scholarfolio.pictures.typeset import displayable, is_plain, typeset
from scholarfolio.pictures.typeset import maker as typesetter

WIDTH, HEIGHT = 1200, 630
# The colours of a card with words alone: a few, and what lies between them at the edges of letters.
_COLOURS = 48
# How many pixels the picture on it has at most.
_PICTURE = 420 * 420
_WIDE = 2.2  # beyond this ratio of width to height a picture stands above the words


class Inks(NamedTuple):
    """The colours of a card, each as ``#rrggbb``."""

    paper: str = "#ffffff"
    ink: str = "#000000"
    muted: str = "#555555"
    line: str = "#dddddd"
    accent: str = "#000000"


class Card(NamedTuple):
    """What a card shows.

    Attributes:
        title: the large words; head: those above them; site: the last line.
        people: names, each with whether it is the owner's; others: more are not named.
        language: of the title, as a BCP 47 tag; rightward: it is written from left to right.
    """

    title: str
    head: str = ""
    people: tuple[tuple[str, bool], ...] = ()
    others: bool = False
    site: str = ""
    inks: Inks = Inks()
    language: str = "en"
    rightward: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        """All words."""
        return (self.title, self.head, self.site, *(name for name, _ in self.people))


class Drawn(NamedTuple):
    """A finished card; ``whole`` unless signs had to be left out for want of a face that has them."""

    data: bytes
    whole: bool


def key(card: Card, source: bytes, picture: bytes) -> bytes:
    """What stands for all that ``draw`` makes its bytes from."""
    return digest(typesetter(), smaller.maker(), str(_COLOURS), repr(card), source, picture)


def draw(card: Card, source: bytes, picture: bytes = b"", format: str = "png") -> Drawn:
    """Draw a card.

    Args:
        card: what it shows.
        source: the Typst source of its layout.
        picture: a picture's file; one that cannot be read is left out.
        format: ``png`` suits words, ``jpeg`` words and a picture.
    """
    plain = is_plain(card.texts)
    words = card.texts if plain else tuple(map(displayable, card.texts))
    data = _data(card, words) | _pictured(picture)
    page = typeset(source, data, card.language, plain=plain)
    return Drawn(_compact(page, format), words == card.texts)


def _data(card: Card, words: tuple[str, ...]) -> dict[str, Any]:
    title, head, site, *names = words
    people = [{"name": name, "owner": owner} for name, (_, owner) in zip(names, card.people, strict=True) if name]
    return {
        "title": title or site,
        "head": head,
        "site": site if title else "",
        "people": people,
        "others": card.others or len(people) < len(card.people),
        "inks": card.inks._asdict(),
        "rightward": card.rightward,
    }


def _pictured(data: bytes) -> dict[str, Any]:
    """The picture as Typst reads it: small, in a format that it knows, as a list of bytes."""
    header = header_of(data) if data else None
    if header is None:
        return {}
    ratio = header.width / header.height
    if header.format != "svg":
        width = min(header.width, round((_PICTURE * ratio) ** 0.5) * (2 if ratio > _WIDE else 1))
        try:
            data = smaller.smaller(data, width, "png" if header.format in ("png", "gif") else "jpeg")
        except Unreadable:
            return {}
    return {"picture": {"bytes": list(data), "wide": ratio > _WIDE}}


def _compact(page: bytes, format: str) -> bytes:
    from PIL import Image

    file = BytesIO()
    with Image.open(BytesIO(page)) as opened:
        image = opened.convert("RGB")
    if format == "jpeg":
        image.save(file, "JPEG", quality=80, subsampling="4:4:4", optimize=True, progressive=True)
    else:
        # the quickest way of the three, and here no worse
        image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()
