"""AVIF: how large a picture is and which way it is turned, by the boxes of ISO/IEC 14496-12 and 23008-12."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple


class MainImage(NamedTuple):
    """The main picture of a file.

    Attributes:
        size: width and height as stored.
        sideways: they change places when it is shown; turned: it is turned or mirrored at all.
        exif: the EXIF data, or nothing.
    """

    size: tuple[int, int]
    sideways: bool
    turned: bool
    exif: bytes


def read(data: bytes) -> MainImage | None:
    """Find the main picture; ``None`` where the file does not say how large it is."""
    meta = next((body[4:] for kind, body in _boxes(data) if kind == b"meta"), b"")
    inside = dict(_boxes(meta))
    properties = dict(_boxes(inside.get(b"iprp", b"")))
    listed = list(_boxes(properties.get(b"ipco", b"")))
    size, sideways, turned = None, False, False
    for number in _properties_of(_main_item(inside.get(b"pitm", b"")), properties.get(b"ipma", b"")):
        kind, body = listed[number - 1]
        if kind == b"ispe":
            size = struct.unpack_from(">II", body, 4)
        elif kind == b"irot":
            sideways, turned = body[0] % 2 == 1, turned or body[0] % 4 > 0
        elif kind == b"imir":
            turned = True
    return MainImage((size[0], size[1]), sideways, turned, _exif(data)) if size else None


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each box with its kind."""
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        length = length or len(data) - at
        if length < head:
            return
        yield kind, data[at + head : at + length]
        at += length


def _main_item(box: bytes) -> int:
    return int(struct.unpack_from(">I" if box[0] else ">H", box, 4)[0])


def _properties_of(main_item: int, box: bytes) -> list[int]:
    """The numbers, from 1 on, of an item's properties."""
    wide_item, wide_number = box[0] > 0, box[3] & 1
    (count,) = struct.unpack_from(">I", box, 4)
    at = 8
    for _ in range(count):
        (item,) = struct.unpack_from(">I" if wide_item else ">H", box, at)
        at += 4 if wide_item else 2
        many = box[at]
        numbers = struct.unpack_from(f">{many}{'H' if wide_number else 'B'}", box, at + 1)
        at += 1 + many * (2 if wide_number else 1)
        if item == main_item:
            # the highest bit says whether a reader must understand the property
            return [index for number in numbers if (index := number & (0x7FFF if wide_number else 0x7F))]
    return []


def _exif(data: bytes) -> bytes:
    """EXIF data wherever they lie: their beginning is not met elsewhere."""
    starts = [at for start in (b"Exif\0\0II*\0", b"Exif\0\0MM\0*") if (at := data.find(start)) >= 0]
    return data[min(starts) + 6 :] if starts else b""
