"""Gallery: which of an author's pictures the site shows, and which smaller files are made of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from scholarfolio.content.markdown_texts import markdown_texts
from scholarfolio.content.models import Records
from scholarfolio.pictures import smaller
from scholarfolio.pictures.cache import PictureCache
from scholarfolio.pictures.picture import MOST_PIXELS, PORTRAIT, POSTER, SMALL, TEXT, Picture, steps
from scholarfolio.pictures.tools import version
from scholarfolio.values.problems import Place, Problems


def arranged(records: Records, content: Path, cache: Path, problems: Problems) -> Mapping[str, Picture]:
    """The pictures of a site, each with the widths of the files to make of it.

    What cannot be made smaller is shown as it is, with the reason in ``problems``. Only a picture of which nothing is
    kept from an earlier build is unpacked to find out.
    """
    planned_pictures = dict(records.pictures)
    picture_cache = PictureCache(cache)
    _report_places(planned_pictures.values(), content.name, problems)
    if not version("pillow"):
        return planned_pictures
    for src, places in _shown(records).items():
        picture = planned_pictures.get(src)
        planned = _planned(picture, places) if picture else None
        if planned and planned.files:
            why = _fault(planned, content / src, picture_cache)
            if why:
                problems.warn(Place(f"{content.name}/{src}"), f"{why}; it is shown as it is")
            else:
                planned_pictures[src] = planned
    return planned_pictures


def _report_places(pictures: Iterable[Picture], label: str, problems: Problems) -> None:
    for picture in pictures:
        if picture.header.located:
            problems.warn(
                Place(f"{label}/{picture.src}"),
                "tells where it was taken, and all of files/ is published; save it without its location (GPS)",
            )


@dataclass
class _Places:
    """The places where a picture is shown."""

    beside: bool = False
    within: bool = False
    poster: bool = False

    @property
    def ladder(self) -> tuple[int, ...]:
        """The widths that suit them."""
        return tuple(sorted({*(PORTRAIT if self.beside else ()), *(TEXT if self.within else ())}))


def _shown(records: Records) -> Mapping[str, _Places]:
    """Each picture that a page shows, and where."""
    shown: dict[str, _Places] = defaultdict(_Places)
    if records.profile.photo:
        shown[records.profile.photo.src].beside = True
    for teaser in (paper.image for paper in records.papers if paper.image):
        if "picture" in records.site.theme.card:
            shown[teaser.picture].beside = True
        if teaser.video_type:
            shown[teaser.poster].poster = True
        else:
            shown[teaser.src].within = True
    for src in _in_markdown(records):
        shown[src].within = True
    return shown


_ADDRESS = re.compile(r"files/[^\s\"'<>()]+")


def _in_markdown(records: Records) -> Iterator[str]:
    """Whatever in the texts looks like the address of a file of one's own."""
    for _, _, text in markdown_texts(records):
        if "files/" in text.source:
            yield from (unquote(address[0]) for address in _ADDRESS.finditer(text.source))


def _planned(picture: Picture, places: _Places) -> Picture:
    """The picture with what to make of it: nothing of a drawing, or of what is small enough as it is."""
    header = picture.header
    if header.moving:
        return picture._replace(stilled=True)
    if header.format == "svg" or (header.bytes < SMALL and not (header.turned or header.located)):
        return picture
    widths = steps(header.width, places.ladder) if places.ladder else ()
    return picture._replace(widths=widths, poster=min(header.width, POSTER) if places.poster else 0)


def _fault(picture: Picture, file: Path, picture_cache: PictureCache) -> str:
    """Why a picture cannot be unpacked; nothing when it can."""
    header = picture.header
    if header.width * header.height > MOST_PIXELS:
        return smaller.too_large(header.width, header.height)
    try:
        data = file.read_bytes()
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    path, (width, format) = next(iter(picture.files.items()))
    return "" if picture_cache.find(path, smaller.key(data, width, format)) else smaller.fault(data)
