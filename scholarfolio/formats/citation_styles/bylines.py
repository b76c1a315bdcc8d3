"""The names at the head of a reference, in the orders and with the connectives that styles ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from scholarfolio.text.markup import escape
from scholarfolio.values.names import Name, is_native_script

Shown = Callable[[Name], str]


def initials(name: Name) -> str:
    """The given names shortened: ``J.-L. M.``; the whole name where it has no such parts."""
    return name.literal or (_native(name) and name.family + name.given) or name.given_initials


def spelled(name: Name) -> str:
    """The given names as the record has them, single letters with a full stop and apart."""
    stopped = re.sub(r"\b([^\W\d_])(?=[\s-]|$)", r"\1.", name.given)
    return re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])", " ", stopped)


def in_order(name: Name) -> str:
    """As people say it: ``Jan van der Berg``."""
    return replace(name, given=spelled(name)).display


def with_initials(name: Name) -> str:
    """As people say it, the given names shortened: ``J. van der Berg``."""
    return name.initials


def family_first(name: Name) -> str:
    """``van der Berg, Jan, Jr.``."""
    return inverted(name, spelled(name))


def family_and_initials(name: Name) -> str:
    """``van der Berg, J. M., Jr.``."""
    return inverted(name, initials(name))


def inverted(name: Name, given: str, between: str = ", ") -> str:
    """Family name, what stands for the given ones, suffix. Names that say the family name first stay as they are."""
    if name.literal or (not name.particle and _native(name)):
        return name.display
    return between.join(filter(None, (f"{name.particle} {name.family}".strip(), given, name.suffix)))


def _native(name: Name) -> bool:
    return is_native_script(name.family + name.given)


def enumerated(names: Sequence[Name], shown: Shown, two: str, last: str, *, first: Shown | None = None) -> str:
    """Names as HTML: ``two`` stands between only two of them, ``last`` before the last of more, commas elsewhere.

    ``first`` shows the first name, where it is shown in another way than the others.
    """
    texts = [*map(first or shown, names[:1]), *map(shown, names[1:])]
    if len(texts) < 2:
        return str(escape("".join(texts)))
    return str(escape(", ".join(texts[:-1]) + (two if len(texts) == 2 else last) + texts[-1]))
