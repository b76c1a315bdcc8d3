"""EXIF: the two notes of a camera that matter here, which way up a picture is and where it was taken."""

from __future__ import annotations

import struct
from typing import NamedTuple

_ORIENTATION, _LOCATION = 0x0112, 0x8825


class Notes(NamedTuple):
    """What EXIF says.

    Attributes:
        orientation: 1 to 8, as the standard numbers turns and mirror images; 1 is upright.
        located: it holds GPS data.
    """

    orientation: int = 1
    located: bool = False

    @property
    def sideways(self) -> bool:
        """Whether width and height change places."""
        return self.orientation >= 5


NONE = Notes()


def read(data: bytes) -> Notes:
    """Read the first directory of EXIF data, which begin with ``II`` or ``MM``; damaged data say nothing."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    try:
        return _directory(data, order) if order else NONE
    except struct.error:
        return NONE


def _directory(data: bytes, order: str) -> Notes:
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, at)
    orientation, located = 1, False
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", data, entry)
        if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
            orientation = value
        located = located or tag == _LOCATION
    return Notes(orientation, located)
