"""Header: what the first bytes of a picture file say of it, read without decoding a pixel.

imagesize was tried: it takes long to import, and a turned AVIF makes it fail.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from io import SEEK_CUR, BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from scholarfolio.pictures import avif, exif, svg


class Header(NamedTuple):
    """What a picture file is.

    Attributes:
        format: ``png``, ``jpeg``, ``gif``, ``webp``, ``avif`` or ``svg``, whatever the file's name says.
        width, height: pixels as shown, after the turn that the metadata ask for; CSS pixels for SVG.
        turned: the metadata ask for a turn or a mirror image.
        moving: it holds more than one frame.
        located: its metadata tell where it was taken.
        bytes: how many the file has.
    """

    format: str
    width: int
    height: int
    turned: bool = False
    moving: bool = False
    located: bool = False
    bytes: int = 0


def read_header(path: Path) -> Header | None:
    """What a file says of itself; ``None`` when it is no picture that browsers show, or cannot be read."""
    try:
        with path.open("rb") as file:
            return _read(file, os.fstat(file.fileno()).st_size)
    except OSError:
        return None


def header_of(data: bytes) -> Header | None:
    """The same for a file that is read already."""
    return _read(BytesIO(data), len(data))


def _read(file: BinaryIO, size: int) -> Header | None:
    try:
        header = _by_format(file)
    except (struct.error, ValueError, IndexError):
        return None
    return header._replace(bytes=size) if header and header.width > 0 and header.height > 0 else None


def _by_format(file: BinaryIO) -> Header | None:
    head = file.read(32)
    file.seek(0)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(file)
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg(file)
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return _gif(file.read())
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(file)
    if head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis"):
        return _avif(file.read(), moving=head[8:12] == b"avis")
    size = svg.size(file.read(svg.MOST))
    return Header("svg", *size) if size else None


def _header(format: str, size: tuple[int, int], notes: exif.Notes, *, moving: bool = False) -> Header:
    width, height = reversed(size) if notes.sideways else size
    return Header(format, width, height, notes.orientation > 1, moving, notes.located)


def _png(file: BinaryIO) -> Header:
    file.seek(16)
    size: tuple[int, int] = struct.unpack(">II", file.read(8))
    notes, moving = exif.NONE, False
    file.seek(8)
    for kind, length in _chunks(file, ">I4s", size_first=True):
        if kind == b"IDAT":
            break
        if kind == b"acTL":
            moving = True
        elif kind == b"eXIf":
            notes = exif.read(file.read(length))
            file.seek(-length, SEEK_CUR)
        file.seek(length + 4, SEEK_CUR)
    return _header("png", size, notes, moving=moving)


def _chunks(file: BinaryIO, form: str, *, size_first: bool) -> Iterator[tuple[bytes, int]]:
    """Kind and length of each chunk; whoever asks moves on to the next one."""
    while len(head := file.read(8)) == 8:
        first, second = struct.unpack(form, head)
        yield (second, first) if size_first else (first, second)


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})  # markers without a length


def _jpeg(file: BinaryIO) -> Header:
    notes = exif.NONE
    file.seek(2)
    while True:
        marker = _next_marker(file)
        if marker in _BARE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in _FRAMES:
            _, height, width = struct.unpack(">BHH", file.read(5))
            return _header("jpeg", (width, height), notes)
        body = file.read(length - 2) if marker == 0xE1 else b""
        if body.startswith(b"Exif\0\0") and notes is exif.NONE:
            notes = exif.read(body[6:])
        file.seek(length - 2 - len(body), SEEK_CUR)


def _next_marker(file: BinaryIO) -> int:
    byte = file.read(1)
    if byte != b"\xff":
        raise ValueError("a marker is expected")
    while byte == b"\xff":  # any number of these may stand before a marker
        byte = file.read(1)
    return byte[0]


def _gif(data: bytes) -> Header:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _palette(flags)
    frames = 0
    while frames < 2 and data[at : at + 1] in (b"!", b","):
        if data[at] == 0x2C:
            frames += 1
            at = _behind_blocks(data, at + 11 + _palette(data[at + 9]))
        else:
            at = _behind_blocks(data, at + 2)
    return Header("gif", width, height, moving=frames > 1)


def _palette(flags: int) -> int:
    """How many bytes a table of colours takes."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _webp(file: BinaryIO) -> Header | None:
    file.seek(12)
    kind, _ = struct.unpack("<4sI", file.read(8))
    body = file.read(10)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", body, 6)
        return Header("webp", width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return Header("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        size = int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
        return _header("webp", size, _webp_notes(file) if body[0] & 0x08 else exif.NONE, moving=bool(body[0] & 0x02))
    return None


def _webp_notes(file: BinaryIO) -> exif.Notes:
    file.seek(12)
    for kind, length in _chunks(file, "<4sI", size_first=False):
        if kind == b"EXIF":
            return exif.read(file.read(length).removeprefix(b"Exif\0\0"))
        file.seek(length + (length & 1), SEEK_CUR)
    return exif.NONE


def _avif(data: bytes, *, moving: bool) -> Header | None:
    image = avif.read(data)
    if image is None:
        return None
    width, height = reversed(image.size) if image.sideways else image.size
    return Header("avif", width, height, image.turned, moving, exif.read(image.exif).located)
