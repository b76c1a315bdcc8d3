"""What is said of an author's pictures and videos that cannot be shown, or not to everybody."""

from __future__ import annotations

from pathlib import PurePosixPath

from scholarfolio.content.models import VIDEO_TYPES, Image, Teaser
from scholarfolio.content.schema import At
from scholarfolio.values.problems import Place

_OTHER_VIDEOS = (".mov", ".m4v", ".avi", ".mkv", ".wmv", ".ogv", ".mpg", ".mpeg")


def report_picture(image: Image | None, at: At) -> None:
    """Report what is wrong with a picture as a photograph of somebody."""
    if image is None:
        return
    if _ending(image.src) in (*VIDEO_TYPES, *_OTHER_VIDEOS):
        (at / "src").error("is a video; a picture belongs here")
        return
    _report_silence("picture", image.alt, at)
    _report_form(image.src, at / "src")


def report_teaser(teaser: Teaser | None, at: At) -> None:
    """Report what is wrong with a picture or a video of a paper."""
    if teaser is None:
        return
    is_video = bool(teaser.video_type)
    _report_silence("video" if is_video else "picture", teaser.alt, at)
    if is_video:
        _report_video(teaser, at)
        return
    _report_form(teaser.src, at / "src")
    for name in ("poster", "captions"):
        if getattr(teaser, name):
            (at / name).warn(f'"{name}" belongs to a video, and "{teaser.src}" is none; it is not shown', key=True)


def _report_silence(what: str, alt: str, at: At) -> None:
    if not alt:
        at.warn(f"the {what} has no alternative text; say in `alt` what it shows")


def _report_video(teaser: Teaser, at: At) -> None:
    if teaser.poster:
        _report_form(teaser.poster, at / "poster")
    else:
        at.warn("the video has no poster; name a picture to show until it is played, as in `poster: files/demo.jpg`")
    if teaser.captions and _ending(teaser.captions) != ".vtt":
        (at / "captions").warn("captions are read as WebVTT, from a file ending in .vtt")


def _report_form(src: str, at: At) -> None:
    """Report a file that browsers would not show where a picture is expected."""
    scope = at.scope
    if src not in scope.files or src in scope.pictures:
        return
    if _ending(src) in _OTHER_VIDEOS:
        at.error("browsers do not play such videos; save it as .mp4 (H.264) or .webm")
        return
    label = at.document.path.split("/")[0]
    message = "is no picture that browsers show, or is damaged; save it as PNG, JPEG, WebP, AVIF, GIF or SVG"
    scope.problems.warn(Place(f"{label}/{src}"), message)


def _ending(src: str) -> str:
    return PurePosixPath(src).suffix.lower()
