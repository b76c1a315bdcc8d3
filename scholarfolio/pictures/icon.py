"""Icon: initials on the accent, as a square picture for the home screens of phones."""

from __future__ import annotations

from scholarfolio.pictures.cache import digest
from scholarfolio.pictures.tools import version
from scholarfolio.values.colour import on

SIZE = 180
# Goes up when other bytes are made of the same letters.
EDITION = "1"


def key(letters: str, accent: str, source: bytes) -> bytes:
    """What stands for all that ``draw`` makes its bytes from."""
    return digest(f"icon {EDITION}, Typst {version('typst')}", letters, accent, source)


def draw(letters: str, accent: str, source: bytes) -> bytes:
    """The icon as PNG, ``SIZE`` pixels wide and high.

    Args:
        letters: one or two, or a sign of another script.
        accent: as ``#rrggbb``.
        source: the Typst source of its layout.
    """
    from scholarfolio.pictures.typeset import displayable, is_plain, typeset

    plain = is_plain([letters])
    data = {"letters": letters if plain else displayable(letters), "accent": accent, "ink": on(accent)}
    return typeset(source, data, "en", plain=plain)
