"""Picture views: pictures and videos as templates show them, with every file for every screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from scholarfolio.content.models import Image, Teaser
from scholarfolio.pictures.picture import FORMATS, Picture
from scholarfolio.text.images import Choice, Sources
from scholarfolio.tracking.queries import Queries

# How wide pictures are shown, in step with static/style.css: the text column, or the screen without its edges.
COLUMN = "(min-width: 52rem) 38rem, 90vw"
MEASURE = "(min-width: 52rem) 36rem, 90vw"
PORTRAIT = "8.5rem"
NO_MOTION = "(prefers-reduced-motion: reduce)"
# In CSS pixels. Drawings are enlarged to it; they lose nothing by that.
COLUMN_WIDTH = 608

Url = Callable[[str], str]


class PictureView(NamedTuple):
    """A picture with the words for those who cannot see it."""

    alt: str
    sources: Sources


class VideoView(NamedTuple):
    """A video, which plays when it is asked to.

    Attributes:
        type: its media type.
        poster: the address of the picture to show until then; nothing where there is none.
        width, height: of its place on the page, by the poster.
        captions: the address of what is said in it; nothing where there is none; language: what they are in.
    """

    src: str
    type: str
    alt: str
    poster: str
    width: int
    height: int
    captions: str
    language: str


class PictureViews:
    """Makes views for pages that lie equally deep: ``url`` turns an address of the site into a link from there."""

    def __init__(self, queries: Queries, url: Url) -> None:
        self._find = queries.picture
        self._site = queries.site
        self._url = url

    def portrait(self, image: Image) -> PictureView:
        """A photograph beside the text."""
        return PictureView(image.alt, self._sources(image.src, PORTRAIT))

    def teaser(self, teaser: Teaser) -> PictureView | VideoView:
        """What shows what a paper is about."""
        if teaser.video_type:
            return self._video(teaser)
        return PictureView(teaser.alt, self._enlarged(teaser.src, self._sources(teaser.src, COLUMN)))

    def thumbnail(self, teaser: Teaser) -> PictureView | None:
        """A paper's picture, small, beside its title in a list."""
        return PictureView(teaser.alt, self._sources(teaser.picture, PORTRAIT)) if teaser.picture else None

    def in_text(self, address: str) -> Sources | None:
        """A picture that Markdown names; ``None`` for what is no picture of the author's own."""
        src = unquote(address.removeprefix("./"))
        return self._sources(src, MEASURE) if self._find(src) else None

    def _sources(self, src: str, sizes: str) -> Sources:
        picture = self._find(src)
        if picture is None:
            return Sources(self._url(src))
        header, width = picture.header, picture.fallback
        if not picture.widths:
            still = (Choice(self._url(picture.still), FORMATS["webp"], NO_MOTION),) if picture.stilled else ()
            return Sources(self._url(src), header.width, header.height, still)
        return Sources(
            src=self._url(picture.file(width, picture.plain_format)) if width else self._url(src),
            width=width or header.width,
            height=picture.height(width) if width else header.height,
            choices=tuple(Choice(self._set(picture, format), media) for format, media in FORMATS.items()),
            sizes=sizes,
        )

    def _enlarged(self, src: str, sources: Sources) -> Sources:
        picture = self._find(src)
        if picture is None or picture.header.format != "svg" or sources.width >= COLUMN_WIDTH:
            return sources
        return sources._replace(width=COLUMN_WIDTH, height=picture.height(COLUMN_WIDTH))

    def _set(self, picture: Picture, format: str) -> str:
        return ", ".join(f"{self._url(picture.file(width, format))} {width}w" for width in picture.widths)

    def _video(self, teaser: Teaser) -> VideoView:
        poster, width, height = self._poster(teaser.poster)
        return VideoView(
            src=self._url(teaser.src),
            type=teaser.video_type,
            alt=teaser.alt,
            poster=poster,
            width=width,
            height=height,
            language=self._site.language,
            captions=self._url(teaser.captions) if PurePosixPath(teaser.captions).suffix.lower() == ".vtt" else "",
        )

    def _poster(self, src: str) -> tuple[str, int, int]:
        """Its address and size; where there is none, the shape that most videos have."""
        picture = self._find(src)
        if picture is None:
            return (self._url(src) if src else ""), 960, 540
        header = picture.header
        if not picture.poster:
            return self._url(picture.still if picture.stilled else src), header.width, header.height
        width = picture.poster
        return self._url(picture.file(width, "webp")), width, picture.height(width)
