"""Typefaces: stacks of faces that come with readers' systems, so that nothing has to be downloaded.

Each names the face of Apple's systems, of Windows, of Android and Linux, and ends in a token: any face that the browser
has, or in languages whose script these faces lack, those that have it.
"""

from __future__ import annotations

from typing import NamedTuple


class Typeface(NamedTuple):
    """A font stack.

    Attributes:
        stack: as CSS writes it.
        aspect: the height of its small letters in parts of the size, to which its faces are evened out.
    """

    stack: str
    aspect: float


# The first two are tokens, since a look brings its own idea of them.
TYPEFACES: dict[str, Typeface] = {
    "serif": Typeface("var(--serif)", 0.485),
    "sans": Typeface("var(--sans)", 0.525),
    "old-style": Typeface(
        '"Iowan Old Style", "Palatino Linotype", Palatino, P052, "URW Palladio L", "TeX Gyre Pagella", '
        '"Book Antiqua", var(--script-serif)',
        0.47,
    ),
    "humanist": Typeface(
        'Seravek, "Gill Sans Nova", Candara, Ubuntu, Calibri, "Open Sans", "DejaVu Sans", var(--script-sans)', 0.515
    ),
    "geometric": Typeface(
        '"Avenir Next", Avenir, Montserrat, Corbel, "URW Gothic", "Century Gothic", Futura, var(--script-sans)', 0.5
    ),
    "grotesque": Typeface(
        '"Helvetica Neue", Inter, Roboto, "Arial Nova", "Nimbus Sans", "Liberation Sans", Arial, var(--script-sans)',
        0.525,
    ),
    "slab": Typeface(
        '"Rockwell Nova", Rockwell, "Roboto Slab", "Sitka Small", "DejaVu Serif", var(--script-serif)', 0.5
    ),
    "typewriter": Typeface("var(--mono)", 0.53),
}
